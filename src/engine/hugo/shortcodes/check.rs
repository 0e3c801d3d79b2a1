//! What about the shortcodes of a body stops a build (`hugolib/shortcode.go`, `extractShortcode`).

use std::collections::HashMap;

use super::lex::{Item, ItemKind, LexError, lex};
use super::table::{Content, Needs, by_name};
use super::{Argument, tags};
use crate::engine::FaultKind;
use crate::engine::fault::tag_around;
use crate::text::Span;

/// What is known of the site around a page.
pub struct Site<'s> {
    /// Whether the site has a template of its own for a shortcode; `None` where that cannot be known.
    pub has_template: &'s dyn Fn(&str) -> Option<bool>,
    /// Whether a reference leads to a page of the site.
    pub has_page: &'s dyn Fn(&str) -> bool,
    /// Whether the page has a value by this name (`param`).
    pub has_param: &'s dyn Fn(&str) -> bool,
}

/// What came of the check. Offsets are in bytes of the body.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// The first reason why there is no page.
    pub fatal: Option<Failure>,
    /// The first reason why the build fails, though the page is written.
    pub failing: Option<Failure>,
    /// Whether a summary divider stands in the body, outside any shortcode.
    pub divided: bool,
}

/// Why a build fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where Hugo says that it fails: for what stands in a shortcode, at the outermost one.
    pub at: usize,
    /// The reason in its words.
    pub message: String,
    /// The tag that is to blame.
    pub span: Span,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// Checks a body; `divider` is what divides a summary.
pub fn check(body: &str, divider: &str, site: &Site<'_>) -> Checked {
    let (items, error) = lex(body, divider);
    let last_closing = last_closing(body, &items);
    let checked = Checked::default();
    let mut walk = Walk { body, items: &items, last_closing, at: 0, error, site, checked };
    let fatal = walk.body().err();
    let mut checked = walk.checked;
    if fatal.is_none() && !items.is_empty() {
        checked.failing = needs(body, &items, site);
    }
    checked.fatal = fatal;
    checked
}

/// A shortcode that is open.
struct Open<'w> {
    content: Content,
    name: &'w str,
    /// Where it begins.
    at: usize,
}

struct Walk<'w> {
    body: &'w str,
    items: &'w [Item],
    last_closing: HashMap<&'w str, usize>,
    at: usize,
    error: Option<LexError>,
    site: &'w Site<'w>,
    checked: Checked,
}

impl<'w> Walk<'w> {
    fn body(&mut self) -> Result<(), Failure> {
        while let Some(item) = self.items.get(self.at) {
            match item.kind {
                ItemKind::Left | ItemKind::LeftMarkdown => self.shortcode(item.span.start)?,
                ItemKind::Divider => {
                    self.checked.divided = true;
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.at_end()
    }

    /// The lexer's own error comes up where the items end.
    fn at_end(&self) -> Result<(), Failure> {
        match &self.error {
            Some(error) => {
                let kind = if error.is_open { FaultKind::OpenTag } else { FaultKind::Template };
                Err(self.failure(error.at, error.at, kind, error.message.clone()))
            }
            None => Ok(()),
        }
    }

    /// One shortcode with all that it holds. Names of closing tags do not count here: the first one closes
    /// what is innermost.
    fn shortcode(&mut self, start: usize) -> Result<(), Failure> {
        let mut open: Vec<Open<'w>> = Vec::new();
        loop {
            let Some(item) = self.items.get(self.at) else {
                self.at_end()?;
                let unclosed = open.iter().rev().find(|one| one.content == Content::Inner);
                return unclosed.map_or(Ok(()), |one| {
                    Err(self.failure(start, one.at, FaultKind::OpenTag, not_closed(one.name)))
                });
            };
            self.at += 1;
            match item.kind {
                ItemKind::Left | ItemKind::LeftMarkdown => {
                    let opened = self.opens(start, open.is_empty())?;
                    let at = item.span.start;
                    open.extend(opened.then_some(Open { content: Content::None, name: "", at }));
                }
                ItemKind::Name | ItemKind::InlineName => {
                    let name = item.span.text(self.body);
                    let content = match item.kind {
                        ItemKind::InlineName => Content::Inner,
                        _ => self.content(start, item.span)?,
                    };
                    if let Some(innermost) = open.last_mut() {
                        *innermost = Open { content, name, ..*innermost };
                    }
                }
                ItemKind::Right if open.last().is_some_and(|one| self.is_complete(one)) => {
                    open.pop();
                }
                ItemKind::Close => {
                    let Some(Open { content, name, .. }) = open.pop() else { continue };
                    if content == Content::None {
                        let at = item.span.start;
                        return Err(self.failure(start, at, FaultKind::OpenTag, not_inner(name)));
                    }
                    self.skip_closing_tag();
                }
                _ => {}
            }
            if open.is_empty() {
                return Ok(());
            }
        }
    }

    /// Whether the delimiter that was just read opens a shortcode, and does not close one.
    fn opens(&self, start: usize, outermost: bool) -> Result<bool, Failure> {
        match self.items.get(self.at).map(|next| next.kind) {
            Some(ItemKind::Right) => {
                let at = self.items[self.at].span.start;
                let message = "shortcode has no name".to_owned();
                Err(self.failure(start, at, FaultKind::Template, message))
            }
            Some(ItemKind::Close) if outermost => {
                let name = self.items.get(self.at + 1).map_or("", |name| name.span.text(self.body));
                Err(self.failure(start, start, FaultKind::OpenTag, not_inner(name)))
            }
            Some(ItemKind::Close) => Ok(false),
            _ => Ok(true),
        }
    }

    /// Whether nothing can belong to a shortcode behind its tag.
    fn is_complete(&self, one: &Open<'_>) -> bool {
        match one.content {
            Content::None => true,
            Content::Unknown => !self.is_closed_later(one.name),
            Content::Inner => false,
        }
    }

    fn skip_closing_tag(&mut self) {
        while let Some(item) = self.items.get(self.at) {
            self.at += 1;
            if item.kind == ItemKind::Right {
                return;
            }
        }
    }

    /// Whether a tag further on closes this name: so its template takes content, most likely.
    fn is_closed_later(&self, name: &str) -> bool {
        self.last_closing.get(name).is_some_and(|at| *at >= self.at)
    }

    fn content(&self, start: usize, place: Span) -> Result<Content, Failure> {
        let name = place.text(self.body);
        let own = (self.site.has_template)(name);
        if own == Some(true) {
            return Ok(Content::Unknown);
        }
        match by_name(name) {
            Some(known) => Ok(known.content),
            None if own.is_none() => Ok(Content::Unknown),
            None => {
                let message = format!("template for shortcode {name:?} not found");
                let message = format!("failed to extract shortcode: {message}");
                Err(self.failure(start, place.start, FaultKind::UnknownTag, message))
            }
        }
    }

    /// A failure of which Hugo says that it is at `at`, for the tag around `place`.
    fn failure(&self, at: usize, place: usize, kind: FaultKind, message: String) -> Failure {
        let span = tag_around(self.body, place);
        // Braces before the mark of a shortcode are text.
        let braces = span.text(self.body).bytes().take_while(|byte| *byte == b'{').count();
        let span = Span::new(span.start + braces.saturating_sub(2), span.end);
        Failure { at, message, span, kind }
    }
}

/// Where each name is closed last, as a place in the items.
fn last_closing<'b>(body: &'b str, items: &[Item]) -> HashMap<&'b str, usize> {
    let closes = |pair: &[Item]| pair[0].kind == ItemKind::Close && pair[1].kind == ItemKind::Name;
    let pairs = items.windows(2).enumerate().filter(|(_, pair)| closes(pair));
    pairs.map(|(at, pair)| (pair[1].span.text(body), at)).collect()
}

fn not_closed(name: &str) -> String {
    format!("failed to extract shortcode: shortcode {name:?} must be closed or self-closed")
}

fn not_inner(name: &str) -> String {
    format!(
        "failed to extract shortcode: shortcode {name:?} does not evaluate .Inner or .InnerDeindent, yet a closing tag was provided"
    )
}

/// What the first shortcode lacks that lacks something.
fn needs(body: &str, items: &[Item], site: &Site<'_>) -> Option<Failure> {
    tags(items).iter().filter(|tag| tag.role != super::Role::Close).find_map(|tag| {
        let name = tag.name.text(body);
        if (site.has_template)(name) == Some(true) {
            return None;
        }
        let known = by_name(name)?;
        let message = lacking(known.name, known.needs, &tag.arguments, body, site)?;
        let kind = match known.needs {
            Needs::Removed(..) => FaultKind::RemovedTag,
            Needs::Page => FaultKind::Link,
            _ => FaultKind::Template,
        };
        Some(Failure { at: tag.span.start, message, span: tag.span, kind })
    })
}

fn lacking(
    name: &str,
    needs: Needs,
    arguments: &[Argument],
    body: &str,
    site: &Site<'_>,
) -> Option<String> {
    let text = |span: Span| span.text(body);
    let named = |wanted: &str| {
        arguments.iter().find(|one| one.name.is_some_and(|name| text(name) == wanted))
    };
    let first = arguments.first().filter(|one| one.name.is_none());
    let missing = |what: String| Some(format!("the {name:?} shortcode requires {what}"));
    match needs {
        Needs::Nothing => None,
        Needs::Positional if first.is_none() => missing("a positional argument".to_owned()),
        Needs::Positional if name == "param" => {
            let key = first.map(|one| text(one.value))?;
            (!(site.has_param)(key)).then(|| format!("Param {key:?} not found"))
        }
        Needs::Positional => None,
        Needs::FirstOr(key) if first.is_none() && named(key).is_none() => {
            missing(format!("an argument {key}"))
        }
        Needs::FirstOr(_) => None,
        Needs::Names(names) => {
            let absent = names.iter().find(|wanted| named(wanted).is_none())?;
            missing(format!("an argument {absent}"))
        }
        Needs::Page => {
            let target = first.or_else(|| named("path"));
            let Some(target) = target.map(|target| text(target.value)) else {
                return missing("a page".to_owned());
            };
            (!(site.has_page)(target))
                .then(|| format!("REF_NOT_FOUND: Ref {target:?}: page not found"))
        }
        Needs::Removed(version, instead) => Some(format!(
            "the {name:?} shortcode was removed in Hugo {version}; use {instead} instead"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_body(body: &str, expected: &str) {
        let site = Site {
            has_template: &|name| Some(name == "own"),
            has_page: &|page| page == "b",
            has_param: &|_| false,
        };
        let checked = check(body, "<!--more-->", &site);
        let shown = match (&checked.fatal, &checked.failing) {
            (Some(Failure { at, message, .. }), _) => format!("{at} {message}"),
            (None, Some(Failure { at, message, .. })) => format!("{at} fails: {message}"),
            (None, None) => if checked.divided { "divided" } else { "" }.to_owned(),
        };
        assert!(
            shown.contains(expected) && shown.is_empty() == expected.is_empty(),
            "{body:?}: {shown}"
        );
    }

    #[test]
    fn what_stops_a_build_is_told() {
        for (body, expected) in [
            ("{{< figure >}} {{</* nope */>}} {{< FIGURE >}}", ""),
            (
                "a\n{{< nope >}}",
                "2 failed to extract shortcode: template for shortcode \"nope\" not found",
            ),
            ("{{< details >}}{{< figure >}}{{< /details >}}", ""),
            ("{{< details >}}{{< details >}}a{{< /details >}}", "must be closed"),
            ("{{< figure >}}{{< /figure >}}", "yet a closing tag was provided"),
            ("{{< own >}} {{< own >}}a{{< /own >}}", ""),
            ("{{< figure src=\"a\"", "unclosed shortcode action"),
            ("{{< /figure >}}", "none is open"),
            ("{{< details >}}a{{< /figure >}}", "does not match start tag"),
            ("{{< youtube id=\"a\" b >}}", "got positional parameter 'b'"),
            ("{{< figure src=a.png>}}", "unclosed shortcode action"),
            ("{{< ref \"c\" >}}", "fails: REF_NOT_FOUND"),
            ("{{< relref path=\"b\" >}}", ""),
            ("{{< tweet 1 >}}", "fails: the \"tweet\" shortcode was removed"),
            ("{{< youtube >}}", "fails: the \"youtube\" shortcode requires"),
            ("{{< >}}", "shortcode has no name"),
            ("a <!--more--> b", "divided"),
            ("{{< details >}}<!--more-->{{< /details >}}<!--more-->", ""),
        ] {
            check_body(body, expected);
        }
    }
}
