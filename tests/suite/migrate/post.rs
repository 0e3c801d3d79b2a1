//! One post through two engines: what the target reads, and what the account says.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use masthead::document::Document;
use masthead::engine::{ConfigFile, Engine, Setup, Target, configure};
use masthead::migrate::convert::{Converted, Covered, Job, body_span, convert};
use masthead::migrate::origin::Origins;
use masthead::migrate::{Action, FrontMatterFormat, Habits, Home, Traces};
use masthead::text::Source;

/// A site of an engine with one post, in the zone of Shanghai where the engine has zones.
fn setup(target: &str, post: &str) -> Setup {
    let target: Target = target.parse().unwrap();
    let (path, text) = match target.engine.name() {
        "hexo" => ("_config.yml", "url: https://a.example\ntimezone: Asia/Shanghai\n"),
        "hugo" => ("hugo.toml", "baseURL = 'https://a.example/'\ntimeZone = 'Asia/Shanghai'\n"),
        _ => (
            "config.toml",
            "base_url = 'https://a.example'\ntaxonomies = [{name = 'tags'}, {name = 'categories'}]\n",
        ),
    };
    let now: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    let zone = Tz::Asia__Shanghai;
    let mut setup = Setup::standalone(target, zone, now);
    setup.config = configure(target, &[ConfigFile { source: Source::new(path, text) }]).0;
    setup.listing = [path, post].map(String::from).into_iter().collect();
    setup
}

fn path(target: &str) -> &'static str {
    match target.split('@').next() {
        Some("hexo") => "source/_posts/one.md",
        Some("hugo") => "content/posts/one.md",
        _ => "content/posts/one.md",
    }
}

fn migrate(from: &str, to: &str, text: &str, format: FrontMatterFormat) -> Converted {
    moved(from, to, text, format, None)
}

/// The same for a site that goes back to where it came from.
fn moved(
    from: &str,
    to: &str,
    text: &str,
    format: FrontMatterFormat,
    home: Option<&Home>,
) -> Converted {
    let (old, new) = (setup(from, path(from)), setup(to, path(to)));
    let source = Source::new(path(from), text);
    let document = Document::parse(&source);
    let reading = old.read(path(from), &document);
    let job = Job {
        from: &old,
        to: &new,
        path: path(from),
        new_path: path(to),
        format,
        keep_url: true,
        rank: None,
        covered: Covered::No,
        has_feeds: false,
        asks_for_feed: false,
        refused: &BTreeSet::new(),
        home,
        at_home: None,
    };
    let body = body_span(&document, &reading).text(text).to_owned();
    convert(&job, &document, &reading, &body)
}

const HEXO: &str = "---
# written by hand
title: 灯塔 # the lamp
date: 2024-01-02 03:04:05
tags:
  - sea
  - lamp
cover: /images/lamp.jpg
comments: false
categories: [Diary]
---

Text.
";

#[test]
fn hexo_to_hugo_keeps_every_line_that_hugo_reads_the_same() {
    let new = migrate("hexo", "hugo", HEXO, FrontMatterFormat::Keep);
    assert_eq!(
        new.text,
        HEXO.replace("[Diary]\n", "[Diary]\nurl: /2024/01/02/one/\n"),
        "{:#?}",
        new.rows
    );
    assert!(new.rows.iter().all(|row| !row.action.is_loss()), "{:#?}", new.rows);
    assert_eq!(new.reading.url.as_deref(), Some("/2024/01/02/one/"));
}

#[test]
fn hexo_to_hugo_and_back_gives_the_same_bytes() {
    let there = migrate("hexo", "hugo", HEXO, FrontMatterFormat::Keep);
    let home = Home {
        target: Engine::Hexo.into(),
        habits: Habits::default(),
        traces: Traces::default(),
        origins: Origins::default(),
    };
    let back = moved("hugo", "hexo", &there.text, FrontMatterFormat::Keep, Some(&home));
    assert_eq!(back.text, HEXO, "{:#?}", back.rows);
}

#[test]
fn hexo_to_zola_puts_keys_where_zola_reads_them() {
    let new = migrate("hexo", "zola@0.22", HEXO, FrontMatterFormat::Keep);
    let expected = "---
# written by hand
title: 灯塔 # the lamp
date: 2024-01-02 03:04:05+08:00
taxonomies:
  tags:
    - sea
    - lamp
  categories: [Diary]
extra:
  cover: /images/lamp.jpg
  comments: false
path: 2024/01/02/one
---
Text.
";
    assert_eq!(new.text.replace("---\n\nText", "---\nText"), expected, "{:#?}", new.rows);
    assert_eq!(new.reading.tags, ["lamp", "sea"]);
}

#[test]
fn markdown_in_a_summary_is_told_where_hexo_shows_it_raw() {
    for (summary, code) in [("Written *by hand*", "not-rendered"), ("Plain", "same")] {
        let text = format!("---\ntitle: A\nsummary: {summary}\n---\n");
        let new = migrate("hugo", "hexo", &text, FrontMatterFormat::Keep);
        assert!(new.text.contains(&format!("excerpt: {summary}\n")), "{}", new.text);
        let row = new.rows.iter().find(|row| row.name == "summary").unwrap();
        assert_eq!(row.code, code);
    }
}

#[test]
fn toml_is_written_with_tables_last() {
    let new = migrate("hexo", "zola@0.23", HEXO, FrontMatterFormat::Toml);
    let block = new.text.split("+++\n").nth(1).unwrap();
    let expected = "# written by hand
title = \"灯塔\"
date = 2024-01-02 03:04:05+08:00
path = \"2024/01/02/one\"

[taxonomies]
tags = [\"sea\", \"lamp\"]
categories = [\"Diary\"]

[extra]
cover = \"/images/lamp.jpg\"
comments = false
";
    assert_eq!(block, expected, "{:#?}", new.rows);
}

#[test]
fn paths_of_categories_find_their_way_back() {
    let text =
        "---\ntitle: A\ndate: 2024-01-02 03:04:05\ncategories:\n  - [a, b]\n  - [c]\n---\nx\n";
    let there = migrate("hexo", "zola@0.22", text, FrontMatterFormat::Keep);
    assert_eq!(there.reading.categories, [["a"], ["b"], ["c"]]);
    let lost: Vec<&str> =
        there.rows.iter().filter(|row| row.action.is_loss()).map(|row| row.code).collect();
    assert_eq!(lost, ["hierarchy"]);
    let back = migrate("zola@0.22", "hexo", &there.text, FrontMatterFormat::Keep);
    assert_eq!(back.reading.categories, [vec!["a", "b"], vec!["c"]], "{}", back.text);
}

#[test]
fn a_draft_stays_a_draft() {
    for (from, text) in [
        ("hugo", "---\ntitle: A\ndraft: true\n---\nx\n"),
        ("hexo", "---\ntitle: A\npublished: false\n---\nx\n"),
    ] {
        for to in ["hexo", "hugo", "zola@0.22"] {
            let new = migrate(from, to, text, FrontMatterFormat::Keep);
            assert!(new.reading.draft, "{from} to {to}:\n{}", new.text);
        }
    }
}

#[test]
fn what_hugo_alone_understands_is_accounted_for() {
    let text = "+++\ntitle = 'A'\ndate = 2024-01-02T03:04:05Z\nexpiryDate = 2030-01-01\nweight = 3\n[params]\nauthor = 'x'\n+++\nx\n";
    let new = migrate("hugo", "zola@0.22", text, FrontMatterFormat::Keep);
    let row = |name: &str| new.rows.iter().find(|row| row.name == name).unwrap();
    assert_eq!(row("expiryDate").action, Action::Dropped);
    assert_eq!(row("expiryDate").to.as_deref(), Some("extra.hugo.expiryDate"));
    assert_eq!(row("params.author").to.as_deref(), Some("extra.author"));
    assert_eq!(row("weight").action, Action::Kept);
}
