//! Small pieces of Markdown, HTML and template syntax, written so that they read as meant.

use std::fmt::Write;

use super::output::Output;
use crate::document::body::escape_entities;
use crate::engine::{Engine, Setup, Tag, TagKind, Version};

/// The first Zola whose bodies are templates with components.
const COMPONENTS: Version = Version::new(0, 23);

/// How calls of templates are written in bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `{% name a b %}`
    Hexo,
    /// `{{< name a="b" >}}`
    Hugo,
    /// `{{ name(a="b") }}`
    ZolaShortcode,
    /// `{{ <name a="b" /> }}`
    ZolaComponent,
}

impl Dialect {
    /// That of a site.
    pub fn of(setup: &Setup) -> Self {
        match setup.target.engine {
            Engine::Hexo => Self::Hexo,
            Engine::Hugo => Self::Hugo,
            Engine::Zola if setup.target.version < COMPONENTS => Self::ZolaShortcode,
            Engine::Zola => Self::ZolaComponent,
        }
    }
}

/// The name of an engine in sentences.
pub fn engine_name(setup: &Setup) -> &'static str {
    match setup.target.engine {
        Engine::Hexo => "Hexo",
        Engine::Hugo => "Hugo",
        Engine::Zola => "Zola",
    }
}

/// What a row calls a tag.
pub fn name_of(tag: &Tag, text: &str) -> String {
    match tag.kind {
        TagKind::Expression => "{{ }}".to_owned(),
        TagKind::Comment => "{# #}".to_owned(),
        TagKind::Escaped => "/* */".to_owned(),
        _ => tag.name.text(text).to_owned(),
    }
}

/// A call of a template that stands alone, its arguments by name. None where a value cannot be written.
pub fn call(dialect: Dialect, name: &str, arguments: &[(&str, &str)]) -> Option<Output> {
    let written: Option<Vec<String>> =
        arguments.iter().map(|(key, value)| argument(dialect, key, value)).collect();
    let written = written?;
    Some(Output::run(match dialect {
        Dialect::Hexo => format!("{{% {name}{} %}}", spaced(&written)),
        Dialect::Hugo => format!("{{{{< {name}{} >}}}}", spaced(&written)),
        Dialect::ZolaShortcode => format!("{{{{ {name}({}) }}}}", written.join(", ")),
        Dialect::ZolaComponent => format!("{{{{ <{name}{} /> }}}}", spaced(&written)),
    }))
}

fn spaced(words: &[String]) -> String {
    words.iter().map(|word| format!(" {word}")).collect()
}

fn argument(dialect: Dialect, key: &str, value: &str) -> Option<String> {
    let value = match dialect {
        Dialect::Hexo => return hexo_word(value),
        Dialect::Hugo => go_string(value)?,
        Dialect::ZolaShortcode => {
            let quote = ['"', '\'', '`'].into_iter().find(|quote| !value.contains(*quote))?;
            format!("{quote}{value}{quote}")
        }
        Dialect::ZolaComponent => tera_string(value),
    };
    Some(format!("{key}={value}"))
}

/// A text as a shortcode of Hugo takes it.
pub fn go_string(value: &str) -> Option<String> {
    let plain = !value.contains(['\n', '\\']);
    match plain {
        true => Some(format!("\"{}\"", value.replace('"', "\\\""))),
        false => (!value.contains('`')).then(|| format!("`{value}`")),
    }
}

fn tera_string(value: &str) -> String {
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

/// An argument of a Hexo tag, in quotes where it has blanks. None where no quotes are left.
pub fn hexo_word(value: &str) -> Option<String> {
    let signs = "()[]{}%,|=<>!+*\"'\\";
    if !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || signs.contains(c)) {
        return Some(value.to_owned());
    }
    let quote = ['"', '\''].into_iter().find(|quote| !value.contains(*quote))?;
    (!value.contains("%}")).then(|| format!("{quote}{}{quote}", value.replace('\\', "\\\\")))
}

/// Text of Markdown that shows exactly this.
pub fn markdown_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~' | '|') {
            escaped.push('\\');
        }
        escaped.push(if character == '\n' { ' ' } else { character });
    }
    escaped
}

/// Markdown that shows a text in which tags of HTML are just that.
pub fn markdown_around_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let begins_tag = |next: char| next.is_ascii_alphabetic() || next == '/';
        let is_tag = rest[at + 1..].starts_with(begins_tag);
        out.push_str(&markdown_text(&rest[..at]));
        let length = rest[at..].find('>').filter(|_| is_tag).map(|length| length + 1);
        match length {
            Some(length) => out.push_str(&rest[at..at + length]),
            None => out.push_str("\\<"),
        }
        rest = &rest[at + length.unwrap_or(1)..];
    }
    out + &markdown_text(rest)
}

/// Text of HTML, in an element or an attribute, that shows exactly this.
pub fn html_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Code in a line, or a block of it where it has empty lines.
pub fn code_span(text: &str) -> String {
    let longest = longest_run(text, '`');
    if text.contains("\n\n") || text.contains("\n\r\n") {
        let fence = "`".repeat(longest.max(2) + 1);
        return format!("\n\n{fence}\n{text}\n{fence}\n\n");
    }
    let ticks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// How many bytes of a line are marks of quotes and list items, and blanks around them.
pub fn marks(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = &rest[blanks..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = match rest[digits..].chars().next() {
            Some('>') if digits == 0 => 1,
            Some('-' | '*' | '+') if digits == 0 => 1,
            Some('.' | ')') if digits > 0 => digits + 1,
            _ => return at + blanks,
        };
        let is_quote = rest.starts_with('>');
        let behind = &rest[mark..];
        if !is_quote && !behind.is_empty() && !behind.starts_with([' ', '\t']) {
            return at + blanks;
        }
        at += blanks + mark;
    }
}

/// What the lines that go on with the block of a line begin with: its marks of quotes, and blanks for the others.
pub fn continued(line: &str) -> String {
    let blank = |c: char| if matches!(c, '>' | '\t') { c } else { ' ' };
    line[..marks(line)].chars().map(blank).collect()
}

/// The longest run of a character.
pub fn longest_run(text: &str, character: char) -> usize {
    text.split(|other| other != character).map(str::len).max().unwrap_or(0)
}

/// An address as a Markdown link and an attribute of HTML take it.
pub fn address(address: &str) -> String {
    let balanced = address.matches('(').count() == address.matches(')').count();
    let mut signs = vec!['\\', '<', '>'];
    if address.contains([' ', '\t']) || !balanced {
        signs.extend([' ', '\t', '(', ')']);
    }
    let mut written = String::with_capacity(address.len());
    for part in escape_entities(address).split_inclusive(&*signs) {
        match part.chars().next_back().filter(|last| signs.contains(last)) {
            Some(sign) => {
                written.push_str(&part[..part.len() - 1]);
                write!(written, "%{:02X}", u32::from(sign)).expect("a string takes all");
            }
            None => written.push_str(part),
        }
    }
    written
}

/// A title of a Markdown link, with the blank before it; nothing for an empty one.
pub fn title(title: &str) -> String {
    if title.is_empty() {
        return String::new();
    }
    format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

/// `[text](address "title")`; the text is Markdown.
pub fn link(text: &Output, address: &Output, title_text: &str) -> Output {
    Output::literal("[")
        .then(text)
        .then_text("](")
        .then(address)
        .then_text(&title(title_text))
        .then_text(")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_written_in_each_dialect() {
        let arguments = [("id", "a b"), ("t", "\"")];
        let written = |dialect| call(dialect, "x", &arguments).unwrap().text;
        assert_eq!(written(Dialect::Hexo), "{% x \"a b\" '\"' %}");
        assert_eq!(written(Dialect::Hugo), "{{< x id=\"a b\" t=\"\\\"\" >}}");
        assert_eq!(written(Dialect::ZolaShortcode), "{{ x(id=\"a b\", t='\"') }}");
        assert_eq!(written(Dialect::ZolaComponent), "{{ <x id=\"a b\" t=\"\\\"\" /> }}");
    }

    #[test]
    fn lines_go_on_behind_their_marks() {
        for (line, expected) in [
            ("- a", "  "),
            ("> 1. a", ">    "),
            ("  * - x", "      "),
            ("-a", ""),
            ("12 a", ""),
            ("a - b", ""),
        ] {
            assert_eq!(continued(line).trim_end_matches('|'), expected, "{line}");
        }
    }

    #[test]
    fn texts_show_what_they_are() {
        assert_eq!(markdown_text("a*b_[c]"), "a\\*b\\_\\[c\\]");
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a`b"), "``a`b``");
        assert_eq!(code_span("`a"), "`` `a ``");
        assert_eq!(address("a (b.png"), "a%20%28b.png");
        assert_eq!(address("(a\\b>)?c&d&lt;"), "(a%5Cb%3E)?c&d&amp;lt;");
        assert_eq!(title("a \"b\""), " \"a \\\"b\\\"\"");
    }
}
