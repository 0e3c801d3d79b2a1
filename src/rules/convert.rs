//! Writes a block of front matter in another language.

use super::Context;
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::write_block;
use crate::document::{Agreement, Document, Format, FrontMatter};
use crate::engine::Reading;
use crate::text::{Edit, Source, Span, apply};
use crate::value::Value;

/// The language's name.
pub(super) const fn name(format: Format) -> &'static str {
    match format {
        Format::Yaml => "YAML",
        Format::Toml => "TOML",
        Format::Json => "JSON",
        Format::HexoJson => "JSON between `;;;` lines",
    }
}

/// A fix that writes the block in another language. None where it cannot be read, or has comments, which
/// would be lost. Safe where each engine reads the same post from both.
pub(super) fn convert(
    context: &Context<'_>,
    block: &FrontMatter<'_>,
    format: Format,
) -> Option<Fix> {
    let source = context.document.source;
    let readable = *block.agreement() == Agreement::Agree && block.tree.comments.is_empty();
    let Ok(Value::Map(entries)) = block.values() else { return None };
    if !readable || !block.tree.duplicates().is_empty() {
        return None;
    }
    let start = if block.opener.is_empty() { block.block.start } else { block.opener.start };
    let written = write_block(format, entries, source.newline());
    let old = Span::new(start, context.document.body.start);
    let edits = vec![Edit::replace(old, written)];
    let new = Source::new(source.path.as_str(), apply(&source.text, &edits).ok()?);
    let message = format!("write the front matter in {}", name(format));
    let fix = Fix::safe(message, Change::Layout, edits);
    match is_read_alike(context, &Document::parse(&new)) {
        true => Some(fix),
        false => Some(Fix { applicability: Applicability::Unsafe, ..fix }),
    }
}

/// Whether every engine that read the block so far reads the same from the new one, and all read that.
fn is_read_alike(context: &Context<'_>, new: &Document<'_>) -> bool {
    let bare = |reading: &Reading| Reading { body: None, error: None, ..reading.clone() };
    let known = context.front_matter().map(|block| block.format);
    context.readings().all(|(setup, old)| {
        let now = setup.read(context.path, new);
        !known.is_some_and(|format| setup.formats().contains(&format)) || bare(&now) == bare(old)
    })
}
