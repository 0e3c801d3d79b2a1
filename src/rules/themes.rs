//! Which keys of front matter themes read, and of what type: the tables in `rules/themes`.
//!
//! A table is data, so that one can be added in the configuration as well.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::engine::{Engine, Setup, Target};

/// A theme and the keys that it reads.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name for messages.
    pub name: String,
    /// The engine that it is for; none for keys that are common to many themes.
    #[serde(default, deserialize_with = "engine")]
    #[schemars(with = "String", regex(pattern = "^(hexo|hugo|zola)(@.+)?$"))]
    pub engine: Option<Engine>,
    /// Names under which a site's configuration may name it, in lower case, without a leading
    /// `hexo-theme-`, `hugo-theme-` or the like.
    #[serde(default)]
    pub ids: Vec<String>,
    /// Types by key. Nested keys are written with dots; lists on the way are passed through.
    pub keys: BTreeMap<String, Types>,
}

/// What a theme takes for a key: one type or several with `|` between them, out of any, string, bool, integer, float,
/// date, color, strings, list, map, image, images and resource.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String")]
pub struct Types(Vec<ThemeType>);

/// A type that a theme wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThemeType {
    /// Anything goes.
    Any,
    /// Text.
    String,
    /// A truth value.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// A date.
    Date,
    /// A colour or another value of CSS.
    Color,
    /// A list of texts, or one text.
    Strings,
    /// A list.
    List,
    /// Keys with values.
    Map,
    /// The address of an image.
    Image,
    /// A list of addresses of images.
    Images,
    /// The name of a file beside the page, perhaps with `*`.
    Resource,
}

const TYPES: [(&str, ThemeType); 13] = [
    ("any", ThemeType::Any),
    ("string", ThemeType::String),
    ("bool", ThemeType::Bool),
    ("integer", ThemeType::Integer),
    ("float", ThemeType::Float),
    ("date", ThemeType::Date),
    ("color", ThemeType::Color),
    ("strings", ThemeType::Strings),
    ("list", ThemeType::List),
    ("map", ThemeType::Map),
    ("image", ThemeType::Image),
    ("images", ThemeType::Images),
    ("resource", ThemeType::Resource),
];

impl TryFrom<String> for Types {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let one = |word: &str| {
            let found = TYPES.iter().find(|(name, _)| *name == word.trim());
            found.map(|(_, kind)| *kind).ok_or_else(|| {
                let names: Vec<_> = TYPES.iter().map(|(name, _)| *name).collect();
                format!("`{}` is no type of a key: write one of {}", word.trim(), names.join(", "))
            })
        };
        text.split('|').map(one).collect::<Result<_, _>>().map(Self)
    }
}

impl Theme {
    /// What the theme takes at this path of keys, with or without the engine's map for themes before it.
    #[must_use]
    pub fn types(&self, path: &str) -> Option<&Types> {
        let path = without_root(path);
        let last = |key: &str| key.as_bytes().last().map(u8::to_ascii_lowercase);
        // Every key of every post is asked for, and nearly none ends like the one at hand.
        let wanted = last(path);
        let is_key = |(key, _): &(&String, &Types)| {
            last(key) == wanted && without_root(key).eq_ignore_ascii_case(path)
        };
        self.keys.iter().find(is_key).map(|(_, types)| types)
    }

    /// The keys that it reads, without those inside them and without the engine's map around them.
    pub fn roots(&self) -> impl Iterator<Item = &str> {
        let is_root = |key: &&str| memchr::memchr(b'.', key.as_bytes()).is_none();
        self.keys.keys().map(|key| without_root(key)).filter(is_root)
    }
}

impl Types {
    /// Whether the theme takes this type.
    #[must_use]
    pub fn has(&self, kind: ThemeType) -> bool {
        self.0.contains(&kind)
    }

    /// Whether the theme takes this type and no other.
    #[must_use]
    pub fn is_only(&self, kind: ThemeType) -> bool {
        self.0.iter().all(|own| *own == kind)
    }

    /// Whether the theme takes the address of an image here, or a list of them.
    #[must_use]
    pub fn hold_images(&self) -> bool {
        self.has(ThemeType::Image) || self.has(ThemeType::Images)
    }
}

fn engine<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Engine>, D::Error> {
    let name = String::deserialize(deserializer)?;
    let target: Target = name.parse().map_err(serde::de::Error::custom)?;
    Ok(Some(target.engine))
}

const TABLES: [&str; 20] = [
    include_str!("../../rules/themes/common.toml"),
    include_str!("../../rules/themes/butterfly.toml"),
    include_str!("../../rules/themes/fluid.toml"),
    include_str!("../../rules/themes/hexo.toml"),
    include_str!("../../rules/themes/icarus.toml"),
    include_str!("../../rules/themes/landscape.toml"),
    include_str!("../../rules/themes/next.toml"),
    include_str!("../../rules/themes/volantis.toml"),
    include_str!("../../rules/themes/ananke.toml"),
    include_str!("../../rules/themes/blowfish.toml"),
    include_str!("../../rules/themes/docsy.toml"),
    include_str!("../../rules/themes/hugo.toml"),
    include_str!("../../rules/themes/loveit.toml"),
    include_str!("../../rules/themes/papermod.toml"),
    include_str!("../../rules/themes/stack.toml"),
    include_str!("../../rules/themes/abridge.toml"),
    include_str!("../../rules/themes/apollo.toml"),
    include_str!("../../rules/themes/even.toml"),
    include_str!("../../rules/themes/serene.toml"),
    include_str!("../../rules/themes/tabi.toml"),
];

/// The themes that come with Masthead.
#[must_use]
pub fn builtin() -> &'static [Theme] {
    static THEMES: LazyLock<Vec<Theme>> = LazyLock::new(|| {
        let read = |table: &&str| toml::from_str(table).expect("the tables are tested");
        TABLES.iter().map(read).collect()
    });
    &THEMES
}

/// The theme that a site's configuration means by `name`: a folder, a package or the path of a module.
#[must_use]
pub fn named<'t>(
    themes: impl IntoIterator<Item = &'t Theme>,
    engine: Engine,
    name: &str,
) -> Option<&'t Theme> {
    const PREFIXES: [&str; 6] =
        ["hexo-theme-", "gohugo-theme-", "hugo-theme-", "zola-theme-", "hugo-", "zola-"];
    let path = name.trim_end_matches('/').to_lowercase();
    // A module path may end with its major version: `github.com/google/docsy/v2`.
    let is_version = |part: &&str| part.strip_prefix('v').is_some_and(|n| n.parse::<u16>().is_ok());
    let last = path.rsplit('/').find(|part| !is_version(part))?;
    let id = PREFIXES.iter().find_map(|prefix| last.strip_prefix(prefix)).unwrap_or(last);
    let means =
        |theme: &&Theme| theme.engine == Some(engine) && theme.ids.iter().any(|it| it == id);
    themes.into_iter().find(means)
}

/// All themes that are known: those that come with Masthead and those of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Themes {
    more: Vec<Theme>,
    chosen: Option<String>,
    image_keys: ImageKeys,
}

impl Themes {
    /// The themes that come with Masthead, and these.
    #[must_use]
    pub fn with(more: Vec<Theme>) -> Self {
        Self { image_keys: ImageKeys::of(&more), more, chosen: None }
    }

    /// The same, with the theme that the user says the site uses, whatever the site's own configuration says.
    #[must_use]
    pub fn choose(self, name: Option<String>) -> Self {
        Self { chosen: name, ..self }
    }

    /// All of them; those of the configuration first.
    pub fn iter(&self) -> impl Iterator<Item = &Theme> {
        self.more.iter().chain(builtin())
    }

    /// Those that a site uses: the themes that its configuration names, and what its engine brings along.
    pub fn of<'t>(&'t self, setup: &'t Setup) -> impl Iterator<Item = &'t Theme> {
        let engine = setup.target.engine;
        let own =
            self.names(setup).into_iter().filter_map(move |name| named(self.iter(), engine, name));
        let brought = self.iter().filter(move |it| it.engine == Some(engine) && it.ids.is_empty());
        own.chain(brought)
    }

    /// Whether all that may read keys on this site is known: each of its themes, and it has no templates of its own.
    #[must_use]
    pub fn are_all_known(&self, setup: &Setup) -> bool {
        let names = self.names(setup);
        let is_known = |name: &&str| named(self.iter(), setup.target.engine, name).is_some();
        let is_site = !setup.listing.is_empty();
        is_site && !names.is_empty() && names.iter().all(is_known) && !setup.has_own_templates()
    }

    fn names<'t>(&'t self, setup: &'t Setup) -> Vec<&'t str> {
        let is_here = |name: &&str| named(self.iter(), setup.target.engine, name).is_some();
        match self.chosen.as_deref().filter(is_here) {
            Some(name) => vec![name],
            None => setup.themes(),
        }
    }

    /// Whether any theme at all, for whatever engine, reads this key of the front matter, which is given in lower
    /// case and without the map around it that an engine keeps for themes.
    #[must_use]
    pub fn know_key(&self, name: &str) -> bool {
        static KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| {
            builtin()
                .iter()
                .flat_map(|theme| theme.keys.keys())
                .map(|key| first_part(key))
                .collect()
        });
        let own = || self.more.iter().flat_map(|theme| theme.keys.keys());
        KEYS.contains(name) || own().any(|key| first_part(key) == name)
    }

    /// Whether any theme takes images at this path of keys, which is written with dots.
    #[must_use]
    pub fn hold_images(&self, path: &str) -> bool {
        ImageKeys::builtin().has(path) || self.image_keys.has(path)
    }
}

/// The keys under which any theme takes the addresses of images: in lower case, nested ones with dots,
/// without a leading `params.` or `extra.`.
#[derive(Clone, Debug, Default)]
pub struct ImageKeys(HashSet<String>);

impl ImageKeys {
    /// The keys of these themes.
    #[must_use]
    pub fn of<'t>(themes: impl IntoIterator<Item = &'t Theme>) -> Self {
        let keys = themes.into_iter().flat_map(|theme| &theme.keys);
        let images = keys.filter(|(_, types)| types.hold_images());
        Self(images.map(|(key, _)| without_root(key).to_lowercase()).collect())
    }

    /// The keys of the themes that come with Masthead.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static KEYS: LazyLock<ImageKeys> = LazyLock::new(|| ImageKeys::of(builtin()));
        &KEYS
    }

    /// Whether the key at this path holds images. Case does not count: Hugo does not tell it apart.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let path = without_root(path);
        self.0.contains(path)
            || path.bytes().any(|byte| byte.is_ascii_uppercase())
                && self.0.contains(&path.to_lowercase())
    }
}

/// The first key of a path below the map that an engine keeps for the keys of themes, in lower case.
fn first_part(path: &str) -> String {
    without_root(path).split('.').next().unwrap_or_default().to_lowercase()
}

/// The path below the map that an engine keeps for the keys of themes.
fn without_root(path: &str) -> &str {
    ["params.", "extra."].iter().find_map(|root| path.strip_prefix(root)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_tables_can_be_read_and_no_theme_is_named_twice() {
        let mut ids: Vec<_> = builtin()
            .iter()
            .flat_map(|theme| theme.ids.iter().map(|id| (theme.engine, id)))
            .collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(builtin().iter().filter(|theme| theme.engine.is_none()).count() == 1);
    }

    #[test]
    fn a_theme_is_found_by_any_of_its_names() {
        let find = |engine: &str, name| {
            let target: Target = engine.parse().unwrap();
            named(builtin(), target.engine, name).map(|theme| theme.name.as_str())
        };
        assert_eq!(find("hexo", "hexo-theme-butterfly"), Some("Butterfly"));
        assert_eq!(find("hugo", "github.com/adityatelange/hugo-PaperMod"), Some("PaperMod"));
        assert_eq!(find("hugo", "github.com/CaiJimmy/hugo-theme-stack/v3"), Some("Stack"));
        assert_eq!(find("zola", "stack"), None);
    }

    #[test]
    fn image_keys_are_found_in_any_case_and_below_the_engines_maps() {
        let keys = ImageKeys::builtin();
        for path in ["cover", "Cover", "featuredimage", "params.cover.image", "extra.og_image"] {
            assert!(keys.has(path), "{path}");
        }
        for path in ["title", "cover.alt", "resources.src", "extra.title", "toc"] {
            assert!(!keys.has(path), "{path}");
        }
    }

    #[test]
    fn a_wrong_type_is_refused_with_the_right_ones() {
        let error = toml::from_str::<Theme>("name = 'x'\nkeys.a = 'image | pictur'").unwrap_err();
        assert!(error.to_string().contains("`pictur` is no type of a key"), "{error}");
    }
}
