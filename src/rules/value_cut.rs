//! Text of a value that YAML takes for a comment, an anchor or a tag.

use std::collections::HashSet;

use super::reception::{Reception, consequence, receptions};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{Place, Quoting, is_typed, quote};
use crate::document::{Entry, Format, Kind, Node, Style};
use crate::engine::{Engine, EngineSet, Role};
use crate::text::{Edit, Span};

/// `value-cut`
pub const RULE: Rule = Rule {
    name: "value-cut",
    group: Group::Syntax,
    page: include_str!("../../rules/value-cut.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    if front_matter.format != Format::Yaml || front_matter.refused.is_some() {
        return;
    }
    let block = front_matter.block.text(&context.document.source.text);
    if memchr::memchr3(b'#', b'&', b'!', block.as_bytes()).is_none() {
        return;
    }
    let mut names = HashSet::new();
    aliases(&front_matter.tree.root, &mut names);
    for entry in front_matter.tree.root.entries() {
        visit(context, &names, entry, &entry.value, findings);
    }
}

/// Looks at a value below the top-level entry `root`, and at those inside it; `names` are those of aliases.
fn visit(
    context: &Context<'_>,
    names: &HashSet<&str>,
    root: &Entry<'_>,
    node: &Node<'_>,
    findings: &mut Findings<'_>,
) {
    let values = node.entries().iter().map(|entry| &entry.value);
    for child in values.chain(node.items()) {
        visit(context, names, root, child, findings);
    }
    let Some(scalar) = node.scalar().filter(|scalar| scalar.style == Style::Plain) else { return };
    let text = &context.document.source.text;
    if let Some(anchor) = node.anchor.filter(|anchor| !names.contains(&anchor.text(text)[1..])) {
        let cut = Span::new(anchor.start, node.span.end.max(anchor.end));
        let what = "an anchor, which nothing refers to";
        findings.add(finding(context, root, anchor, cut, what));
    } else if let Some(tag) = node.tag.filter(|tag| !tag.text(text).starts_with("!!")) {
        let cut = Span::new(tag.start, node.span.end.max(tag.end));
        findings.add(finding(context, root, tag, cut, "a tag"));
    } else if let Some(comment) = comment_behind(context, root, node, &scalar.text) {
        let start = if node.is_absent() { comment.start } else { node.span.start };
        let cut = Span::new(start, comment.end);
        findings.add(finding(context, root, comment, cut, "a comment"));
    }
}

/// The names to which the aliases below a node refer.
fn aliases<'n>(node: &'n Node<'_>, names: &mut HashSet<&'n str>) {
    if let Kind::Alias(name) = node.kind {
        names.insert(name);
    }
    let values = node.entries().iter().flat_map(|entry| [&entry.key, &entry.value]);
    values.chain(node.items()).for_each(|child| aliases(child, names));
}

/// A comment behind the value that was hardly meant as one.
fn comment_behind(
    context: &Context<'_>,
    root: &Entry<'_>,
    node: &Node<'_>,
    value: &str,
) -> Option<Span> {
    let text = &context.document.source.text;
    let behind = &text[node.span.end..];
    let mark = behind.trim_start_matches([' ', '\t']);
    let gap = behind.len() - mark.len();
    // Only a comment is looked at to the end of its line, for one line may hold very many values.
    let rest = mark.strip_prefix('#')?;
    let word = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    // A comment as people write them has a blank or another mark behind its `#`.
    let glued = word.starts_with(|next: char| !next.is_whitespace() && !"#!".contains(next));
    let numbered = word.trim_start().starts_with(|next: char| next.is_ascii_digit());
    let meant = match node.is_absent() {
        true => glued,
        false => gap == 1 && (glued || numbered) && is_text(context, root) && !is_typed(value),
    };
    let start = node.span.end + gap;
    meant.then(|| Span::new(start, start + 1 + word.trim_end().len()))
}

/// Whether the key holds words for people, so that a `#` may belong to them.
fn is_text(context: &Context<'_>, root: &Entry<'_>) -> bool {
    use Role::{Authors, Categories, Description, Keywords, Summary, Tags, Taxonomies, Title};
    let role = |setup: &crate::engine::Setup| setup.key(root.name()).map(|key| key.role);
    context.setups.iter().filter_map(role).any(|role| {
        matches!(
            role,
            Title | Description | Summary | Tags | Categories | Taxonomies | Keywords | Authors
        )
    })
}

/// `cut` is what the author wrote as the value, `place` the part that is lost.
fn finding(context: &Context<'_>, root: &Entry<'_>, place: Span, cut: Span, what: &str) -> Finding {
    let text = &context.document.source.text;
    let lost = place.text(text).trim_start_matches(['#', '&', '!']);
    let receptions = receptions(context);
    let stopped: Vec<(Engine, Reception)> = receptions
        .iter()
        .copied()
        .filter(|(_, reception)| *reception != Reception::Reads)
        .collect();
    let flow = matches!(&root.value.kind, Kind::List(list) if list.flow);
    let place_of = if flow { Place::Flow } else { Place::Block };
    let quoted = quote(cut.text(text), Format::Yaml, Quoting::Minimal, place_of);
    let change = Change::Key(root.name().to_owned());
    let fix = Fix::guess("quote the value", change, vec![Edit::replace(cut, quoted)]);
    let finding = Finding::new(place, format!("`{lost}` is lost: YAML takes it for {what}"));
    let advice = "put the value in quotes";
    // Only a tag is refused by anybody; what else is wrong with the post is not said here.
    match what == "a tag" && !stopped.is_empty() {
        true => finding
            .help(format!("{}; {advice}", consequence(&stopped)))
            .severity(Severity::Error)
            .engines(stopped.iter().map(|(engine, _)| *engine).collect::<EngineSet>()),
        false => finding.help(format!("the value goes on without it; {advice}")),
    }
    .fix(fix)
}
