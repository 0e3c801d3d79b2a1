//! Old addresses of a page.

use crate::document::patch::Place as Position;
use crate::engine::{Engine, Role, Setup};
use crate::migrate::Action;
use crate::migrate::claims::bare;
use crate::migrate::skeleton::ALIASES_PATH;
use crate::value::Value;

use super::assemble::{Content, Out};
use super::decide::{Conversion, Decision, name};
use super::emit::inline;
use super::field::{Field, Place};

/// Old addresses, seen from the root: only Hugo has relative ones, and Hexo none but for a script of ours.
pub fn aliases(conversion: &Conversion<'_>, field: &Field<'_>) -> Decision {
    let is_address = |item: &Value| matches!((item, conversion.at_home), (Value::String(text), Some(url)) if bare(text) == bare(url));
    let all_are = |items: &[Value]| !items.is_empty() && items.iter().all(is_address);
    if matches!(conversion.value(field), Value::List(items) if all_are(&items)) {
        let reason = "It is the address of the page again.";
        return Decision::left_out(Action::Changed, "restored", reason);
    }
    let resolved = match conversion.reading.aliases.as_deref() {
        _ if conversion.value(field) == Value::List(Vec::new()) => {
            return conversion.same_role(field);
        }
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
    let resolved = in_order(resolved, &conversion.value(field));
    if resolved.is_empty() {
        let reason = "Other pages have these addresses; see the rows of the addresses.";
        return Decision::left_out(Action::Changed, "address-taken", reason);
    }
    // Only Hugo needs the slashes.
    let bare = conversion.home.is_some() && conversion.to.target.engine == Engine::Zola;
    let written = |alias: &String| if bare { alias.trim_matches('/') } else { alias }.to_owned();
    let value = Value::List(resolved.iter().map(written).map(Value::String).collect());
    let key = conversion.key(Role::Aliases).unwrap_or("aliases");
    let decision = match conversion.value(field) {
        Value::List(items) if !bare && absolute(conversion.to, &items, &resolved) => {
            conversion.lines_or(field, Place::Top, key, Content::Value(value))
        }
        _ => respelled(conversion, field, key, &value).because(
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

/// The addresses in the order in which they are written, where each is known again.
fn in_order(resolved: Vec<String>, written: &Value) -> Vec<String> {
    let Value::List(items) = written else { return resolved };
    let bare = |text: &str| text.trim_matches('/').to_owned();
    let place = |alias: &String| {
        items
            .iter()
            .position(|item| matches!(item, Value::String(text) if bare(text) == bare(alias)))
    };
    let mut places: Vec<(Option<usize>, String)> =
        resolved.into_iter().map(|alias| (place(&alias), alias)).collect();
    if places.iter().all(|(place, _)| place.is_some()) {
        places.sort();
    }
    places.into_iter().map(|(_, alias)| alias).collect()
}

/// The same list with other texts in it: comments and line breaks stay where the lines can be copied.
fn respelled(conversion: &Conversion<'_>, field: &Field<'_>, key: &str, value: &Value) -> Decision {
    let decision = conversion.written(field, Place::Top, key, value.clone());
    let (Value::List(texts), items) = (value, field.entry.value.items()) else { return decision };
    let segment = field.segment.filter(|_| conversion.copies(field) && field.name == key);
    let Some(lines) = segment.filter(|_| texts.len() == items.len()).map(|segment| segment.lines)
    else {
        return decision;
    };
    let (mut out, mut at) = (String::new(), lines.start);
    for (item, text) in items.iter().zip(texts) {
        out.push_str(&conversion.text[at..item.span.start]);
        out.push_str(&inline(text, conversion.format, Position::Flow));
        at = item.span.end;
    }
    out.push_str(&conversion.text[at..lines.end]);
    let [first] = decision.outs.as_slice() else { return decision };
    let outs = vec![Out { content: Content::Lines(out), ..first.clone() }];
    Decision { outs, ..decision }
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
