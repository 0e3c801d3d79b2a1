//! What a link in a body leads to, as each engine takes it.

use percent_encoding::percent_decode_str;

use super::asset::{AssetContext, base_path, join};
use super::templates::{Tag, TagKind};
use super::{Config, Place, Setup, hexo, hugo, zola};
use crate::document::Document;
use crate::text::{Span, holds};

/// An address in a body.
#[derive(Clone, Copy, Debug)]
pub struct LinkQuery<'a> {
    /// Path of the post from the site's root.
    pub post: &'a str,
    /// Path of the post's URL as the engine gives it; none where it hangs on a file time.
    pub url: Option<&'a str>,
    /// The address, escapes and entities of the language around it undone.
    pub address: &'a str,
    /// Where it stands: what stands in HTML is written as it is.
    pub within: AssetContext,
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget<'a> {
    /// Out of the site, or to what cannot be told.
    Unknown,
    /// A place on the page itself: its anchor.
    Own(&'a str),
    /// A file that the engine looks up and puts the URL of in its place.
    File {
        /// Its path from the site's root.
        path: String,
        /// The anchor on its page; empty for none.
        anchor: &'a str,
    },
    /// A Markdown file, for whose path the engine puts nothing: who follows it finds no page.
    Source {
        /// Where the file may lie, from the site's root, best first.
        paths: Vec<String>,
        /// The anchor on its page; empty for none.
        anchor: &'a str,
    },
    /// A path on the site.
    Address {
        /// Below the site's own address, with a slash before it, percent-decoded.
        path: String,
        /// The anchor on the page; empty for none.
        anchor: &'a str,
    },
}

/// A template construct that links to something of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagLink {
    /// The argument that says to what.
    pub span: Span,
    /// What it leads to.
    pub target: TagTarget,
    /// Whether the build fails where there is no such thing; else nothing is printed.
    pub fails: bool,
}

/// What a template construct links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagTarget {
    /// A post by its [`Setup::post_name`] or its title.
    Post(String),
    /// A file by one of these paths from the site's root.
    Asset(Vec<String>),
}

/// The anchors of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnchorIds {
    /// Of its headings, in order.
    pub headings: Vec<String>,
    /// Of whatever else has one, in lower case.
    pub others: Vec<String>,
}

/// What names a Markdown file in a link.
const ENDINGS: [&str; 2] = [".md", ".markdown"];

impl AnchorIds {
    /// Whether there is such an anchor, or one that differs from it in case only.
    #[must_use]
    pub fn has(&self, anchor: &str) -> bool {
        let lower = anchor.to_lowercase();
        self.headings.iter().any(|id| id.to_lowercase() == lower) || self.others.contains(&lower)
    }
}

impl Setup {
    /// What an address leads to.
    #[must_use]
    pub fn link<'a>(&self, query: LinkQuery<'a>) -> LinkTarget<'a> {
        let LinkQuery { url, address, within, .. } = query;
        let own = self.base_url().unwrap_or_default().trim_end_matches('/');
        let base = base_path(own);
        let whole =
            address.strip_prefix(own).filter(|rest| own.contains("://") && rest.starts_with('/'));
        let address = whole.unwrap_or(address).trim();
        if let Some(anchor) = address.strip_prefix('#') {
            return LinkTarget::Own(anchor);
        }
        let (before, anchor) = address.split_once('#').unwrap_or((address, ""));
        let path = before.split('?').next().unwrap_or_default();
        if path.is_empty() || is_foreign(path) {
            return LinkTarget::Unknown;
        }
        let Ok(path) = percent_decode_str(path).decode_utf8() else { return LinkTarget::Unknown };
        let path: &str = &path;
        if let Some(file) = path.strip_prefix("@/") {
            let path = format!("content/{file}");
            return match &self.config {
                Config::Zola(_) if within != AssetContext::Html => {
                    LinkTarget::File { path, anchor }
                }
                _ => LinkTarget::Source { paths: vec![path], anchor },
            };
        }
        if ENDINGS.iter().any(|ending| path.ends_with(ending)) {
            return self.markdown_file(query, path, anchor);
        }
        let start = match path.starts_with('/') {
            true => Some("/"),
            false => url,
        };
        let Some(joined) = start.and_then(|url| join(url, path)) else {
            return LinkTarget::Unknown;
        };
        // A path outside the site's own address may be another site on the same host.
        let inside = match (whole.is_some() || !path.starts_with('/'), base) {
            (true, _) | (_, "") => Some(joined.as_str()),
            (false, base) => joined.strip_prefix(base).and_then(|rest| rest.strip_prefix('/')),
        };
        match inside {
            Some(inside) => {
                let slash = if path.ends_with('/') && !inside.is_empty() { "/" } else { "" };
                LinkTarget::Address { path: format!("/{inside}{slash}"), anchor }
            }
            None => LinkTarget::Unknown,
        }
    }

    /// A link to a Markdown file, as people write it who know it from elsewhere.
    fn markdown_file<'a>(
        &self,
        query: LinkQuery<'_>,
        path: &str,
        anchor: &'a str,
    ) -> LinkTarget<'a> {
        let LinkQuery { post, within, .. } = query;
        let (root, resolves) = match &self.config {
            Config::Hexo(config) => (config.source_dir.as_str(), hexo::may_resolve_links(config)),
            Config::Hugo(_) => ("content", self.may_resolve_link(post, path, within)),
            Config::Zola(_) => ("content", false),
        };
        let folder = post.rsplit_once('/').map_or("", |(folder, _)| folder);
        let below = |root: &str| format!("{root}/{}", path.trim_start_matches('/'));
        let mut paths: Vec<String> = match path.starts_with('/') {
            true => Vec::new(),
            false => join(&format!("{folder}/"), path).into_iter().collect(),
        };
        paths.push(below(root));
        let is_copied = |path: &String| self.listing.has(path) && self.place(path) == Place::Asset;
        // A file that is copied answers by its own name.
        let static_files = ["static", "source"].map(below);
        if resolves || static_files.iter().chain(&paths).any(is_copied) {
            return LinkTarget::Unknown;
        }
        LinkTarget::Source { paths, anchor }
    }

    /// What a template construct links to; none for one that links to nothing of the site, or of which other rules know.
    #[must_use]
    pub fn tag_link(&self, post: &str, tag: &Tag, text: &str) -> Option<TagLink> {
        match &self.config {
            Config::Hexo(config) if tag.kind == TagKind::Call => {
                hexo::tag_link(config, post, tag.name.text(text), tag)
            }
            _ => None,
        }
    }

    /// The name by which tags of the engine call a post; none where they call none.
    #[must_use]
    pub fn post_name(&self, path: &str) -> Option<String> {
        match &self.config {
            Config::Hexo(config) => hexo::post_name(self, config, path),
            Config::Hugo(_) | Config::Zola(_) => None,
        }
    }

    /// Whether a link to a file that is not there, or to an anchor that its page has not, fails the build.
    #[must_use]
    pub fn fails_at_links(&self) -> bool {
        matches!(&self.config, Config::Zola(config) if zola::fails_at_links(config))
    }

    /// Why the build stops at the address of a link in Markdown that leads wherever, in the engine's words.
    #[must_use]
    pub fn refused_link(&self, address: &str) -> Option<String> {
        match &self.config {
            Config::Hugo(config) => hugo::refused_link(self, config, address),
            Config::Hexo(_) | Config::Zola(_) => None,
        }
    }

    /// Whether something that knows pages by their files or names may put the address of one in the place of this path.
    #[must_use]
    pub fn may_resolve_link(&self, post: &str, path: &str, within: AssetContext) -> bool {
        match &self.config {
            Config::Hugo(config) if within != AssetContext::Html => {
                hugo::may_resolve(self, config, post, path)
            }
            _ => false,
        }
    }

    /// Whether the engine's own hook for links does so, as far as templates are seen.
    #[must_use]
    pub fn resolves_link(&self, post: &str, path: &str) -> bool {
        match &self.config {
            Config::Hugo(config) => hugo::resolves(self, config, post, path),
            Config::Hexo(_) | Config::Zola(_) => false,
        }
    }

    /// Whether something that is not read here gives pages other addresses than the configuration says.
    #[must_use]
    pub fn has_foreign_addresses(&self) -> bool {
        matches!(&self.config, Config::Hexo(config) if hexo::has_foreign_addresses(config))
    }

    /// The anchors of a page; none where templates, hooks or an unknown renderer make them.
    #[must_use]
    pub fn anchors(&self, document: &Document<'_>) -> Option<AnchorIds> {
        let split = self.split(&document.source.text);
        let body = split.body.text(&document.source.text);
        let is_known = match &self.config {
            Config::Hexo(config) => hexo::makes_heading_ids(config),
            Config::Hugo(_) => hugo::makes_heading_ids(self),
            Config::Zola(_) => true,
        };
        if !is_known || ["{{", "{%"].iter().any(|mark| holds(body, mark)) {
            return None;
        }
        let outline = self.outline(body);
        let headings = self.heading_ids(&outline);
        let footnotes = outline.footnotes.iter().map(|name| name.to_lowercase());
        let footnotes = footnotes.flat_map(|name| {
            ["fn-", "fn:", "fnref:", "fnref-", ""]
                .map(|before| format!("{before}{name}"))
                .into_iter()
                .chain([format!("fr-{name}-1")])
        });
        // Zola looks for ids in the text of a page, and that finds more rather than less than there is.
        let mut others: Vec<String> = zola::ids_in_html(&outline.html).into_iter().collect();
        others.extend(footnotes);
        Some(AnchorIds { headings, others })
    }

    /// How a link to a page is written, best for this engine: by its file, else by its address.
    #[must_use]
    pub fn write_link(&self, path: &str, url: &str, within: AssetContext) -> String {
        let base = base_path(self.base_url().unwrap_or_default());
        let is_looked_up = within != AssetContext::Html && path.starts_with("content/");
        match &self.config {
            Config::Zola(_) if is_looked_up => path.replacen("content/", "@/", 1),
            _ if base.is_empty() => url.to_owned(),
            _ => format!("/{base}{url}"),
        }
    }
}

/// Whether an address leads out of the site, or is made by a template.
fn is_foreign(path: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    path.starts_with("//")
        || path.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
        || ['{', '<', '}', '\\', '$'].iter().any(|mark| path.contains(*mark))
}
