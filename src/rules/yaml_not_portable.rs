//! Values of YAML that the three engines type differently.

use super::reception::listed;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{Place, Quoting, is_typed, quote};
use crate::document::{Entry, Format, Kind, Node, Scalar, Style};
use crate::engine::{Engine, EngineSet, Role, Setup};
use crate::text::Edit;
use crate::value::Value;

/// `yaml-not-portable`
pub const RULE: Rule = Rule {
    name: "yaml-not-portable",
    group: Group::Syntax,
    page: include_str!("../../rules/yaml-not-portable.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.format == Format::Yaml) else {
        return;
    };
    if block.refused.is_some() {
        return;
    }
    let mut all = None;
    for entry in block.tree.root.entries() {
        if entry.name() == "<<" {
            findings.extend(merge(context, entry));
        } else if !has_own_rules(context, entry) {
            visit(context, &mut all, entry, &entry.value, Place::Block, findings);
        }
    }
}

/// Whether the rules for titles, dates, drafts and terms look at this key.
fn has_own_rules(context: &Context<'_>, entry: &Entry<'_>) -> bool {
    use Role::{
        Categories, Date, Draft, Expire, Publish, Published, Tags, Taxonomies, Title, Updated,
    };
    context.setups.iter().filter_map(|setup| setup.key(entry.name())).any(|key| {
        matches!(
            key.role,
            Title
                | Date
                | Updated
                | Publish
                | Expire
                | Draft
                | Published
                | Tags
                | Categories
                | Taxonomies
        )
    })
}

/// Looks at a value below the top-level entry `root`. `all` are the engines with which it is compared.
fn visit(
    context: &Context<'_>,
    all: &mut Option<Vec<Setup>>,
    root: &Entry<'_>,
    node: &Node<'_>,
    place: Place,
    findings: &mut Findings<'_>,
) {
    let inner = match &node.kind {
        Kind::List(list) if list.flow => Place::Flow,
        Kind::Map(map) if map.flow => Place::Flow,
        _ => place,
    };
    let values = node.entries().iter().map(|entry| &entry.value);
    for child in values.chain(node.items()) {
        visit(context, all, root, child, inner, findings);
    }
    let Some(scalar) = node.scalar() else { return };
    let tagged = node.tag.is_some();
    let typed = scalar.style == Style::Plain && !is_common(&scalar.text) && is_typed(&scalar.text);
    if !(typed || tagged) || node.is_absent() {
        return;
    }
    let all = all.get_or_insert_with(|| others(context));
    let Some(read) = read(context, all, node) else { return };
    let hurt: Vec<&(Engine, Value)> = read
        .iter()
        .filter(|(engine, value)| is_hurt(context, *engine, value, &scalar.text))
        .collect();
    if !differ(&read) || hurt.is_empty() {
        return;
    }
    let told: Vec<String> = read.iter().map(|(engine, value)| told(*engine, value)).collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let text = node.span.text(&context.document.source.text);
    let engines: EngineSet = hurt.iter().map(|(engine, _)| *engine).collect();
    findings.add(
        Finding::new(node.span, format!("engines do not agree on what `{text}` is"))
            .help(format!("{}; write it so that there is no doubt", listed(&told)))
            .engines(engines)
            .fix(respelled(context, all, root, node, scalar, place, &read)),
    );
}

/// Spellings that all read alike, and that nearly all typed values have: asking costs more.
fn is_common(text: &str) -> bool {
    let digits = |text: &str| {
        !text.is_empty() && text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    match text.as_bytes() {
        [b'0', _, ..] => false,
        _ => digits(text) || matches!(text, "true" | "false" | "null" | "~"),
    }
}

/// The engines that do not count here, at their newest.
fn others(context: &Context<'_>) -> Vec<Setup> {
    let Some(known) = context.setups.first() else { return Vec::new() };
    let missing = Engine::ALL.into_iter().filter(|engine| !context.engines().has(*engine));
    missing.map(|engine| Setup::standalone(engine.into(), known.machine_zone, known.now)).collect()
}

/// What each engine makes of a value; none where one of them refuses it.
fn read(context: &Context<'_>, others: &[Setup], node: &Node<'_>) -> Option<Vec<(Engine, Value)>> {
    let setups = context.setups.iter().chain(others);
    let mut read: Vec<(Engine, Value)> = setups
        .map(|setup| Some((setup.target.engine, setup.value(node, Format::Yaml).ok()?)))
        .collect::<Option<_>>()?;
    read.sort_by_key(|(engine, _)| *engine);
    Some(read)
}

fn differ(read: &[(Engine, Value)]) -> bool {
    read.windows(2).any(|pair| !is_same(&pair[0].1, &pair[1].1))
}

/// Whether two values are one to a template: 1 and 1.0 are.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Int(whole), Value::Float(number)) | (Value::Float(number), Value::Int(whole)) => {
            *whole as f64 == *number
        }
        (Value::Float(one), Value::Float(other)) => one == other || one.is_nan() && other.is_nan(),
        _ => one == other,
    }
}

/// Whether an engine that counts reads something else than what is written. In a site of one engine a value of
/// a type of its own is fine, as long as it is what the text says.
fn is_hurt(context: &Context<'_>, engine: Engine, value: &Value, text: &str) -> bool {
    let says = match value {
        Value::Int(number) => number.to_string() == text.trim_start_matches('+'),
        Value::Float(number) => text.parse() == Ok(*number) && !text.contains(['e', 'E']),
        _ => true,
    };
    context.engines().has(engine) && (context.setups.len() > 1 || !says)
}

fn told(engine: Engine, value: &Value) -> String {
    let what = match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(truth) => format!("the truth value {truth}"),
        Value::Int(number) => format!("the number {number}"),
        Value::Float(number) => format!("the number {number}"),
        Value::String(text) => format!("the text \"{text}\""),
        Value::Date(_) => "a date".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map".to_owned(),
    };
    format!("{} reads {what}", engine.title())
}

/// Another spelling that all engines read alike: the number without separators, or the text in quotes.
fn respelled(
    context: &Context<'_>,
    others: &[Setup],
    root: &Entry<'_>,
    node: &Node<'_>,
    scalar: &Scalar<'_>,
    place: Place,
    now: &[(Engine, Value)],
) -> Option<Fix> {
    if node.tag.is_some() || node.anchor.is_some() {
        return None;
    }
    let change = || Change::Key(root.name().to_owned());
    let agreed = |text: String, style| {
        let scalar = Scalar { text: text.into(), style };
        let new = Node { span: node.span, kind: Kind::Scalar(scalar), tag: None, anchor: None };
        read(context, others, &new).is_some_and(|read| !differ(&read))
    };
    let digits = scalar.text.replace('_', "");
    let number = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    if number && digits != scalar.text && agreed(digits.clone(), Style::Plain) {
        let edits = vec![Edit::replace(node.span, digits)];
        return Some(Fix::safe("write the number plainly", change(), edits));
    }
    if !agreed(scalar.text.to_string(), Style::Single) {
        return None;
    }
    let quoted = quote(&scalar.text, Format::Yaml, Quoting::Single, place);
    let edits = vec![Edit::replace(node.span, quoted)];
    // Where most read the text already, the quotes only bring the rest along.
    let as_text = now.iter().filter(|(_, value)| matches!(value, Value::String(_))).count();
    Some(match as_text * 2 > now.len() {
        true => Fix::safe("quote it as a text", change(), edits),
        false => Fix::guess("quote it as a text", change(), edits),
    })
}

/// A merge key, which not every engine knows.
fn merge(context: &Context<'_>, entry: &Entry<'_>) -> Option<Finding> {
    let without = context.setups.iter().filter(|setup| !setup.merges_keys());
    let engines: EngineSet = without.map(|setup| setup.target.engine).collect();
    let names: Vec<&str> = engines.iter().map(Engine::title).collect();
    (!names.is_empty()).then(|| {
        Finding::new(entry.key.span, "not every engine merges keys")
            .help(format!(
                "{} takes `<<` for a key like any other; write the keys out",
                listed(&names)
            ))
            .engines(engines)
    })
}
