//! The entries of a post's front matter, containers opened, each with what it is for.

use crate::document::{Entry, FrontMatter, Kind};
use crate::engine::{Engine, Key, Reading, Role, Setup};
use crate::migrate::skeleton::ALIASES;
use crate::text::Span;

use super::segment::{Segment, is_table, segments};

/// Where in the front matter a field stands, whatever the engine calls the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// At the root.
    Top,
    /// In Zola's `taxonomies`.
    Taxonomies,
    /// In the place for keys of themes: Zola's `extra`, Hugo's `params`.
    Extra,
    /// In a map with an engine's name, which holds what only that engine understands.
    Of(Engine),
}

/// An entry that is accounted for.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// Its keys from the root: `extra.cover`.
    pub path: String,
    /// Its own key; of a taxonomy the name that the site gives it, where case does not count.
    pub name: &'a str,
    /// Where it stands.
    pub place: Place,
    /// What it is for, to the engine that it belongs to.
    pub role: Role,
    /// Key and value.
    pub entry: &'a Entry<'a>,
    /// Its lines, where it has lines of its own.
    pub segment: Option<Segment>,
    /// Comments and blank lines above the container that it stands in.
    pub above: Option<Span>,
}

/// All fields of a block in the order of the text.
#[must_use]
pub fn take<'a>(
    from: &Setup,
    path: &str,
    reading: &'a Reading,
    text: &str,
    block: &'a FrontMatter<'a>,
) -> Vec<Field<'a>> {
    let root = &block.tree.root;
    let region = match &root.kind {
        Kind::Map(map) if !map.flow => Some(block.block),
        _ => None,
    };
    let mut fields = Vec::new();
    let reader = Reader { from, path, reading, text };
    reader.entries(
        Container { place: Place::Top, prefix: "", above: None },
        root.entries(),
        region,
        &mut fields,
    );
    fields
}

/// What stays the same while containers are opened.
struct Reader<'s, 'a> {
    from: &'s Setup,
    path: &'s str,
    reading: &'a Reading,
    text: &'s str,
}

/// A map whose entries are fields.
#[derive(Clone, Copy)]
struct Container<'p> {
    place: Place,
    /// The keys that lead to it, each with a dot.
    prefix: &'p str,
    /// Comments and blank lines above it.
    above: Option<Span>,
}

impl<'a> Reader<'_, 'a> {
    fn entries(
        &self,
        container: Container<'_>,
        entries: &'a [Entry<'a>],
        region: Option<Span>,
        fields: &mut Vec<Field<'a>>,
    ) {
        let Container { place, prefix, above } = container;
        let lines = region.and_then(|region| segments(self.text, region, entries));
        for (nth, entry) in entries.iter().enumerate() {
            let segment = lines.as_ref().map(|lines| lines[nth]);
            let path = format!("{prefix}{}", entry.name());
            match self.container(place, entry) {
                Some(inner) => {
                    let region = inner_region(self.text, entry, segment);
                    let prefix = format!("{path}.");
                    let above = segment.map(|segment| segment.lead).filter(|_| place == Place::Top);
                    let inner = Container { place: inner, prefix: &prefix, above };
                    self.entries(inner, entry.value.entries(), region, fields);
                }
                None => {
                    let taxonomy = self.taxonomy(entry.name()).filter(|_| place == Place::Top);
                    let name = taxonomy.unwrap_or(entry.name());
                    let role =
                        taxonomy.map_or_else(|| self.role(place, name), |_| Role::Taxonomies);
                    // The lines of a table cannot stand anywhere.
                    let segment = segment.filter(|_| !is_table(entry));
                    fields.push(Field { path, name, place, role, entry, segment, above });
                }
            }
        }
    }

    /// The place that an entry opens, if it is a container with something in it.
    fn container(&self, place: Place, entry: &Entry<'_>) -> Option<Place> {
        if entry.value.entries().is_empty() || matches!(place, Place::Of(_) | Place::Taxonomies) {
            return None;
        }
        let named = Engine::ALL.into_iter().find(|engine| engine.name() == entry.name());
        if let Some(engine) = named.filter(|engine| *engine != self.from.target.engine) {
            return Some(Place::Of(engine));
        }
        let role = Some(self.known(entry.name())).filter(|_| place == Place::Top)?;
        match role {
            Role::Taxonomies => Some(Place::Taxonomies),
            Role::Extra => Some(Place::Extra),
            _ => None,
        }
    }

    /// What a key is for, in a file of this path.
    fn known(&self, name: &str) -> Role {
        let same = |key: &&Key| match self.from.folds_keys() {
            true => key.name.eq_ignore_ascii_case(name),
            false => key.name == name,
        };
        self.from.keys_of(self.path).find(same).map_or(Role::Other, |key| key.role)
    }

    /// The taxonomy that a key of the post names, as the site writes it.
    fn taxonomy(&self, name: &str) -> Option<&'a str> {
        let mut known = self.reading.taxonomies.keys();
        let same = |known: &&String| match self.from.folds_keys() {
            true => known.eq_ignore_ascii_case(name),
            false => *known == name,
        };
        known.find(same).map(String::as_str)
    }

    fn role(&self, place: Place, name: &str) -> Role {
        match place {
            Place::Taxonomies if name == "tags" => Role::Tags,
            Place::Taxonomies if name == "categories" => Role::Categories,
            Place::Taxonomies => Role::Taxonomies,
            // A script of ours reads it in Hexo.
            Place::Top if name == ALIASES && self.reading.aliases.is_some() => Role::Aliases,
            Place::Top => self.known(name),
            Place::Extra | Place::Of(_) => Role::Other,
        }
    }
}

/// The lines below the key of a container in block style.
fn inner_region(text: &str, entry: &Entry<'_>, segment: Option<Segment>) -> Option<Span> {
    let segment = segment?;
    let Kind::Map(map) = &entry.value.kind else { return None };
    let dotted_or_sub_table = map.entries.iter().any(|inner| {
        let sub_table = matches!(&inner.value.kind, Kind::Map(map) if map.header.is_some());
        sub_table
            || inner.key.span.start < segment.lines.start
            || inner.span().end > segment.lines.end
    });
    if map.flow || dotted_or_sub_table {
        return None;
    }
    let first = map.entries.first()?.key.span.start;
    let head_end = text[entry.key.span.end..first].find('\n')? + entry.key.span.end + 1;
    Some(Span::new(head_end, segment.lines.end))
}
