//! What a reader sees of HTML: its text with white space folded, its images, its links and its anchors.
//!
//! `html5gum` takes it apart as a browser does; line numbers, heading anchors and the arrows of footnotes, which each
//! engine draws in its own way, are no text.

use std::collections::BTreeSet;

use super::stand_in::leaves_mark_open;
use html5gum::emitters::default::StartTag;
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// What there is to see in a piece of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The text with each run of white space as one blank, typographic signs as the plain ones that they stand for.
    pub text: String,
    /// The addresses of images as written, in order.
    pub images: Vec<String>,
    /// The addresses of links as written, in order.
    pub links: Vec<String>,
    /// The names that links may lead to.
    pub anchors: BTreeSet<String>,
}

/// Elements that part words. All others stand in a line of text, those that no browser knows too. `cite` parts them, for Hexo
/// writes no blank before it and every theme draws a gap.
const PARTING: &[&str] = &[
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "img",
    "input",
    "legend",
    "li",
    "main",
    "map",
    "math",
    "menu",
    "meter",
    "nav",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "script",
    "search",
    "section",
    "select",
    "source",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
    "video",
];

/// Elements of which nothing is seen.
const UNSEEN: &[&str] = &[
    "head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "title",
];

/// Classes of what engines add to the text of an author: line numbers, anchors of headings, arrows and labels of footnotes.
const ADDED: &[&str] = &[
    "gutter",
    "lnt",
    "ln",
    "giallo-ln",
    "headerlink",
    "header-anchor",
    "zola-anchor",
    "footnote-backref",
    "footnote-definition-label",
];

/// The class of what Zola draws around the link to a footnote, whose address is a mere number where notes stand in their
/// places.
const REFERENCE: &str = "footnote-reference";

/// How the links begin that engines draw from and to footnotes.
const FOOTNOTES: &[&str] = &["#fn:", "#fnref", "#fn-", "#fr-"];

/// Elements that have no content, so that nothing closes them.
const EMPTY: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Reads HTML, whole pages or pieces.
#[must_use]
pub fn see(html: &str) -> Seen {
    let mut seen = Seen::default();
    let mut text = String::with_capacity(html.len());
    // The element that hides what is in it, and how many of its name are open.
    let mut hidden: Option<(String, usize)> = None;
    let mut in_caption = false;
    // Whether the element that was opened last is what Zola draws around the link to a footnote.
    let mut in_reference = false;
    // Whether this is what a stand-in was given, of which nobody knows what it draws; the two elements that were opened last.
    let (mut in_mark, mut last) = (false, [String::new(), String::new()]);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match (token, &mut hidden) {
            (Token::StartTag(tag), Some((name, depth))) => {
                if is(&tag.name, name) && !tag.self_closing {
                    *depth += 1;
                }
            }
            (Token::EndTag(tag), Some((name, depth))) => {
                if is(&tag.name, name) {
                    *depth -= 1;
                    if *depth == 0 {
                        hidden = None;
                    }
                }
            }
            (_, Some(_)) => {}
            (Token::StartTag(tag), None) => {
                let name = lossy(&tag.name);
                in_caption |= name == "figcaption";
                last = [std::mem::take(&mut last[1]), name.clone()];
                part(&mut text, &name, in_caption);
                in_mark &= !PARTING.contains(&&*name);
                text.push_str(&code_title(&tag, &name));
                let was_in_reference = in_reference;
                in_reference = name == "sup" && has_class(&tag, REFERENCE);
                if is_hidden(&tag, &name) {
                    hidden = Some((name, 1));
                } else if !(name == "a" && (was_in_reference || in_mark)) {
                    collect(&tag, &name, &mut seen);
                }
            }
            (Token::EndTag(tag), None) => {
                let name = lossy(&tag.name);
                part(&mut text, &name, in_caption);
                in_caption &= name != "figcaption";
            }
            (Token::String(string), None) => {
                let string = lossy(&string);
                in_mark = leaves_mark_open(&string, in_mark);
                text.push_str(number_of_note(&string, &last));
            }
            (_, None) => {}
        }
    }
    seen.text = fold(&text);
    seen
}

/// Where a page sends its reader at once, by `<meta http-equiv="refresh">`.
#[must_use]
pub fn refresh(html: &str) -> Option<String> {
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        let says = attribute(&tag, "http-equiv");
        if is(&tag.name, "meta") && says.is_some_and(|says| says.eq_ignore_ascii_case("refresh")) {
            let content = attribute(&tag, "content")?;
            let (_, address) = content
                .split_once(['='])
                .filter(|(before, _)| before.trim_end().to_ascii_lowercase().ends_with("url"))?;
            return Some(address.trim().trim_matches(['\'', '"']).to_owned());
        }
    }
    None
}

fn is(name: &[u8], expected: &str) -> bool {
    name == expected.as_bytes()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The value of an attribute.
fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| lossy(value))
}

/// Parts the words before and after a tag, unless it stands in a line of text. Those of a caption, such as Hexo's of code with
/// its title and its link, stand apart.
fn part(text: &mut String, name: &str, in_caption: bool) {
    if in_caption || PARTING.contains(&name) {
        text.push(' ');
    }
}

/// The number of a footnote without the brackets that Zola 0.23 puts around it.
fn number_of_note<'t>(text: &'t str, last: &[String; 2]) -> &'t str {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let is_number = |inner: &&str| inner.bytes().all(|byte| byte.is_ascii_digit());
    let inner = inner.filter(|_| last[0] == "sup" && last[1] == "a").filter(is_number);
    inner.unwrap_or(text)
}

/// The title of code, which Hexo draws above it, and Hugo and Zola leave to the theme: `<div class="highlight" title="…">` and
/// `<code data-name="…">`.
fn code_title(tag: &StartTag<()>, name: &str) -> String {
    let of_hugo = || {
        let is_code = name == "div" && has_class(tag, "highlight");
        attribute(tag, "title").filter(|_| is_code)
    };
    let of_zola = || attribute(tag, "data-name").filter(|_| name == "code");
    of_hugo().or_else(of_zola).map_or_else(String::new, |title| format!("{title} "))
}

fn has_class(tag: &StartTag<()>, class: &str) -> bool {
    attribute(tag, "class")
        .is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
}

fn is_hidden(tag: &StartTag<()>, name: &str) -> bool {
    if EMPTY.contains(&name) || tag.self_closing && matches!(name, "svg" | "math") {
        return false;
    }
    let classes = attribute(tag, "class").unwrap_or_default();
    let style = attribute(tag, "style").unwrap_or_default();
    UNSEEN.contains(&name)
        // So Hugo writes line numbers where it uses no classes.
        || style.replace(' ', "").contains("user-select:none")
        || classes.split_whitespace().any(|class| ADDED.contains(&class))
        || tag.attributes.contains_key(b"data-linenumber".as_slice()) && name == "td"
}

/// Notes the addresses and the anchor of a tag.
fn collect(tag: &StartTag<()>, name: &str, seen: &mut Seen) {
    match name {
        "img" => seen.images.extend(attribute(tag, "src")),
        "a" => {
            let is_footnote = |href: &String| FOOTNOTES.iter().any(|start| href.starts_with(start));
            seen.links.extend(attribute(tag, "href").filter(|href| !is_footnote(href)));
            seen.anchors.extend(attribute(tag, "name"));
        }
        _ => {}
    }
    seen.anchors.extend(attribute(tag, "id"));
}

/// Text as it is compared.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut arrow = false;
    for character in text.chars() {
        // The number behind an arrow says which of several references it leads back to.
        if arrow && character.is_ascii_digit() {
            continue;
        }
        arrow = character == '↩' || arrow && character == '\u{fe0e}';
        match character {
            '“' | '”' | '„' | '‟' => folded.push('"'),
            '‘' | '’' | '‚' | '‛' => folded.push('\''),
            '«' => folded.push_str("<<"),
            '»' => folded.push_str(">>"),
            '–' => folded.push_str("--"),
            '—' => folded.push_str("---"),
            '…' => folded.push_str("..."),
            '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' | '↩' => {}
            blank if blank.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            other => folded.push(other),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(see(html).text, expected, "{html}");
    }

    #[test]
    fn text_is_what_a_reader_sees() {
        check("<p>a <b>b</b>c&nbsp;&amp;\n d</p><p>标题&hellip;</p>", "a bc & d 标题...");
        check("<td>a</td><td>b</td>c<br>d<img src=x>e", "a b c d e");
        check("<script>if (a < b) x</script><style>p{}</style>a<!-- b -->", "a");
        check("&ldquo;a&rdquo; it’s – b", "\"a\" it's -- b");
        check(
            "<svg><title>x</title><svg></svg>y</svg>a<svg/>b<noscript><p>c</p></noscript>",
            "a b",
        );
        check("a < b <c d", "a < b");
        check("(?P<last>x)<cite>y</cite>", "(?Px) y");
    }

    #[test]
    fn titles_of_code_are_text_wherever_they_stand() {
        check(
            "<figure class=highlight><figcaption><span>a.js</span><a href=b>link</a></figcaption>x</figure>",
            "a.js link x",
        );
        check("<div class=highlight title=\"a.js\"><pre>x</pre></div>", "a.js x");
        check("<pre><code data-lang=js data-name=a.js>x</code></pre>", "a.js x");
        check("<p title=t>x</p>", "x");
    }

    #[test]
    fn what_engines_add_is_no_text() {
        check("<table><tr><td class=\"gutter\">1 2</td><td class=code>x</td></table>", "x");
        check(
            "<span class=\"line\"><span class=\"ln\">12</span><span class=cl>x</span></span>",
            "x",
        );
        check("<td data-linenumber=1>1</td><td>x</td>", "x");
        check("<span style=\"white-space:pre;user-select: none\">1</span>x", "x");
        check("<h2 id=a>A <a class=\"zola-anchor\" href=#a>🔗</a></h2>", "A");
        check("a<sup class=footnote-reference><a href=#fn-x>[1]</a></sup> [2]", "a1 [2]");
        check("note <a href=#fr-1-1>↩</a> <a href=#fr-1-2>↩2</a> <a>↩\u{fe0e}</a>", "note");
    }

    #[test]
    fn addresses_and_anchors_are_collected() {
        let seen =
            see("<h2 id=A><a name=b href='x?a=1&amp;b'>l</a></h2><img src=\"/i.png\"><a>n</a>");
        assert_eq!(seen.images, ["/i.png"]);
        assert_eq!(seen.links, ["x?a=1&b"]);
        assert_eq!(seen.anchors.into_iter().collect::<Vec<_>>(), ["A", "b"]);
        let seen =
            see("\u{e000}a <a href=b>b</a>\u{e001}<a href=c>c</a>\u{e000}<p><a href=d>d</a>");
        assert_eq!(seen.links, ["c", "d"]);
        let seen = see(
            "<sup class=footnote-reference><a href='#1'>1</a></sup><sup><a href='#2'>2</a></sup>",
        );
        assert_eq!(seen.links, ["#2"]);
    }

    #[test]
    fn a_page_may_send_its_reader_on() {
        let page =
            "<!doctype html><meta http-equiv=\"refresh\" content=\"0; url=https://a.example/b/\">";
        assert_eq!(refresh(page).as_deref(), Some("https://a.example/b/"));
        assert_eq!(
            refresh("<meta http-equiv=Refresh content=\"0;URL='/b'\">").as_deref(),
            Some("/b")
        );
        assert_eq!(refresh("<meta http-equiv=refresh content=5><p>x"), None);
    }
}
