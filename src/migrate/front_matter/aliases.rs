//! Old addresses of a page.

use crate::engine::{Engine, Role, Setup};
use crate::migrate::Action;
use crate::migrate::skeleton::ALIASES_PATH;
use crate::value::Value;

use super::assemble::Content;
use super::decide::{Conversion, Decision, name};
use super::field::{Field, Place};

/// Old addresses, seen from the root: only Hugo has relative ones, and Hexo none but for a script of ours.
pub fn aliases(conversion: &Conversion<'_>, field: &Field<'_>) -> Decision {
    let resolved = match conversion.reading.aliases.as_deref() {
        None => return conversion.same_role(field),
        Some([]) if conversion.value(field) != Value::Null => {
            let reason = format!(
                "{} makes no redirects of it on this site, so it is kept as data.",
                name(conversion.from.target.engine)
            );
            return conversion.set_aside(field).because(Action::KeptAsData, "no-redirects", reason);
        }
        Some(resolved) => resolved,
    };
    let resolved: Vec<String> =
        resolved.iter().filter(|alias| !conversion.refused.contains(*alias)).cloned().collect();
    if resolved.is_empty() {
        let reason = "Other pages have these addresses; see the rows of the addresses.";
        return Decision::left_out(Action::Changed, "address-taken", reason);
    }
    let value = Value::List(resolved.iter().cloned().map(Value::String).collect());
    let key = conversion.key(Role::Aliases).unwrap_or("aliases");
    let decision = match conversion.value(field) {
        Value::List(items) if absolute(conversion.to, &items, &resolved) => {
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

/// Whether the target takes aliases as written for the paths that they come to: only to Hugo a path without a slash
/// before it begins at the page.
fn absolute(to: &Setup, items: &[Value], resolved: &[String]) -> bool {
    let rooted = |item: &Value| matches!(item, Value::String(text) if text.starts_with('/'));
    if to.target.engine == Engine::Hugo && !items.iter().all(rooted) {
        return false;
    }
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
