//! Numbers that put posts in order.

use crate::engine::Role;
use crate::migrate::Action;
use crate::value::Value;

use super::decide::{Conversion, Decision};
use super::field::{Field, Place};

/// A number that puts posts in order means the opposite elsewhere, so the rank is carried over.
pub fn order(conversion: &Conversion<'_>, field: &Field<'_>) -> Decision {
    let has_weight = conversion.key(Role::Weight).is_some();
    let wanted = if has_weight { Role::Weight } else { Role::Sticky };
    if field.role == wanted && !is_negative(field) {
        return conversion.same_role(field);
    }
    let aside = conversion.set_aside(field);
    let (Some(key), Some(rank)) = (conversion.key(wanted), conversion.rank) else {
        return aside.because(Action::NeedsHand, "order", "The new site has no such order.");
    };
    let decision = conversion.written(field, Place::Top, key, Value::Int(rank.into()));
    let reason = "The order stays; the number is the rank.";
    let mut decision = decision.because(Action::Changed, "order", reason);
    if conversion.home.is_none() {
        decision.outs.extend(aside.outs);
    }
    decision
}

fn is_negative(field: &Field<'_>) -> bool {
    field.entry.value.text().is_some_and(|text| text.starts_with('-'))
}
