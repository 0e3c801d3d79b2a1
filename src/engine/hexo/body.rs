//! What rendering finds in a body: the divider of the summary, and tags that fail the build.

use super::block::FrontMatter;
use super::config::Config;
use super::js::Js;
use crate::document::{Document, Markup};
use crate::text::Span;

/// Whether the body is divided for a summary.
///
/// # Errors
/// Why the build fails at this body.
pub fn render(
    _config: &Config,
    _source: &str,
    front_matter: &FrontMatter<'_>,
    document: &Document<'_>,
) -> Result<bool, String> {
    // A post with its own `content` is never rendered, one with its own `excerpt` never divided.
    if front_matter.get("content").is_some_and(|value| *value != Js::Null)
        || front_matter.get("excerpt").is_some()
    {
        return Ok(false);
    }
    Ok(is_divided(document, front_matter.content))
}

/// Whether `<!-- more -->` stands in the body outside code: at most one blank on either side, in any case.
fn is_divided(document: &Document<'_>, body: Span) -> bool {
    let text = &document.source.text;
    let dividers: Vec<usize> = dividers(body.text(text)).map(|at| body.start + at).collect();
    if dividers.is_empty() {
        return false;
    }
    let own;
    let markup = if body == document.body {
        document.markup()
    } else {
        own = Markup::read(text, body);
        &own
    };
    dividers.iter().any(|at| markup.code_at(*at).is_none())
}

/// Where dividers stand.
fn dividers(text: &str) -> impl Iterator<Item = usize> {
    memchr::memmem::find_iter(text.as_bytes(), "<!--").filter(|at| {
        let inner = &text[at + 4..];
        let inner = inner.strip_prefix(' ').unwrap_or(inner);
        let Some(word) = inner.get(..4).filter(|word| word.eq_ignore_ascii_case("more")) else {
            return false;
        };
        let behind = &inner[word.len()..];
        behind.strip_prefix(' ').unwrap_or(behind).starts_with("-->")
    })
}
