//! Old addresses of a page.

use crate::engine::Role;
use crate::migrate::Action;
use crate::migrate::skeleton::ALIASES_PATH;
use crate::value::Value;

use super::assemble::Content;
use super::decide::{Conversion, Decision};
use super::field::{Field, Place};

/// Old addresses, seen from the root: only Hugo has relative ones, and Hexo none but for a script of ours.
pub fn aliases(conversion: &Conversion<'_>, field: &Field<'_>) -> Decision {
    let Some(resolved) = conversion.reading.aliases.as_deref().filter(|all| !all.is_empty()) else {
        return conversion.same_role(field);
    };
    let value = Value::List(resolved.iter().cloned().map(Value::String).collect());
    let key = conversion.key(Role::Aliases).unwrap_or("aliases");
    let decision = match conversion.value(field) {
        Value::List(items) if absolute(&items, resolved) => {
            conversion.lines_or(field, Place::Top, key, Content::Value(value))
        }
        _ => conversion.written(field, Place::Top, key, value).because(
            Action::Changed,
            "alias-form",
            "The same addresses, as paths from the root.",
        ),
    };
    if conversion.key(Role::Aliases).is_some() {
        return decision;
    }
    let action = decision.action;
    let reason = format!("{ALIASES_PATH} makes the redirects, for Hexo has none of its own.");
    decision.because(action, "alias-script", reason)
}

/// Whether aliases are written as the paths that they come to, but for the slash before them.
fn absolute(items: &[Value], resolved: &[String]) -> bool {
    let bare = |text: &str| text.trim_matches('/').to_owned();
    let written: Vec<String> = items
        .iter()
        .filter_map(|item| match item {
            Value::String(text) => Some(bare(text)),
            _ => None,
        })
        .collect();
    let resolved: Vec<String> = resolved.iter().map(|alias| bare(alias)).collect();
    written.len() == items.len() && written == resolved
}
