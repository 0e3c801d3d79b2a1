//! The summary that a post gives itself.

use crate::engine::Engine;

use super::decide::{Conversion, Decision};
use super::field::Field;

/// Decides about a summary. Hugo reads its Markdown (`resources/page/page_markup.go`); Hexo gives an `excerpt` of front matter to
/// its theme as it is.
pub fn summary(conversion: &Conversion<'_>, field: &Field<'_>) -> Decision {
    let decision = conversion.same_role(field);
    let engines = [conversion.from.target.engine, conversion.to.target.engine];
    let text = field.entry.value.text().unwrap_or_default();
    if engines != [Engine::Hugo, Engine::Hexo] || !text.contains(['*', '_', '`', '[', '<', '\\']) {
        return decision;
    }
    let action = decision.action;
    let reason = "Hexo shows it as it is written, where Hugo reads Markdown in it.";
    decision.because(action, "not-rendered", reason)
}
