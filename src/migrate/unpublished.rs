//! Files of content that are published nowhere, in Hexo, which has no such thing: they lie as they were where it passes
//! over them, and the way home takes them back.

use super::census::Fact;
use super::home::Votes;
use super::{Action, Kind, Row};
use crate::engine::{ContentName, Engine, NameKind, Outcome, Reading, Setup};

/// The folder; Hexo passes over names that begin with `_` (hexo/lib/plugins/processor/common.ts).
const FOLDER: &str = "source/_unpublished/";

/// Whether a page is read of a file and published nowhere.
#[must_use]
pub fn is_unpublished(fact: &Fact) -> bool {
    let reading = &fact.reading;
    // Hexo publishes every page, also where its address is not known.
    let is_of_hexo = reading.aliases.is_none();
    reading.outcome == Outcome::Page && reading.url.is_none() && !is_of_hexo
}

/// Where such a file goes in Hexo.
#[must_use]
pub fn place(fact: &Fact) -> String {
    let name = &fact.name;
    let stem = match (name.kind, name.bundle) {
        (NameKind::Section, _) => "_index",
        (_, true) => "index",
        (_, false) => &name.stem,
    };
    let own = Some(&name.stem).filter(|_| name.kind != NameKind::Section && name.bundle);
    let folders: String = name.folders.iter().chain(own).map(|part| format!("{part}/")).collect();
    let language = name.language.as_ref().map(|code| format!(".{code}")).unwrap_or_default();
    format!("{FOLDER}{folders}{stem}{language}.{}", name.extension)
}

/// The path by which files beside such a one are published.
#[must_use]
pub fn beside(new_path: &str) -> String {
    new_path.replacen(FOLDER, "source/", 1)
}

/// The account of a file that goes there.
#[must_use]
pub fn row(file: &str, new_path: &str) -> Row {
    let reason =
        "No page of this file is published. It stands as it was where Hexo passes over it.";
    told(file, Action::KeptAsData, Some(new_path.to_owned()), reason)
}

/// What is known of a file that lies there before it goes back to where it came from; none of any other file.
#[must_use]
pub fn fact(from: &Setup, path: &str) -> Option<Fact> {
    let name = path.strip_prefix(FOLDER).filter(|_| from.target.engine == Engine::Hexo)?;
    let (stem, extension) = name.rsplit_once('.')?;
    let name = ContentName {
        kind: NameKind::Page,
        draft: false,
        folders: Vec::new(),
        stem: stem.to_owned(),
        extension: extension.to_owned(),
        language: None,
        bundle: false,
    };
    // No engine reads it there, so that nothing is known but that it is published nowhere.
    let reading = Reading { aliases: Some(Vec::new()), ..Reading::page() };
    Some(Fact {
        path: path.to_owned(),
        name,
        reading,
        at_home: None,
        order: None,
        has_feed: false,
        has_html: false,
        votes: Votes::default(),
        headings: String::new(),
    })
}

/// Where such a file goes back to.
#[must_use]
pub fn former(path: &str) -> Option<String> {
    Some(format!("content/{}", path.strip_prefix(FOLDER)?))
}

/// The account of a file that goes back; `reading` is what its engine reads of it there.
#[must_use]
pub fn row_of_return(file: &str, new_path: &str, reading: &Reading) -> Row {
    match &reading.error {
        None => {
            let reason = "No page of it is published, as before.";
            told(file, Action::Moved, Some(new_path.to_owned()), reason)
        }
        Some(error) => {
            let reason = format!("The engine would stop at it ({error}), so it is not moved.");
            told(file, Action::NeedsHand, None, &reason)
        }
    }
}

fn told(file: &str, action: Action, to: Option<String>, reason: &str) -> Row {
    Row {
        file: file.to_owned(),
        line: None,
        kind: Kind::File,
        name: file.to_owned(),
        action,
        to,
        reason: reason.to_owned(),
        code: "unpublished",
    }
}
