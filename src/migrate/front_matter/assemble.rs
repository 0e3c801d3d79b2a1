//! The new block from its entries: containers are gathered, the order of the rest stays.

use crate::document::Format;
use crate::document::patch::{Place as Position, Quoting, quote};
use crate::engine::{Engine, Role, Setup};
use crate::migrate::key_order::merged;
use crate::value::Value;

use super::emit::{toml_entry, yaml_entry};
use super::field::Place;
use super::segment::indented;

/// One entry of the new block.
#[derive(Clone, Debug, PartialEq)]
pub struct Out {
    /// Where it goes.
    pub place: Place,
    /// Its key.
    pub key: String,
    /// Where it stood; none for what no line of the source stands for.
    pub was: Option<Place>,
    /// Comments and blank lines above it, each line with its newline.
    pub lead: String,
    /// The same above the map that it stands in, where the source has one.
    pub above: Option<String>,
    /// What it says.
    pub content: Content,
}

/// How an entry is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Copied lines without indentation, the key as it has to be.
    Lines(String),
    /// A value.
    Value(Value),
    /// The source text of a scalar.
    Raw(String),
}

/// A block under construction: entries, and maps that hold more.
enum Node<'o> {
    Leaf(&'o Out),
    Map(Map<'o>),
}

/// A map that is gathered.
struct Map<'o> {
    name: String,
    above: Option<&'o str>,
    nodes: Vec<Node<'o>>,
}

/// The names of the maps that lead to a place.
fn names(to: &Setup, place: Place) -> Vec<&'static str> {
    let container = |role| to.keys().find(|key| key.role == role).map(|key| key.name);
    let extra = || container(Role::Extra).into_iter().collect::<Vec<_>>();
    match place {
        Place::Top => Vec::new(),
        Place::Taxonomies => container(Role::Taxonomies).into_iter().collect(),
        Place::Extra => extra(),
        Place::Of(engine) => [extra(), vec![Engine::name(engine)]].concat(),
    }
}

/// Where an entry will stand, as reports name it: `extra.cover`.
#[must_use]
pub fn path(to: &Setup, place: Place, key: &str) -> String {
    let mut parts = names(to, place);
    parts.push(key);
    parts.join(".")
}

/// The entries in the order in which the site that they go back to has its keys.
#[must_use]
pub fn in_order(to: &Setup, format: Format, outs: &[Out], keys: &[String]) -> Vec<Out> {
    let rank = |out: &Out| {
        let names = names(to, out.place);
        let top = names.first().copied().unwrap_or(&out.key);
        let rank = keys.iter().position(|key| key == top);
        rank.or_else(|| out.was.is_none().then_some(keys.len()))
    };
    let has_extra = outs.iter().any(|out| out.was == Some(Place::Extra));
    // A map of YAML stands where the first of its keys stood; in TOML all tables are below.
    let opens_in = |place: Option<Place>| match place {
        _ if format == Format::Toml => None,
        Some(Place::Of(_)) if has_extra => Some(Some(Place::Extra)),
        Some(Place::Of(_) | Place::Extra | Place::Taxonomies) => Some(Some(Place::Top)),
        Some(Place::Top) | None => None,
    };
    merged(outs.to_vec(), |out| out.was, opens_in, rank)
}

/// The text between the fences.
#[must_use]
pub fn assemble(to: &Setup, format: Format, outs: &[Out]) -> String {
    let mut root = Vec::new();
    for out in outs {
        insert(&mut root, &names(to, out.place), out);
    }
    let mut text = String::new();
    if format == Format::Toml {
        toml(&root, "", &mut text);
    } else {
        yaml(&root, 0, &mut text);
    }
    text
}

fn insert<'o>(nodes: &mut Vec<Node<'o>>, names: &[&str], out: &'o Out) {
    let [first, rest @ ..] = names else { return nodes.push(Node::Leaf(out)) };
    let known = nodes.iter().position(|node| matches!(node, Node::Map(map) if map.name == *first));
    let at = known.unwrap_or_else(|| {
        let above = out.above.as_deref();
        nodes.push(Node::Map(Map { name: (*first).to_owned(), above, nodes: Vec::new() }));
        nodes.len() - 1
    });
    if let Node::Map(map) = &mut nodes[at] {
        insert(&mut map.nodes, rest, out);
    }
}

fn yaml(nodes: &[Node<'_>], depth: usize, text: &mut String) {
    for node in nodes {
        match node {
            Node::Map(map) => {
                text.push_str(&indented(map.above.unwrap_or_default(), 0, depth * 2));
                text.push_str(&indented(&format!("{}:\n", map.name), 0, depth * 2));
                yaml(&map.nodes, depth + 1, text);
            }
            Node::Leaf(out) => {
                text.push_str(&indented(&out.lead, 0, depth * 2));
                match &out.content {
                    Content::Lines(lines) => text.push_str(&indented(lines, 0, depth * 2)),
                    Content::Value(value) => yaml_entry(&out.key, value, depth, text),
                    Content::Raw(source) => {
                        text.push_str(&indented(&format!("{}: {source}\n", out.key), 0, depth * 2));
                    }
                }
            }
        }
    }
}

/// In TOML every plain entry of a table stands before the tables in it.
fn toml(nodes: &[Node<'_>], prefix: &str, text: &mut String) {
    for node in nodes {
        let Node::Leaf(out) = node else { continue };
        if table(out).is_some() {
            continue;
        }
        text.push_str(&out.lead);
        match &out.content {
            Content::Lines(lines) => text.push_str(lines),
            Content::Value(value) => toml_entry(&out.key, value, text),
            Content::Raw(source) => text.push_str(&format!("{} = {source}\n", out.key)),
        }
    }
    for node in nodes {
        let map = match node {
            Node::Map(map) => map,
            Node::Leaf(out) => {
                section(out, prefix, text);
                continue;
            }
        };
        let path = format!("{prefix}{}", map.name);
        if map.nodes.iter().any(|node| matches!(node, Node::Leaf(_))) {
            let gap = if text.is_empty() || text.ends_with("\n\n") { "" } else { "\n" };
            text.push_str(map.above.unwrap_or(gap));
            text.push_str(&format!("[{path}]\n"));
        }
        toml(&map.nodes, &format!("{path}."), text);
    }
}

/// The entries of a map that becomes a table of TOML.
fn table(out: &Out) -> Option<&[(String, Value)]> {
    match &out.content {
        Content::Value(Value::Map(entries)) if !entries.is_empty() => Some(entries),
        _ => None,
    }
}

/// A map as a table with its header.
fn section(out: &Out, prefix: &str, text: &mut String) {
    let Some(entries) = table(out) else { return };
    let gap = if out.lead.is_empty() && !text.is_empty() { "\n" } else { "" };
    let key = quote(&out.key, Format::Toml, Quoting::Minimal, Position::Key);
    text.push_str(&format!("{gap}{}[{prefix}{key}]\n", out.lead));
    for (key, value) in entries {
        toml_entry(key, value, text);
    }
}
