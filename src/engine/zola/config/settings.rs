//! The keys of `config.toml`, typed as Zola types them (config/src/config/*.rs): where Zola refuses unknown keys, so
//! does this.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::engine::zola::slug::Strategy;
use crate::value::typed::TomlValue;

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where the site is served; the one key that must be there.
    pub base_url: String,
    /// The folder below `themes`.
    pub theme: Option<String>,
    /// The site's title.
    pub title: Option<String>,
    /// What the site is about.
    pub description: Option<String>,
    /// The language of files without a language in their name.
    pub default_language: String,
    /// The other languages (or the default one again) by their code.
    pub languages: BTreeMap<String, Language>,
    /// Texts of templates in the default language.
    pub translations: BTreeMap<String, String>,
    /// Whether there are feeds.
    pub generate_feeds: bool,
    /// How many pages a feed has.
    pub feed_limit: Option<usize>,
    /// Names of feeds, which are names of templates too.
    pub feed_filenames: Vec<String>,
    /// Whether `static` is linked instead of copied.
    pub hard_link_static: bool,
    /// The taxonomies of the default language.
    pub taxonomies: Vec<Taxonomy>,
    /// A folder above all taxonomies.
    pub taxonomy_root: Option<String>,
    /// Who wrote pages that do not say it.
    pub author: Option<String>,
    /// Whether `sass` is compiled.
    pub compile_sass: bool,
    /// Whether pages are minified.
    pub minify_html: bool,
    /// Whether there is a search index.
    pub build_search_index: bool,
    /// Globs of files below `content` that are passed over.
    pub ignored_content: Vec<String>,
    /// Globs of files below `static` that are not copied.
    pub ignored_static: Vec<String>,
    /// Globs of files whose body is no template; Zola 0.23.
    pub skip_content_templating: Option<Vec<String>>,
    /// What Zola is doing; it sets this itself.
    pub mode: Mode,
    /// Where the site is written.
    pub output_dir: String,
    /// Whether dot files there survive a build.
    pub preserve_dotfiles_in_output: bool,
    /// How links are checked.
    pub link_checker: LinkChecker,
    /// How texts become parts of URLs.
    pub slugify: Slugify,
    /// What the search index holds.
    pub search: Search,
    /// How Markdown is read.
    pub markdown: Markdown,
    /// The site's own keys.
    pub extra: BTreeMap<String, TomlValue>,
    /// Whether there is a `sitemap.xml`.
    pub generate_sitemap: bool,
    /// Whether there is a `robots.txt`.
    pub generate_robots_txt: bool,
    /// Whether `sitemap.xml` leaves pagination out.
    pub exclude_paginated_pages_in_sitemap: PaginatedPages,
}

/// `[languages.CODE]`
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Language {
    /// The site's title in this language.
    pub title: Option<String>,
    /// What the site is about, in this language.
    pub description: Option<String>,
    /// Whether this language has feeds.
    pub generate_feeds: bool,
    /// Names of feeds.
    pub feed_filenames: Vec<String>,
    /// The taxonomies of this language.
    pub taxonomies: Vec<Taxonomy>,
    /// Whether this language has a search index.
    pub build_search_index: bool,
    /// What the search index holds.
    pub search: Search,
    /// Texts of templates.
    pub translations: BTreeMap<String, String>,
}

/// One of `taxonomies`. Unknown keys are passed over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Taxonomy {
    /// The name that front matter uses.
    pub name: String,
    /// How many pages of a term stand on one page.
    pub paginate_by: Option<usize>,
    /// The path of further pages.
    pub paginate_path: Option<String>,
    /// Whether its pages are written.
    pub render: bool,
    /// Whether each term has a feed.
    pub feed: bool,
}

/// `mode`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// `zola build`
    #[default]
    Build,
    /// `zola serve`
    Serve,
    /// `zola check`
    Check,
}

/// `exclude_paginated_pages_in_sitemap`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaginatedPages {
    /// None is left out.
    #[default]
    None,
    /// All are left out.
    All,
}

/// `[link_checker]`. Unknown keys are passed over.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LinkChecker {
    /// Addresses that are not checked.
    pub skip_prefixes: Vec<String>,
    /// Addresses whose anchors are not checked.
    pub skip_anchor_prefixes: Vec<String>,
    /// What a broken link inside the site is.
    pub internal_level: Level,
    /// What a broken link to elsewhere is.
    pub external_level: Level,
    /// Globs of files in which nothing is checked.
    pub ignored_files: Vec<String>,
}

/// What a broken link does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It stops the build.
    #[default]
    Error,
    /// It is logged.
    Warn,
}

/// `[slugify]`. Unknown keys are passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Slugify {
    /// File names and `slug`.
    pub paths: Strategy,
    /// Whether the date of a file name stays in the URL.
    pub paths_keep_dates: bool,
    /// Names of taxonomies and terms.
    pub taxonomies: Strategy,
    /// Headings.
    pub anchors: Strategy,
}

/// `[search]`. Unknown keys are passed over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Whether titles are in it.
    pub include_title: bool,
    /// Whether texts are in it.
    pub include_content: bool,
    /// At how many characters texts are cut.
    pub truncate_content_length: Option<usize>,
    /// Whether descriptions are in it.
    pub include_description: bool,
    /// Whether dates are in it.
    pub include_date: bool,
    /// Whether paths are in it.
    pub include_path: bool,
    /// Its form.
    pub index_format: IndexFormat,
}

/// `index_format`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexFormat {
    /// `.json` for elasticlunr
    ElasticlunrJson,
    /// `.js` for elasticlunr
    #[default]
    ElasticlunrJavascript,
    /// `.json` for fuse
    FuseJson,
    /// `.js` for fuse
    FuseJavascript,
}

/// `[markdown]`
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Markdown {
    /// Highlighting; off where the table is missing.
    pub highlighting: Option<Highlighting>,
    /// Whether `:smile:` becomes a picture.
    pub render_emoji: bool,
    /// The class of links to elsewhere.
    pub external_links_class: Option<String>,
    /// Whether links to elsewhere open a tab.
    pub external_links_target_blank: bool,
    /// `rel="nofollow"`
    pub external_links_no_follow: bool,
    /// `rel="noreferrer"`
    pub external_links_no_referrer: bool,
    /// `rel="external"`
    pub external_links_external: bool,
    /// Whether quotes and dashes become typographic.
    pub smart_punctuation: bool,
    /// Whether definition lists are read.
    pub definition_list: bool,
    /// Whether footnotes stand at the end.
    pub bottom_footnotes: bool,
    /// Whether images are loaded late.
    pub lazy_async_image: bool,
    /// Where headings get a link to themselves.
    pub insert_anchor_links: InsertAnchor,
    /// Whether `> [!NOTE]` is read.
    pub github_alerts: bool,
}

/// `insert_anchor_links`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InsertAnchor {
    /// Before the heading.
    Left,
    /// Behind it.
    Right,
    /// Around it.
    Heading,
    /// Nowhere.
    #[default]
    None,
}

/// `[markdown.highlighting]`. What is in it is checked by version.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Highlighting {
    /// Whether a language that nobody knows stops the build.
    pub error_on_missing_language: bool,
    /// Whether colours are classes.
    pub style: HighlightStyle,
    /// One theme.
    pub theme: Option<String>,
    /// The light one of two.
    pub light_theme: Option<String>,
    /// The dark one of two.
    pub dark_theme: Option<String>,
    /// Files with grammars.
    pub extra_grammars: Vec<String>,
    /// Files with themes.
    pub extra_themes: Vec<String>,
    /// Where attributes go; Zola 0.23.
    pub data_attr_position: Option<String>,
    /// All other keys.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, IgnoredAny>,
}

/// `style`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HighlightStyle {
    /// Colours in the page.
    #[default]
    Inline,
    /// Colours in a style sheet.
    Class,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: String::new(),
            theme: None,
            title: None,
            description: None,
            default_language: "en".to_owned(),
            languages: BTreeMap::new(),
            translations: BTreeMap::new(),
            generate_feeds: false,
            feed_limit: None,
            feed_filenames: default_feeds(),
            hard_link_static: false,
            taxonomies: Vec::new(),
            taxonomy_root: None,
            author: None,
            compile_sass: false,
            minify_html: false,
            build_search_index: false,
            ignored_content: Vec::new(),
            ignored_static: Vec::new(),
            skip_content_templating: None,
            mode: Mode::default(),
            output_dir: "public".to_owned(),
            preserve_dotfiles_in_output: false,
            link_checker: LinkChecker::default(),
            slugify: Slugify::default(),
            search: Search::default(),
            markdown: Markdown::default(),
            extra: BTreeMap::new(),
            generate_sitemap: true,
            generate_robots_txt: true,
            exclude_paginated_pages_in_sitemap: PaginatedPages::default(),
        }
    }
}

fn default_feeds() -> Vec<String> {
    vec!["atom.xml".to_owned()]
}

impl Default for Language {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            generate_feeds: false,
            feed_filenames: default_feeds(),
            taxonomies: Vec::new(),
            build_search_index: false,
            search: Search::default(),
            translations: BTreeMap::new(),
        }
    }
}

impl Default for Taxonomy {
    fn default() -> Self {
        Self {
            name: String::new(),
            paginate_by: None,
            paginate_path: None,
            render: true,
            feed: false,
        }
    }
}

impl Default for Search {
    fn default() -> Self {
        Self {
            include_title: true,
            include_content: true,
            truncate_content_length: None,
            include_description: false,
            include_date: false,
            include_path: false,
            index_format: IndexFormat::default(),
        }
    }
}

impl Default for Markdown {
    fn default() -> Self {
        Self {
            highlighting: None,
            render_emoji: false,
            external_links_class: None,
            external_links_target_blank: false,
            external_links_no_follow: false,
            external_links_no_referrer: false,
            external_links_external: true,
            smart_punctuation: false,
            definition_list: false,
            bottom_footnotes: false,
            lazy_async_image: false,
            insert_anchor_links: InsertAnchor::default(),
            github_alerts: false,
        }
    }
}
