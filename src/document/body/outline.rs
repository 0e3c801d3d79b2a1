//! A body as a renderer sees it: addresses and headings with escapes and entities undone.
//!
//! [`Markup`](super::Markup) says where all things stand; this says what they come to, for an engine that makes anchors of
//! headings and follows links between its own pages.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::markdown::OPTIONS;
use crate::text::Span;

/// What a body comes to, each list in order of appearance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Addresses of links, not of images; empty in `[x]()`.
    pub links: Vec<String>,
    /// Headings, and terms of definition lists where they are asked for.
    pub headings: Vec<Heading>,
    /// Names of footnotes that are defined.
    pub footnotes: Vec<String>,
    /// The HTML that a renderer writes, as far as attributes may be looked for in it: pieces of HTML as they stand, text
    /// escaped, and nothing that Markdown itself makes.
    pub html: String,
}

/// A heading without markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Its text and inline code, one behind the other.
    pub text: String,
    /// Of that, the first text of each link and emphasis only.
    pub leading: String,
    /// Where inline code stands in it.
    pub code: Vec<Span>,
    /// The `name` of `{#name}`.
    pub id: Option<String>,
    /// Whether it is a term of a definition list.
    pub is_term: bool,
    /// Where it stands in the body, with the marks and newline of a heading.
    pub place: Span,
}

impl Outline {
    /// Reads a body, without definition lists.
    #[must_use]
    pub fn read(body: &str) -> Self {
        Self::read_by(OPTIONS, body)
    }

    /// Reads a body; what goldmark makes anchors of when `autoDefinitionTermID` is set, terms of definition lists, are
    /// among the headings.
    #[must_use]
    pub fn with_terms(body: &str) -> Self {
        Self::read_by(OPTIONS.union(Options::ENABLE_DEFINITION_LIST), body)
    }

    fn read_by(options: Options, body: &str) -> Self {
        let mut outline = Self::default();
        let mut heading: Option<Heading> = None;
        // How many links and emphases are open in a heading, and whether the outermost had a text.
        let (mut depth, mut had_text) = (0usize, false);
        for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
            match event {
                Event::Start(_) if heading.is_some() => {
                    had_text &= depth > 0;
                    depth += 1;
                }
                Event::End(_) if heading.is_some() && depth > 0 => depth -= 1,
                _ => {}
            }
            match event {
                Event::Start(Tag::Heading { id, .. }) => {
                    let (id, place) = (id.map(String::from), range.into());
                    heading = Some(Heading { id, place, ..Heading::default() });
                    depth = 0;
                }
                Event::Start(Tag::DefinitionListTitle) => {
                    let place = range.into();
                    heading = Some(Heading { is_term: true, place, ..Heading::default() });
                    depth = 0;
                }
                Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => {
                    outline.headings.extend(heading.take());
                }
                Event::Start(Tag::Link { dest_url, .. }) => outline.links.push(dest_url.into()),
                Event::Start(Tag::FootnoteDefinition(name)) => outline.footnotes.push(name.into()),
                Event::Html(html) | Event::InlineHtml(html) => outline.html.push_str(&html),
                Event::Text(ref text) | Event::Code(ref text) => {
                    if let Some(heading) = &mut heading {
                        let start = heading.text.len();
                        heading.text.push_str(text);
                        if depth == 0 || !had_text {
                            heading.leading.push_str(text);
                            had_text = true;
                        }
                        if matches!(event, Event::Code(_)) {
                            heading.code.push(Span::new(start, heading.text.len()));
                        }
                    }
                    outline.html.extend(text.split_inclusive(['<', '>', '&']).flat_map(escaped));
                }
                Event::SoftBreak | Event::HardBreak => outline.html.push('\n'),
                _ => {}
            }
        }
        outline
    }
}

/// A piece of text whose last character may have to be escaped.
fn escaped(piece: &str) -> [&str; 2] {
    const ENTITIES: [(char, &str); 3] = [('<', "&lt;"), ('>', "&gt;"), ('&', "&amp;")];
    let split = |(mark, entity)| Some([piece.strip_suffix(mark)?, entity]);
    ENTITIES.into_iter().find_map(split).unwrap_or([piece, ""])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_decoded() {
        let outline = Outline::read(
            "# A *b* `c` &amp; d {#e}\n\nF\n<b>g</b>\n===\n\n[x](a\\_b&amp;c) ![i](j) [y]() [z]\n\n[z]: <@/q r>\n",
        );
        assert_eq!(outline.links, ["a_b&c", "", "@/q r"]);
        let headings: Vec<_> =
            outline.headings.iter().map(|it| (it.text.as_str(), it.id.as_deref())).collect();
        assert_eq!(headings, [("A b c & d", Some("e")), ("Fg", None)]);
        let outline = Outline::read("# [a `b` c](/d) *e* f\n# **`g` *h* i** j\n# k\n");
        let leading: Vec<&str> = outline.headings.iter().map(|it| it.leading.as_str()).collect();
        assert_eq!(leading, ["a  e f", "g j", "k"]);
    }

    #[test]
    fn html_keeps_attributes_and_hides_those_in_text() {
        let outline = Outline::read("a <b id=x> `<c id=y>`\n\n[^1]: n\n");
        assert!(outline.html.contains("<b id=x>") && outline.html.contains("&lt;c id=y&gt;"));
        assert_eq!(outline.footnotes, ["1"]);
    }
}
