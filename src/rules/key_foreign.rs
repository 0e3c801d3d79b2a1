//! Another engine's key, which this engine ignores.

use super::key_fixes::{move_to_extra, rename};
use super::keys::{Status, Stranger};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Fix};
use crate::engine::{Engine, Key, Role, Setup};

/// `key-foreign`
pub const RULE: Rule = Rule {
    name: "key-foreign",
    group: Group::Schema,
    page: include_str!("../../rules/key-foreign.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut made = false;
    for stranger in context.strangers() {
        for (setup, status) in stranger.statuses(context) {
            match status {
                Status::Foreign(from, here) => {
                    findings.add(foreign(context, stranger, setup, (*from, *here), &mut made));
                }
                Status::Unseen => findings.add(unseen(context, stranger, setup, &mut made)),
                _ => {}
            }
        }
    }
}

fn foreign(
    context: &Context<'_>,
    stranger: &Stranger<'_>,
    setup: &Setup,
    (from, here): (Engine, Option<&'static Key>),
    made: &mut bool,
) -> Finding {
    let (name, engine) = (stranger.name(), setup.target.engine);
    let message = format!("{} ignores `{name}`, a key of {}", engine.title(), from.title());
    let (help, fix) = match here {
        Some(key) => {
            let fix = rename(context, stranger, key.name, applicability(key));
            (format!("here that is `{}`", key.name), fix)
        }
        None => (advice(setup).to_owned(), moved(context, stranger, setup, made)),
    };
    Finding::new(stranger.entry.key.span, message).help(help).engines(engine).fix(fix)
}

fn unseen(
    context: &Context<'_>,
    stranger: &Stranger<'_>,
    setup: &Setup,
    made: &mut bool,
) -> Finding {
    let engine = setup.target.engine;
    let message = format!("{} ignores `{}` at this place", engine.title(), stranger.name());
    Finding::new(stranger.entry.key.span, message)
        .help(advice(setup))
        .engines(engine)
        .fix(moved(context, stranger, setup, made))
}

const fn advice(setup: &Setup) -> &'static str {
    if setup.shows_unknown_keys() {
        "neither the engine nor the site's theme reads it; remove it"
    } else {
        "templates see only what stands in `extra`; move it there if one reads it, else remove it"
    }
}

fn moved(
    context: &Context<'_>,
    stranger: &Stranger<'_>,
    setup: &Setup,
    made: &mut bool,
) -> Option<Fix> {
    if setup.shows_unknown_keys() { None } else { move_to_extra(context, stranger, setup, made) }
}

/// A date of the last change means the same in all engines. An address does too, but to heed it moves the page, and
/// a template may be one that this site does not have.
const fn applicability(key: &Key) -> Applicability {
    match key.role {
        Role::Updated | Role::Expire | Role::Publish => Applicability::Safe,
        _ => Applicability::Unsafe,
    }
}
