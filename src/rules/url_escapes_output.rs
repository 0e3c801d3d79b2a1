//! A path with `..` in it, by which a page leaves the place that its site has for it.

use super::addresses::{Said, noun, said};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Severity;
use crate::engine::{Engine, EngineSet, Reading, Role, Setup};

/// `url-escapes-output`
pub const RULE: Rule = Rule {
    name: "url-escapes-output",
    group: Group::Url,
    page: include_str!("../../rules/url-escapes-output.md"),
    on: true,
    harm: Harm::of(b"EWE"),
    fix: None,
    check,
};

/// Where a path with `..` leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Leads {
    /// To another place in the output.
    Elsewhere,
    /// Out of the output folder.
    Out,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for part in said(context) {
        let Some(text) = part.node.text().filter(|text| climbs(text)) else { continue };
        let leads: Vec<(Engine, Leads)> = part
            .uses
            .iter()
            .filter_map(|(setup, reading)| {
                Some((setup.target.engine, of(setup, reading, &part, text)?))
            })
            .collect();
        for wanted in [Leads::Out, Leads::Elsewhere] {
            let engines: EngineSet =
                leads.iter().filter(|(_, leads)| *leads == wanted).map(|(one, _)| *one).collect();
            if !engines.is_empty() {
                findings.add(finding(&part, wanted).engines(engines));
            }
        }
    }
}

fn finding(part: &Said<'_, '_>, leads: Leads) -> Finding {
    let name = noun(part.role);
    match leads {
        Leads::Out => Finding::new(
            part.node.span,
            format!("this {name} leads out of the site: `..` goes above its root"),
        )
        .help("the file is written outside the output folder, over whatever stands there; write the path from the site's root, without `..`")
        .severity(Severity::Error),
        Leads::Elsewhere => Finding::new(
            part.node.span,
            format!("`..` in this {name} takes the page to another folder"),
        )
        .help("two pages may then stand in one place unseen; write the path from the site's root, without `..`")
        .severity(Severity::Warning),
    }
}

/// Where an engine puts what this value names; none where nothing comes of its `..`.
fn of(setup: &Setup, reading: &Reading, part: &Said<'_, '_>, text: &str) -> Option<Leads> {
    let path = match part.role {
        // An old path may well be relative to its page, as long as it stays in the site.
        Role::Aliases if setup.keeps_to_output() || !leaves_root(text) => return None,
        Role::Aliases => return Some(Leads::Out),
        _ => reading.url.as_deref()?,
    };
    match (climbs(path), setup.keeps_to_output()) {
        (true, false) if leaves_root(path) => Some(Leads::Out),
        (false, false) => None,
        (_, _) => Some(Leads::Elsewhere),
    }
}

/// The parts of a path; Windows takes `\` for `/`, and so does Hexo.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '\\'])
}

fn climbs(path: &str) -> bool {
    parts(path).any(|part| part == "..")
}

/// Whether a path from the root goes above it on its way.
fn leaves_root(path: &str) -> bool {
    let mut depth = 0_usize;
    for part in parts(path) {
        match part {
            "" | "." => {}
            ".." if depth == 0 => return true,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_leave_the_root_or_not() {
        for (path, expected) in [
            ("../a", true),
            ("/../a", true),
            ("a/../../b", true),
            ("a\\..\\..\\b", true),
            ("a/../b", false),
            ("a/b/../../c", false),
            ("...", false),
            ("./a", false),
        ] {
            assert_eq!(leaves_root(path), expected, "{path}");
        }
    }
}
