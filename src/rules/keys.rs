//! The keys of a post that an engine does not know, and what each of them is instead.
//!
//! A key gets one [`Status`] for each engine, so that of all rules about keys one speaks of it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::iter::repeat_n;

use super::near::nearest;
use super::themes::Theme;
use super::{Context, Options};
use crate::document::{Entry, FrontMatter};
use crate::engine::{Engine, Key, Role, Setup};

/// A key that at least one of the engines that count does not know.
#[derive(Debug)]
pub struct Stranger<'a> {
    /// The block that it stands in.
    pub block: &'a FrontMatter<'a>,
    /// Key and value.
    pub entry: &'a Entry<'a>,
    /// The entry of the root under which a change of it counts: itself, or the map for themes around it.
    pub root: &'a Entry<'a>,
    /// What it is to each engine that counts, in their order; none where it is known.
    statuses: Vec<Option<Status>>,
}

/// What a key is to an engine that does not know it.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// Another rule speaks of it.
    Minded,
    /// Versions before this one knew it.
    Retired(&'static Key),
    /// A known key but for upper and lower case.
    Case(String),
    /// The build fails at it; perhaps this key is meant.
    Refused(Option<String>),
    /// Another engine's key, with what has the same role here.
    Foreign(Engine, Option<&'static Key>),
    /// A key of themes at a place where templates do not see it.
    Unseen,
    /// A letter or two off this key.
    Misspelled(String),
    /// Nothing of all that.
    Unknown,
}

impl<'a> Stranger<'a> {
    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.entry.name()
    }

    /// What it is to each engine that does not know it.
    pub fn statuses<'s>(
        &'s self,
        context: &Context<'a>,
    ) -> impl Iterator<Item = (&'a Setup, &'s Status)> {
        let pair =
            |(setup, status): (&'a Setup, &'s Option<Status>)| Some((setup, status.as_ref()?));
        context.setups.iter().zip(&self.statuses).filter_map(pair)
    }
}

/// Roles of keys at which rules of other groups look wherever they stand.
const MINDED: &[Role] =
    &[Role::Tags, Role::Categories, Role::Taxonomies, Role::Draft, Role::Published, Role::Slug];

/// Roles that the engine itself has a key for, so that no template will do the same with another engine's key.
const OF_ENGINES: &[Role] = &[
    Role::Updated,
    Role::Publish,
    Role::Expire,
    Role::Url,
    Role::Aliases,
    Role::Layout,
    Role::Language,
    Role::Extra,
];

/// All such keys of a post: those at the root, and those in the map that an engine keeps for themes.
pub(super) fn strangers<'a>(context: &Context<'a>) -> Vec<Stranger<'a>> {
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return Vec::new();
    };
    let reader = |setup: &'a Setup| Reader {
        setup,
        path: context.path,
        options: context.options,
        block,
        themes: OnceCell::new(),
        free: OnceCell::new(),
    };
    let readers: Vec<Reader<'a>> = context.setups.iter().map(reader).collect();
    let mut found = Vec::new();
    for entry in block.tree.root.entries() {
        if entry.name().is_empty() || entry.name() == "<<" {
            continue;
        }
        found.extend(stranger(block, entry, entry, &readers, Reader::status));
        if readers.iter().any(|reader| reader.keeps_themes_in(entry)) {
            for inner in entry.value.entries() {
                let status = |reader: &Reader<'a>, name: &str| {
                    reader.keeps_themes_in(entry).then(|| reader.status_inside(name)).flatten()
                };
                found.extend(stranger(block, inner, entry, &readers, status));
            }
        }
    }
    found
}

fn stranger<'a>(
    block: &'a FrontMatter<'a>,
    entry: &'a Entry<'a>,
    root: &'a Entry<'a>,
    readers: &[Reader<'a>],
    status: impl Fn(&Reader<'a>, &str) -> Option<Status>,
) -> Option<Stranger<'a>> {
    let name = entry.name();
    let mut statuses = readers.iter().map(|reader| status(reader, name));
    // Nearly every key is known to all, so that there is nothing to keep.
    let (known, first) = statuses.by_ref().enumerate().find(|(_, status)| status.is_some())?;
    let by_user =
        |reader: &Reader<'_>| reader.options.key_unknown.known.iter().any(|it| it == name);
    if readers.iter().any(by_user) {
        return None;
    }
    let mut statuses: Vec<Option<Status>> =
        repeat_n(None, known).chain([first]).chain(statuses).collect();
    // What one of the engines knows is no stranger in a post that is meant for all of them.
    if statuses.iter().any(Option::is_none) {
        for status in statuses.iter_mut().flatten() {
            if !matches!(status, Status::Case(_) | Status::Refused(_)) {
                *status = Status::Minded;
            }
        }
    }
    Some(Stranger { block, entry, root, statuses })
}

/// One engine with what its site's themes read.
struct Reader<'a> {
    setup: &'a Setup,
    path: &'a str,
    options: &'a Options,
    block: &'a FrontMatter<'a>,
    themes: OnceCell<Vec<&'a Theme>>,
    /// The keys known at the root that the post does not have.
    free: OnceCell<Vec<&'a str>>,
}

impl<'a> Reader<'a> {
    fn themes(&self) -> &[&'a Theme] {
        self.themes.get_or_init(|| self.options.themes.of(self.setup).collect())
    }

    fn is_theme_key(&self, path: &str) -> bool {
        self.themes().iter().any(|theme| theme.types(path).is_some())
    }

    /// Whether this entry of the root is the map that the engine keeps for themes.
    fn keeps_themes_in(&self, entry: &Entry<'_>) -> bool {
        let key = || self.setup.keys_of(self.path).find(|key| key.role == Role::Extra);
        !entry.value.entries().is_empty()
            && key().is_some_and(|key| self.setup.is_same_key(key.name, entry.name()))
    }

    /// What a key at the root is; none for a known one.
    fn status(&self, name: &str) -> Option<Status> {
        let setup = self.setup;
        let visible = setup.shows_unknown_keys();
        if setup.knows_key(self.path, name)
            || setup.names_key(name)
            || visible && self.is_theme_key(name)
        {
            return None;
        }
        if setup.reserved().iter().any(|reserved| reserved.name == name) {
            return Some(Status::Minded);
        }
        if let Some(key) = setup.retired(self.path, name) {
            return Some(Status::Retired(key));
        }
        if let Some(known) = self.root_keys().find(|known| known.eq_ignore_ascii_case(name)) {
            return Some(Status::Case(known.to_owned()));
        }
        if setup.refuses_unknown_keys(self.path) {
            return Some(Status::Refused(self.nearest_root(name)));
        }
        if let Some(status) = self.foreign(name) {
            return Some(status);
        }
        Some(self.misspelled_or(name, visible))
    }

    /// What a key in the map for themes is; none for a known one. Only themes that are known can tell.
    fn status_inside(&self, name: &str) -> Option<Status> {
        if self.themes().iter().all(|theme| theme.ids.is_empty()) || self.is_theme_key(name) {
            return None;
        }
        let keys = || self.theme_keys().filter(|key| self.block.tree.root.entry(key).is_none());
        if !self.setup.folds_keys()
            && let Some(known) = keys().find(|known| known.eq_ignore_ascii_case(name))
        {
            return Some(Status::Case(known.to_owned()));
        }
        if self.options.themes.know_key(&name.to_lowercase()) {
            return Some(Status::Unknown);
        }
        Some(
            nearest(name, keys())
                .map_or(Status::Unknown, |near| Status::Misspelled(near.to_owned())),
        )
    }

    /// The key of another engine that this is, which means nothing here.
    fn foreign(&self, name: &str) -> Option<Status> {
        let others = Engine::ALL.into_iter().filter(|engine| *engine != self.setup.target.engine);
        let known = others.filter_map(|engine| Some((engine, Setup::core_key(engine, name)?)));
        let (engine, key) = known.min_by_key(|(_, key)| key.role == Role::Other)?;
        let value = self.block.tree.root.entry(name).and_then(|entry| entry.value.text());
        if MINDED.contains(&key.role) || value.is_some_and(|value| !may_say(key.role, value)) {
            return Some(Status::Minded);
        }
        let free = self.setup.shows_unknown_keys() && !OF_ENGINES.contains(&key.role);
        if free && !self.options.themes.are_all_known(self.setup) {
            return Some(Status::Minded);
        }
        let same = |here: &&Key| here.role == key.role && key.role != Role::Other;
        Some(Status::Foreign(engine, self.setup.keys_of(self.path).find(same)))
    }

    fn misspelled_or(&self, name: &str, visible: bool) -> Status {
        let known = self.options.themes.know_key(&name.to_lowercase());
        if let Some(key) = self.setup.keys_of(self.path).find(|key| is_plural_of(key, name)) {
            return Status::Misspelled(key.name.to_owned());
        }
        match (known, visible) {
            (true, true) if self.options.themes.are_all_known(self.setup) => Status::Unknown,
            // Perhaps a theme that is not known here reads it, as others do.
            (true, true) => Status::Minded,
            (true, false) => Status::Unseen,
            _ => self.nearest_root(name).map_or(Status::Unknown, Status::Misspelled),
        }
    }

    /// The key that may be meant, unless the post has it as well.
    fn nearest_root(&self, name: &str) -> Option<String> {
        nearest(name, self.free().iter().copied()).map(str::to_owned)
    }

    /// The names of all keys that are known at the root and not in the post.
    fn free(&self) -> &[&'a str] {
        self.free.get_or_init(|| {
            let folded = |name: &'a str| match self.setup.folds_keys() {
                true => Cow::Owned(name.to_ascii_lowercase()),
                false => Cow::Borrowed(name),
            };
            let entries = self.block.tree.root.entries().iter();
            let taken: HashSet<Cow<'_, str>> = entries.map(|entry| folded(entry.name())).collect();
            self.root_keys().filter(|key| !taken.contains(&folded(key))).collect()
        })
    }

    /// The names of all keys that are known at the root.
    fn root_keys(&self) -> impl Iterator<Item = &'a str> {
        let core = self.setup.keys_of(self.path).map(|key| key.name);
        let themes = self.setup.shows_unknown_keys().then(|| self.theme_keys());
        core.chain(themes.into_iter().flatten())
    }

    /// The names of the keys that the themes in use read.
    fn theme_keys(&self) -> impl Iterator<Item = &'a str> {
        self.themes().iter().copied().flat_map(Theme::roots)
    }
}

/// Whether a value can be what keys of a role say: addresses of pages lie in the site, and a language has a code. Else
/// the key is one of the theme's under the same name, as the `url` of a post that is a link.
fn may_say(role: Role, value: &str) -> bool {
    match role {
        Role::Url => !value.contains("://") && !value.starts_with("//"),
        Role::Language => {
            let mut parts = value.split(['-', '_']);
            let code = parts.next().unwrap_or_default();
            matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_alphabetic())
        }
        _ => true,
    }
}

/// Whether a key is a list whose name was written in the singular, as no theme does with these.
fn is_plural_of(key: &Key, name: &str) -> bool {
    let is_list = matches!(key.role, Role::Aliases | Role::Keywords);
    is_list && key.name.strip_prefix(name).is_some_and(|end| matches!(end, "s" | "es"))
}
