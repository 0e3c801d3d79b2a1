//! What an address in a body leads to in the source, and how the new body says it.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::output::Output;
use super::surroundings::same;
use super::syntax::{self, Dialect};
use super::{PageMove, Surroundings, anchor_moves};
use crate::engine::{Config, Engine, Setup, SlugOf};
use crate::value::Value;

/// Where an address stands, which decides what may stand in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// In a Markdown link.
    Markdown,
    /// In a Markdown image, whose relative address Hexo's renderer takes from the root of the site
    /// (hexo-renderer-marked, `lib/renderer.js`: `image`).
    Image,
    /// In an attribute of HTML.
    Html,
}

/// What an address leads to: paths of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A page, named by its file: `@/posts/a.md`, `other.md`.
    PageByFile(String),
    /// A page, named by its address.
    PageByAddress(String),
    /// A file.
    Asset(String),
}

/// A new address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAddress {
    /// It, ready for its place.
    pub out: Output,
    /// What was said about it in the account.
    pub code: &'static str,
}

/// Resolves addresses of one post.
pub struct Resolver<'a> {
    /// Both sites.
    pub around: &'a Surroundings<'a>,
    /// Anchors of the post's own headings, old and new.
    pub anchors: &'a BTreeMap<String, String>,
    /// Anchors that the post's own HTML makes.
    pub in_html: &'a BTreeSet<String>,
}

/// An address in its parts.
struct Parts<'t> {
    path: &'t str,
    query: &'t str,
    fragment: Option<&'t str>,
}

fn parts(address: &str) -> Parts<'_> {
    let (rest, fragment) = match address.split_once('#') {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (address, None),
    };
    let at = rest.find('?').unwrap_or(rest.len());
    Parts { path: &rest[..at], query: &rest[at..], fragment }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The path of an address with a host.
fn base_path(base_url: Option<&str>) -> &str {
    let rest = base_url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    rest.find('/').map_or("", |at| rest[at..].trim_end_matches('/'))
}

/// A path relative to a folder (that ends with `/` or is empty), without `.` and `..`. None where it leaves the root.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let folder = if path.starts_with('/') { "" } else { folder };
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let end = if path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(format!("{}{end}", parts.join("/")))
}

/// The folder of a path, with its slash.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

impl<'a> Resolver<'a> {
    fn own(&self) -> Option<&'a PageMove> {
        self.around.pages.get(self.around.path)
    }

    /// What an address leads to; none where that is not of the site, or not known.
    pub fn goal(&self, address: &str, within: Within) -> Option<Goal> {
        let path = decode(parts(address).path);
        if path.is_empty() || path.starts_with("//") {
            return None;
        }
        if let Some(file) = path.strip_prefix("@/") {
            let file = format!("content/{file}");
            return self.around.pages.contains_key(&file).then_some(Goal::PageByFile(file));
        }
        let below = match self.around.from.base_url().filter(|_| path.contains("://")) {
            Some(base) => path.strip_prefix(base.trim_end_matches('/'))?,
            None if has_scheme(&path) => return None,
            None => &path,
        };
        if below.starts_with('/') || below.is_empty() {
            let base = base_path(self.around.from.base_url());
            let inside =
                below.strip_prefix(base).filter(|rest| rest.starts_with('/') || rest.is_empty());
            let found = self.by_address(inside.unwrap_or(below)).or_else(|| self.by_address(below));
            return found.or_else(|| self.by_name(&path, within));
        }
        if within == Within::Image && from_root(self.around.from) {
            return self.by_address(below).or_else(|| self.by_file(below));
        }
        let at_address = self.own().and_then(|own| own.old_url.as_deref());
        let at_address = at_address.and_then(|url| join(folder(url), below));
        let by_address = at_address.and_then(|url| self.by_address(&url));
        let found = by_address.or_else(|| self.by_file(below));
        found.or_else(|| self.by_name(&path, within))
    }

    /// The page that a hook for links finds by its name, in whatever case: from the folder of the post, else from the root.
    fn by_name(&self, path: &str, within: Within) -> Option<Goal> {
        if within != Within::Markdown || !self.around.from.resolves_link(self.around.path, path) {
            return None;
        }
        let own = self.own()?.old_url.as_deref()?.trim_end_matches('/');
        let path = path.to_lowercase();
        let places = [folder(own), ""].map(|folder| join(folder, &path));
        let mut pages = places.into_iter().flatten().filter_map(|url| self.by_address(&url));
        pages.find(|goal| matches!(goal, Goal::PageByAddress(_)))
    }

    fn by_address(&self, url: &str) -> Option<Goal> {
        let path = self.around.addresses.path(url)?;
        Some(match self.around.pages.contains_key(path) {
            true => Goal::PageByAddress(path.to_owned()),
            false => Goal::Asset(path.to_owned()),
        })
    }

    /// A path relative to the file of the post, or to its folder of assets.
    pub fn by_file(&self, path: &str) -> Option<Goal> {
        let own = self.around.path;
        let stem = own.rsplit_once('.').map_or(own, |(stem, _)| stem);
        for folder in [folder(own), &format!("{stem}/")] {
            let Some(file) = join(folder, path) else { continue };
            if self.around.pages.contains_key(&file) {
                return Some(Goal::PageByFile(file));
            }
            if self.around.assets.contains_key(&file) {
                return Some(Goal::Asset(file));
            }
        }
        None
    }

    /// What stands in the place of an address; none where it stays. `named` gets the path of what it leads to.
    pub fn rewrite(
        &self,
        address: &str,
        within: Within,
        mut named: impl FnMut(&str),
    ) -> Option<NewAddress> {
        if let Some(fragment) = address.strip_prefix('#') {
            return self.own_anchor(fragment, within);
        }
        let goal = self.goal(address, within)?;
        let split = parts(address);
        match &goal {
            Goal::PageByFile(path) => {
                named(path);
                let out = self.page(path, split.fragment, within)?;
                Some(NewAddress { out, code: "link-file" })
            }
            Goal::PageByAddress(path) => {
                named(path);
                let page = self.around.pages.get(path)?;
                if page.new_url.is_none() && within != Within::Html {
                    // Its new address is the target's choice, which only a link by file can follow.
                    let out = self.page(path, split.fragment, within)?;
                    return Some(NewAddress { out, code: "link-file" });
                }
                let fragment = split.fragment.map(|old| (old, self.anchor(page, old)));
                let guessed = split.fragment.map(|old| self.guess(old)).unwrap_or_default();
                let fragment = fragment.map(|(old, new)| (old, new.unwrap_or(guessed)));
                let moved = fragment.as_ref().is_some_and(|(old, new)| new != old);
                let new = page.new_url.as_deref()?;
                if !moved && self.leads(split.path, page.old_url.as_deref(), new, within) {
                    return None;
                }
                let fragment = fragment.as_ref().map(|(_, fragment)| fragment.as_str());
                let out = self.url(new, split.query, fragment, within);
                Some(NewAddress { out: self.whole(split.path, out, within), code: "link-address" })
            }
            Goal::Asset(path) => {
                named(path);
                let asset = self.around.assets.get(path)?;
                let new = asset.new_url.as_deref()?;
                if let Some(beside) =
                    self.beside(split.path, new).filter(|_| self.around.home.is_some())
                {
                    let out = format!("{beside}{}", address[split.path.len()..].to_owned());
                    return Some(NewAddress {
                        out: Output::literal(syntax::address(&out)),
                        code: "asset-address",
                    });
                }
                if self.leads(split.path, asset.old_url.as_deref(), new, within) {
                    return None;
                }
                let out = self.url(new, split.query, split.fragment, within);
                Some(NewAddress { out: self.whole(split.path, out, within), code: "asset-address" })
            }
        }
    }

    /// A file's address from a page that it belongs to, where it is written from the root and need not be.
    fn beside<'n>(&self, written: &str, new: &'n str) -> Option<&'n str> {
        let own = self.own()?.new_url.as_deref()?;
        let name = new.strip_prefix(own).filter(|name| !name.is_empty() && own.ends_with('/'))?;
        let takes = self.around.to.target.engine != Engine::Hexo;
        (takes && written.starts_with('/') && own != "/").then_some(name)
    }

    /// Whether the address as it stands leads to `new` in the new site too.
    fn leads(&self, path: &str, old: Option<&str>, new: &str, within: Within) -> bool {
        let path = decode(path);
        if path.starts_with('/') || has_scheme(&path) {
            // A hook finds pages by other names than their addresses.
            return old.is_some_and(|old| old == new && path.contains(same(old)))
                && base_path(self.around.from.base_url()) == base_path(self.around.to.base_url());
        }
        if within == Within::Image && from_root(self.around.to) {
            return false;
        }
        let own = self.own().and_then(|own| own.new_url.as_deref());
        let led = own.and_then(|own| join(folder(own), &path));
        led.is_some_and(|led| led.trim_matches('/') == new.trim_matches('/'))
    }

    /// An address from the root of the host.
    fn url(&self, url: &str, query: &str, fragment: Option<&str>, within: Within) -> Output {
        // Hexo's renderer puts the path of the site before the addresses of images by itself.
        let base = match within == Within::Image && from_root(self.around.to) {
            true => "",
            false => base_path(self.around.to.base_url()),
        };
        let fragment = fragment.map_or(String::new(), |fragment| format!("#{fragment}"));
        Output::literal(syntax::address(&format!("{base}{url}{query}{fragment}")))
    }

    /// An address that is written with scheme and host keeps both.
    fn whole(&self, written: &str, out: Output, within: Within) -> Output {
        let base = self.around.to.base_url().filter(|_| has_scheme(written));
        let Some(base) = base.filter(|base| base.contains("://")) else { return out };
        let path = if within == Within::Image && from_root(self.around.to) {
            ""
        } else {
            base_path(Some(base))
        };
        let below = out.text.strip_prefix(path).unwrap_or(&out.text);
        Output::literal(format!("{}{below}", base.trim_end_matches('/')))
    }

    /// A link to a page by its file, as the target says that; by its address where a link by file would fail.
    pub fn page(&self, path: &str, fragment: Option<&str>, within: Within) -> Option<Output> {
        let page = self.around.pages.get(path)?;
        let new = fragment.map(|old| self.anchor(page, old));
        let known = new.as_ref().is_none_or(Option::is_some);
        let guessed = fragment.map(|old| self.guess(old)).unwrap_or_default();
        let fragment = new.map(|new| new.unwrap_or(guessed));
        let fragment = fragment.as_deref();
        let anchor = fragment.map_or(String::new(), |fragment| format!("#{fragment}"));
        let file = page.new_path.strip_prefix("content/").filter(|_| page.built);
        match (Dialect::of(self.around.to), file) {
            (Dialect::ZolaShortcode | Dialect::ZolaComponent, Some(file))
                if known && within != Within::Html =>
            {
                Some(Output::literal(syntax::address(&format!("@/{file}{anchor}"))))
            }
            (Dialect::Hugo, Some(_)) => match self.logical_path(page) {
                Some(path) => {
                    let target = syntax::go_string(&format!("{path}{anchor}"))?;
                    Some(Output::run(format!("{{{{< relref {target} >}}}}")))
                }
                None => Some(self.url(
                    page.new_url.as_deref().or(page.old_url.as_deref())?,
                    "",
                    fragment,
                    within,
                )),
            },
            _ => Some(self.url(
                page.new_url.as_deref().or(page.old_url.as_deref())?,
                "",
                fragment,
                within,
            )),
        }
    }

    /// Whether an address leads to a place in another page that no heading of it makes.
    pub fn has_unknown_anchor(&self, address: &str, within: Within) -> bool {
        let fragment = parts(address).fragment.filter(|old| !matches!(*old, "" | "top"));
        let Some(old) = fragment.filter(|_| !address.starts_with('#')) else { return false };
        let Some(Goal::PageByFile(path) | Goal::PageByAddress(path)) = self.goal(address, within)
        else {
            return false;
        };
        let page = self.around.pages.get(&path);
        path != self.around.path && page.is_some_and(|page| self.anchor(page, old).is_none())
    }

    /// The new anchor of a heading of a page.
    fn anchor(&self, page: &PageMove, old: &str) -> Option<String> {
        let old = decode(old);
        let moves = anchor_moves(self.around.from, self.around.to, &page.headings);
        moves.into_iter().find(|(known, _)| *known == old).map(|(_, new)| new)
    }

    /// The anchor that a heading most likely has in the new site, where only its old one is known.
    fn guess(&self, old: &str) -> String {
        self.around.to.slugify(SlugOf::Heading, &decode(old))
    }

    /// The path by which Hugo finds a page; none for one in another language, which it does not look for.
    fn logical_path(&self, page: &PageMove) -> Option<String> {
        let name = self.around.to.content_name(&page.new_path)?;
        let own = self.around.to.content_name(self.around.new_path)?;
        if name.language != own.language {
            return None;
        }
        let is_file = name.language.is_none() && !name.bundle && !name.stem.is_empty();
        let end = if is_file { format!(".{}", name.extension) } else { String::new() };
        let parts = name.folders.iter().map(String::as_str).chain([&*name.stem]);
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        Some(format!("/{}{end}", parts.join("/")))
    }

    /// The address of a file of the post, as the target serves it.
    pub fn asset(&self, path: &str, within: Within) -> Option<(String, Output)> {
        let goal = self.by_file(path).or_else(|| self.goal(path, within));
        let Some(Goal::Asset(file)) = goal else { return None };
        let asset = self.around.assets.get(&file)?;
        let new = asset.new_url.as_deref()?;
        let own = self.own().and_then(|own| own.new_url.as_deref());
        let beside = own.and_then(|own| new.strip_prefix(folder(own)));
        let out = match beside.filter(|rest| !rest.is_empty()) {
            Some(rest) => Output::literal(syntax::address(rest)),
            None => self.url(new, "", None, within),
        };
        Some((file, out))
    }

    /// An anchor of the post itself. Zola fails at one that is not there, unless it is
    /// no mere anchor; its pages end with a slash, so that `./` is the post itself.
    fn own_anchor(&self, fragment: &str, within: Within) -> Option<NewAddress> {
        let old = decode(fragment);
        if let Some(new) = self.anchors.get(&old) {
            let out = Output::literal(format!("#{new}"));
            return (*new != old).then_some(NewAddress { out, code: "anchor" });
        }
        let is_safe =
            matches!(&*old, "" | "top") || self.in_html.contains(&old) || within == Within::Html;
        if is_safe || self.around.to.target.engine != Engine::Zola {
            return None;
        }
        let out = Output::literal(syntax::address(&format!("./#{fragment}")));
        Some(NewAddress { out, code: "anchor-unknown" })
    }
}

/// Whether a site's renderer takes relative addresses of images from the root.
fn from_root(setup: &Setup) -> bool {
    let Config::Hexo(config) = &setup.config else { return false };
    let marked = config.values.get("marked");
    marked.and_then(|marked| marked.get("prependRoot")) != Some(&Value::Bool(false))
}

/// Whether an address begins with a scheme, as `mailto:` or `https:`.
fn has_scheme(address: &str) -> bool {
    let scheme = address.split([':', '/', '?', '#']).next().unwrap_or_default();
    address[scheme.len()..].starts_with(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        assert!(
            has_scheme("mailto:a@b.example") && has_scheme("https://a") && !has_scheme("a/b:c")
        );
        assert_eq!(join("/a/b/", "../c.png").as_deref(), Some("a/c.png"));
        assert_eq!(join("a/", "../../c"), None);
        assert_eq!(base_path(Some("https://a.example/blog/")), "/blog");
        assert_eq!(base_path(Some("https://a.example")), "");
    }
}
