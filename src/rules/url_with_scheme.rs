//! A whole URL where the path of a page belongs.

use super::addresses::{Said, noun, said};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{self, Content};
use crate::engine::{EngineSet, Outcome, Setup};
use crate::value::Value;

/// `url-with-scheme`
pub const RULE: Rule = Rule {
    name: "url-with-scheme",
    group: Group::Url,
    page: include_str!("../../rules/url-with-scheme.md"),
    on: true,
    harm: Harm::of(b"WEW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for part in said(context) {
        let Some((host, path)) = part.node.text().and_then(split) else { continue };
        let engines: EngineSet = part.uses.iter().map(|(setup, _)| setup.target.engine).collect();
        let stops = part.uses.iter().any(|(_, reading)| reading.outcome != Outcome::Page);
        let own = part.uses.iter().all(|(setup, _)| is_host_of(setup, host));
        let effect = match stops {
            true => "the build stops at it",
            false => "it becomes a path with folders named like the scheme and the host",
        };
        findings.add(
            Finding::new(part.node.span, format!("this {} is a whole URL", noun(part.role)))
                .help(format!("{effect}; write the path from the site's root, as `{path}`"))
                .engines(engines)
                .severity(if stops { Severity::Error } else { Severity::Warning })
                .fix(fix(&part, path, own)),
        );
    }
}

/// The host and the path of a URL with a scheme, or with `//` instead of one; none for anything else.
fn split(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once("//")?;
    let is_scheme = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b))
    };
    if !(scheme.is_empty() || scheme.strip_suffix(':').is_some_and(is_scheme)) {
        return None;
    }
    let at = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(at);
    let path = if path.is_empty() { "/" } else { path };
    // `//a/` may be a slip of the finger; a host has a dot, or a port, or a scheme before it.
    let is_host = !host.is_empty() && (!scheme.is_empty() || host.contains(['.', ':']));
    is_host.then_some((host, path))
}

/// Whether this is the host that the site itself is served on.
fn is_host_of(setup: &Setup, host: &str) -> bool {
    setup.base_url().and_then(split).is_some_and(|(own, _)| own.eq_ignore_ascii_case(host))
}

/// The path alone. Only where the host is the site's own is that what the author meant for sure.
fn fix(part: &Said<'_, '_>, path: &str, own: bool) -> Option<Fix> {
    if path == "/" {
        return None;
    }
    let path = Value::String(path.to_owned());
    let edits = match std::ptr::eq(part.node, &part.entry.value) {
        true => patch::set(part.block, part.entry, Content::Value(&path)),
        false => patch::set_node(part.block, part.node, Content::Value(&path)),
    };
    let change = Change::Key(part.entry.name().to_owned());
    let build = if own { Fix::safe } else { Fix::guess };
    (!edits.is_empty()).then(|| build("write the path alone".to_owned(), change, edits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_urls_are_told_from_paths() {
        for (text, expected) in [
            ("https://a.example/b/", Some(("a.example", "/b/"))),
            ("HTTP://a.example", Some(("a.example", "/"))),
            ("//a.example/b", Some(("a.example", "/b"))),
            ("//a/b", None),
            ("/a//b.c/", None),
            ("a:b//c", None),
            ("mailto:a@b.example", None),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
