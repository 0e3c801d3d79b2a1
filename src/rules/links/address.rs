//! What answers at a path of the site. Much of a site is made by themes, plugins and servers: where one of them may
//! have a hand in it, something does.

use super::super::near::nearest;
use super::Linking;
use crate::engine::{AssetContext, AssetFate, AssetQuery};
use crate::site::{Index, Page};

/// What answers.
#[derive(Clone, Copy, Debug)]
pub enum Found<'c> {
    /// The page of this file, and no other.
    Page(&'c str),
    /// Something, or nobody knows.
    Something,
    /// Nothing; with the page that may be meant, if one is near.
    Nothing(Option<&'c Page>),
}

/// Parts of addresses below which engines, themes and plugins make pages of their own.
const GENERATED: [&str; 15] = [
    "tags",
    "tag",
    "categories",
    "category",
    "archives",
    "archive",
    "page",
    "series",
    "authors",
    "author",
    "search",
    "feed",
    "rss",
    "atom",
    "api",
];

/// Endings of files that engines and themes write.
const WRITTEN: [&str; 10] =
    ["xml", "json", "txt", "css", "js", "ics", "webmanifest", "rss", "atom", "map"];

/// Files that tell a server to answer at more addresses.
const REDIRECTING: [&str; 7] = [
    "_redirects",
    "netlify.toml",
    "vercel.json",
    ".htaccess",
    "nginx.conf",
    "firebase.json",
    "_headers",
];

/// What answers at a path below the site's own address.
pub fn found<'c>(linking: &Linking<'c, '_>, path: &str) -> Found<'c> {
    let bare = path.trim_end_matches('/');
    let variants = [path.to_owned(), format!("{bare}/"), bare.to_owned(), format!("{bare}.html")];
    let mut pages = variants.iter().flat_map(|path| linking.index.at(path));
    if let Some(page) = pages.next() {
        return match pages.all(|other| other.path == page.path) {
            true => Found::Page(&page.path),
            false => Found::Something,
        };
    }
    let is_at_root = bare.matches('/').count() < 2;
    // Anything may lie beside a site at the root of its host, so only a slip of the pen can be told there.
    let near = if is_at_root { near(linking.index, bare) } else { None };
    match is_at_root && near.is_none() || is_uncertain(linking, bare) {
        true => Found::Something,
        false => Found::Nothing(near),
    }
}

/// With more pages than this at the root, one is always near.
const MOST_AT_ROOT: usize = 500;

/// The page at the root of the site whose address is a letter or two off this one; numbers are never slips.
fn near<'c>(index: &'c Index, bare: &str) -> Option<&'c Page> {
    let name = bare.trim_start_matches('/');
    let root = |page: &'c Page| {
        let url = page.url.as_deref()?.trim_matches('/');
        (!url.is_empty() && !url.contains('/') && page.is_served()).then_some((url, page))
    };
    let pages: Vec<(&str, &Page)> =
        index.pages().iter().filter_map(root).take(MOST_AT_ROOT + 1).collect();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let own = digits(name);
    let near = match pages.len() > MOST_AT_ROOT {
        true => None,
        false => nearest(name, pages.iter().map(|(url, _)| *url)),
    };
    let (_, page) = pages.iter().find(|(url, _)| Some(*url) == near && digits(url) == own)?;
    Some(page)
}

fn is_uncertain(linking: &Linking<'_, '_>, bare: &str) -> bool {
    let first = bare.split('/').find(|part| !part.is_empty()).unwrap_or_default();
    let is_at_root = bare.matches('/').count() < 2;
    let (setup, index) = (linking.setup, linking.index);
    let taxonomies = setup.taxonomies(linking.context.path);
    let is_generated = |part: &str| GENERATED.contains(&part) || taxonomies.contains(&part);
    let last = bare.rsplit('/').next().unwrap_or_default();
    let ending = last.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let has = |file: &str| setup.listing.named(file).iter().any(|path| !path.contains("themes/"));
    // Only where pages live it is sure that nobody else puts some.
    !is_at_root && !index.has_below(&format!("/{first}/"))
        || index.has_below(&format!("{bare}/"))
        || last.bytes().all(|byte| byte.is_ascii_digit())
        || bare.split('/').filter(|part| !part.is_empty()).any(is_generated)
        || ending.as_deref().is_some_and(|ending| WRITTEN.contains(&ending))
        || setup.has_foreign_addresses()
        || index.pages().iter().any(|page| page.url.is_none() && page.is_public())
        || REDIRECTING.iter().any(|file| has(file))
        || match ending {
            Some(_) => answers(linking, bare),
            None => is_copied(linking, bare),
        }
}

/// Whether a file may answer.
fn answers(linking: &Linking<'_, '_>, address: &str) -> bool {
    let query = AssetQuery {
        post: linking.context.path,
        url: linking.url,
        address,
        within: AssetContext::Html,
    };
    !matches!(linking.setup.asset(query), AssetFate::Missing { other_case: None, .. })
}

/// Whether a file of the site that is no content may answer at an address without ending.
fn is_copied(linking: &Linking<'_, '_>, bare: &str) -> bool {
    let listing = &linking.setup.listing;
    let last = bare.rsplit('/').next().unwrap_or_default();
    let names = [last.to_owned(), format!("{last}.html"), "index.html".to_owned()];
    let endings = [bare.to_owned(), format!("{bare}.html"), format!("{bare}/index.html")];
    let files = names.iter().flat_map(|name| listing.named(name));
    let mut files = files.map(|file| format!("/{file}"));
    files.any(|file| endings.iter().any(|ending| file.ends_with(ending)))
}
