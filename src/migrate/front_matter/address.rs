//! The address of a post where it is written: kept as it stands, or written where the target would choose another.

use crate::document::Document;
use crate::engine::{Engine, Role};
use crate::migrate::Action;
use crate::migrate::claims::bare;
use crate::text::Source;
use crate::value::Value;

use super::assemble::Content;
use super::decide::{Conversion, Decision};
use super::field::{Field, Place};

/// An address that is written stays so, where the target reads the same. On the way home it may have been written
/// only for the engine in between: then it counts where the engine would choose another by itself, see `convert`.
pub fn address(conversion: &Conversion<'_>, field: &Field<'_>) -> Decision {
    let address = conversion.reading.url.as_deref().unwrap_or_default();
    let said = field.entry.value.text().unwrap_or_default();
    // The engines differ in what they make of one without slashes.
    let reads_same =
        if conversion.home.is_some() { bare(said) == bare(address) } else { said == address };
    let is_same = reads_same && conversion.to.write_url(address).is_some();
    // Zola's own form of an address differs from that of the others.
    let is_back_in_zola = conversion.home.is_some() && conversion.is_strict();
    let key = conversion.key(Role::Url);
    let key = key.filter(|_| conversion.keeps_url && is_same && !is_back_in_zola);
    let kept = key.map(|key| {
        conversion.lines_or(field, Place::Top, key, Content::Value(Value::String(said.to_owned())))
    });
    let is_own = conversion.home.is_none() || is_of_author(conversion, field, said);
    if let Some(kept) = kept.clone().filter(|_| is_own) {
        return kept;
    }
    let reason = "The page keeps its address; see the row of its URL.";
    Decision {
        outs: kept.map_or_else(Vec::new, |kept| kept.outs),
        ..Decision::left_out(Action::Changed, "url", reason)
    }
}

/// Zola's word on whether the page is published, which the others say in their own way.
pub fn unpublished(conversion: &Conversion<'_>, field: &Field<'_>) -> Decision {
    let is_false = field.entry.value.text() == Some("false");
    let (code, reason) = match (is_false, &conversion.reading.url) {
        (false, _) => ("default", "Every engine publishes what does not say otherwise."),
        (true, None) => ("unpublished", "The row of the URL says what keeps it unpublished."),
        (true, Some(_)) => ("restored", "Only Zola makes another page at this address."),
    };
    Decision::left_out(Action::Changed, code, reason)
}

/// Whether an address was not written by a migration: that writes one only where it is needed, and to Zola without a
/// slash before it.
fn is_of_author(conversion: &Conversion<'_>, field: &Field<'_>, said: &str) -> bool {
    let Some(segment) = field.segment else { return false };
    if conversion.from.target.engine == Engine::Zola && said.starts_with('/') {
        return true;
    }
    let without =
        [&conversion.text[..segment.lines.start], &conversion.text[segment.lines.end..]].concat();
    let source = Source::new(conversion.path, without);
    conversion.from.read(conversion.path, &Document::parse(&source)).url == conversion.reading.url
}
