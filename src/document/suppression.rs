//! Comments by which an author tells rules to be quiet: `masthead: ignore[rule] reason`.
//!
//! In YAML and TOML they are comments of the block (`# masthead: …`), in the body HTML comments
//! (`<!-- masthead: … -->`). On a line of its own such a comment speaks of the next entry or line, or of the whole
//! block of code or HTML that begins there; behind something it speaks of its line, and with `ignore-file` of the
//! whole file.

use super::{Document, Markup, Node};
use crate::text::Span;

/// One such comment. All spans are in bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The names of rules or groups in the brackets; none where the author forgot them.
    pub rules: Vec<Span>,
    /// Why, in the author's words; may be empty.
    pub reason: Span,
    /// The whole comment, its marks included.
    pub span: Span,
    /// The comment stands alone on its line.
    pub own_line: bool,
    /// Where it holds: a finding that starts here is left out.
    pub covers: Span,
}

impl Suppression {
    /// Whether a finding that starts at byte `at` is meant.
    #[must_use]
    pub const fn holds_at(&self, at: usize) -> bool {
        self.covers.start <= at && at <= self.covers.end
    }
}

const MARK: &str = "masthead:";

/// All suppression comments of a post, in order of their place.
#[must_use]
pub fn find(document: &Document<'_>) -> Vec<Suppression> {
    let text = document.source.text.as_str();
    if memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Some(front_matter) = &document.front_matter {
        let root = &front_matter.tree.root;
        for &comment in &front_matter.tree.comments {
            let inner = comment.text(text).trim_start_matches('#');
            found.extend(read(text, comment, inner, |line_end| next_entry(root, text, line_end)));
        }
    }
    let markup = document.markup();
    for comment in &markup.comments {
        let inner = comment.inner.text(text);
        found
            .extend(read(text, comment.span, inner, |line_end| next_block(markup, text, line_end)));
    }
    found
}

/// The next line of the body, with the block of code or HTML that begins in it.
fn next_block(markup: &Markup, text: &str, end: usize) -> Span {
    let line = next_line(text, end);
    markup.block_from(line).map_or(line, |block| line.cover(block))
}

/// A body without the comments to Masthead that it begins with, for whom asks what it begins with.
#[must_use]
pub fn behind_comments(body: &str) -> &str {
    let mut rest = body.trim_start();
    while let Some((comment, behind)) =
        rest.strip_prefix("<!--").and_then(|inner| inner.split_once("-->"))
        && comment.trim_start().starts_with(MARK)
    {
        rest = behind.trim_start();
    }
    rest
}

/// Reads one comment; `next` finds what follows the line that ends at the given byte.
fn read(text: &str, span: Span, inner: &str, next: impl Fn(usize) -> Span) -> Option<Suppression> {
    let order = inner.trim_start().strip_prefix(MARK)?.trim_start();
    let (whole_file, rest) = match order.strip_prefix("ignore-file") {
        Some(rest) => (true, rest),
        None => (false, order.strip_prefix("ignore")?),
    };
    let (names, reason) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some(parts) => parts,
        None if rest.is_empty() || rest.starts_with([' ', '\t', '[']) => ("", rest),
        None => return None,
    };
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let line = line_of(text, span.start).cover(line_of(text, span.end));
    let before = text[line.start..span.start].trim();
    let own_line = before.is_empty() && text[span.end..line.end].trim().is_empty();
    let covers = match (whole_file, own_line) {
        (true, _) => Span::new(0, text.len()),
        (false, true) => next(line.end),
        (false, false) => line,
    };
    Some(Suppression {
        rules: names.map(|name| Span::of(name, text)).collect(),
        reason: Span::of(reason.trim(), text),
        span,
        own_line,
        covers,
    })
}

/// The line that holds byte `at`, without its newline.
#[must_use]
pub fn line_of(text: &str, at: usize) -> Span {
    let start = memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
    let end =
        memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end);
    Span::new(start, end)
}

/// The next line that is not blank, behind the line that ends at `end`.
fn next_line(text: &str, end: usize) -> Span {
    let rest = &text[end..];
    let blanks = rest.len() - rest.trim_start().len();
    line_of(text, end + blanks)
}

/// The whole lines of the outermost entry or item that starts behind the line that ends at `end`.
fn next_entry(root: &Node<'_>, text: &str, end: usize) -> Span {
    let mut node = root;
    loop {
        let (entries, items) = (node.entries(), node.items());
        let entry = entries.get(entries.partition_point(|entry| entry.span().end <= end));
        let item = items.get(items.partition_point(|item| item.span.end <= end));
        let part = entry.map(|entry| (entry.span(), &entry.value));
        match part.or(item.map(|item| (item.span, item))) {
            Some((span, _)) if end <= span.start => {
                return line_of(text, span.start).cover(line_of(text, span.end));
            }
            Some((_, inner)) => node = inner,
            None => return next_line(text, end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    /// Each suppression as its rules, its reason and what it covers.
    fn check(text: &str, expected: &[(&[&str], &str, &str)]) {
        let source = Source::new("post.md", text);
        let body = Span::new(0, text.len());
        let document = Document::new(&source, None, body);
        let found: Vec<_> = find(&document)
            .into_iter()
            .map(|found| {
                let rules: Vec<_> = found.rules.iter().map(|rule| rule.text(text)).collect();
                (rules, found.reason.text(text), found.covers.text(text))
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(rules, reason, covers)| (rules.to_vec(), *reason, *covers))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn comments_of_the_body_cover_the_next_line_or_theirs() {
        check(
            "<!-- masthead: ignore[image-proxied, html-active] for now -->\r\n\r\n![a](b)\r\nc\n",
            &[(&["image-proxied", "html-active"], "for now", "![a](b)")],
        );
        check(
            "a <!-- masthead: ignore[x] -->\nb\n",
            &[(&["x"], "", "a <!-- masthead: ignore[x] -->")],
        );
        check("<!-- masthead: ignore[x] -->\n```sh\na\n```\nb\n", &[(&["x"], "", "```sh\na\n```")]);
        check(
            "b\n<!-- masthead: ignore-file[x] -->",
            &[(&["x"], "", "b\n<!-- masthead: ignore-file[x] -->")],
        );
    }

    #[test]
    fn an_order_without_rules_is_kept_and_a_mention_is_none() {
        check("<!-- masthead: ignore -->\nb", &[(&[], "", "b")]);
        check("<!-- masthead: ignored -->\n<!-- the masthead: it is red --> <!-- open", &[]);
    }
}
