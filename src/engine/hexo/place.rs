//! What Hexo takes a file for, by its path: post, draft, page, something copied, or nothing.

use super::Config;
use crate::engine::{Place, Setup};

/// The role of a file below the source folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role<'p> {
    /// A post, with its path below `_posts`.
    Post(&'p str),
    /// A post below `_drafts`, with its path below it.
    Draft(&'p str),
    /// A page, with its path below the source folder.
    Page(&'p str),
    /// A file that is copied, belongs to a post or is data.
    Asset,
    /// Nothing: Hexo passes over it.
    Ignored,
}

/// Extensions with a renderer in a new site, and what they become.
const RENDERERS: &[(&str, &str)] = &[
    ("md", "html"),
    ("markdown", "html"),
    ("mkd", "html"),
    ("mkdn", "html"),
    ("mdwn", "html"),
    ("mdtxt", "html"),
    ("mdtext", "html"),
    ("html", "html"),
    ("htm", "html"),
    ("njk", "html"),
    ("j2", "html"),
    ("ejs", "html"),
    ("css", "css"),
    ("styl", "css"),
    ("stylus", "css"),
    ("js", "js"),
    ("json", "json"),
    ("yml", "json"),
    ("yaml", "json"),
];

/// The extension with its point as Node's `path.extname` cuts it; empty for `.name`.
pub fn extension(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let name = memchr::memrchr(b'/', path.as_bytes()).map_or(path, |at| &path[at + 1..]);
    match memchr::memrchr(b'.', name.as_bytes()) {
        Some(at) if at > 0 && name != ".." => &name[at..],
        _ => "",
    }
}

/// A path without its extension.
pub fn stem(path: &str) -> &str {
    &path[..path.len() - extension(path).len()]
}

/// The extension that the output of a file gets; none for a file without a renderer.
pub fn output(path: &str) -> Option<&'static str> {
    let extension = match extension(path) {
        // A file named `md` has this extension, too, as Hexo sees it.
        "" => path,
        extension => &extension[1..],
    };
    RENDERERS.iter().find(|(from, _)| *from == extension).map(|(_, to)| *to)
}

/// Whether Markdown is what an extension without its point stands for.
pub fn is_markdown(extension: &str) -> bool {
    matches!(extension, "md" | "markdown" | "mkd" | "mkdn" | "mdwn" | "mdtxt" | "mdtext")
}

/// Whether a name in the path begins with `_` or a point.
fn is_hidden(path: &str) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b'_' | b'.');
    let bytes = path.as_bytes();
    bytes.first().is_some_and(is_mark)
        || bytes.windows(2).any(|pair| pair[0] == b'/' && is_mark(&pair[1]))
}

fn is_temporary(path: &str) -> bool {
    path.ends_with(['%', '~'])
}

/// Whether an `ignore` pattern matches the file or a folder above it.
///
/// Hexo tests whole paths of the machine; here the site stands in a folder of which nothing is known.
fn is_ignored(config: &Config, path: &str) -> bool {
    if config.ignore.is_empty() {
        return false;
    }
    let whole = format!("/site/{path}");
    let folders = whole.match_indices('/').skip(2).map(|(at, _)| &whole[..at]);
    folders.chain([&*whole]).any(|place| config.ignore.matches(place))
}

/// The path below the source folder; outside any site every file is taken for a post.
pub fn below_source<'p>(setup: &Setup, config: &Config, path: &'p str) -> Option<&'p str> {
    match path.strip_prefix(&*config.source_dir).and_then(|rest| rest.strip_prefix('/')) {
        Some(below) => Some(below),
        None => (config.source_dir.is_empty() && setup_is_site(setup, config)).then_some(path),
    }
}

fn setup_is_site(setup: &Setup, config: &Config) -> bool {
    config.found || !setup.listing.is_empty()
}

/// What the file at a path from the site's root is.
pub fn role<'p>(setup: &Setup, config: &Config, path: &'p str) -> Role<'p> {
    match below_source(setup, config, path) {
        Some(_) if is_ignored(config, path) => Role::Ignored,
        Some(below) => role_in_source(config, below),
        None if setup_is_site(setup, config) => Role::Ignored,
        None => standalone(config, path),
    }
}

/// A file outside any site: one that could be a post is one.
fn standalone<'p>(config: &Config, path: &'p str) -> Role<'p> {
    for folder in ["_posts/", "_drafts/"] {
        if let Some(at) = path.rfind(folder).filter(|&at| at == 0 || path[..at].ends_with('/')) {
            return role_in_source(config, &path[at..]);
        }
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    if output(name).is_some() { Role::Post(name) } else { Role::Ignored }
}

fn role_in_source<'p>(config: &Config, path: &'p str) -> Role<'p> {
    if is_temporary(path) {
        return Role::Ignored;
    }
    if path.starts_with("_data/") {
        return Role::Asset;
    }
    let renderable = output(path).is_some() && !config.skip_render.matches(path);
    let post = path.strip_prefix("_posts/");
    if let Some(below) = post.or_else(|| path.strip_prefix("_drafts/")) {
        return post_role(config, path, below, renderable, post.is_some());
    }
    if config.exclude.matches(path) || is_hidden(path) && !config.include.matches(path) {
        return Role::Ignored;
    }
    if renderable { Role::Page(path) } else { Role::Asset }
}

fn post_role<'p>(
    config: &Config,
    path: &str,
    below: &'p str,
    renderable: bool,
    published: bool,
) -> Role<'p> {
    if is_hidden(below) {
        return Role::Ignored;
    }
    // With asset folders only files of the usual extension are posts.
    let pattern = config.new_post_name.as_deref().unwrap_or_default();
    let renderable =
        renderable && (!config.post_asset_folder || extension(pattern) == extension(path));
    match (renderable, published) {
        (true, true) => Role::Post(below),
        (true, false) => Role::Draft(below),
        (false, _) if config.post_asset_folder => Role::Asset,
        (false, _) => Role::Ignored,
    }
}

/// What a file is, in the words that all engines share.
pub fn place(setup: &Setup, config: &Config, path: &str) -> Place {
    match role(setup, config, path) {
        Role::Post(_) | Role::Draft(_) => Place::Content,
        // Style sheets, scripts and data are rendered, but nobody writes posts in them.
        Role::Page(below) if output(below) == Some("html") => Place::Content,
        Role::Page(_) | Role::Asset => Place::Asset,
        Role::Ignored => Place::Ignored,
    }
}
