//! What an address without a host leads to: the file of the site that answers there, if any.

use super::{Config, Place, Setup};
use crate::value::Value;

/// An address in a post.
#[derive(Clone, Copy, Debug)]
pub struct AssetQuery<'a> {
    /// Path of the post from the site's root.
    pub post: &'a str,
    /// Path of the post's URL as the engine gives it; none where it hangs on a file time.
    pub url: Option<&'a str>,
    /// The path of the address, percent-decoded, without query and fragment.
    pub address: &'a str,
    /// Where it stands.
    pub within: AssetContext,
}

/// Where an address stands, which decides who resolves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssetContext {
    /// The theme does as it likes.
    FrontMatter,
    /// The engine's Markdown renderer, and hooks and plugins that change what it does.
    Markdown,
    /// Nobody: the browser gets it as it is.
    Html,
}

/// What becomes of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssetFate {
    /// A file answers there, or may well do so: this is not said of what only a theme or a plugin knows.
    Found,
    /// There is no such file.
    Missing {
        /// Where one would have to lie, from the site's root.
        wanted: String,
        /// A file there whose name differs in case only.
        other_case: Option<String>,
    },
    /// The file is there, but the engine does not publish it.
    Unpublished {
        /// Its path from the site's root.
        file: String,
    },
    /// The file that was meant is there, but the address leads elsewhere.
    Elsewhere {
        /// Its path from the site's root.
        file: String,
        /// Path of the URL that the address leads to.
        url: String,
    },
}

/// Where the file of an address may lie, as an engine sees it; paths from the site's root, best first.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// Path of the URL that the address leads to; none where that is not known.
    pub url: Option<String>,
    /// Files that answer at the address wherever they are there.
    pub answering: Vec<String>,
    /// Files that answer at the address unless the engine passes over them.
    pub copied: Vec<String>,
    /// Files that the author may have meant, or that a theme or a plugin may show.
    pub meant: Vec<String>,
    /// Whether only `answering` and `copied` count for sure.
    pub certain: bool,
    /// Whether files that are not in the listing, such as those of a theme, may answer too.
    pub open: bool,
    /// Whether the address stays below the URL of its post, where only the post's own files are.
    pub own: bool,
}

impl Places {
    /// What becomes of the address.
    pub fn fate(self, setup: &Setup) -> AssetFate {
        let listing = &setup.listing;
        let is_copied = |file: &String| setup.place(file) != Place::Ignored;
        let found = |files: &[String]| -> Vec<String> {
            files.iter().filter(|file| listing.has(file)).cloned().collect()
        };
        if !found(&self.answering).is_empty() {
            return AssetFate::Found;
        }
        let copied = found(&self.copied);
        if copied.iter().any(is_copied) {
            return AssetFate::Found;
        }
        let meant = found(&self.meant);
        let published = meant.iter().find(|file| is_copied(file));
        if let Some(file) = published {
            return match self.url {
                Some(url) if self.certain => AssetFate::Elsewhere { file: file.clone(), url },
                _ => AssetFate::Found,
            };
        }
        if let Some(file) = copied.into_iter().chain(meant).next() {
            return AssetFate::Unpublished { file };
        }
        let all = || self.copied.iter().chain(&self.answering).chain(&self.meant);
        let Some(wanted) = all().next() else { return AssetFate::Found };
        let namesakes = listing.named(wanted.rsplit('/').next().unwrap_or(wanted));
        let is_meant = |other: &&String| {
            let other = other.to_lowercase();
            all().any(|file| other == file.to_lowercase())
        };
        let other_case = namesakes.iter().find(is_meant).cloned();
        // The files of another page answer at that page's URL, which is not known here.
        let is_of_another_page = !self.own && !namesakes.is_empty();
        if other_case.is_none() && (self.open || is_of_another_page) {
            return AssetFate::Found;
        }
        AssetFate::Missing { wanted: wanted.clone(), other_case }
    }
}

/// The path that a relative one leads to from a URL, without a slash at its start; none where it leaves the site.
pub(super) fn join(url: &str, relative: &str) -> Option<String> {
    let folder = match relative.starts_with('/') {
        true => "",
        false => url.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

impl Setup {
    /// The path of the site's own address, with a slash before it and none behind: `/blog`, or nothing. Hexo may say it
    /// in a key of its own (`root`).
    #[must_use]
    pub fn base_path(&self) -> String {
        let root = match &self.config {
            Config::Hexo(config) => config.values.get("root"),
            Config::Hugo(_) | Config::Zola(_) => None,
        };
        let path = match root {
            Some(Value::String(root)) => root.trim_matches('/'),
            _ => self.base_url().map_or("", base_path),
        };
        if path.is_empty() { String::new() } else { format!("/{path}") }
    }
}

/// The path of a site's own address, without slashes around it: `blog` of `https://a.example/blog/`.
pub(super) fn base_path(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    path.trim_matches('/')
}

/// A path below the site's root without the path of the site's own address before it.
pub(super) fn without_base<'p>(path: &'p str, base: &str) -> &'p str {
    let inside = path.strip_prefix(base).and_then(|rest| rest.strip_prefix('/'));
    inside.filter(|_| !base.is_empty()).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_start_from_the_folder_of_the_url() {
        for (url, relative, expected) in [
            ("/a/b/", "c.png", Some("a/b/c.png")),
            ("/a/b/", "../c.png", Some("a/c.png")),
            ("/a/b.html", "./c/d.png", Some("a/c/d.png")),
            ("/a/", "/c.png", Some("c.png")),
            ("/a/", "../../c.png", None),
        ] {
            assert_eq!(join(url, relative).as_deref(), expected, "{url} {relative}");
        }
    }

    #[test]
    fn the_path_of_the_sites_address_goes() {
        assert_eq!(base_path("https://a.example/blog/"), "blog");
        assert_eq!(base_path("https://a.example"), "");
        assert_eq!(base_path("/"), "");
        assert_eq!(without_base("blog/a.png", "blog"), "a.png");
        assert_eq!(without_base("blogs/a.png", "blog"), "blogs/a.png");
    }
}
