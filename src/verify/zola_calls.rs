//! Stand-ins for what the content of a Zola site calls and does not bring: shortcodes, and from 0.23 on components.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::copy::Copy;
use super::stand_in::mark;
use super::zola::has_template;
use crate::document::Document;
use crate::engine::zola::tera::component::definitions;
use crate::engine::{TagKind, Target, Version};
use crate::files::{Machine, open};
use crate::text::Source;

/// The first version whose bodies call components instead of shortcodes.
const COMPONENTS: Version = Version::new(0, 23);

/// Arguments that Zola gives to shortcodes by itself.
const OWN: &[&str] = &["body", "nth"];

/// Puts a template for each shortcode or component that is called and not there: it marks its place with what it was given,
/// and shows what it encloses. The names of those that got one.
///
/// # Errors
/// When a template cannot be written.
pub fn stand_in(copy: &Copy, target: Target) -> io::Result<BTreeSet<String>> {
    let is_component = target.version >= COMPONENTS;
    let known = if is_component { components(copy) } else { BTreeSet::new() };
    let mut missing = called(copy, target);
    missing.retain(|name, _| {
        let is_there = |ending: &str| has_template(copy, &format!("shortcodes/{name}.{ending}"));
        if is_component { !known.contains(name) } else { !is_there("html") && !is_there("md") }
    });
    for (nth, (name, arguments)) in missing.iter().enumerate() {
        let (path, text) = match is_component {
            true => (format!("components/masthead-{nth}.html"), component(name)),
            false => (format!("shortcodes/{name}.html"), shortcode(name, arguments)),
        };
        copy.put(&format!("templates/{path}"), &text)?;
    }
    Ok(missing.into_keys().collect())
}

/// A template of Tera 1 knows arguments only by their names.
fn shortcode(name: &str, arguments: &BTreeSet<String>) -> String {
    let given = arguments
        .iter()
        .map(|name| format!("{{% if {name} is defined %}} {{{{ {name} }}}}{{% endif %}}"));
    let open = mark(&format!("{name}{}", given.collect::<String>()));
    let close = mark(&format!("/{name}"));
    format!("{open}{{% if body is defined %}}{{{{ body | markdown | safe }}}}{close}{{% endif %}}")
}

/// What a component prints is read as Markdown with all around it.
fn component(name: &str) -> String {
    let given = "{% for value in given | values %} {{ value }}{% endfor %}";
    let open = mark(&format!("{name}{given}"));
    let close = mark(&format!("/{name}"));
    format!(
        "{{% component {name}(...given) %}}{open}{{% if body %}}{{{{ body }}}}{close}{{% endif %}}{{% endcomponent {name} %}}"
    )
}

/// The components that templates of the site or its theme define.
fn components(copy: &Copy) -> BTreeSet<String> {
    let files = ["templates", "themes"].iter().flat_map(|below| copy.files(below));
    let templates = files.filter(|file| file.ends_with(".html") || file.ends_with(".md"));
    let found = templates.flat_map(|file| definitions(&copy.text(&file)));
    found.map(|component| component.name).collect()
}

/// What the content calls, with the names of all arguments that some call gives.
fn called(copy: &Copy, target: Target) -> BTreeMap<String, BTreeSet<String>> {
    let mut called: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let Ok(site) = open(&copy.root(), Some(target), Machine::here()) else { return called };
    for file in copy.files("content").iter().filter(|file| file.ends_with(".md")) {
        let text = copy.text(file);
        if !text.contains("{{") && !text.contains("{%") {
            continue;
        }
        let source = Source::new(file, text);
        let text = source.text.as_str();
        for tag in site.setup.tags(file, &Document::parse(&source)) {
            if !matches!(tag.kind, TagKind::Call | TagKind::Block) {
                continue;
            }
            let given = called.entry(tag.name.text(text).to_owned()).or_default();
            let names = tag.arguments.iter().filter_map(|one| one.name);
            given.extend(names.map(|name| name.text(text).to_owned()));
            given.retain(|name| !OWN.contains(&name.as_str()));
        }
    }
    called
}
