//! Settings without which the new site would not be the old one, whatever the old configuration says.

use std::collections::BTreeSet;

use chrono_tz::Tz;

use super::emit::set;
use crate::engine::Engine;
use crate::migrate::crawlers::Asked;
use crate::migrate::skeleton::TAXONOMIES_KEY;
use crate::migrate::terms::Way;
use crate::value::Value;

/// What the posts of the new site need of its configuration, whatever the old one says.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// The taxonomies that posts have terms in.
    pub taxonomies: Vec<String>,
    /// Those of them whose terms have feeds.
    pub term_feeds: BTreeSet<String>,
    /// The codes of the languages beside the default one.
    pub languages: Vec<String>,
    /// The code of the default language.
    pub language: String,
    /// The zone in which dates without one are meant; none for UTC.
    pub zone: Option<Tz>,
    /// Whether HTML stands in bodies.
    pub raw_html: bool,
    /// Whether content is HTML by itself, not Markdown.
    pub html_content: bool,
    /// Whether a newline in a paragraph breaks the line.
    pub hard_breaks: bool,
    /// Whether quotes, dashes and dots become typographic.
    pub typographic: bool,
    /// Whether lines that begin with a colon explain the one above.
    pub definition_lists: bool,
    /// Whether files belong to posts.
    pub asset_folders: bool,
    /// Whether posts of the future are published.
    pub future: bool,
    /// Files that are copied although the engine would render them, as globs.
    pub verbatim: Vec<String>,
    /// Files that are copied although they are hidden, as globs.
    pub hidden: Vec<String>,
    /// The settings by which addresses of terms are made, where not in the usual way.
    pub term_slugs: Vec<Way>,
    /// What the script for pages of taxonomies is told, where there is one.
    pub taxonomy_pages: Option<Value>,
    /// What the engine of the source makes for crawlers.
    pub asked: Asked,
    /// Whether a minimal theme is written.
    pub theme: bool,
    /// What that theme shows on pages that the engine makes itself.
    pub made_pages: Vec<Value>,
}

/// The settings of a configuration file while it grows.
type Root = Vec<(String, Value)>;

impl Needs {
    /// Adds what is not said already.
    pub(super) fn require(&self, engine: Engine, root: &mut Root) {
        for (keys, value) in &self.term_slugs {
            set(root, keys, value.clone());
        }
        match engine {
            Engine::Hexo => self.hexo(root),
            Engine::Hugo => self.hugo(root),
            Engine::Zola => self.zola(root),
        }
    }

    fn hexo(&self, root: &mut Root) {
        set(root, &["url"], text("http://example.com"));
        if let Some(zone) = self.zone {
            set(root, &["timezone"], text(zone.name()));
        }
        set(root, &["future"], Value::Bool(self.future));
        set(root, &["post_asset_folder"], Value::Bool(self.asset_folders));
        // Elsewhere a newline is a blank, and anchors are in lower case.
        set(root, &["marked", "breaks"], Value::Bool(false));
        set(root, &["marked", "modifyAnchors"], Value::Int(1));
        if !self.typographic {
            set(root, &["marked", "smartypants"], Value::Bool(false));
        }
        for (key, globs) in [("skip_render", &self.verbatim), ("include", &self.hidden)] {
            if !globs.is_empty() {
                set(root, &[key], Value::List(globs.iter().map(|glob| text(glob)).collect()));
            }
        }
        if let Some(pages) = &self.taxonomy_pages {
            set(root, &[TAXONOMIES_KEY], pages.clone());
        }
        if self.theme {
            set(root, &["theme"], text("plain"));
        }
    }

    fn hugo(&self, root: &mut Root) {
        set(root, &["baseURL"], text("http://example.com/"));
        if let Some(zone) = self.zone {
            set(root, &["timeZone"], text(zone.name()));
        }
        set(root, &["defaultContentLanguage"], text(&self.language.to_lowercase()));
        set(root, &["buildFuture"], Value::Bool(self.future));
        if self.asked.robots {
            set(root, &["enableRobotsTXT"], Value::Bool(true));
        }
        for taxonomy in &self.taxonomies {
            set(root, &["taxonomies", &singular(taxonomy)], text(taxonomy));
        }
        if self.raw_html {
            set(root, &["markup", "goldmark", "renderer", "unsafe"], Value::Bool(true));
        }
        if self.html_content {
            // Unless it is said, Hugo reads neither HTML nor Org (config/security/securityConfig.go).
            set(root, &["security", "allowContent"], Value::List(vec![text("! ^text/org$")]));
        }
        if self.hard_breaks {
            set(root, &["markup", "goldmark", "renderer", "hardWraps"], Value::Bool(true));
        }
        if !self.typographic {
            let key = ["markup", "goldmark", "extensions", "typographer", "disable"];
            set(root, &key, Value::Bool(true));
        }
        for (nth, code) in self.languages.iter().enumerate() {
            let code = code.to_lowercase();
            set(root, &["languages", &code, "weight"], Value::Int(nth as i128 + 2));
        }
        if !self.languages.is_empty() {
            let code = self.language.to_lowercase();
            set(root, &["languages", &code, "weight"], Value::Int(1));
        }
    }

    fn zola(&self, root: &mut Root) {
        set(root, &["base_url"], text("http://example.com"));
        set(root, &["default_language"], text(&self.language));
        set(root, &["taxonomies"], self.taxonomies());
        if self.definition_lists {
            set(root, &["markdown", "definition_list"], Value::Bool(true));
        }
        // The others show footnotes at the end, and code in colours.
        set(root, &["markdown", "bottom_footnotes"], Value::Bool(true));
        set(root, &["markdown", "highlighting", "theme"], text("github-light"));
        if self.typographic {
            set(root, &["markdown", "smart_punctuation"], Value::Bool(true));
        }
        for code in &self.languages {
            set(root, &["languages", code, "taxonomies"], self.taxonomies());
        }
        if self.theme && !self.made_pages.is_empty() {
            set(root, &["extra", "made_pages"], Value::List(self.made_pages.clone()));
        }
        // A link to an anchor that is not there stopped no other engine.
        set(root, &["link_checker", "internal_level"], text("warn"));
    }

    fn taxonomies(&self) -> Value {
        let entry = |name: &String| {
            let mut entry = vec![("name".to_owned(), text(name))];
            if self.term_feeds.contains(name) {
                entry.push(("feed".to_owned(), Value::Bool(true)));
            }
            Value::Map(entry)
        };
        Value::List(self.taxonomies.iter().map(entry).collect())
    }
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// The name that Hugo wants for one term of a taxonomy, which appears nowhere on a page.
fn singular(plural: &str) -> String {
    match plural {
        "categories" => "category".to_owned(),
        other => other.strip_suffix('s').filter(|one| !one.is_empty()).unwrap_or(other).to_owned(),
    }
}
