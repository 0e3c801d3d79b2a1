//! What holds for every post: places lie in the text, texts read back, edits change what they say.

use std::fs;
use std::path::{Path, PathBuf};

use masthead::diagnostic::Change;
use masthead::document::patch::{self, Content, ListStyle, Position};
use masthead::document::proof::prove;
use masthead::document::{Agreement, Document, Entry, FrontMatter, Kind};
use masthead::text::{Edit, Source, apply};
use masthead::value::Value;
use proptest::prelude::{ProptestConfig, Strategy, any, proptest};
use proptest::sample::{Index, select};

use crate::conformance::{Case, lines, shared};
use crate::invariants::places::{entries, places_lie_in_the_text, scalars_read_back};
use crate::texts::{post, soup};

/// One edit of an entry, with the root keys that it declares.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Remove,
    RemoveItem,
    SetText(&'static str),
    SetList,
    Rename,
    InsertAfter,
    InsertBefore,
    InsertFirst,
    InsertLast,
    InsertInside,
    MoveFirst,
    MoveLast,
    Restyle(ListStyle),
}

fn deed() -> impl Strategy<Value = Deed> {
    select(vec![
        Deed::Remove,
        Deed::RemoveItem,
        Deed::SetText("plain"),
        Deed::SetText("a: b, [c] # 'd'\n"),
        Deed::SetList,
        Deed::Rename,
        Deed::InsertAfter,
        Deed::InsertBefore,
        Deed::InsertFirst,
        Deed::InsertLast,
        Deed::InsertInside,
        Deed::MoveFirst,
        Deed::MoveLast,
        Deed::Restyle(ListStyle::Block),
        Deed::Restyle(ListStyle::Flow),
    ])
}

/// What is put in.
fn fresh() -> Value {
    Value::List(vec![Value::String("p: q".to_owned()), Value::Int(1)])
}

fn edits(front_matter: &FrontMatter<'_>, entry: &Entry<'_>, deed: Deed) -> Vec<Edit> {
    let list = fresh();
    let text = |text: &str| Value::String(text.to_owned());
    let put = |position| patch::insert(front_matter, position, "fresh", Content::Value(&list));
    match deed {
        Deed::Remove => patch::remove(front_matter, entry),
        Deed::RemoveItem => patch::remove_item(front_matter, entry, 0),
        Deed::SetText(new) => patch::set(front_matter, entry, Content::Value(&text(new))),
        Deed::SetList => patch::set(front_matter, entry, Content::Value(&list)),
        Deed::Rename => patch::rename(front_matter, entry, "fresh"),
        Deed::InsertAfter => put(Position::After(entry)),
        Deed::InsertBefore => put(Position::Before(entry)),
        Deed::InsertFirst => put(Position::First),
        Deed::InsertLast => put(Position::Last),
        Deed::InsertInside => put(Position::Inside(entry)),
        Deed::MoveFirst => patch::move_to(front_matter, entry, Position::First),
        Deed::MoveLast => patch::move_to(front_matter, entry, Position::Last),
        Deed::Restyle(style) => patch::restyle(front_matter, entry, style),
    }
}

/// Does a deed to one entry and holds it to the root key that it is about.
fn edits_change_what_they_say(text: &str, which: Index, deed: Deed) {
    let source = Source::new("post.md", text);
    let document = Document::parse(&source);
    let Some(front_matter) = &document.front_matter else { return };
    let mut all = Vec::new();
    entries(&front_matter.tree.root, &mut all);
    let has_alias = front_matter
        .tree
        .root
        .entries()
        .iter()
        .any(|entry| matches!(entry.value.kind, Kind::Alias(_)));
    if *front_matter.agreement() != Agreement::Agree || all.is_empty() || has_alias {
        return;
    }
    let entry = all[which.index(all.len())];
    let at_root = |other: &Entry<'_>| other.key.span == entry.key.span;
    let others = front_matter.tree.root.entries().iter().filter(|other| !at_root(other));
    let is_move = matches!(deed, Deed::MoveFirst | Deed::MoveLast);
    if is_move && others.map(Entry::name).any(|name| name == entry.name()) {
        return;
    }
    let edits = edits(front_matter, entry, deed);
    let new = apply(text, &edits).unwrap();
    assert!(!edits.is_empty() || new == text);
    let root = front_matter.tree.root.entries().iter();
    let root = root.filter(|root| root.span().covers(entry.key.span)).map(Entry::name);
    let mut changes: Vec<Change> = root.map(|root| Change::Key(root.to_owned())).collect();
    changes.extend([Change::Key("fresh".to_owned()), Change::Key(entry.name().to_owned())]);
    let new = Source::new("post.md", new);
    let after = Document::parse(&new);
    if let Err(reason) = prove(&document, &after, &changes) {
        panic!("{deed:?} of {} in {text:?}: {reason}\n{:?}", entry.name(), new.text);
    }
    if edits.is_empty() || !front_matter.tree.root.entries().iter().any(at_root) {
        return;
    }
    let value = after.front_matter.as_ref().and_then(|after| after.values().ok()).unwrap();
    let twice =
        front_matter.tree.root.entries().iter().filter(|other| other.name() == entry.name());
    let expected = match deed {
        Deed::SetText(text) => Some((value.get(entry.name()), Value::String(text.to_owned()))),
        Deed::SetList => Some((value.get(entry.name()), fresh())),
        Deed::InsertInside => {
            Some((value.get(entry.name()).and_then(|map| map.get("fresh")), fresh()))
        }
        Deed::InsertAfter | Deed::InsertBefore | Deed::InsertFirst | Deed::InsertLast => {
            Some((value.get("fresh"), fresh()))
        }
        _ => None,
    };
    if let (Some((found, expected)), 1) = (expected, twice.count()) {
        let what = format!("{deed:?} of {} in {text:?}: {:?}", entry.name(), new.text);
        assert_eq!(found, Some(&expected), "{what}");
    }
}

/// The Markdown files below a folder.
fn posts_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            posts_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// Both readers read a block alike, or both refuse it.
fn readers_agree(source: &Source) {
    let document = Document::parse(source);
    if let Some(Agreement::Differ(span, reason)) =
        document.front_matter.as_ref().map(FrontMatter::agreement)
    {
        panic!("{}: {reason} at {:?}", source.path, source.slice(*span));
    }
}

#[test]
#[ignore = "needs the shared material"]
fn shared_posts_are_read_alike_by_both_readers() {
    let mut posts = Vec::new();
    posts_below(&shared().join("corpus"), &mut posts);
    posts_below(&shared().join("cases"), &mut posts);
    assert!(posts.len() > 1000);
    for path in posts {
        let bytes = fs::read(&path).unwrap();
        readers_agree(&Source::from_bytes(path.display().to_string(), &bytes));
    }
    for engine in ["hexo", "hugo", "zola"] {
        let readings: Vec<Case> =
            lines(&shared().join(format!("conformance/readings/{engine}.jsonl")));
        for case in readings {
            readers_agree(&Source::new(case.id, case.content));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let source = Source::from_bytes("post.md", &bytes);
        places_lie_in_the_text(&source.text);
    }

    #[test]
    fn any_soup_can_be_read(text in soup(), fenced in any::<bool>()) {
        let text = if fenced { format!("---\n{text}\n---\n") } else { text };
        places_lie_in_the_text(&text);
        scalars_read_back(&text);
    }

    #[test]
    fn posts_can_be_read(text in post()) {
        places_lie_in_the_text(&text);
        scalars_read_back(&text);
    }

    #[test]
    fn edits_do_what_they_say(text in post(), which in any::<Index>(), deed in deed()) {
        edits_change_what_they_say(&text, which, deed);
    }
}
