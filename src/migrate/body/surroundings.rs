//! What the conversion of a body depends on besides the body: both sites, and where pages and files go.

use std::collections::BTreeMap;

use crate::engine::Setup;

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
    /// Texts of files that tags include (`include_code`), by their path in the source.
    pub texts: &'a BTreeMap<String, String>,
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
