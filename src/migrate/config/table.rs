//! What each engine calls a setting: one table an engine, read one way to take and the other way to give.

use crate::engine::Engine;

/// What a setting is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// The site's title.
    Title,
    /// A second line under it.
    Subtitle,
    /// What the site is about.
    Description,
    /// Keywords of the site.
    Keywords,
    /// Who writes it.
    Author,
    /// The address of the site.
    BaseUrl,
    /// The path of the site on its host, where that stands apart from the address.
    Root,
    /// The language that files have without saying so.
    Language,
    /// That language as browsers want it.
    Locale,
    /// The zone of dates without one.
    TimeZone,
    /// How many posts stand on one page of a list.
    PerPage,
    /// The folder of further pages of a list.
    PagerPath,
    /// Whether posts of the future are published.
    Future,
    /// Whether drafts are.
    Drafts,
    /// The pattern of addresses.
    Permalink,
    /// The taxonomies.
    Taxonomies,
    /// The folder of the pages of tags.
    TagPath,
    /// The folder of the pages of categories.
    CategoryPath,
    /// The other languages.
    Languages,
    /// Whether HTML in Markdown reaches the page.
    RawHtml,
    /// Whether `:smile:` becomes a picture.
    Emoji,
    /// Whether quotes and dashes become typographic.
    Typography,
    /// Which feeds there are, and what is in them.
    Feeds,
    /// Feeds and other forms in which a list is published.
    Outputs,
    /// Whether code is highlighted, and how.
    Highlight,
    /// How long a summary is.
    SummaryLength,
    /// Whether there is a robots.txt.
    Robots,
    /// Whether files beside a post belong to it.
    AssetFolders,
    /// An old address that leads to a page.
    Alias,
    /// Menus.
    Menus,
    /// The theme.
    Theme,
    /// Keys of the theme, beside its own configuration.
    ThemeConfig,
    /// What templates may say about one language.
    OfLanguage,
    /// Keys for templates.
    Params,
    /// How the engine itself works: nothing that a reader of the site would see.
    Working,
    /// How the site is put on its host.
    Deploy,
}

/// A key, or all keys below a map where it ends in `.*`, and what it is for.
type Row = (&'static str, Setting);

/// Hexo: lib/hexo/default_config.ts and the generators that a new site has.
const HEXO: &[Row] = &[
    ("title", Setting::Title),
    ("subtitle", Setting::Subtitle),
    ("description", Setting::Description),
    ("keywords", Setting::Keywords),
    ("author", Setting::Author),
    ("url", Setting::BaseUrl),
    ("root", Setting::Root),
    ("language", Setting::Language),
    ("timezone", Setting::TimeZone),
    ("per_page", Setting::PerPage),
    ("index_generator.per_page", Setting::PerPage),
    ("pagination_dir", Setting::PagerPath),
    ("future", Setting::Future),
    ("render_drafts", Setting::Drafts),
    ("permalink", Setting::Permalink),
    ("permalink_defaults.*", Setting::Permalink),
    ("permalink_defaults", Setting::Permalink),
    ("pretty_urls.*", Setting::Permalink),
    ("new_post_name", Setting::Permalink),
    ("filename_case", Setting::Permalink),
    ("tag_dir", Setting::TagPath),
    ("category_dir", Setting::CategoryPath),
    ("tag_map.*", Setting::Taxonomies),
    ("tag_map", Setting::Taxonomies),
    ("category_map.*", Setting::Taxonomies),
    ("category_map", Setting::Taxonomies),
    ("default_category", Setting::Taxonomies),
    ("feed.limit", Setting::Feeds),
    ("feed.path", Setting::Feeds),
    ("feed.type", Setting::Feeds),
    ("feed.content", Setting::Feeds),
    ("feeds", Setting::Feeds),
    ("marked.smartypants", Setting::Typography),
    ("highlight.*", Setting::Highlight),
    ("prismjs.*", Setting::Highlight),
    ("syntax_highlighter", Setting::Highlight),
    ("post_asset_folder", Setting::AssetFolders),
    ("theme", Setting::Theme),
    ("theme_config.*", Setting::ThemeConfig),
    ("alias.*", Setting::Alias),
    ("params.*", Setting::Params),
    ("deploy.*", Setting::Deploy),
    ("deploy", Setting::Deploy),
    ("source_dir", Setting::Working),
    ("public_dir", Setting::Working),
    ("archive_dir", Setting::Working),
    ("code_dir", Setting::Working),
    ("i18n_dir", Setting::Working),
    ("skip_render", Setting::Working),
    ("taxonomy_pages.*", Setting::Working),
    ("include", Setting::Working),
    ("exclude", Setting::Working),
    ("ignore", Setting::Working),
    ("default_layout", Setting::Working),
    ("titlecase", Setting::Working),
    ("external_link", Setting::Working),
    ("external_link.*", Setting::Working),
    ("relative_link", Setting::Working),
    ("index_generator.*", Setting::Working),
    ("date_format", Setting::Working),
    ("time_format", Setting::Working),
    ("updated_option", Setting::Working),
    ("use_date_for_updated", Setting::Working),
    ("meta_generator", Setting::Working),
    ("server.*", Setting::Working),
    ("max_open_file", Setting::Working),
    ("multi_thread", Setting::Working),
    ("auto_spacing", Setting::Working),
    ("logger", Setting::Working),
    ("logger_format", Setting::Working),
    ("port", Setting::Working),
];

/// Hugo: config/allconfig/allconfig.go; its keys count in any case.
const HUGO: &[Row] = &[
    ("title", Setting::Title),
    ("params.subtitle", Setting::Subtitle),
    ("params.description", Setting::Description),
    ("params.keywords", Setting::Keywords),
    ("params.author", Setting::Author),
    ("baseURL", Setting::BaseUrl),
    ("defaultContentLanguage", Setting::Language),
    ("defaultContentLanguageInSubdir", Setting::Language),
    ("locale", Setting::Locale),
    ("languageCode", Setting::Locale),
    ("timeZone", Setting::TimeZone),
    ("pagination.pagerSize", Setting::PerPage),
    ("paginate", Setting::PerPage),
    ("pagination.path", Setting::PagerPath),
    ("paginatePath", Setting::PagerPath),
    ("buildFuture", Setting::Future),
    ("buildDrafts", Setting::Drafts),
    ("permalinks.*", Setting::Permalink),
    ("uglyURLs", Setting::Permalink),
    ("uglyURLs.*", Setting::Permalink),
    ("disablePathToLower", Setting::Permalink),
    ("removePathAccents", Setting::Permalink),
    ("frontmatter.*", Setting::Permalink),
    ("taxonomies.*", Setting::Taxonomies),
    ("indexes.*", Setting::Taxonomies),
    ("taxonomies", Setting::Taxonomies),
    ("disableKinds", Setting::Working),
    ("languages.*", Setting::Languages),
    ("disableLanguages", Setting::Languages),
    ("markup.goldmark.renderer.unsafe", Setting::RawHtml),
    ("enableEmoji", Setting::Emoji),
    ("markup.goldmark.extensions.typographer.disable", Setting::Typography),
    ("services.rss.limit", Setting::Feeds),
    ("outputs.home", Setting::Outputs),
    ("outputs.section", Setting::Outputs),
    ("outputs.taxonomy", Setting::Outputs),
    ("outputs.term", Setting::Outputs),
    ("outputFormats.rss.*", Setting::Feeds),
    ("outputFormats.atom.*", Setting::Feeds),
    ("mediaTypes.application/rss+xml.*", Setting::Feeds),
    ("mediaTypes.application/atom+xml.*", Setting::Feeds),
    ("rssLimit", Setting::Feeds),
    ("markup.highlight.*", Setting::Highlight),
    ("pygmentsUseClasses", Setting::Highlight),
    ("pygmentsUseClassic", Setting::Highlight),
    ("pygmentsCodeFences", Setting::Highlight),
    ("pygmentsStyle", Setting::Highlight),
    ("summaryLength", Setting::SummaryLength),
    ("enableRobotsTXT", Setting::Robots),
    ("menu.*", Setting::Menus),
    ("menus.*", Setting::Menus),
    ("theme", Setting::Theme),
    ("params.*", Setting::Params),
    ("deployment.*", Setting::Deploy),
    ("contentDir", Setting::Working),
    ("staticDir", Setting::Working),
    ("publishDir", Setting::Working),
    ("module.mounts", Setting::Working),
    ("module.hugoVersion.*", Setting::Working),
    ("build.*", Setting::Working),
    ("caches.*", Setting::Working),
    ("ignoreLogs", Setting::Working),
    ("ignoreErrors", Setting::Working),
    ("ignoreFiles", Setting::Working),
    ("enableGitInfo", Setting::Working),
    ("imaging.*", Setting::Working),
    ("minify.*", Setting::Working),
    ("privacy.*", Setting::Working),
    ("related.*", Setting::Working),
    ("security.*", Setting::Working),
    ("server.*", Setting::Working),
    ("sitemap.*", Setting::Working),
    ("HTTPCache.*", Setting::Working),
    ("timeout", Setting::Working),
    ("pluralizeListTitles", Setting::Working),
    ("capitalizeListTitles", Setting::Working),
    ("titleCaseStyle", Setting::Working),
    ("hasCJKLanguage", Setting::Working),
    ("weight", Setting::Working),
    ("disabled", Setting::Working),
    ("label", Setting::OfLanguage),
    ("languageName", Setting::OfLanguage),
    ("direction", Setting::OfLanguage),
    ("languageDirection", Setting::OfLanguage),
];

/// Zola: config/src/config/mod.rs.
const ZOLA: &[Row] = &[
    ("title", Setting::Title),
    ("extra.subtitle", Setting::Subtitle),
    ("description", Setting::Description),
    ("extra.keywords", Setting::Keywords),
    ("author", Setting::Author),
    ("base_url", Setting::BaseUrl),
    ("default_language", Setting::Language),
    ("taxonomies", Setting::Taxonomies),
    ("taxonomy_root", Setting::Taxonomies),
    ("languages.*", Setting::Languages),
    ("translations.*", Setting::Languages),
    ("markdown.render_emoji", Setting::Emoji),
    ("markdown.smart_punctuation", Setting::Typography),
    ("generate_feeds", Setting::Feeds),
    ("generate_feed", Setting::Feeds),
    ("feed_limit", Setting::Feeds),
    ("feed_filenames", Setting::Feeds),
    ("feed_filename", Setting::Feeds),
    ("markdown.highlighting.*", Setting::Highlight),
    ("markdown.highlighting", Setting::Highlight),
    ("generate_robots_txt", Setting::Robots),
    ("slugify.*", Setting::Permalink),
    ("theme", Setting::Theme),
    ("extra.*", Setting::Params),
    ("compile_sass", Setting::Working),
    ("minify_html", Setting::Working),
    ("build_search_index", Setting::Working),
    ("search.*", Setting::Working),
    ("link_checker.*", Setting::Working),
    ("hard_link_static", Setting::Working),
    ("ignored_content", Setting::Working),
    ("ignored_static", Setting::Working),
    ("output_dir", Setting::Working),
    ("preserve_dotfiles_in_output", Setting::Working),
    ("generate_sitemap", Setting::Working),
    ("exclude_paginated_pages_in_sitemap", Setting::Working),
    ("skip_content_templating", Setting::Working),
    ("markdown.insert_anchor_links", Setting::Working),
    ("markdown.bottom_footnotes", Setting::Working),
    ("markdown.lazy_async_image", Setting::Working),
    ("markdown.external_links_class", Setting::Working),
    ("markdown.external_links_target_blank", Setting::Working),
    ("markdown.external_links_no_follow", Setting::Working),
    ("markdown.external_links_no_referrer", Setting::Working),
    ("markdown.external_links_external", Setting::Working),
    ("markdown.definition_list", Setting::Working),
    ("markdown.github_alerts", Setting::Working),
];

fn rows(engine: Engine) -> &'static [Row] {
    match engine {
        Engine::Hexo => HEXO,
        Engine::Hugo => HUGO,
        Engine::Zola => ZOLA,
    }
}

/// What a key is for, and what of its path stands below the row's map; none for a key that the engine does not know.
#[must_use]
pub fn meaning(engine: Engine, path: &str) -> Option<(Setting, &str)> {
    rows(engine).iter().find_map(|(pattern, setting)| match pattern.strip_suffix('*') {
        Some(prefix) => {
            let (head, rest) = path.split_at_checked(prefix.len())?;
            (head.eq_ignore_ascii_case(prefix) && !rest.is_empty()).then_some((*setting, rest))
        }
        None => path.eq_ignore_ascii_case(pattern).then_some((*setting, "")),
    })
}

/// The key, or the map with its dot, that an engine has for a setting.
#[must_use]
pub fn key(engine: Engine, setting: Setting) -> Option<&'static str> {
    let row = rows(engine).iter().find(|(_, one)| *one == setting)?;
    Some(row.0.trim_end_matches('*'))
}
