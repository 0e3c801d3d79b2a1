//! A key at which the build stops, because the engine takes none that it does not know in this file.

use super::key_fixes::{move_to_extra, rename};
use super::keys::Status;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;

/// `key-refused`
pub const RULE: Rule = Rule {
    name: "key-refused",
    group: Group::Schema,
    page: include_str!("../../rules/key-refused.md"),
    on: true,
    harm: Harm::of(b"..E"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut made = false;
    for stranger in context.strangers() {
        for (setup, status) in stranger.statuses(context) {
            let Status::Refused(near) = status else { continue };
            let engine = setup.target.engine;
            let message = format!("{} takes no key `{}` here", engine.title(), stranger.name());
            let (help, fix) = match near {
                Some(near) => (
                    format!("the build stops; did you mean `{near}`?"),
                    rename(context, stranger, near, Applicability::Unsafe),
                ),
                None => (
                    "the build stops; keys of templates go into `extra`".to_owned(),
                    move_to_extra(context, stranger, setup, &mut made),
                ),
            };
            findings.add(
                Finding::new(stranger.entry.key.span, message).help(help).engines(engine).fix(fix),
            );
        }
    }
}
