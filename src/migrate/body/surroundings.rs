//! What the conversion of a body depends on besides the body: both sites, and where pages and files go.

use std::collections::{BTreeMap, HashMap};

use crate::engine::Setup;
use crate::migrate::Home;

/// One post and the sites around it. Paths are from a site's root, with `/`.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The engine that reads it now.
    pub from: &'a Setup,
    /// The engine that will read it.
    pub to: &'a Setup,
    /// Its path in the source.
    pub path: &'a str,
    /// Its path in the new site.
    pub new_path: &'a str,
    /// The pages of the source by their path in it.
    pub pages: &'a BTreeMap<String, PageMove>,
    /// The pages of the source by what Hexo's `post_link` calls them: paths below `_posts` without ending.
    pub slugs: &'a BTreeMap<String, String>,
    /// The other files of the source that are copied, by their path in it.
    pub assets: &'a BTreeMap<String, AssetMove>,
    /// Which page or file answers at an address of the source.
    pub addresses: &'a Addresses,
    /// Texts of files that tags include (`include_code`), by their path in the source.
    pub texts: &'a BTreeMap<String, String>,
    /// Where the site came from, if it goes back there.
    pub home: Option<&'a Home>,
}

/// Where a page goes. Addresses begin with `/`, and are as the engines' readings have them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageMove {
    /// Its path in the new site.
    pub new_path: String,
    /// Its address in the old site; none where it hangs on a file time.
    pub old_url: Option<String>,
    /// Its address in the new site.
    pub new_url: Option<String>,
    /// Its title.
    pub title: String,
    /// Whether a build of the new site makes it: a link by file to a draft fails a build.
    pub built: bool,
    /// The lines of its headings, as [`super::headings`] gives them: links to them need their anchors.
    pub headings: String,
}

/// Where a file goes that is copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetMove {
    /// Its path in the new site.
    pub new_path: String,
    /// Its address in the old site, from the site's root.
    pub old_url: Option<String>,
    /// Its address in the new site, from the site's root.
    pub new_url: Option<String>,
}

/// Pages and files of the source by the addresses at which they answer, made once a site.
#[derive(Clone, Debug, Default)]
pub struct Addresses(HashMap<String, String>);

impl Addresses {
    /// Takes in all pages and files whose address is known. A page counts before a file.
    #[must_use]
    pub fn new(pages: &BTreeMap<String, PageMove>, assets: &BTreeMap<String, AssetMove>) -> Self {
        let pages = pages.iter().map(|(path, page)| (path, &page.old_url));
        let assets = assets.iter().map(|(path, asset)| (path, &asset.old_url));
        let mut found = HashMap::new();
        for (path, url) in assets.chain(pages) {
            if let Some(url) = url {
                found.insert(same(url).to_owned(), path.clone());
            }
        }
        Self(found)
    }

    /// The path of the page or file that answers at a percent-decoded path of an address.
    #[must_use]
    pub fn path(&self, url: &str) -> Option<&str> {
        self.0.get(same(url)).map(String::as_str)
    }
}

/// An address without what makes no difference between two spellings of it.
pub(super) fn same(url: &str) -> &str {
    let url = url.strip_suffix("index.html").unwrap_or(url);
    url.trim_matches('/')
}
