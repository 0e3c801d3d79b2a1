//! Old addresses that lead to new ones, in the forms that hosts and comment systems read.

use std::fmt::Write as _;

use super::assets::static_folder;
use super::path;
use super::plan::Text;
use crate::engine::Engine;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// An old path and the new one, both percent-decoded and from the site's root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// Where the page was.
    pub old: String,
    /// Where it is.
    pub new: String,
}

/// How redirects are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The `_redirects` file of Netlify and Cloudflare Pages.
    Netlify,
    /// A `map` block for nginx.
    Nginx,
    /// `Redirect` lines for Apache.
    Apache,
    /// Old and new path as CSV, for comment systems that know a page by its path.
    Csv,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Netlify, Self::Nginx, Self::Apache, Self::Csv];

    /// Its name as options write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Netlify => "netlify",
            Self::Nginx => "nginx",
            Self::Apache => "apache",
            Self::Csv => "csv",
        }
    }
}

/// What a path may not hold raw in any of the forms.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'{')
    .add(b'}');

/// Where the file goes, from the new site's root: to where the host finds it, or out of the way.
#[must_use]
pub fn place(form: Form, to: Engine) -> String {
    match form {
        Form::Netlify => format!("{}/_redirects", static_folder(to)),
        Form::Nginx => "redirects/nginx.conf".to_owned(),
        Form::Apache => "redirects/htaccess".to_owned(),
        Form::Csv => "redirects/redirects.csv".to_owned(),
    }
}

/// The text of the file.
#[must_use]
pub fn write(form: Form, redirects: &[Redirect]) -> String {
    let mut text = match form {
        Form::Netlify | Form::Apache => String::new(),
        Form::Nginx => "# Goes into the http block; use it as: if ($moved) { return 301 $moved; }\nmap $uri $moved {\n".to_owned(),
        Form::Csv => "old,new\r\n".to_owned(),
    };
    for Redirect { old, new } in redirects {
        let encoded = |path: &str| utf8_percent_encode(path, ENCODED).to_string();
        // Writing to a string cannot fail.
        let _ = match form {
            Form::Netlify => writeln!(text, "{} {} 301", encoded(old), encoded(new)),
            // nginx compares the decoded path.
            Form::Nginx => writeln!(text, "    {} {};", quoted(old), quoted(&encoded(new))),
            Form::Apache => {
                writeln!(text, "Redirect 301 {} {}", quoted(old), quoted(&encoded(new)))
            }
            Form::Csv => write!(text, "{},{}\r\n", cell(old), cell(new)),
        };
    }
    if form == Form::Nginx {
        text.push_str("}\n");
    }
    text
}

/// The pages that lead from old addresses to new ones, as files that are published as they are: for addresses that no
/// engine has aliases for. `base` is the path of the site's own address, without a slash at its end.
#[must_use]
pub fn pages(to: Engine, base: &str, redirects: &[Redirect]) -> Vec<Text> {
    let page = |Redirect { old, new }: &Redirect| {
        let target = format!("{base}{}", utf8_percent_encode(new, ENCODED)).replace('&', "&amp;");
        let text = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{target}</title>\n<link rel=\"canonical\" href=\"{target}\">\n<meta http-equiv=\"refresh\" content=\"0; url={target}\">\n</html>\n"
        );
        let file = if old.ends_with('/') { "index.html" } else { "" };
        Text { path: format!("{}{old}{file}", static_folder(to)), text }
    };
    redirects.iter().map(page).filter(|text| path::check(&text.path).is_ok()).collect()
}

/// A word in double quotes for nginx and Apache; controls cannot stand in either.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|character| !character.is_control()).collect();
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$"))
}

/// A cell of RFC 4180; a leading sign of a formula is made harmless.
fn cell(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@']);
    let quoted = text.contains([',', '"', '\r', '\n']) || risky;
    let text = text.replace('"', "\"\"");
    match (quoted, risky) {
        (_, true) => format!("\"'{text}\""),
        (true, false) => format!("\"{text}\""),
        (false, false) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_quotes_what_it_has_to() {
        let redirects =
            [Redirect { old: "/2024/中 文, \"x\"/".into(), new: "/posts/a#b/".into() }];
        let encoded = "/2024/%E4%B8%AD%20%E6%96%87,%20%22x%22/ /posts/a%23b/ 301\n";
        assert_eq!(write(Form::Netlify, &redirects), encoded);
        assert!(
            write(Form::Nginx, &redirects)
                .contains("    \"/2024/中 文, \\\"x\\\"/\" \"/posts/a%23b/\";\n")
        );
        assert_eq!(
            write(Form::Csv, &redirects),
            "old,new\r\n\"/2024/中 文, \"\"x\"\"/\",/posts/a#b/\r\n"
        );
        assert!(write(Form::Apache, &redirects).starts_with("Redirect 301 \"/2024/中 文"));
    }
}
