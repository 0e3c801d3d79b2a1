//! Links that stop the build: without an address, to a file that is not there, to an anchor that is not on the page
//! (markdown/src/markdown.rs: fix_link; utils/src/site.rs; site/src/link_checking.rs).

use std::cell::OnceCell;
use std::collections::HashSet;

use memchr::memchr_iter;
use percent_encoding::percent_decode_str;

use crate::document::body::outline::Outline;
use crate::engine::Place;

use super::anchor;
use super::config::settings::Level;
use super::place;
use super::read::File;

/// Whether a body has a link that is worth looking at: one without an address, or to `@/` or `#`.
#[must_use]
pub(super) fn may_be_broken(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr_iter(b']', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        let address = match rest.first() {
            Some(b'(' | b':') => rest[1..].trim_ascii_start(),
            _ => return false,
        };
        let address = address.strip_prefix(b"<").unwrap_or(address);
        // An escape or an entity may hide what the address begins with.
        matches!(address.first(), None | Some(b')' | b'>' | b'#' | b'@' | b'\\' | b'&'))
    })
}

/// Why the links of a rendered body stop the build. `whole` says whether the body is all that is rendered: what
/// a template adds may have any anchor.
pub(super) fn refuse(file: &File<'_>, body: &str, whole: Whole) -> Result<(), String> {
    let outline = Outline::read(body);
    if outline.links.iter().any(String::is_empty) {
        return Err("There is a link that is missing a URL".to_owned());
    }
    if file.config.settings.link_checker.internal_level == Level::Warn {
        return Ok(());
    }
    for link in &outline.links {
        if link.starts_with("@/") {
            resolve(file, link)?;
        }
    }
    if whole == Whole::No {
        return Ok(());
    }
    refuse_anchors(file, &outline)
}

/// Whether a body is all that is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// It is.
    Yes,
    /// A template adds something.
    No,
}

/// Follows a link to a file: `@/` and its path below `content`.
///
/// # Errors
/// When there is no such page.
pub(super) fn resolve(file: &File<'_>, link: &str) -> Result<(), String> {
    if is_there(file, link.strip_prefix("@/").unwrap_or(link)) {
        return Ok(());
    }
    Err(format!("Broken relative link `{link}` in {}", file.info.relative))
}

/// Whether the file that a link names below `content` gives a page. Outside a site nobody knows.
fn is_there(file: &File<'_>, target: &str) -> bool {
    let listing = &file.setup.listing;
    if listing.is_empty() {
        return true;
    }
    let name = target.split('#').next().unwrap_or(target);
    let path = format!("content/{}", percent_decode_str(name).decode_utf8_lossy());
    listing.has(&path) && place::place(&path, file.config, listing) == Place::Content
}

fn refuse_anchors(file: &File<'_>, outline: &Outline) -> Result<(), String> {
    let own = |link: &'_ str| -> Option<String> {
        let anchor = match link.strip_prefix('#') {
            Some(anchor) => anchor,
            None => link
                .strip_prefix("@/")?
                .strip_prefix(file.info.relative)?
                .strip_prefix('#')?
                .split('#')
                .next()?,
        };
        (!anchor::is_special(anchor)).then(|| anchor.to_owned())
    };
    let wanted: Vec<String> = outline.links.iter().filter_map(|link| own(link)).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let headings: HashSet<String> =
        anchor::of_headings(outline, file.config.settings.slugify.anchors).into_iter().collect();
    let is_section = file.info.relative.contains("_index.");
    let others = OnceCell::new();
    let has = |anchor: &String| {
        headings.contains(anchor)
            || !is_section
                && others
                    .get_or_init(|| others_of(file, outline, &headings))
                    .contains(&anchor.to_lowercase())
    };
    match wanted.iter().find(|anchor| !has(anchor)) {
        None => Ok(()),
        Some(anchor) => Err(format!(
            "Found 1 broken internal anchor link(s): The anchor in the link `@/{}#{anchor}` does not exist.",
            file.info.relative
        )),
    }
}

/// What else can be reached on a page: ids in HTML, footnotes, and headings in another case.
fn others_of(file: &File<'_>, outline: &Outline, headings: &HashSet<String>) -> HashSet<String> {
    let mut ids = anchor::in_html(&outline.html);
    ids.extend(headings.iter().map(|id| id.to_lowercase()));
    for name in outline.footnotes.iter().map(|name| name.to_lowercase()) {
        if file.config.settings.markdown.bottom_footnotes {
            ids.extend([format!("fn-{name}"), format!("fr-{name}-1")]);
        } else {
            ids.insert(name);
        }
    }
    ids
}
