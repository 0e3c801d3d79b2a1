//! Files that are no content: where each is published, and where it has to lie to be published there again.

use std::collections::{BTreeMap, BTreeSet};

use super::body::AssetMove;
use super::census::Fact;
use super::{Action, Kind, Row, path, unpublished};
use crate::engine::{AssetName, Engine, Place, Setup, Target};

/// A file that is copied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copy {
    /// Its path in the source.
    pub from: String,
    /// Its path in the new site.
    pub to: String,
    /// Its address, from the site's root; none for data.
    pub url: Option<String>,
}

impl Copy {
    /// The same for links.
    #[must_use]
    pub fn moved(&self) -> AssetMove {
        AssetMove {
            new_path: self.to.clone(),
            old_url: self.url.clone(),
            new_url: self.url.clone(),
        }
    }
}

/// The files that are copied, and a row for each file that the source publishes.
#[must_use]
pub fn copies(
    from: &Setup,
    to: Target,
    files: &[String],
    facts: &[Fact],
    new_paths: &[String],
) -> (Vec<Copy>, Vec<Row>) {
    let pages: BTreeMap<&str, usize> =
        facts.iter().enumerate().map(|(nth, fact)| (fact.path.as_str(), nth)).collect();
    let mut taken: BTreeSet<String> = new_paths.iter().map(|path| path.to_lowercase()).collect();
    let bare = from.like(to);
    let mut copies = Vec::new();
    let mut rows = Vec::new();
    for file in files.iter().filter(|file| !pages.contains_key(file.as_str())) {
        let name = from.asset_name(file);
        if name == AssetName::None {
            continue;
        }
        let owner = match &name {
            AssetName::OfPage { page, .. } => pages.get(page.as_str()).copied(),
            _ => None,
        };
        let owner = owner
            .map(|nth| (facts[nth].reading.url.as_deref(), unpublished::beside(&new_paths[nth])));
        let owner = owner.as_ref().map(|(url, new_path)| (*url, new_path.as_str()));
        let copy = place(&bare, file, name, owner);
        if path::check(&copy.to).is_err() || !taken.insert(copy.to.to_lowercase()) {
            let reason = format!("Another file of the new site is in its place, `{}`.", copy.to);
            rows.push(row(file, Action::NeedsHand, None, reason, "place-taken"));
            continue;
        }
        let action = if copy.to == *file { Action::Kept } else { Action::Moved };
        let now = (action == Action::Moved).then(|| copy.to.clone());
        rows.push(row(file, action, now, String::new(), "same"));
        copies.push(copy);
    }
    (copies, rows)
}

/// Where a file goes; `bare` is the target without any site, and `owner` the address and the new path of the page that it belongs to.
fn place(bare: &Setup, file: &str, name: AssetName, owner: Option<(Option<&str>, &str)>) -> Copy {
    let to = bare.target.engine;
    let whole = |to: String, url: Option<String>| Copy { from: file.to_owned(), to, url };
    match name {
        AssetName::Data(below) => whole(format!("{}/{below}", data_folder(to)), None),
        AssetName::Static(below) => {
            whole(format!("{}/{below}", static_folder(to)), Some(format!("/{below}")))
        }
        AssetName::OfPage { page, name } => {
            let folder = owner.and_then(|(_, new_path)| folder_of(new_path));
            let url = owner.and_then(|(url, _)| Some(format!("{}{name}", base(url?))));
            let beside = folder.map(|folder| format!("{folder}/{name}"));
            match beside
                .filter(|path| !is_passed_over(to, &name) && bare.place(path) != Place::Content)
            {
                Some(path) => whole(path, url),
                None => {
                    let beside = page.rsplit_once('/').map_or("", |(folder, _)| folder);
                    let url = url.unwrap_or_else(|| format!("/{beside}/{name}"));
                    whole(format!("{}{url}", static_folder(to)), Some(url))
                }
            }
        }
        AssetName::None => whole(file.to_owned(), None),
    }
}

/// The folder that a page's own files are published from.
fn folder_of(new_path: &str) -> Option<String> {
    let (folder, name) = new_path.rsplit_once('/')?;
    if name.starts_with("index.") {
        return Some(folder.to_owned());
    }
    let is_post =
        ["source/_posts/", "source/_drafts/"].iter().any(|root| new_path.starts_with(root));
    let stem = new_path.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    stem.filter(|_| is_post)
}

/// The part of a page's address that the addresses of its files begin with.
fn base(url: &str) -> String {
    match url.strip_suffix(".html") {
        Some(stem) => format!("{stem}/"),
        None if url.ends_with('/') => url.to_owned(),
        None => format!("{url}/"),
    }
}

/// Zola takes files without an extension beside a page for what an editor left behind (utils/src/fs.rs).
fn is_passed_over(to: Engine, name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    to == Engine::Zola && !file.trim_start_matches('.').contains('.')
}

/// The folder whose files are published as they are.
#[must_use]
pub const fn static_folder(engine: Engine) -> &'static str {
    match engine {
        Engine::Hexo => "source",
        Engine::Hugo | Engine::Zola => "static",
    }
}

const fn data_folder(engine: Engine) -> &'static str {
    match engine {
        Engine::Hexo => "source/_data",
        Engine::Hugo | Engine::Zola => "data",
    }
}

/// Extensions that Hexo renders, and in whose files it runs template tags.
const RENDERED: [&str; 17] = [
    "md", "markdown", "mkd", "mkdn", "mdwn", "mdtxt", "mdtext", "html", "htm", "njk", "j2", "ejs",
    "css", "styl", "js", "json", "yml",
];

/// Globs of the files that Hexo has to copy although it would render them: whole folders where no page lies in them.
#[must_use]
pub fn verbatim(to: Engine, copies: &[Copy], new_paths: &[String]) -> Vec<String> {
    if to != Engine::Hexo {
        return Vec::new();
    }
    let top = |path: &str| path.split_once('/').map(|(top, _)| top.to_owned());
    let below = |path: &'_ str| path.strip_prefix("source/").map(str::to_owned);
    let with_pages: BTreeSet<String> =
        new_paths.iter().filter_map(|path| top(&below(path)?)).collect();
    let globs: BTreeSet<String> = published(targets(copies))
        .filter(|path| {
            let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
            RENDERED.contains(&extension) || extension == "yaml" || extension == "stylus"
        })
        .map(|path| match top(path).filter(|top| !with_pages.contains(top)) {
            Some(top) => format!("{top}/**"),
            None => path.to_owned(),
        })
        .collect();
    globs.into_iter().collect()
}

/// Globs of the files that Hexo has to copy although their names begin with `_` or a dot.
#[must_use]
pub fn hidden(to: Engine, copies: &[Copy]) -> Vec<String> {
    if to != Engine::Hexo {
        return Vec::new();
    }
    let is_hidden = |path: &&str| path.split('/').any(|part| part.starts_with(['_', '.']));
    published(targets(copies)).filter(is_hidden).map(str::to_owned).collect()
}

fn targets(copies: &[Copy]) -> impl Iterator<Item = &str> {
    copies.iter().map(|copy| copy.to.as_str())
}

/// The files below Hexo's source folder that are neither data nor a post's.
pub fn published<'p>(paths: impl Iterator<Item = &'p str>) -> impl Iterator<Item = &'p str> {
    let below = paths.filter_map(|path| path.strip_prefix("source/"));
    below
        .filter(|path| !["_posts/", "_drafts/", "_data/"].iter().any(|root| path.starts_with(root)))
}

/// Says so in the rows of published files that no post names.
pub fn tell_unnamed(rows: &mut [Row], copies: &[Copy], named: &BTreeSet<String>) {
    let published: BTreeSet<&str> = copies
        .iter()
        .filter(|copy| copy.url.is_some() && !named.contains(&copy.from))
        .map(|copy| copy.from.as_str())
        .collect();
    let of_ours = |row: &&mut Row| row.kind == Kind::Asset && row.code == "same";
    for row in rows.iter_mut().filter(of_ours).filter(|row| published.contains(row.name.as_str())) {
        "No post names it; a template or a style sheet may.".clone_into(&mut row.reason);
        row.code = "unnamed";
    }
}

fn row(file: &str, action: Action, to: Option<String>, reason: String, code: &'static str) -> Row {
    let (file, name) = (file.to_owned(), file.to_owned());
    Row { file, line: None, kind: Kind::Asset, name, action, to, reason, code }
}
