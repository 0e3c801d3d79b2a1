//! Where things stand: all places lie in the text and on characters, children in their parents, and scalars are
//! written where their place says.

use std::collections::BTreeSet;

use masthead::document::{Agreement, Document, Entry, Format, Node, Style, parse_block};
use masthead::text::{Source, Span};

/// Every node of a tree with every key.
pub fn nodes<'t, 'a>(node: &'t Node<'a>, found: &mut Vec<&'t Node<'a>>) {
    found.push(node);
    for item in node.items() {
        nodes(item, found);
    }
    for entry in node.entries() {
        nodes(&entry.key, found);
        nodes(&entry.value, found);
    }
}

/// Every entry of a tree, those inside others too.
pub fn entries<'t, 'a>(node: &'t Node<'a>, found: &mut Vec<&'t Entry<'a>>) {
    node.items().iter().for_each(|item| entries(item, found));
    for entry in node.entries() {
        found.push(entry);
        entries(&entry.key, found);
        entries(&entry.value, found);
    }
}

/// Reads a post and holds its places: in the text, on characters, children in their parents.
pub fn places_lie_in_the_text(text: &str) {
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
pub fn scalars_read_back(text: &str) {
    let source = Source::new("post.md", text);
    let document = Document::parse(&source);
    let Some(front_matter) = &document.front_matter else { return };
    if *front_matter.agreement() != Agreement::Agree {
        return;
    }
    let (mut all, mut keyed) = (Vec::new(), Vec::new());
    nodes(&front_matter.tree.root, &mut all);
    entries(&front_matter.tree.root, &mut keyed);
    let keys: BTreeSet<Span> = keyed.iter().map(|entry| entry.key.span).collect();
    for node in all {
        let Some(scalar) = node.scalar() else { continue };
        let written = node.span.text(text);
        let indented = matches!(scalar.style, Style::Literal | Style::Folded);
        if node.is_absent()
            || (indented
                && written.lines().next().is_some_and(|line| line.contains(char::is_numeric)))
        {
            continue;
        }
        let again = match front_matter.format {
            // A plain key may be what a value may not: `?`, or a text that ends with a colon. It does not begin the
            // block, where a byte order mark would be none of it.
            Format::Yaml
                if keys.contains(&node.span) && !indented && !written.contains(['\n', '\r']) =>
            {
                format!("- {written}:\n")
            }
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
        let read = read.into_iter().rfind(|node| !node.is_absent());
        let found = read.and_then(|node| node.scalar()).map(|scalar| scalar.text.clone());
        assert_eq!(found.as_deref(), Some(&*scalar.text), "{written:?} of {text:?}");
    }
}
