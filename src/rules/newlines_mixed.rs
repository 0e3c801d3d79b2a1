//! A file whose lines end in different ways.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::engine::EngineSet;
use crate::text::{Edit, Span};

use super::reception::{Reception, receptions};

/// `newlines-mixed`
pub const RULE: Rule = Rule {
    name: "newlines-mixed",
    group: Group::Syntax,
    page: include_str!("../../rules/newlines-mixed.md"),
    on: true,
    harm: Harm::of(b"III"),
    fix: Some(Applicability::Safe),
    check,
};

/// How often each newline stands in a text, and where first.
#[derive(Default)]
struct Count {
    lf: usize,
    crlf: usize,
    cr: usize,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = &context.document.source.text;
    let bytes = text.as_bytes();
    // Most files have no carriage return at all.
    if memchr::memchr(b'\r', bytes).is_none() {
        return;
    }
    let mut count = Count::default();
    for newline in newlines(bytes) {
        *count.of(newline.text(text)) += 1;
    }
    let Count { lf, crlf, cr } = count;
    let common = if crlf >= lf && crlf > 0 { "\r\n" } else { "\n" };
    let receptions = receptions(context);
    let unread = receptions.iter().filter(|(_, reception)| *reception != Reception::Reads);
    let unread: EngineSet = unread.map(|(engine, _)| *engine).collect();
    let stops = |reception| matches!(reception, Reception::Drops | Reception::Fails);
    let worst = match receptions.iter().any(|(_, reception)| stops(*reception)) {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let lone = cr > 0 && !unread.is_empty() && context.front_matter().is_some();
    if [lf, crlf, cr].iter().filter(|count| **count > 0).count() < 2 && !lone {
        return;
    }
    let Some(odd) = newlines(bytes).find(|newline| newline.text(text) != common) else { return };
    let parts = [(lf, "with LF"), (crlf, "with CR LF"), (cr, "with CR alone")];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = parts.map(|(count, how)| format!("{count} {how}")).collect();
    let edits = newlines(bytes)
        .filter(|newline| newline.text(text) != common)
        .map(|newline| Edit::replace(newline, common))
        .collect();
    let finding = Finding::new(odd, format!("lines end in different ways: {}", told.join(", ")))
        .fix(Fix::safe("end all lines alike", Change::Layout, edits));
    findings.add(match lone {
        true => finding
            .help("without LF no line ends, so the front matter is not seen; end all lines alike")
            .engines(unread)
            .severity(worst),
        false => {
            finding.help("every change shows up as a change of many lines; end all lines alike")
        }
    });
}

impl Count {
    fn of(&mut self, newline: &str) -> &mut usize {
        match newline {
            "\n" => &mut self.lf,
            "\r" => &mut self.cr,
            _ => &mut self.crlf,
        }
    }
}

/// The newlines of a text.
fn newlines(bytes: &[u8]) -> impl Iterator<Item = Span> {
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    ends.filter_map(|at| match (bytes[at], bytes.get(at + 1)) {
        (b'\r', Some(b'\n')) => None,
        (b'\n', _) if at > 0 && bytes[at - 1] == b'\r' => Some(Span::new(at - 1, at + 1)),
        _ => Some(Span::new(at, at + 1)),
    })
}
