//! Posts that are made to break readers: deep, huge and endless ones are read in linear time all the same.

use std::time::{Duration, Instant};

use masthead::document::{Agreement, Document};
use masthead::text::Source;

/// How often a piece is repeated.
const MANY: usize = 10_000;

/// Far more than any of them takes, far less than time or memory that grows with the square.
const LIMIT: Duration = Duration::from_secs(20);

/// Reads a post with both readers, and drops it again.
#[track_caller]
fn read(text: String) {
    let start = Instant::now();
    let source = Source::new("post.md", text);
    let document = Document::parse(&source);
    if let Some(front_matter) = &document.front_matter {
        front_matter.agreement();
        assert!(front_matter.tree.duplicates().len() <= MANY);
    }
    drop(document);
    assert!(start.elapsed() < LIMIT, "{:?}…", source.text.chars().take(40).collect::<String>());
}

fn yaml(block: &str) -> String {
    format!("---\n{block}\n---\nbody\n")
}

fn toml(block: &str) -> String {
    format!("+++\n{block}\n+++\nbody\n")
}

#[test]
fn deep_blocks() {
    for piece in ["[", "{a: ", "{", "- ", "? ", ": ", "!", "&a ", "*a "] {
        read(yaml(&format!("a: {}", piece.repeat(MANY))));
        read(yaml(&piece.repeat(MANY)));
    }
    read(yaml(&format!("a: {}{}", "[".repeat(MANY), "]".repeat(MANY))));
    let stairs: String = (0..500).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    read(yaml(&stairs));
    for piece in ["[", "{a=", "'''"] {
        read(toml(&format!("a = {}", piece.repeat(MANY))));
    }
    read(toml(&format!("{}a = 1", "a.".repeat(MANY))));
    read(toml(&format!("[{}a]", "a.".repeat(MANY))));
    read(format!("{{\"a\": {}", "[".repeat(MANY)));
    read(format!("{{\"a\": {}{}}}", "[".repeat(MANY), "]".repeat(MANY)));
    read(format!(";;;\n\"a\": {}\n;;;\n", "[".repeat(MANY)));
}

#[test]
fn endless_aliases() {
    let bomb = (1..30).map(|n| format!("k{n}: &k{n} [{}]\n", format!("*k{},", n - 1).repeat(10)));
    read(yaml(&format!("k0: &k0 x\n{}", bomb.collect::<String>())));
    read(yaml("a: &a [*a, *a]"));
    read(yaml(&format!("l: &l [{}]\nm: [{}]", "x,".repeat(MANY), "*l,".repeat(MANY))));
    read(yaml(&format!("l: &l '{}'\nm: [{}]", "x".repeat(MANY), "*l,".repeat(MANY))));
}

#[test]
fn huge_blocks() {
    let keys = |line: fn(usize) -> String| (0..MANY).map(line).collect::<String>();
    read(yaml(&keys(|n| format!("k{n}: v\n"))));
    read(yaml(&keys(|_| "k: v\n".to_owned())));
    read(yaml(&keys(|n| format!("k{n}: &a v\nj{n}: *a\n"))));
    read(toml(&keys(|n| format!("k{n} = 1\n"))));
    read(toml(&keys(|n| format!("[k{n}]\n"))));
    read(toml(&keys(|_| "[[k.b.c]]\na = 1\n".to_owned())));
    read(format!("{{{}\"z\": 1}}", keys(|n| format!("\"k{n}\": 1,"))));
    for piece in [
        "# c\n",
        "\n",
        "a: |\n",
        "x ",
        "---\n",
        "---x\n",
        " ---\n",
        "<!-- x\n",
        "<!-- x -->\n",
        "\u{feff}",
    ] {
        read(format!("---\na: b\n{}", piece.repeat(MANY)));
        read(piece.repeat(MANY));
    }
}

#[test]
fn what_aliases_blow_up_is_not_trusted() {
    let source = Source::new("post.md", yaml("a: &a [*a, *a]"));
    let document = Document::parse(&source);
    assert!(matches!(document.front_matter.unwrap().agreement(), Agreement::Differ(..)));
}
