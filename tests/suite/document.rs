//! What holds for every post: places lie in the text, texts read back, edits change what they say.

use std::fs;
use std::path::{Path, PathBuf};

use masthead::diagnostic::Change;
use masthead::document::patch::{self, Content, ListStyle, Position};
use masthead::document::proof::prove;
use masthead::document::{
    Agreement, Document, Entry, Format, FrontMatter, Kind, Node, Style, parse_block,
};
use masthead::text::{Edit, Source, Span, apply};
use masthead::value::Value;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::sample::{Index, select};

use crate::conformance::{Case, lines, shared};

/// Pieces of posts: what delimits, indents, quotes and ends things, in all languages.
const PIECES: &[&str] = &[
    "---\n",
    "+++\n",
    ";;;\n",
    "{",
    "}",
    "[",
    "]",
    "---",
    "...",
    "\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "\t",
    "- ",
    ": ",
    ":",
    ", ",
    "# c\n",
    " # c",
    "'",
    "\"",
    "\\",
    "|\n",
    ">-\n",
    "|+\n",
    "&a ",
    "*a",
    "!t ",
    "!!str ",
    "? ",
    "<<: ",
    "title: ",
    "tags:\n",
    "tags: [",
    "a: ",
    "b = ",
    "[t]\n",
    "[[t]]\n",
    "a.b = ",
    "\"k\": ",
    "x",
    "标题",
    "1",
    "2021-09-27",
    "\u{feff}",
    "\u{0}",
    "\u{85}",
    "<!-- c -->\n",
    "'''",
    "\"\"\"",
    "true",
    "null",
    "~",
    "=",
    "%",
    "@",
];

/// Entries that are right on their own, so that most blocks made of them can be read.
const YAML: &[&str] = &[
    "title: a b\n",
    "t1: 'it''s' # c\n",
    "t2: \"x\\ty\"\n",
    "d: 2021-09-27 21:07:48\n",
    "n: 12\n",
    "e:\n",
    "e2: # c\n",
    "l:\n  - a\n  - 'b'\n",
    "l2: [a, \"b\", 3]\n",
    "l3:\n- x\n# c\n- y\n",
    "l4:\n    - a: 1\n      b: 2\n    - c\n",
    "l5: []\n",
    "m:\n  k: v\n  # c\n  o:\n    p: q\n",
    "m2: {k: v, o: [1, 2]}\n",
    "m3: {}\n",
    "s: |\n  x\n\n  y\n\n",
    "s2: >-\n  x\n  y\n",
    "s3: |+\n  x\n\n",
    "p: x\n  y\n",
    "q: \"x\n  y\"\n",
    "# c\n",
    "\n",
    "f: [a,\n  b, # c\n  c]\n",
    "\"k k\": 1\n",
    "标题: 标\n",
    "x: &x 1\ny2: *x\n",
    "tag: !!str 12\n",
];

const TOML: &[&str] = &[
    "title = \"a\" # c\n",
    "t1 = 'it'\n",
    "d = 2021-09-27T21:07:48Z\n",
    "n = 1_000\n",
    "l = [\"a\", 'b']\n",
    "l2 = [\n  1, # c\n  2,\n]\n",
    "m2 = { k = 1, o = [1] }\n",
    "# c\n",
    "\n",
    "s = '''\nx\n'''\n",
    "k.o = 1\n",
    "k.p = 2\n",
    "'q q' = 1\n",
    "[m]\n",
    "v = 1\n",
    "# c\n[o]\n",
    "w = [1]\n",
    "[m.sub]\n",
    "[[r]]\n",
    "e = \"\"\n",
];

const JSON: &[&str] = &[
    "\"title\": \"a\"",
    "\"d\": \"2021\"",
    "\n\"n\": 1",
    "\n  \"l\": [1, \"b\"]",
    "\"m\": {\"k\": 1, \"o\": {}}",
    "\n  \"e\": null",
    "\"t\": true",
    "\"u\": \"\\u6807\\n\"",
];

fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

/// Whole posts that can mostly be read, with any newline.
fn post() -> impl Strategy<Value = String> {
    let of = |pieces: &'static [&'static str]| proptest::collection::vec(select(pieces), 0..8);
    let fenced = |marks: &'static str| {
        move |pieces: Vec<&str>| format!("{marks}\n{}{marks}\nbody\n", pieces.concat())
    };
    let text = prop_oneof![
        4 => of(YAML).prop_map(fenced("---")),
        2 => of(TOML).prop_map(fenced("+++")),
        1 => of(JSON).prop_map(|pieces| format!("{{{}}}\nbody\n", pieces.join(", "))),
        1 => of(JSON).prop_map(|pieces| format!(";;;\n{}\n;;;\nbody\n", pieces.join(","))),
    ];
    (text, prop_oneof![4 => Just("\n"), 1 => Just("\r\n")])
        .prop_map(|(text, newline)| text.replace('\n', newline))
}

/// Every node of a tree with every key.
fn nodes<'t, 'a>(node: &'t Node<'a>, found: &mut Vec<&'t Node<'a>>) {
    found.push(node);
    for item in node.items() {
        nodes(item, found);
    }
    for entry in node.entries() {
        nodes(&entry.key, found);
        nodes(&entry.value, found);
    }
}

fn entries<'t, 'a>(node: &'t Node<'a>, found: &mut Vec<&'t Entry<'a>>) {
    node.items().iter().for_each(|item| entries(item, found));
    for entry in node.entries() {
        found.push(entry);
        entries(&entry.value, found);
    }
}

/// Reads a post and holds its places: in the text, on characters, children in their parents.
fn places_lie_in_the_text(text: &str) {
    let source = Source::new("post.md", text);
    let document = Document::parse(&source);
    assert!(text.get(document.body.start..document.body.end).is_some());
    let Some(front_matter) = &document.front_matter else { return };
    let whole = Span::new(0, text.len());
    let mut spans = vec![front_matter.opener, front_matter.block, front_matter.closer];
    spans.extend(front_matter.oddities.iter().map(|oddity| oddity.span));
    spans.extend(front_matter.flaws.iter().map(|flaw| flaw.span));
    spans.extend(&front_matter.tree.comments);
    if let Agreement::Broken(span, _) | Agreement::Differ(span, _) = front_matter.agreement() {
        spans.push(*span);
    }
    let mut all = Vec::new();
    nodes(&front_matter.tree.root, &mut all);
    for node in all {
        spans.push(node.span);
        spans.extend(node.tag);
        spans.extend(node.anchor);
        let inside = node.items().iter().map(|item| item.span);
        let entries = node.entries().iter().flat_map(|entry| [entry.key.span, entry.value.span]);
        for child in inside.chain(entries) {
            assert!(node.span.covers(child), "{child:?} is not in {:?} of {text:?}", node.span);
        }
    }
    for span in spans {
        assert!(
            whole.covers(span) && text.get(span.start..span.end).is_some(),
            "{span:?} of {text:?}"
        );
    }
}

/// A text with `\n` for every newline.
fn lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Every scalar of a block that both readers read is written where its place says.
fn scalars_read_back(text: &str) {
    let source = Source::new("post.md", text);
    let document = Document::parse(&source);
    let Some(front_matter) = &document.front_matter else { return };
    if *front_matter.agreement() != Agreement::Agree {
        return;
    }
    let mut all = Vec::new();
    nodes(&front_matter.tree.root, &mut all);
    for node in all {
        let Some(scalar) = node.scalar() else { continue };
        let written = node.span.text(text);
        let indented = matches!(scalar.style, Style::Literal | Style::Folded);
        // A plain key may end with a colon, a value may not.
        let is_odd_key = scalar.style == Style::Plain && scalar.text.ends_with(':');
        if is_odd_key
            || node.is_absent()
            || (indented
                && written.lines().next().is_some_and(|line| line.contains(char::is_numeric)))
        {
            continue;
        }
        let again = match front_matter.format {
            Format::Yaml => format!("- {}\n", lf(written).replace('\n', "\n  ")),
            Format::Toml => format!("a = [{written}]"),
            Format::Json | Format::HexoJson => format!("[{written}]"),
        };
        let format = if front_matter.format == Format::HexoJson {
            Format::Json
        } else {
            front_matter.format
        };
        let Ok(tree) = parse_block(&again, format, Span::new(0, again.len())) else {
            // A bare key of TOML is no value.
            assert!(
                format == Format::Toml && scalar.style == Style::Plain,
                "{written:?} of {text:?}"
            );
            continue;
        };
        let mut read = Vec::new();
        nodes(&tree.root, &mut read);
        let found = read.last().and_then(|node| node.scalar()).map(|scalar| scalar.text.clone());
        assert_eq!(found.as_deref(), Some(&*scalar.text), "{written:?} of {text:?}");
    }
}

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
        readers_agree(&Source::from_bytes(path.display().to_string(), bytes));
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
        let source = Source::from_bytes("post.md", bytes);
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
