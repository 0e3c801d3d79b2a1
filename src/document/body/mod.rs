//! What a body is made of: links, images, HTML, code, headings, comments and template tags, each with
//! its exact place.
//!
//! Markdown is read as CommonMark with the extensions that the engines share (tables, footnotes,
//! strikethrough, task lists, heading attributes). Each list is in order of place. Reading is linear
//! in the length of the body and holds places only, no text.

pub mod alike;
pub mod definition_list;
mod destination;
mod html;
pub mod line_number;
mod loose;
mod markdown;
pub mod outline;
mod template;

pub use destination::unescape;
pub use html::{Attribute, Quote, Tag, TagKind, decode_entities, escape_entities};
pub use template::{Delimiter, Template, Within};

use crate::text::Span;

/// All that rules, engines and the migration want to know about the text of one body.
///
/// Spans are in bytes of the whole file.
#[derive(Clone, Debug, Default)]
pub struct Markup {
    /// Markdown links and images. One that stands in the text of another comes behind it.
    pub links: Vec<Link>,
    /// `[label]: address` lines.
    pub definitions: Vec<Definition>,
    /// HTML tags, in HTML blocks and between text, but not in code.
    pub tags: Vec<Tag>,
    /// HTML comments, but not in code.
    pub comments: Vec<Comment>,
    /// Fenced, indented and inline code.
    pub code: Vec<Code>,
    /// Headings.
    pub headings: Vec<Heading>,
    /// HTML blocks, each as far as CommonMark takes it for one.
    pub html_blocks: Vec<Span>,
    /// Tags of the engines' template languages, wherever they stand.
    pub templates: Vec<Template>,
    attributes: Vec<Attribute>,
}

/// A Markdown link or image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// All of it, from `[`, `!` or `<` to behind its last byte.
    pub span: Span,
    /// Whether it shows an image.
    pub kind: LinkKind,
    /// How its address is given.
    pub form: LinkForm,
    /// Link text or alternative text, as written between the brackets.
    pub text: Span,
    /// The address as written, without `<` and `>`, escapes and entities not undone; empty in `[x]()`.
    /// A reference has its definition's.
    pub destination: Span,
    /// The title as written, without its quotes. A reference has its definition's.
    pub title: Option<Span>,
}

/// Whether a link leads somewhere or shows an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// `[text](address)`
    Link,
    /// `![text](address)`
    Image,
}

/// How a link gives its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkForm {
    /// `[text](address)`
    Inline,
    /// `[text](<address>)`
    Bracketed,
    /// `[text][label]`, `[label][]` or `[label]`, with the place of the definition in
    /// [`Markup::definitions`].
    Reference(usize),
    /// `<https://…>` or `<name@host>`
    Autolink,
    /// Meant as `[text](address)`, but no link to CommonMark, because blanks stand in the address.
    Loose,
}

/// A line that gives the address for references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// All of it.
    pub span: Span,
    /// The label as written between the brackets.
    pub label: Span,
    /// The address as written, without `<` and `>`.
    pub destination: Span,
    /// Whether the address stands in `<` and `>`.
    pub bracketed: bool,
    /// The title as written, without its quotes.
    pub title: Option<Span>,
}

/// An HTML comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From `<!--` to behind `-->`; to the end of the HTML block where it is not closed.
    pub span: Span,
    /// What stands between the marks.
    pub inner: Span,
    /// Where it stands.
    pub flow: Flow,
}

/// How a piece of HTML stands in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flow {
    /// In an HTML block.
    Block,
    /// In a paragraph, a heading or a table cell.
    Inline,
}

/// A piece of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// All of it, fences or backticks included.
    pub span: Span,
    /// What stands between them: whole lines, with the indentation and marks of the list or quote around it.
    pub content: Span,
    /// How it is marked as code.
    pub kind: CodeKind,
}

/// How code is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// Between fences of backticks or tildes.
    Fenced {
        /// What stands behind the opening fence, without blanks around it.
        info: Span,
        /// Whether a closing fence ends it; else the end of the body or of the block around it does.
        closed: bool,
    },
    /// By four blanks or a tab.
    Indented,
    /// Between backticks in a line.
    Inline,
}

/// A heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// All of it, with `#` marks or the line below.
    pub span: Span,
    /// Its text with inline markup, without attributes.
    pub text: Span,
    /// From 1 to 6.
    pub level: u8,
    /// The `name` of `{#name}`.
    pub id: Option<Span>,
}

impl Markup {
    /// Reads the part of `text` that `body` covers. The engines do not always agree on where the body
    /// begins, so it is asked for.
    #[must_use]
    pub fn read(text: &str, body: Span) -> Self {
        let mut markup = Self::default();
        markdown::read(text, body, &mut markup);
        loose::read(text, body, &mut markup);
        template::read(text, body, &mut markup);
        markup
    }

    /// The attributes of one of [`Self::tags`], in order.
    #[must_use]
    pub fn attributes(&self, tag: &Tag) -> &[Attribute] {
        &self.attributes[tag.attributes.0 as usize..tag.attributes.1 as usize]
    }

    /// The code that holds the byte at `offset`.
    #[must_use]
    pub fn code_at(&self, offset: usize) -> Option<&Code> {
        holding(&self.code, offset, |code| code.span)
    }

    /// The HTML comment that holds the byte at `offset`.
    #[must_use]
    pub fn comment_at(&self, offset: usize) -> Option<&Comment> {
        holding(&self.comments, offset, |comment| comment.span)
    }

    /// The template tag that holds the byte at `offset`.
    #[must_use]
    pub fn template_at(&self, offset: usize) -> Option<&Template> {
        holding(&self.templates, offset, |template| template.span)
    }
}

impl Markup {
    /// The block of code or HTML that holds a byte.
    #[must_use]
    pub fn block_at(&self, at: usize) -> Option<Span> {
        let code = holding(&self.code, at, |code| code.span);
        let code = code.filter(|code| code.kind != CodeKind::Inline).map(|code| code.span);
        code.or_else(|| holding(&self.html_blocks, at, |block| *block).copied())
    }

    /// The block of code or HTML that begins in a line.
    #[must_use]
    pub fn block_from(&self, line: Span) -> Option<Span> {
        let first =
            |spans: &[Span]| spans.iter().copied().find(|span| line.covers(Span::at(span.start)));
        let code = self.code.partition_point(|code| code.span.start < line.start);
        let code = self.code.get(code).filter(|code| code.kind != CodeKind::Inline);
        let html = self.html_blocks.partition_point(|block| block.start < line.start);
        let html = self.html_blocks.get(html).copied();
        first(&[code.map(|code| code.span), html].into_iter().flatten().collect::<Vec<_>>())
    }
}

/// The item that holds `offset`, in a list of disjoint items in order of place.
fn holding<T>(items: &[T], offset: usize, span: impl Fn(&T) -> Span) -> Option<&T> {
    let behind = items.partition_point(|item| span(item).start <= offset);
    items[..behind].last().filter(|item| span(item).contains(offset))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every span of a body.
    fn spans(markup: &Markup) -> Vec<Span> {
        let links = markup.links.iter().flat_map(|link| {
            [link.span, link.text, link.destination].into_iter().chain(link.title)
        });
        let definitions =
            markup.definitions.iter().flat_map(|it| [it.span, it.label, it.destination]);
        let tags = markup.tags.iter().flat_map(|tag| [tag.span, tag.name]);
        let attributes =
            markup.attributes.iter().flat_map(|it| std::iter::once(it.name).chain(it.value));
        let comments = markup.comments.iter().flat_map(|comment| [comment.span, comment.inner]);
        let code = markup.code.iter().flat_map(|code| [code.span, code.content]);
        let headings = markup.headings.iter().flat_map(|heading| [heading.span, heading.text]);
        let templates = markup.templates.iter().flat_map(|it| [it.span, it.inner]);
        links
            .chain(definitions)
            .chain(tags)
            .chain(attributes)
            .chain(comments)
            .chain(code)
            .chain(headings)
            .chain(templates)
            .chain(markup.html_blocks.iter().copied())
            .collect()
    }

    proptest! {
        #[test]
        fn any_body_is_read_and_all_places_lie_in_it(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "[", "]", "(", ")", "![", "](", "<", ">", "<!--", "-->", "\n", "\r\n", "\n\n", " ", "    ", "\t",
                    "`", "```", "~~~", "#", "{#", "#}", "{{<", ">}}", "{%", "%}", "{{", "}}", "\\", "&amp;", "\"", "'",
                    "- ", "> ", "1. ", "|", "|-", "[a]: ", "[^1]: ", "<img src=", "<div>", "</p>", "标题", "é", "\u{feff}",
                    "\0", "a", "=", "=>", "<script>", "<a@b.c>", "http://x/", "*", "_", "~", "+++", "---",
                ]),
                0..40,
            ),
        ) {
            let text = format!("标{}", parts.concat());
            let body = Span::new("标".len(), text.len());
            for span in spans(&Markup::read(&text, body)) {
                prop_assert!(body.covers(span) && text.get(span.start..span.end).is_some(), "{span:?}");
            }
        }
    }
}
