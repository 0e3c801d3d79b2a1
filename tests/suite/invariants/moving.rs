//! Migration of any post: each tag has its row, a page stays a page, and what is said to be kept is read the same.

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;

use masthead::document::Document;
use masthead::engine::{Outcome, Reading};
use masthead::migrate::body::{Addresses, PageMove, Surroundings, convert_body};
use masthead::migrate::convert::{Converted, Covered, Job, body_span, convert};
use masthead::migrate::{FrontMatterFormat, Kind};
use masthead::text::Source;

use super::{SITES, Site, text};

/// A body from each engine to each other one.
pub fn body(bytes: &[u8]) {
    let post = format!("---\ntitle: One\ndate: 2024-01-02\n---\n{}", text(bytes));
    for (from, to) in ways() {
        let source = Source::new(from.post, post.as_str());
        let document = Document::parse(&source);
        let reading = from.setup.read(from.post, &document);
        let new_body = move_body(from, to, &document, &reading);
        let rows = new_body.rows.iter().filter(|row| row.kind == Kind::Tag).count();
        assert_eq!(rows, from.setup.tags(from.post, &document).len(), "a row for each tag");
        if reading.outcome == Outcome::Page {
            let text = format!("---\ntitle: One\ndate: 2024-01-02\n---\n{}", new_body.text);
            let source = Source::new(to.post, text);
            let new = to.setup.read(to.post, &Document::parse(&source));
            assert_eq!(
                new.outcome,
                Outcome::Page,
                "{} to {}: {:?}\n{:?}\nbecame\n{:?}",
                from.setup.target,
                to.setup.target,
                new.error,
                post,
                source.text
            );
        }
    }
}

/// A post from each engine to each other one and back.
pub fn post(bytes: &[u8]) {
    let text = text(bytes);
    for (from, to) in ways() {
        let Some((before, there)) = move_post(from, to, &text) else { continue };
        if there.reading.outcome != Outcome::Page {
            continue;
        }
        let Some((_, back)) = move_post(to, from, &there.text) else { continue };
        let lost = there.rows.iter().chain(&back.rows).any(|row| row.action.is_loss());
        if !lost && back.reading.outcome == Outcome::Page {
            same(&before, &back.reading, &there.text);
        }
    }
}

/// A post with its body from each engine to each other one; what comes of it is not looked at.
pub fn moved(text: &str) {
    for (from, to) in ways() {
        black_box(move_post(from, to, text));
        let source = Source::new(from.post, text);
        let document = Document::parse(&source);
        let reading = from.setup.read(from.post, &document);
        black_box(move_body(from, to, &document, &reading));
    }
}

/// The source's reading and the converted post; nothing where the source has no page.
fn move_post(from: &Site, to: &Site, text: &str) -> Option<(Reading, Converted)> {
    let source = Source::new(from.post, text);
    let document = Document::parse(&source);
    let reading = from.setup.read(from.post, &document);
    if reading.outcome != Outcome::Page {
        return None;
    }
    let job = Job {
        from: &from.setup,
        to: &to.setup,
        path: from.post,
        new_path: to.post,
        format: FrontMatterFormat::Keep,
        keep_url: true,
        rank: None,
        covered: Covered::No,
        has_feeds: false,
        asks_for_feed: false,
        refused: &BTreeSet::new(),
        home: None,
        at_home: None,
    };
    let body = body_span(&document, &reading).text(text);
    let converted = convert(&job, &document, &reading, body);
    Some((reading, converted))
}

fn same(before: &Reading, back: &Reading, there: &str) {
    let facts = |reading: &Reading| {
        (
            reading.title.clone().filter(|title| !title.is_empty()),
            reading.date,
            reading.updated,
            reading.draft,
            reading.tags.clone(),
            reading.categories.clone(),
        )
    };
    assert_eq!(facts(before), facts(back), "there and back by {there:?}");
}

fn move_body(
    from: &Site,
    to: &Site,
    document: &Document<'_>,
    reading: &Reading,
) -> masthead::migrate::body::Body {
    let page = |name: &str, path: &str| PageMove {
        new_path: path.to_owned(),
        old_url: Some(format!("/{name}/")),
        new_url: Some(format!("/{name}/")),
        title: name.to_owned(),
        built: true,
        headings: "# A b\n".to_owned(),
    };
    let pages = BTreeMap::from([
        (from.post.to_owned(), page("one", to.post)),
        (from.other.to_owned(), page("two", to.other)),
    ]);
    let surroundings = Surroundings {
        from: &from.setup,
        to: &to.setup,
        path: from.post,
        new_path: to.post,
        addresses: &Addresses::new(&pages, &BTreeMap::new()),
        pages: &pages,
        slugs: &BTreeMap::from([("two".to_owned(), from.other.to_owned())]),
        assets: &BTreeMap::new(),
        texts: &BTreeMap::new(),
        home: None,
    };
    convert_body(&surroundings, document, body_span(document, reading))
}

/// All ways from one engine to another.
fn ways() -> impl Iterator<Item = (&'static Site, &'static Site)> {
    let engine = |site: &Site| site.setup.target.engine;
    SITES.iter().flat_map(move |from| {
        SITES.iter().filter(move |to| engine(to) != engine(from)).map(move |to| (from, to))
    })
}
