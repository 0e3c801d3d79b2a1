//! How Hexo, Hugo and Zola read a post: one folder each, differences as tables.
//!
//! [`Setup`] is the only door. Engines do not know each other, and nobody outside asks for an engine's
//! name to decide something: what differs is a method of [`Setup`] or a field of [`Key`].
//!
//! Facts come from the engines' sources and from recorded runs (`fixtures/readings`).

mod address;
mod advice;
mod asset;
mod content_name;
mod divider;
mod fault;
mod fence_info;
mod headings;
pub mod hexo;
pub mod hugo;
mod keys;
mod link;
mod listing;
mod literal;
mod naming;
mod reading;
mod tag_names;
mod target;
mod templates;
mod terms;
mod vocabulary;
mod whole;
pub mod zola;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::document::{Document, Format, Node};
use crate::text::{Source, Span};
use crate::value::Value;

pub use asset::{AssetContext, AssetFate, AssetQuery};
pub use content_name::{AssetName, ContentName, NameKind};
pub use divider::{Blanks, Divider};
pub use fault::{Fault, FaultKind};
pub use fence_info::FenceInfo;
pub use keys::{Effect, Key, KeyType, Reserved, Role};
pub use link::{AnchorIds, LinkQuery, LinkTarget, TagLink, TagTarget};
pub use listing::Listing;
pub use literal::LITERAL;
pub use naming::{UrlDate, is_markdown};
pub use reading::{Outcome, PageKind, Reading};
pub use target::{Engine, EngineSet, Target, UnknownTarget, Version};
pub use templates::{Tag, TagArgument, TagKind};
pub use terms::Declared;
pub use whole::Collision;

/// One site as one engine is set up for it: everything that a reading depends on but the post.
#[derive(Debug)]
pub struct Setup {
    /// Engine and version.
    pub target: Target,
    /// The site's configuration; the engine's defaults outside any site.
    pub config: Config,
    /// The files of the site; empty outside any site.
    pub listing: Listing,
    /// What the engine takes from `_index.md` files for the pages below them.
    pub sections: Sections,
    /// The zone of the machine that builds: Hexo reads zone-less dates in it where the site names none.
    pub machine_zone: Tz,
    /// The moment that counts as now.
    pub now: DateTime<Utc>,
}

/// A site's configuration, typed by its engine.
#[derive(Debug)]
pub enum Config {
    /// `_config.yml`
    Hexo(Box<hexo::Config>),
    /// `hugo.toml` and its like
    Hugo(Box<hugo::Config>),
    /// `config.toml`, `zola.toml`
    Zola(Box<zola::Config>),
}

/// What pages inherit from the sections above them, typed by its engine.
#[derive(Debug, Default)]
pub enum Sections {
    /// Hexo has no sections.
    #[default]
    None,
    /// Slugs, cascades and bundles.
    Hugo(Box<hugo::Sections>),
    /// Drafts, templates, sorting.
    Zola(zola::Sections),
}

/// A configuration file as it was read, with its path from the site's root.
#[derive(Debug)]
pub struct ConfigFile {
    /// Path and text.
    pub source: Source,
}

/// Something wrong with a site's configuration; the engine's default is assumed instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Path of the file from the site's root.
    pub path: String,
    /// Where in it; the start of the file where the reader does not say.
    pub span: Span,
    /// What is wrong and what is assumed now.
    pub message: String,
}

/// What a file below the content folder is to the engine, before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// It becomes a page (or is dropped for what stands in it).
    Content,
    /// It is copied, or belongs to a page.
    Asset,
    /// The engine passes over it in silence.
    Ignored,
}

/// What an engine makes of the value of a date key.
#[derive(Clone, Debug, PartialEq)]
pub enum DateReading {
    /// As if the key were not there; the next source (file name, file time) counts.
    Absent,
    /// It cannot be read: the engine's reason. What follows (drop, fail, file time) is in the [`Reading`].
    Unreadable(String),
    /// An instant.
    Instant(DateTime<Utc>),
}

impl Setup {
    /// An engine's defaults, for a file outside any site.
    #[must_use]
    pub fn standalone(target: Target, machine_zone: Tz, now: DateTime<Utc>) -> Self {
        let (config, _) = configure(target, &[]);
        Self {
            target,
            config,
            listing: Listing::default(),
            sections: Sections::None,
            machine_zone,
            now,
        }
    }

    /// Another engine's defaults on the same machine at the same time.
    #[must_use]
    pub fn like(&self, target: Target) -> Self {
        Self::standalone(target, self.machine_zone, self.now)
    }

    /// Takes in what the section files of the site say: those for which [`Setup::is_section`] holds, with their
    /// paths from the site's root.
    #[must_use]
    pub fn with_sections(mut self, documents: &[(&str, &Document<'_>)]) -> Self {
        self.take_sections(documents);
        self
    }

    /// The same for a setup that is in use already.
    pub fn take_sections(&mut self, documents: &[(&str, &Document<'_>)]) {
        self.sections = match &self.config {
            Config::Hexo(_) => Sections::None,
            Config::Hugo(config) => {
                Sections::Hugo(Box::new(hugo::Sections::read(self, config, documents)))
            }
            Config::Zola(config) => Sections::Zola(zola::Sections::read(self, config, documents)),
        };
    }

    /// Whether the engine knows section files at all.
    #[must_use]
    pub const fn has_sections(&self) -> bool {
        !matches!(self.config, Config::Hexo(_))
    }

    /// Whether a file, by its path from the site's root, says something about the pages below its folder.
    #[must_use]
    pub fn is_section(&self, path: &str) -> bool {
        match &self.config {
            Config::Hexo(_) => false,
            Config::Hugo(config) => hugo::is_section(self, config, path),
            Config::Zola(config) => zola::is_section(self, config, path),
        }
    }
}

/// Names of the files that hold a site's configuration, best first; a folder with one is a site's root.
#[must_use]
pub fn config_names(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Hexo => hexo::CONFIG_NAMES,
        Engine::Hugo => hugo::CONFIG_NAMES,
        Engine::Zola => zola::CONFIG_NAMES,
    }
}

/// Reads a site's configuration whole. What is wrong or missing becomes a problem and the default.
#[must_use]
pub fn configure(target: Target, files: &[ConfigFile]) -> (Config, Vec<ConfigProblem>) {
    match target.engine {
        Engine::Hexo => {
            let (config, problems) = hexo::configure(target.version, files);
            (Config::Hexo(Box::new(config)), problems)
        }
        Engine::Hugo => {
            let (config, problems) = hugo::configure(target.version, files);
            (Config::Hugo(Box::new(config)), problems)
        }
        Engine::Zola => {
            let (config, problems) = zola::configure(target.version, files);
            (Config::Zola(Box::new(config)), problems)
        }
    }
}

/// Further files of a site whose text [`configure`] wants besides its configuration: templates that say what bodies may
/// call.
#[must_use]
pub fn template_files(target: Target, listing: &Listing) -> Vec<String> {
    match target.engine {
        Engine::Hexo | Engine::Hugo => Vec::new(),
        Engine::Zola => zola::template_files(target.version, listing),
    }
}

/// The version that a site is made for, as far as its configuration and the names of its files tell.
#[must_use]
pub fn detect_version(engine: Engine, config: &[ConfigFile], listing: &Listing) -> Option<Version> {
    match engine {
        Engine::Hexo | Engine::Hugo => None,
        Engine::Zola => zola::detect_version(config, listing),
    }
}

/// What an engine takes for front matter and for the body, before it reads either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The block's language and what stands between the fences; none where the engine sees no block.
    pub block: Option<(Format, Span)>,
    /// The body as this engine sees it.
    pub body: Span,
    /// Why the fences alone already stop the engine, in its manner.
    pub error: Option<String>,
}

/// Which of an engine's slug tables is meant; they differ by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlugOf {
    /// A file or folder name, or a `slug` key, on its way into a URL.
    Path,
    /// A tag or category.
    Term,
    /// A heading, on its way into an anchor.
    Heading,
}

/// Calls the function of the engine at hand with its typed configuration.
macro_rules! ask {
    ($setup:expr, $function:ident ( $($argument:expr),* )) => {
        match &$setup.config {
            Config::Hexo(config) => hexo::$function($setup, config, $($argument),*),
            Config::Hugo(config) => hugo::$function($setup, config, $($argument),*),
            Config::Zola(config) => zola::$function($setup, config, $($argument),*),
        }
    };
}

impl Setup {
    /// What the engine makes of a file: `path` is from the site's root, or a bare name outside any site.
    #[must_use]
    pub fn read(&self, path: &str, document: &Document<'_>) -> Reading {
        ask!(self, read(path, document))
    }

    /// What the engine reads of a file that says itself that no page of it is published, where [`Setup::read`] finds none
    /// because of that: Zola's `render = false`. Its address is none. Hugo's reading holds such pages, and Hexo has none.
    #[must_use]
    pub fn read_unpublished(&self, path: &str, document: &Document<'_>) -> Option<Reading> {
        match &self.config {
            Config::Hexo(_) | Config::Hugo(_) => None,
            Config::Zola(config) => zola::unpublished(self, config, path, document),
        }
    }

    /// The body of a reading as the engine holds it, newlines included.
    #[must_use]
    pub fn body_text<'d>(&self, document: &'d Document<'_>, body: Span) -> Cow<'d, str> {
        ask!(self, body_text(document.source.slice(body)))
    }

    /// What the engine takes for the block and the body of a text.
    #[must_use]
    pub fn split(&self, text: &str) -> Split {
        ask!(self, split(text))
    }

    /// What a file is to the engine, by its path from the site's root.
    #[must_use]
    pub fn place(&self, path: &str) -> Place {
        ask!(self, place(path))
    }

    /// The path of a file of content, taken apart; none for what is no content.
    #[must_use]
    pub fn content_name(&self, path: &str) -> Option<ContentName> {
        ask!(self, content_name(path))
    }

    /// What becomes of a file that is no content, by its path from the site's root.
    #[must_use]
    pub fn asset_name(&self, path: &str) -> AssetName {
        ask!(self, asset_name(path))
    }

    /// What becomes of an address without a host. Only a site whose files are known can tell.
    #[must_use]
    pub fn asset(&self, query: AssetQuery<'_>) -> AssetFate {
        if self.listing.is_empty() {
            return AssetFate::Found;
        }
        ask!(self, places(query)).fate(self)
    }

    /// A node typed by the engine's own reader, or that reader's refusal.
    ///
    /// # Errors
    /// When this engine's reader does not accept the value: the reason in its manner.
    pub fn value(&self, node: &Node<'_>, format: Format) -> Result<Value, String> {
        ask!(self, value(node, format))
    }

    /// What the engine makes of the value of the date key `key`.
    #[must_use]
    pub fn read_date(&self, key: &str, node: &Node<'_>, format: Format) -> DateReading {
        ask!(self, read_date(key, node, format))
    }

    /// Whether a build makes no page of a post before its date.
    #[must_use]
    pub const fn holds_back_future(&self) -> bool {
        match &self.config {
            Config::Hexo(config) => !config.future,
            Config::Hugo(config) => !config.build_future,
            Config::Zola(_) => false,
        }
    }

    /// Whether a date may be another instant on a machine whose clock is in another zone, although the date
    /// or the site names one. Hexo reads dates through JavaScript's local time.
    #[must_use]
    pub const fn reads_dates_by_machine(&self) -> bool {
        matches!(self.config, Config::Hexo(_))
    }

    /// What the engine makes of a date on a machine whose clock is in this zone.
    #[must_use]
    pub fn read_date_on(
        &self,
        machine: Tz,
        key: &str,
        node: &Node<'_>,
        format: Format,
    ) -> DateReading {
        match &self.config {
            Config::Hexo(config) => hexo::read_date_on(machine, config, node, format),
            Config::Hugo(_) | Config::Zola(_) => self.read_date(key, node, format),
        }
    }

    /// How to write an instant in a block of this format so that the engine reads the same instant:
    /// the source text of the scalar, quotes included where they are needed. None where no spelling does.
    #[must_use]
    pub fn write_date(&self, instant: DateTime<Utc>, format: Format) -> Option<String> {
        ask!(self, write_date(instant, format))
    }

    /// The zone that the site's configuration names.
    #[must_use]
    pub fn zone(&self) -> Option<Tz> {
        ask!(self, zone())
    }

    /// Whether HTML in a body reaches the page; else it is left out (`markup.goldmark.renderer.unsafe`).
    #[must_use]
    pub const fn shows_html(&self) -> bool {
        match &self.config {
            Config::Hugo(config) => config.shows_html,
            Config::Hexo(_) | Config::Zola(_) => true,
        }
    }

    /// The address that the site's configuration gives for the site itself, as written.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        let address = match &self.config {
            Config::Hexo(config) => match config.values.get("url") {
                Some(Value::String(url)) => Some(&**url),
                _ => None,
            },
            Config::Hugo(config) => Some(config.base_url()),
            Config::Zola(config) => Some(&*config.settings.base_url),
        };
        address.filter(|address| !address.is_empty())
    }

    /// The code of the language that files have without saying so.
    #[must_use]
    pub fn default_language(&self) -> String {
        match &self.config {
            Config::Hexo(config) => match config.values.get("language") {
                Some(Value::String(code)) if !code.is_empty() => code.clone(),
                Some(Value::List(codes)) => match codes.first() {
                    Some(Value::String(code)) => code.clone(),
                    _ => "en".to_owned(),
                },
                _ => "en".to_owned(),
            },
            Config::Hugo(config) => config.default_language().to_owned(),
            Config::Zola(config) => config.settings.default_language.clone(),
        }
    }

    /// The themes that the site's configuration names, as written, the first one first.
    #[must_use]
    pub fn themes(&self) -> Vec<&str> {
        match &self.config {
            Config::Hexo(config) => config.theme.iter().map(String::as_str).collect(),
            Config::Hugo(config) => config.themes().iter().map(String::as_str).collect(),
            Config::Zola(config) => config.settings.theme.iter().map(String::as_str).collect(),
        }
    }

    /// Whether keys that differ in case only are one key to the engine.
    #[must_use]
    pub const fn folds_keys(&self) -> bool {
        matches!(self.target.engine, Engine::Hugo)
    }

    /// Whether the engine puts the keys of a YAML merge (`<<: *name`) into the map around it.
    #[must_use]
    pub const fn merges_keys(&self) -> bool {
        !matches!(self.target.engine, Engine::Zola)
    }

    /// Whether the engine reads what is new in TOML 1.1. Zola does with `toml` 0.9, since 0.22 (its Cargo.lock); for
    /// Hugo, whose go-toml reads it at 0.168, the first release is not known, so none is blamed.
    #[must_use]
    pub fn reads_toml_1_1(&self) -> bool {
        self.target.engine != Engine::Zola || self.target.version >= Version::new(0, 22)
    }

    /// The languages of front matter that the engine reads.
    #[must_use]
    pub const fn formats(&self) -> &'static [Format] {
        match self.target.engine {
            Engine::Hexo => &[Format::Yaml, Format::HexoJson],
            Engine::Hugo => &[Format::Yaml, Format::Toml, Format::Json],
            Engine::Zola => &[Format::Yaml, Format::Toml],
        }
    }

    /// Whether categories are paths from parent to leaf; elsewhere they are flat terms.
    #[must_use]
    pub const fn has_category_paths(&self) -> bool {
        matches!(self.target.engine, Engine::Hexo)
    }

    /// Whether a site may have taxonomies beside tags and categories.
    #[must_use]
    pub const fn takes_taxonomies(&self) -> bool {
        !matches!(self.target.engine, Engine::Hexo)
    }

    /// A text as the engine turns it into a part of a URL or an anchor.
    #[must_use]
    pub fn slugify(&self, of: SlugOf, text: &str) -> String {
        ask!(self, slugify(of, text))
    }
}
