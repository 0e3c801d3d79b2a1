//! Time grows with the length of a post and no faster, also for posts that are made to be slow.
//!
//! Not run by default, for it takes minutes: `cargo test --release --test suite complexity_ -- --ignored --test-threads 1`.
//! What is measured is the processor time of the thread where the system tells it, so that other programs do no harm.

use std::fs::read_to_string;
use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono_tz::Tz;
use masthead::check::check;
use masthead::diagnostic::Applicability;
use masthead::document::Document;
use masthead::engine::{Engine, Setup, Target};
use masthead::fix::fix;
use masthead::report::{Format, Found, Style};
use masthead::rules::Settings;
use masthead::text::Source;

use crate::invariants::moved;

/// Twice the input may take this much longer.
const GROWTH: f64 = 2.5;

/// Shorter times say nothing.
const LEAST: Duration = Duration::from_millis(40);

/// Beyond this many repetitions even a square would have shown.
const MOST: usize = 1 << 17;

/// How often each length is measured; the shortest time counts.
const TIMES: usize = 3;

/// A kind of post by how often its piece is repeated.
type Kind = (&'static str, fn(usize) -> String);

fn yaml(block: &str) -> String {
    format!("---\n{block}---\nbody\n")
}

fn numbered(count: usize, line: fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// Posts whose front matter is long.
const BLOCKS: [Kind; 24] = [
    ("keys", |n| yaml(&numbered(n, |i| format!("key{i}: value\n")))),
    ("one key again and again", |n| yaml(&"title: a\n".repeat(n))),
    ("dates", |n| yaml(&"date: Mon, 27 Sep 2021 21:07:48 GMT\n".repeat(n))),
    ("terms", |n| yaml(&format!("tags: [{}]\n", numbered(n, |i| format!("t{i}, "))))),
    ("terms that are numbers", |n| {
        yaml(&format!("tags: [{}]\n", numbered(n, |i| format!("{i}, "))))
    }),
    ("one term again and again", |n| yaml(&format!("tags: [{}]\n", "a, ".repeat(n)))),
    ("terms without names", |n| yaml(&format!("tags:\n{}", "  -\n".repeat(n)))),
    ("lists of terms", |n| yaml(&format!("tags:\n{}", numbered(n, |i| format!("- [a{i}]\n"))))),
    ("paths of categories", |n| {
        yaml(&format!("categories: [{}]\n", numbered(n, |i| format!("[a, b{i}], "))))
    }),
    ("one path of categories", |n| {
        yaml(&format!("categories: [[{}]]\n", numbered(n, |i| format!("a{i}, "))))
    }),
    ("lists in paths of categories", |n| {
        yaml(&format!("categories:\n{}", numbered(n, |i| format!("- [a, [b{i}, [c]]]\n"))))
    }),
    ("aliases of aliases", |n| {
        let chain = numbered(n, |i| format!("k{}: &k{} [*k{i}]\n", i + 1, i + 1));
        yaml(&format!("k0: &k0 a\n{chain}title: *k{n}\n"))
    }),
    ("terms in one text", |n| yaml(&format!("tags: {}\n", "a, ".repeat(n)))),
    ("deep lists", |n| yaml(&format!("a: {}{}\n", "[".repeat(n), "]".repeat(n)))),
    ("deep lists that are not closed", |n| yaml(&format!("a: {}\n", "[".repeat(n)))),
    ("deep maps", |n| yaml(&format!("a: {}\n", "{a: ".repeat(n)))),
    ("lines that are no keys", |n| yaml(&"no key here\n".repeat(n))),
    ("quotes around quotes", |n| yaml(&format!("title: {}a{}\n", "\"".repeat(n), "\"".repeat(n)))),
    ("colons", |n| yaml(&format!("title: {}\n", "a: ".repeat(n)))),
    ("anchors", |n| yaml(&numbered(n, |i| format!("k{i}: &a v\nj{i}: *a\n")))),
    ("comments", |n| yaml(&"# masthead: ignore[title-missing] why\na: b\n".repeat(n))),
    ("images", |n| yaml(&format!("photos:\n{}", "- http://a.example/b c.jpg\n".repeat(n)))),
    ("tables", |n| format!("+++\n{}+++\n", numbered(n, |i| format!("[t{i}]\na = 1\n")))),
    ("members", |n| format!("{{{}\"z\": 1}}\n", numbered(n, |i| format!("\"k{i}\": 1,\n")))),
];

/// Bodies that are long, of one piece each.
const PIECES: [&str; 56] = [
    "a",
    "word ",
    "标",
    "\u{200b}",
    "\n",
    "a\n\n",
    "[",
    "]",
    "![",
    "](",
    "[](",
    "![](a b)",
    "![](",
    "<",
    "<a",
    "<a b='",
    "<!--",
    "<!-- a",
    "-->",
    "<b>",
    "</",
    "`",
    "``` ",
    "```\n",
    "{{",
    "{%",
    "{{<",
    "{#",
    "}}",
    "{% a %}",
    "{{ a }}",
    "*",
    "> ",
    "- ",
    "\\",
    "&",
    "[a]: b\n",
    "|",
    "#",
    "\t",
    "\r",
    "# a\n",
    "# [a](b)\n",
    "a\n-\n",
    "[^a]: b\n\n",
    "[^a]",
    "[a][b]\n\n",
    "<a id=a>",
    "<!-- more -->\n",
    "| a |\n|-|\n",
    "1. ",
    "{{< a >}}",
    "{{% a %}}",
    "{% raw %}",
    "~",
    "$",
];

/// Bodies that give rise to many findings.
const FOUND: [&str; 9] = [
    "![](http://a.example/b.jpg) ",
    "![](http://a.example/b.jpg)\n\n",
    "<img src='http://a.example/b.jpg' data-src='http://a.example/b.jpg'>",
    "<img src=\"https://x.workers.dev/?http://a.example/b.jpg\">\n",
    "![a b](c d.png) ",
    "<!-- masthead: ignore[image-insecure] -->\n![](http://a.example/b.jpg)\n\n",
    "[a][r]\n\n[r]: b\n\n",
    "{% raw %}\n{{ a }}\n",
    "<script>onclick</script><a onclick=b>",
];

/// What the processor took for this thread so far; where the system does not tell, the clock.
fn spent(since: Instant) -> Duration {
    let told = read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

fn time(work: &dyn Fn(&str), text: &str) -> Duration {
    let since = Instant::now();
    let once = |_| {
        let before = spent(since);
        work(text);
        spent(since) - before
    };
    (0..TIMES).map(once).min().unwrap()
}

/// Doubles a post until it takes long enough, and once more; says what is wrong if that takes too long. One step may,
/// where a cache becomes too small, but not two on end.
fn grows(what: &str, post: &dyn Fn(usize) -> String, work: &dyn Fn(&str)) -> Option<String> {
    let (mut count, mut before, mut suspected) = (1 << 9, Duration::ZERO, false);
    loop {
        let now = time(work, &post(count));
        let growth = now.as_secs_f64() / before.as_secs_f64();
        let is_slow = before > LEAST && growth > GROWTH;
        if is_slow && suspected {
            return Some(format!(
                "{what}, {count} times: {now:?} after {before:?}, {growth:.1} times longer"
            ));
        }
        if (before > LEAST && !is_slow) || count >= MOST {
            return None;
        }
        (count, before, suspected) = (2 * count, now, is_slow);
    }
}

fn setups() -> Vec<Setup> {
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    Engine::ALL.map(|engine| Setup::standalone(Target::from(engine), Tz::UTC, now)).into()
}

/// Measures all kinds of posts under one kind of work, and fails with all that grow too fast.
fn hold(name: &str, work: &dyn Fn(&str)) {
    let blocks = BLOCKS.iter().filter_map(|(what, post)| grows(what, post, work));
    let pieces = PIECES.iter().chain(&FOUND).filter_map(|piece| {
        let post = |count: usize| format!("---\ntitle: a\n---\n{}", piece.repeat(count));
        grows(&format!("{piece:?}"), &post, work)
    });
    let slow: Vec<String> = blocks.chain(pieces).collect();
    assert!(slow.is_empty(), "{name} is slow on\n{}", slow.join("\n"));
}

#[test]
#[ignore = "takes minutes"]
fn complexity_of_lint() {
    let (setups, settings) = (setups(), Settings::defaults());
    hold("lint", &|text| {
        let source = Source::new("post.md", text);
        let diagnostics = check(&Document::parse(&source), "post.md", &setups, &settings);
        let found = Found { source: &source, diagnostics: &diagnostics };
        for format in [Format::Text, Format::Json] {
            black_box(format.file(found, Style::default()));
        }
    });
}

#[test]
#[ignore = "takes minutes"]
fn complexity_of_fix() {
    let (setups, settings) = (setups(), Settings::defaults());
    hold("fix", &|text| {
        let find = |document: &Document<'_>| check(document, "post.md", &setups, &settings);
        black_box(fix(Source::new("post.md", text), Applicability::Unsafe, &find));
    });
}

#[test]
#[ignore = "takes minutes"]
fn complexity_of_migrate() {
    hold("migrate", &moved);
}

#[test]
#[ignore = "takes minutes"]
fn complexity_of_inspect() {
    let setups = setups();
    hold("inspect", &|text| {
        let source = Source::new("post.md", text);
        let document = Document::parse(&source);
        for setup in &setups {
            black_box(setup.read("post.md", &document));
        }
    });
}
