//! What becomes of each field: the mapping from one engine's keys to another's, by what they are for.

use std::collections::BTreeSet;

use crate::document::{Format, Kind, Style};
use crate::engine::{Engine, Key, KeyType, Reading, Role, Setup};
use crate::migrate::{Action, Home};
use crate::value::Value;

use super::assemble::{Content, Out, path};
use super::field::{Field, Place};
use super::segment::indented;

/// Everything that the conversion of one post depends on.
#[derive(Clone, Copy, Debug)]
pub struct Conversion<'a> {
    /// The engine that reads the source.
    pub from: &'a Setup,
    /// The engine that will read the result.
    pub to: &'a Setup,
    /// Its path in the source.
    pub path: &'a str,
    /// Its path in the new site.
    pub new_path: &'a str,
    /// The source's text.
    pub text: &'a str,
    /// What the source engine reads.
    pub reading: &'a Reading,
    /// The language of the source's block.
    pub source_format: Format,
    /// The language of the new block.
    pub format: Format,
    /// Whether lines of the source may be copied; not where the target cannot read them.
    pub copies: bool,
    /// The rank of this post among those that are pinned or weighted, from 1; none where it is neither.
    pub rank: Option<i64>,
    /// Aliases that are not written, because another page or alias has the address.
    pub refused: &'a BTreeSet<String>,
    /// Whether the address has to stay.
    pub keeps_url: bool,
    /// The address that it gets back on the way home, where the engine in between could not give it.
    pub at_home: Option<&'a str>,
    /// Where the site came from, if it goes back there.
    pub home: Option<&'a Home>,
}

/// What became of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What the account says.
    pub action: Action,
    /// Where it is now, or what it says now.
    pub to: Option<String>,
    /// Why, as a sentence.
    pub reason: String,
    /// The reason's short name.
    pub code: &'static str,
    /// The new entries; usually one.
    pub outs: Vec<Out>,
}

impl Decision {
    /// Nothing is written for the field.
    pub(super) fn left_out(action: Action, code: &'static str, reason: impl Into<String>) -> Self {
        Self { action, to: None, reason: reason.into(), code, outs: Vec::new() }
    }

    /// The same decision for another reason.
    pub(super) fn because(
        self,
        action: Action,
        code: &'static str,
        reason: impl Into<String>,
    ) -> Self {
        Self { action, code, reason: reason.into(), ..self }
    }
}

impl Conversion<'_> {
    /// Decides about one field.
    #[must_use]
    pub fn decide(&self, field: &Field<'_>) -> Decision {
        if let Place::Of(engine) = field.place {
            return self.of_an_engine(field, engine);
        }
        match field.role {
            Role::Title => self.title(field),
            Role::Date => super::dates::date(self, field, self.reading.date),
            Role::Updated => super::dates::date(self, field, self.reading.updated),
            Role::Draft | Role::Published => self.draft(field),
            Role::Tags => self.tags(field),
            Role::Categories => super::terms::categories(self, field),
            Role::Taxonomies => super::terms::taxonomy(self, field),
            Role::Url => super::address::address(self, field),
            Role::Layout => self.layout(field),
            Role::Weight | Role::Sticky => super::order::order(self, field),
            Role::Summary => super::summary::summary(self, field),
            Role::Description | Role::Keywords | Role::Authors => self.same_role(field),
            Role::Slug => self.slug(field),
            Role::Aliases => super::aliases::aliases(self, field),
            _ => self.other(field),
        }
    }

    /// What an engine left behind for itself goes back to its root, or stays where it is kept for it.
    fn of_an_engine(&self, field: &Field<'_>, engine: Engine) -> Decision {
        if engine != self.to.target.engine {
            return self.keep(field, field.place, field.name);
        }
        if field.name == "categories" && !super::terms::still_hold(self, field) {
            let reason = "The categories have changed since, so the old paths are left out.";
            return Decision::left_out(Action::Changed, "outdated", reason);
        }
        let known = self.known(field);
        let is_template = |key: &Key| matches!(key.role, Role::Layout | Role::LayoutBelow);
        if self.is_strict() && known.is_some_and(is_template) {
            let reason = "Templates are not moved, and Zola fails without one; write it again when it is there.";
            let kept = self.keep(field, field.place, field.name);
            return kept.because(Action::NeedsHand, "template", reason);
        }
        // Tags and categories have keys everywhere; what stands here by their names was never one.
        let is_taxonomy = self.key(Role::Taxonomies).is_some()
            && !["tags", "categories"].contains(&field.name)
            && self.to.taxonomies(self.new_path).contains(&field.name);
        // A name that means something in the engine in between was set aside only where it is the theme's.
        let was_taken = self.is_strict()
            && self.from.keys_of(self.path).any(|key| self.is_named(self.from, key, field.name));
        let place = match (is_taxonomy, was_taken) {
            (true, _) => Place::Taxonomies,
            (false, true) => Place::Extra,
            (false, false) => Place::Top,
        };
        let reason = format!("{} understands it again.", name(engine));
        self.keep(field, place, field.name).because(Action::Moved, "restored", reason)
    }

    fn title(&self, field: &Field<'_>) -> Decision {
        let text = self.reading.title.clone().unwrap_or_default();
        if text.is_empty() {
            return Decision::left_out(
                Action::Changed,
                "empty",
                "It held nothing, so it is left out.",
            );
        }
        let key = self.key(Role::Title).unwrap_or("title");
        self.lines_or(field, Place::Top, key, Content::Value(Value::String(text)))
    }

    /// Public is what every engine does without a word, so only a draft needs one.
    fn draft(&self, field: &Field<'_>) -> Decision {
        let from = name(self.from.target.engine);
        let is_said = is_bool(field) && field.entry.value.text() == Some("true");
        if is_said && !self.reading.draft && self.reading.url.is_none() {
            let reason = "Only its own page is left out, for in Zola a draft takes the pages below it along.";
            return self.set_aside(field).because(Action::Changed, "draft-section", reason);
        }
        if !self.reading.draft {
            let quiet =
                field.role == Role::Draft && self.key(Role::Draft).is_some() && is_bool(field);
            if quiet && self.copies(field) {
                return self.keep(field, Place::Top, "draft");
            }
            return Decision::left_out(
                Action::Changed,
                "default",
                format!("{from} publishes it, and so does the new site."),
            );
        }
        let (key, value) = match self.key(Role::Draft) {
            Some(key) => (key, true),
            None => (self.key(Role::Published).unwrap_or("published"), false),
        };
        if field.role == Role::Draft && value && is_bool(field) {
            return self.lines_or(field, Place::Top, key, Content::Value(Value::Bool(true)));
        }
        self.written(field, Place::Top, key, Value::Bool(value)).because(
            Action::Changed,
            "draft",
            format!("It stays a draft: {from} hides it, and so does the new site."),
        )
    }

    fn tags(&self, field: &Field<'_>) -> Decision {
        let place = self.terms_place();
        super::terms::list(self, field, place, "tags", &super::terms::in_order(self, field))
    }

    /// A part of the address, which the whole one says where the target has no such key.
    fn slug(&self, field: &Field<'_>) -> Decision {
        if self.key(Role::Slug).is_some() {
            return self.same_role(field);
        }
        let reason = "What became of the address stands in the row of its URL.";
        self.set_aside(field).because(Action::KeptAsData, "slug", reason)
    }

    /// Templates belong to a theme, and themes are not moved.
    fn layout(&self, field: &Field<'_>) -> Decision {
        let usual = ["post", "page", "page.html", "single"]
            .contains(&field.entry.value.text().unwrap_or_default());
        let aside = self.set_aside(field);
        if usual {
            return aside.because(Action::Changed, "default", "It names the usual template.");
        }
        aside.because(
            Action::NeedsHand,
            "template",
            "Templates are not moved; choose one of the new theme.",
        )
    }

    /// Both engines may have a key for it; the types may differ.
    pub(super) fn same_role(&self, field: &Field<'_>) -> Decision {
        let Some(key) = self.key_for(field.role) else { return self.other(field) };
        let value = self.value(field);
        let value = match (key.kind, value) {
            (_, Value::Null) => {
                return Decision::left_out(
                    Action::Changed,
                    "empty",
                    "It held nothing, so it is left out.",
                );
            }
            (KeyType::List, Value::String(text)) => Value::List(vec![Value::String(text)]),
            (KeyType::List, Value::Map(_)) if self.is_strict() => {
                return self.keep(field, Place::Extra, field.name);
            }
            (KeyType::Any, Value::List(items)) if items.len() == 1 && key.role == Role::Authors => {
                items.into_iter().next().unwrap_or(Value::Null)
            }
            (KeyType::String, Value::List(items)) if items.len() == 1 => {
                items.into_iter().next().unwrap_or(Value::Null)
            }
            (_, value) => return self.lines_or(field, Place::Top, key.name, Content::Value(value)),
        };
        self.written(field, Place::Top, key.name, value).because(
            Action::Changed,
            "type",
            "The same, in the type that the engine wants.",
        )
    }

    /// A key that only themes read, or only the engine that it comes from.
    pub(super) fn other(&self, field: &Field<'_>) -> Decision {
        let native = field.place == Place::Top
            && self.from.keys_of(self.path).any(|key| self.is_named(self.from, key, field.name));
        let to = name(self.to.target.engine);
        if native && field.role == Role::Shown {
            let reason = format!("{to} has no such key; the value is kept for templates to show.");
            return self.set_aside(field).because(Action::KeptAsData, "for-templates", reason);
        }
        if native && field.name == "generate_feeds" {
            let reason = "The feed of the section has a row of its own.";
            if self.home.is_some() {
                return Decision::left_out(Action::Changed, "feeds", reason);
            }
            return self.set_aside(field).because(Action::KeptAsData, "feeds", reason);
        }
        if native && field.name == "render" {
            return super::address::unpublished(self, field);
        }
        if native && !SHARED.contains(&field.role) {
            let reason = format!("{to} has no such key; the value is kept as data.");
            return self.set_aside(field).because(Action::Dropped, "no-such-key", reason);
        }
        if super::terms::are_back(self, field) {
            return self.keep(field, Place::Top, field.name);
        }
        let known = self.known(field);
        let shared = known.filter(|key| SHARED.contains(&key.role));
        if let Some(key) = shared
            .filter(|key| self.is_strict() && field.place == Place::Top && field.role != key.role)
        {
            return self.same_role(&Field { role: key.role, ..field.clone() });
        }
        let taken = known.is_some() && shared.is_none();
        let place = match field.place {
            _ if self.is_strict() => Place::Extra,
            Place::Extra if self.in_extra(field, shared.is_some()) => Place::Extra,
            Place::Extra
                if self.was_at_root(field.name) && self.value(field) == Value::List(Vec::new()) =>
            {
                Place::Top
            }
            _ if taken => {
                let reason = format!("{to} means something else by this key.");
                return self.set_aside(field).because(Action::Moved, "name-taken", reason);
            }
            _ if self.in_extra(field, shared.is_some()) => Place::Extra,
            _ => Place::Top,
        };
        self.keep(field, place, field.name)
    }

    /// The target's key with the name of a field.
    fn known(&self, field: &Field<'_>) -> Option<&'static Key> {
        self.to.keys_of(self.new_path).find(|key| self.is_named(self.to, key, field.name))
    }

    /// Whether a key goes to the map for keys of themes: where it stands in one, and back to where it stood.
    fn in_extra(&self, field: &Field<'_>, is_shared: bool) -> bool {
        if self.key(Role::Extra).is_none() {
            return false;
        }
        match self.home {
            Some(_) if self.was_at_root(field.name) => false,
            Some(home) => home.habits.in_params && !is_shared,
            None => field.place == Place::Extra,
        }
    }

    /// Whether the site that the post goes back to has such a key at the root.
    fn was_at_root(&self, name: &str) -> bool {
        self.home.is_some_and(|home| home.habits.keys.iter().any(|key| key == name))
    }

    /// Out of the way, but kept: in a map with the name of the engine that understands it.
    pub(super) fn set_aside(&self, field: &Field<'_>) -> Decision {
        self.keep(field, Place::Of(self.from.target.engine), field.name)
    }

    /// The place for a list of terms.
    pub(super) fn terms_place(&self) -> Place {
        match (self.key(Role::Taxonomies), self.is_strict()) {
            (Some(_), _) => Place::Taxonomies,
            (None, true) => Place::Extra,
            (None, false) => Place::Top,
        }
    }

    /// The name of the target's key for a role.
    pub(super) fn key(&self, role: Role) -> Option<&'static str> {
        self.key_for(role).map(|key| key.name)
    }

    /// The target's key for a role.
    pub fn key_for(&self, role: Role) -> Option<&'static Key> {
        self.to.keys_of(self.new_path).find(|key| key.role == role)
    }

    /// Whether a key has this name to an engine.
    #[allow(clippy::unused_self, reason = "a question like the others")]
    fn is_named(&self, setup: &Setup, key: &Key, name: &str) -> bool {
        match setup.folds_keys() {
            true => key.name.eq_ignore_ascii_case(name),
            false => key.name == name,
        }
    }

    /// Whether the target passes over keys that it does not know, or refuses them, so that they have to go where
    /// themes find them.
    pub(super) fn is_strict(&self) -> bool {
        self.to.target.engine == Engine::Zola
    }

    /// The value as the source engine types it, without nulls.
    pub(super) fn value(&self, field: &Field<'_>) -> Value {
        let value = self.from.value(&field.entry.value, self.source_format).unwrap_or(Value::Null);
        without_nulls(value)
    }

    /// Whether the field's lines can be copied.
    pub(super) fn copies(&self, field: &Field<'_>) -> bool {
        self.copies && field.segment.is_some() && self.source_format == self.format
    }

    /// The field with the value that it has, as far as the target's place allows.
    pub(super) fn keep(&self, field: &Field<'_>, place: Place, key: &str) -> Decision {
        let value = self.value(field);
        let stays = place == Place::Top && !self.is_strict() && self.copies(field);
        if value == Value::Null && !stays {
            return Decision::left_out(
                Action::Changed,
                "empty",
                "It held nothing, so it is left out.",
            );
        }
        self.lines_or(field, place, key, Content::Value(value))
    }

    /// Copied lines where that is possible, else `content`.
    pub(super) fn lines_or(
        &self,
        field: &Field<'_>,
        place: Place,
        key: &str,
        content: Content,
    ) -> Decision {
        let copied = field.segment.filter(|_| self.copies(field)).map(|segment| {
            let lines = segment.lines.text(self.text);
            let start = field.entry.key.span.start - segment.lines.start;
            let end = field.entry.key.span.end - segment.lines.start;
            let renamed = if field.entry.name() == key {
                lines.to_owned()
            } else {
                format!("{}{key}{}", &lines[..start], &lines[end..])
            };
            let newline = if renamed.ends_with('\n') { "" } else { "\n" };
            Content::Lines(indented(&renamed, segment.indent, 0) + newline)
        });
        let out = self.out(field, place, key, copied.unwrap_or(content));
        let to = path(self.to, place, key);
        let (action, to) =
            if to == field.path { (Action::Kept, None) } else { (Action::Moved, Some(to)) };
        Decision { action, to, reason: String::new(), code: "same", outs: vec![out] }
    }

    /// A new value in the field's place.
    pub(super) fn written(
        &self,
        field: &Field<'_>,
        place: Place,
        key: &str,
        value: Value,
    ) -> Decision {
        let to = format!(
            "{}: {}",
            path(self.to, place, key),
            super::emit::inline(&value, self.format, FLOW)
        );
        let out = self.out(field, place, key, Content::Value(value));
        Decision {
            action: Action::Changed,
            to: Some(to),
            reason: String::new(),
            code: "value",
            outs: vec![out],
        }
    }

    pub(super) fn out(&self, field: &Field<'_>, place: Place, key: &str, content: Content) -> Out {
        let lead =
            field.segment.map(|segment| indented(segment.lead.text(self.text), segment.indent, 0));
        let json = matches!(self.source_format, Format::Json | Format::HexoJson);
        let above = field.above.map(|above| above.text(self.text).to_owned());
        Out {
            place,
            key: key.to_owned(),
            was: Some(field.place),
            lead: lead.filter(|_| !json).unwrap_or_default(),
            above: above.filter(|_| !json),
            content,
        }
    }
}

/// Roles whose keys mean the same to every theme, so that a key of such a name may stay where it is.
const SHARED: [Role; 5] =
    [Role::Comments, Role::Description, Role::Keywords, Role::Authors, Role::Language];

const FLOW: crate::document::patch::Place = crate::document::patch::Place::Flow;

/// An engine's name in a sentence.
#[must_use]
pub fn name(engine: Engine) -> &'static str {
    match engine {
        Engine::Hexo => "Hexo",
        Engine::Hugo => "Hugo",
        Engine::Zola => "Zola",
    }
}

/// Whether every reader takes the value for a truth value.
fn is_bool(field: &Field<'_>) -> bool {
    let plain =
        matches!(&field.entry.value.kind, Kind::Scalar(scalar) if scalar.style == Style::Plain);
    plain && matches!(field.entry.value.text(), Some("true" | "false"))
}

/// Nulls have no form in TOML and are refused by Zola 0.23; an absent key says the same.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(
            items.into_iter().filter(|item| *item != Value::Null).map(without_nulls).collect(),
        ),
        Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .filter(|(_, value)| *value != Value::Null)
                .map(|(key, value)| (key, without_nulls(value)))
                .collect(),
        ),
        other => other,
    }
}
