//! Scripts, event handlers and `javascript:` addresses in the body.

use std::cell::LazyCell;

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::body::{Attribute, LinkForm, Markup, Quote, Tag, TagKind, decode_entities};
use crate::engine::EngineSet;
use crate::text::{Edit, Span, holds, holds_mark};

/// `html-active`
pub const RULE: Rule = Rule {
    name: "html-active",
    group: Group::Body,
    page: include_str!("../../rules/html-active.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

/// Attributes whose address a browser follows or loads.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "formaction", "data", "xlink:href"];

/// Types of scripts that a browser does not run.
const INERT: [&str; 4] = ["json", "template", "math/", "importmap"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let shows = context.setups.iter().filter(|setup| setup.shows_html());
    let engines: EngineSet = shows.map(|setup| setup.target.engine).collect();
    if engines.is_empty() {
        return;
    }
    let markup = context.document.markup();
    // Nearly no post runs a script, and to tell where one comes from takes a look through its whole body.
    let severity = LazyCell::new(|| match is_foreign(context, markup) {
        true => Severity::Warning,
        false => Severity::Info,
    });
    let wrap = |finding: Finding| finding.help(HELP).engines(engines).severity(*severity);
    for (at, tag) in markup.tags.iter().enumerate() {
        if tag.kind != TagKind::Open {
            continue;
        }
        if is_script(context, tag) {
            findings.add(wrap(script(context, tag, &markup.tags[at + 1..])));
        }
        for attribute in markup.attributes(tag) {
            findings.extend(active(context, attribute).map(wrap));
        }
    }
    for link in markup.links.iter().filter(|link| runs(context, link.destination)) {
        let text = context.document.source.slice(link.text);
        let edit = Edit::replace(link.span, text);
        let fix = Fix::guess("keep the text of the link", Change::Body, vec![edit]);
        findings.add(wrap(Finding::new(link.destination, "this link runs a script").fix(fix)));
    }
}

const HELP: &str =
    "it runs for every reader, and is out of place in a post that came from elsewhere";

/// Whether a post came from elsewhere, by its look: HTML without anything that is Markdown, a template, or a divider.
/// What stands between those was most likely written there on purpose.
fn is_foreign(context: &Context<'_>, markup: &Markup) -> bool {
    let body = context.document.source.slice(context.document.body);
    !markup.tags.is_empty()
        && markup.headings.is_empty()
        && markup.code.is_empty()
        && markup.links.iter().all(|link| link.form == LinkForm::Autolink)
        && !holds_mark(body, b'{', b"%{")
        && !(holds(body, "<!--") && ["<!--more", "<!-- more"].iter().any(|own| holds(body, own)))
}

/// Whether a tag begins a script that a browser runs.
fn is_script(context: &Context<'_>, tag: &Tag) -> bool {
    let source = context.document.source;
    let named = |attribute: &&Attribute| source.slice(attribute.name).eq_ignore_ascii_case("type");
    let kind = || {
        let attribute = context.document.markup().attributes(tag).iter().find(named)?;
        attribute.value.map(|value| source.slice(value).to_ascii_lowercase())
    };
    source.slice(tag.name).eq_ignore_ascii_case("script")
        && kind().is_none_or(|kind| !INERT.iter().any(|inert| kind.contains(inert)))
}

fn script(context: &Context<'_>, tag: &Tag, behind: &[Tag]) -> Finding {
    let source = context.document.source;
    let closes = |other: &&Tag| {
        other.kind == TagKind::Close && source.slice(other.name).eq_ignore_ascii_case("script")
    };
    // In a script there are no tags, so it is the next one.
    let close = behind.first().filter(closes);
    let fix = close.map(|close| {
        let edit = Edit::delete(tag.span.cover(close.span));
        Fix::guess("take the script out", Change::Body, vec![edit])
    });
    Finding::new(tag.span, "the post brings a script of its own").fix(fix)
}

/// What an attribute does, if it runs a script.
fn active(context: &Context<'_>, attribute: &Attribute) -> Option<Finding> {
    let source = context.document.source;
    let written = source.slice(attribute.name);
    let is = |wanted: &&str| written.eq_ignore_ascii_case(wanted);
    let may_be_handler = written.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
    if !may_be_handler && !ADDRESSES.iter().any(is) {
        return None;
    }
    let name = written.to_ascii_lowercase();
    let event = name.strip_prefix("on").unwrap_or_default();
    let is_handler = event.len() > 2 && event.bytes().all(|byte| byte.is_ascii_lowercase());
    let message = match attribute.value {
        Some(_) if is_handler => format!("`{name}` runs a script"),
        None if is_handler => format!("`{name}` is left over from a script"),
        Some(value) if ADDRESSES.contains(&name.as_str()) && runs(context, value) => {
            format!("the address in `{name}` is a script")
        }
        _ => return None,
    };
    let quote = usize::from(attribute.quote != Quote::None);
    let end = attribute.value.map_or(attribute.name.end, |value| value.end + quote);
    let span = Span::new(attribute.name.start, end);
    let before = source.text[..span.start].trim_end().len();
    let edit = Edit::delete(Span::new(before, span.end));
    let fix = Fix::guess(format!("take `{name}` out"), Change::Body, vec![edit]);
    Some(Finding::new(span, message).fix(fix))
}

/// Whether an address is a script. Browsers pass over blanks before it, and line ends and tabs in it.
fn runs(context: &Context<'_>, address: Span) -> bool {
    let written = context.document.source.slice(address);
    // Next to all addresses begin with another letter than these schemes, and with no entity that may be one.
    let is_passed_over = |byte: &u8| byte.is_ascii_control() || *byte == b' ';
    let first = written.bytes().find(|byte| !is_passed_over(byte));
    if !first.is_some_and(|first| matches!(first, b'J' | b'j' | b'V' | b'v' | b'&')) {
        return false;
    }
    let decoded = decode_entities(written);
    let letters = decoded.chars().filter(|c| !c.is_ascii_control() && *c != ' ');
    ["javascript:", "vbscript:"].iter().any(|scheme| {
        let mut letters = letters.clone();
        scheme.chars().all(|c| letters.next().is_some_and(|own| own.eq_ignore_ascii_case(&c)))
    })
}
