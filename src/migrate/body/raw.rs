//! Text that is shown and not run, comments, and values that are written out.

use super::output::Output;
use super::walk::{Answer, Walk};
use crate::engine::{Tag, TagKind};
use crate::value::Value;

/// Hexo's `raw`: HTML that goes past Markdown.
pub fn html(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let inner = tag.inner?.text(walk.text);
    let out = Output::literal(without_gaps(&past_markdown(walk, tag, inner)));
    if inner.contains('<') && !tag.in_code && walk.begins_line(tag) {
        // Markdown is read on the next line, which a block of HTML would swallow.
        return Some(Answer::changed(walk.as_block(tag, &out), "HTML"));
    }
    Some(Answer::changed(out, "text"))
}

/// HTML without empty lines, behind which Markdown would go on, but for what keeps its lines.
pub fn without_gaps(html: &str) -> String {
    let keeps_lines = ["<pre", "<textarea", "<!--"].iter().any(|name| html.contains(name));
    if !html.trim_start().starts_with('<') || keeps_lines {
        return html.to_owned();
    }
    let ends = html.len() - html.trim_start().len()..html.trim_end().len();
    let lines = html[ends.clone()].lines().filter(|line| !line.trim().is_empty());
    let content = lines.collect::<Vec<_>>().join("\n");
    format!("{}{content}{}", &html[..ends.start], &html[ends.end..])
}

/// Hexo's `{{ 'text' }}`, which goes past Markdown too.
pub fn printed_html(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if let Some(text) = constant(tag) {
        return Some(Answer::changed(Output::literal(past_markdown(walk, tag, &text)), "text"));
    }
    let written = tag.span.text(walk.text);
    let name = written.strip_prefix("{{")?.strip_suffix("}}")?.trim_matches(['-', ' ', '\n', '\t']);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_name || walk.around.from.has_field(name) || OF_NUNJUCKS.contains(&name) {
        return None;
    }
    let entry = walk.document.front_matter.as_ref().and_then(|block| block.tree.root.entry(name));
    let Some(entry) = entry else {
        let answer = Answer::changed(Output::default(), "nothing");
        let reason = "The post has no such value, so Hexo prints nothing there.";
        return Some(answer.with_note("value-missing", reason));
    };
    let text = entry.value.text()?.to_owned();
    let out = Output::literal(past_markdown(walk, tag, &text));
    Some(Answer::changed(out, "its value").with_note("param-inlined", INLINED))
}

/// What Nunjucks knows beside the fields of a post: what posts get in a build (`lib/models/post.ts`), its own words and
/// functions (`src/globals.js`).
const OF_NUNJUCKS: &[&str] = &[
    "link",
    "__post",
    "prev",
    "next",
    "canonical_path",
    "length",
    "range",
    "cycler",
    "joiner",
    "true",
    "false",
    "none",
    "null",
    "loop",
    "caller",
    "super",
];

/// What is said of a value that was computed.
const INLINED: &str = "The value stands in the text now.";

/// HTML so that Markdown leaves it as it is. One that holds no tags is text.
fn past_markdown(walk: &Walk<'_>, tag: &Tag, html: &str) -> String {
    if tag.in_code || walk.is_verbatim(tag.span.start) || html.contains('<') {
        return html.to_owned();
    }
    let mut escaped = String::with_capacity(html.len());
    for character in html.chars() {
        if matches!(character, '\\' | '*' | '_' | '`' | '[' | ']' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Zola's `raw`, whose content is Markdown.
pub fn markdown(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    tag.inner?;
    let inner = walk.inner(tag);
    Some(Answer::changed(inner, "text"))
}

/// Zola's `{{ "text" }}`, which is printed before Markdown is read.
pub fn printed(_walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    Some(Answer::changed(Output::literal(constant(tag)?), "text"))
}

fn constant(tag: &Tag) -> Option<String> {
    match tag.arguments.first()?.value.as_ref()? {
        Value::String(text) => Some(text.clone()),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A shortcode that is shown: the marks of the comment in its marks go, and what stands between them is Markdown.
pub fn escaped(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let inner = tag.inner?;
    let open = walk.text[tag.span.start..inner.start].strip_suffix("/*")?;
    let close = walk.text[inner.end..tag.span.end].strip_prefix("*/")?;
    let shown = Output::literal(open).then(&walk.inner(tag)).then_text(close);
    Some(Answer::changed(shown, "text"))
}

/// `{{< literal "text" >}}`, with which a migration shows what nothing else can.
pub fn literal(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let text = walk.argument(tag, "text", 0)?;
    Some(Answer::changed(Output::literal(text), "text"))
}

/// `{# … #}`
pub fn comment(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let inner = tag.inner?.text(walk.text);
    Some(html_comment(walk, tag, inner))
}

/// A shortcode whose content nobody sees.
pub fn hidden(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind != TagKind::Block {
        return None;
    }
    let inner = tag.inner?.text(walk.text);
    Some(html_comment(walk, tag, inner))
}

/// A comment of HTML. At the start of a line it would make HTML of the rest of it, and where Markdown is not read it
/// might be seen: there it goes.
fn html_comment(walk: &Walk<'_>, tag: &Tag, inner: &str) -> Answer {
    let is_alone = walk.is_block(tag);
    if tag.in_code || walk.is_verbatim(tag.span.start) || walk.begins_line(tag) && !is_alone {
        let answer = Answer::changed(Output::default(), "nothing");
        return answer
            .with_note("comment-dropped", "No comment can stand here; nobody saw it anyway.");
    }
    Answer::changed(Output::literal(commented(inner)), "an HTML comment")
}

fn commented(inner: &str) -> String {
    let inner = inner.trim_matches(|c: char| c == '-' || c.is_whitespace()).replace("--", "- -");
    format!("<!-- {inner} -->")
}

/// Hugo's `param`: a value of front matter.
pub fn param(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let key = walk.argument(tag, "", 0)?;
    let front_matter = walk.document.front_matter.as_ref()?;
    let root = &front_matter.tree.root;
    let same = |entries: &[crate::document::Entry<'_>], name: &str| {
        entries.iter().position(|entry| entry.name().eq_ignore_ascii_case(name))
    };
    let params = same(root.entries(), "params").map(|at| &root.entries()[at].value);
    let mut found = None;
    for map in params.into_iter().chain([root]) {
        let mut node = Some(map);
        for part in key.split('.') {
            node = node
                .and_then(|node| same(node.entries(), part).map(|at| &node.entries()[at].value));
        }
        found = found.or(node);
    }
    let text = found?.text()?.to_owned();
    Some(Answer::changed(Output::literal(text), "its value").with_note("param-inlined", INLINED))
}
