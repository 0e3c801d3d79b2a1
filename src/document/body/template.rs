//! Tags of the engines' template languages, found by their delimiters alone.
//!
//! What stands between the delimiters has a grammar of its own in each engine and version; this only
//! says where a tag begins and where the nearest closing delimiter ends it.

use memchr::memmem;

use super::Markup;
use crate::text::Span;

/// The delimiters of a template tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// `{% … %}`: a Hexo tag, a Zola body shortcode, a Tera statement.
    Statement,
    /// `{{ … }}`: an expression; in Zola 0.22 a shortcode.
    Expression,
    /// `{# … #}`: a comment.
    Comment,
    /// `{{< … >}}`: a Hugo shortcode whose output is HTML.
    Shortcode,
    /// `{{% … %}}`: a Hugo shortcode whose output is Markdown.
    MarkdownShortcode,
}

/// A template tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// From the opening delimiter to behind the closing one; only the opening one where none closes it.
    pub span: Span,
    /// What stands between the delimiters, blanks included; empty where none closes it.
    pub inner: Span,
    /// Which delimiters.
    pub delimiter: Delimiter,
    /// Whether a closing delimiter follows anywhere in the body.
    pub closed: bool,
    /// What it stands in.
    pub within: Within,
}

/// What a template tag stands in, by where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Within {
    /// Text or HTML.
    Text,
    /// Code.
    Code,
    /// An HTML comment.
    Comment,
}

/// Opening and closing marks; a longer mark stands before the one that it begins with.
const DELIMITERS: [(Delimiter, &str, &str); 5] = [
    (Delimiter::Shortcode, "{{<", ">}}"),
    (Delimiter::MarkdownShortcode, "{{%", "%}}"),
    (Delimiter::Expression, "{{", "}}"),
    (Delimiter::Statement, "{%", "%}"),
    (Delimiter::Comment, "{#", "#}"),
];

/// Finds all template tags of the body, then takes out the HTML tags that are a part of one.
pub fn read(text: &str, body: Span, markup: &mut Markup) {
    let bytes = &text.as_bytes()[..body.end];
    // A closing mark that was looked for in vain is not looked for again: this keeps it linear.
    let mut exhausted = [false; DELIMITERS.len()];
    let mut at = body.start;
    while let Some(found) = memchr::memchr(b'{', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        let Some(template) = tag_at(bytes, start, &mut exhausted) else { continue };
        at = template.span.end;
        markup.templates.push(Template { within: within(markup, start), ..template });
    }
    if !markup.templates.is_empty() {
        drop_shortcode_tags(markup);
    }
}

/// The tag that begins at `start`. Where several marks fit, the first that is closed counts.
fn tag_at(
    bytes: &[u8],
    start: usize,
    exhausted: &mut [bool; DELIMITERS.len()],
) -> Option<Template> {
    let mut unclosed = None;
    for (index, (delimiter, open, close)) in DELIMITERS.into_iter().enumerate() {
        if !bytes[start..].starts_with(open.as_bytes()) {
            continue;
        }
        let inner = start + open.len();
        let within = Within::Text;
        if !exhausted[index] {
            if let Some(found) = memmem::find(&bytes[inner..], close.as_bytes()) {
                let (inner, end) = (Span::new(inner, inner + found), inner + found + close.len());
                return Some(Template {
                    span: Span::new(start, end),
                    inner,
                    delimiter,
                    closed: true,
                    within,
                });
            }
            exhausted[index] = true;
        }
        unclosed.get_or_insert(Template {
            span: Span::new(start, inner),
            inner: Span::at(inner),
            delimiter,
            closed: false,
            within,
        });
    }
    unclosed
}

fn within(markup: &Markup, offset: usize) -> Within {
    if markup.code_at(offset).is_some() {
        Within::Code
    } else if markup.comment_at(offset).is_some() {
        Within::Comment
    } else {
        Within::Text
    }
}

/// `{{<figure src="a.png">}}` is no HTML tag, though CommonMark reads one in it.
fn drop_shortcode_tags(markup: &mut Markup) {
    let templates = &markup.templates;
    markup.tags.retain(|tag| {
        let behind = templates.partition_point(|template| template.span.start < tag.span.start);
        let template = templates[..behind].last();
        template.is_none_or(|template| {
            template.delimiter != Delimiter::Shortcode || template.span.start + 2 != tag.span.start
        })
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Delimiter, &str, Within)]) {
        let markup = Markup::read(text, Span::new(0, text.len()));
        let found: Vec<_> = markup
            .templates
            .iter()
            .map(|template| (template.delimiter, template.inner.text(text), template.within))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn each_delimiter_finds_its_nearest_end() {
        check(
            "{% img a %} b {{ c }}",
            &[
                (Delimiter::Statement, " img a ", Within::Text),
                (Delimiter::Expression, " c ", Within::Text),
            ],
        );
        check(
            "{{< x \"}}\" >}}{{% y %}}",
            &[
                (Delimiter::Shortcode, " x \"}}\" ", Within::Text),
                (Delimiter::MarkdownShortcode, " y ", Within::Text),
            ],
        );
        check("{# a\n\nb #}", &[(Delimiter::Comment, " a\n\nb ", Within::Text)]);
        check("# T {#id}", &[(Delimiter::Comment, "", Within::Text)]);
        check("{{{", &[(Delimiter::Expression, "", Within::Text)]);
    }

    #[test]
    fn code_and_comments_are_told_apart() {
        check(
            "`{{ a }}` <!-- {% b %} -->\n\n```\n{{ c }}\n```\n",
            &[
                (Delimiter::Expression, " a ", Within::Code),
                (Delimiter::Statement, " b ", Within::Comment),
                (Delimiter::Expression, " c ", Within::Code),
            ],
        );
    }

    #[test]
    fn a_shortcode_is_no_html() {
        let text = "{{<figure src=\"a.png\">}} <b>";
        let markup = Markup::read(text, Span::new(0, text.len()));
        assert_eq!(markup.tags.len(), 1);
    }
}
