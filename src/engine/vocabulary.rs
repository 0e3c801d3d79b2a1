//! Which keys of front matter an engine knows, by file and version, and what it does with the others.

use super::{Engine, Key, Reserved, Setup, hexo, hugo, zola};

impl Setup {
    /// The keys that the engine's core knows of a page at its version.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> {
        self.table(false).iter().filter(|key| self.has(key))
    }

    /// The key that a page's key of this name is to the engine. Hugo takes keys in any case, the others not.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        let mut keys = self.table(false).iter();
        keys.find(|key| self.is_same_key(key.name, name) && self.has(key))
    }

    /// The key that a file's key of this name is to the engine's core; the file is named by its path from the site's
    /// root.
    #[must_use]
    pub fn key_of(&self, path: &str, name: &str) -> Option<&'static Key> {
        let mut keys = self.table(self.is_section(path)).iter();
        keys.find(|key| self.is_same_key(key.name, name) && self.has(key))
    }

    /// Whether the engine's core knows a key of this name of such a file.
    #[must_use]
    pub fn knows_key(&self, path: &str, name: &str) -> bool {
        self.key_of(path, name).is_some()
    }

    /// The key of this name that the newest version of an engine knows of a page.
    #[must_use]
    pub fn core_key(engine: Engine, name: &str) -> Option<&'static Key> {
        table(engine, false).iter().find(|key| key.name == name && key.until.is_none())
    }

    /// The keys that the engine's core knows of a file, by its path from the site's root: those of a section have a
    /// table of their own in Zola.
    pub fn keys_of(&self, path: &str) -> impl Iterator<Item = &'static Key> {
        self.table(self.is_section(path)).iter().filter(|key| self.has(key))
    }

    /// The key of this name that versions before this one knew of such a file.
    #[must_use]
    pub fn retired(&self, path: &str, name: &str) -> Option<&'static Key> {
        let is_gone = |key: &&Key| key.until.is_some_and(|until| until <= self.target.version);
        let mut gone = self.table(self.is_section(path)).iter().filter(is_gone);
        gone.find(|key| self.is_same_key(key.name, name))
    }

    /// The keys that the engine uses for itself.
    #[must_use]
    pub const fn reserved(&self) -> &'static [Reserved] {
        match self.target.engine {
            Engine::Hexo => hexo::RESERVED,
            Engine::Hugo | Engine::Zola => &[],
        }
    }

    /// Whether every post has a value of this name for template tags, also where its front matter says nothing of it.
    #[must_use]
    pub fn has_field(&self, name: &str) -> bool {
        self.target.engine == Engine::Hexo && hexo::FIELDS.contains(&name)
    }

    /// Whether the site's own configuration gives a key of this name a meaning.
    #[must_use]
    pub fn names_key(&self, name: &str) -> bool {
        match &self.config {
            super::Config::Hexo(config) => hexo::names_key(config, name),
            super::Config::Hugo(config) => hugo::names_key(config, name),
            super::Config::Zola(_) => false,
        }
    }

    /// Whether the build fails at a key that the engine does not know in this file.
    #[must_use]
    pub fn refuses_unknown_keys(&self, path: &str) -> bool {
        self.target.engine == Engine::Zola && self.is_section(path)
    }

    /// Whether templates see keys that the engine does not know. Zola forgets them, but for those in `extra`.
    #[must_use]
    pub const fn shows_unknown_keys(&self) -> bool {
        !matches!(self.target.engine, Engine::Zola)
    }

    /// Whether a value of a wrong type stops the build; elsewhere most are silently taken for something else.
    #[must_use]
    pub const fn is_strict(&self) -> bool {
        matches!(self.target.engine, Engine::Zola)
    }

    /// Whether the engine makes several texts of one, parted by blanks, where a list of texts is wanted (Hugo's
    /// `cast.ToStringSlice`).
    #[must_use]
    pub const fn splits_text(&self, key: &Key) -> bool {
        matches!(self.target.engine, Engine::Hugo) && matches!(key.kind, super::KeyType::Strings)
    }

    /// Whether the site has templates of its own, which may read any key that templates can see.
    #[must_use]
    pub fn has_own_templates(&self) -> bool {
        let folders: &[&str] = match self.target.engine {
            Engine::Hexo => &["scripts"],
            Engine::Hugo => &["layouts"],
            Engine::Zola => &["templates"],
        };
        folders.iter().any(|folder| self.listing.below(folder).next().is_some())
    }

    /// Whether two names are one key to the engine.
    #[must_use]
    pub fn is_same_key(&self, one: &str, other: &str) -> bool {
        if self.folds_keys() { one.eq_ignore_ascii_case(other) } else { one == other }
    }

    const fn table(&self, section: bool) -> &'static [Key] {
        table(self.target.engine, section)
    }

    fn has(&self, key: &Key) -> bool {
        let version = self.target.version;
        key.since.is_none_or(|since| since <= version)
            && key.until.is_none_or(|until| version < until)
    }
}

const fn table(engine: Engine, section: bool) -> &'static [Key] {
    match engine {
        Engine::Hexo => hexo::KEYS,
        Engine::Hugo => hugo::KEYS,
        Engine::Zola if section => zola::SECTION_KEYS,
        Engine::Zola => zola::KEYS,
    }
}
