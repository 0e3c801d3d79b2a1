//! What Hexo's renderer reads in another way than the others do: written so that it shows the same.

use std::process::Command;

use serde_json::Value;

use super::made::{command, moved, site};

const CONFIG: (&str, &str) =
    ("config.toml", "base_url = 'https://a.example/blog'\n[markdown]\nbottom_footnotes = true\n");

const POST: &str = "+++\ntitle = 'A'\ndate = 2024-01-02\n+++\n\
![shown][pic] and ![again](pic.png)\n\n\
- [one](#what-s-next)\n- [two](#precise-yanked), since\n  2016. That year\n\n\
Bare: https://b.example/?x=\\_\\_y\\_\\_ and [`label` ] and [both][ label ].\n\n\
Ask [for *a & b*](https://b.example/?q=a%26b%2Bc \"T\"), <https://b.example/?q=%3D> or [c](https://b.example/?q=is%3Ac).\n\n\
## What's next...\n\n## Precise `<yanked>`\n\n\
[pic]: pic.png\n[`label`]: https://b.example/\n[label]: https://b.example/l\n";

const FILES: [(&str, &str); 4] = [
    CONFIG,
    ("content/_index.md", "+++\n+++\n"),
    ("content/a/index.md", POST),
    ("content/a/pic.png", "no picture"),
];

#[test]
fn images_by_reference_lead_to_the_files_of_their_post() {
    let text = moved(&FILES, "hexo", &[]).text("source/a/index.md");
    assert!(text.contains("[pic]: /a/pic.png\n"), "{text}");
    assert!(text.contains("![again](/a/pic.png)"), "{text}");
}

#[test]
fn anchors_are_those_of_the_new_headings() {
    let text = moved(&FILES, "hexo", &[]).text("source/a/index.md");
    assert!(text.contains("[one](#what-s-next)") && text.contains("[two](#precise)"), "{text}");
    let config =
        ("config.toml", "base_url = 'https://a.example'\nmarkdown.smart_punctuation = true\n");
    let text = moved(&[config, FILES[2]], "hexo", &[]).text("source/a/index.md");
    assert!(text.contains("[one](#what’s-next…)"), "{text}");
}

#[test]
fn signs_become_typographic_where_they_did() {
    let post = |path| (path, "---\ntitle: A\n---\nIt's -- so...\n");
    let zola =
        |smart| format!("base_url = 'https://a.example'\nmarkdown.smart_punctuation = {smart}\n");
    for (config, path, to, expected) in [
        (("config.toml", zola(false)), "content/a.md", "hexo", Some("smartypants: false")),
        (("config.toml", zola(true)), "content/a.md", "hexo", None),
        (
            ("config.toml", zola(false)),
            "content/a.md",
            "hugo",
            Some("typographer]\ndisable = true"),
        ),
        (
            ("hugo.toml", "title = 'T'\n".to_owned()),
            "content/a.md",
            "zola@0.22",
            Some("smart_punctuation = true"),
        ),
        (
            ("_config.yml", "title: T\n".to_owned()),
            "source/a.md",
            "zola@0.23",
            Some("smart_punctuation = true"),
        ),
    ] {
        let new = moved(&[(config.0, &config.1), post(path)], to, &[]);
        let written = new.text(match to {
            "hexo" => "_config.yml",
            "hugo" => "hugo.toml",
            _ => "config.toml",
        });
        let names = ["smartypants", "typographer", "smart_punctuation"];
        match expected {
            Some(expected) => assert!(written.contains(expected), "{written}"),
            None => assert!(!names.iter().any(|name| written.contains(name)), "{written}"),
        }
    }
    let new = moved(&[("config.toml", &zola(true)), post("content/a.md")], "hexo", &[]);
    assert_eq!(new.fate("setting", "markdown.smart_punctuation"), "kept same");
}

#[test]
fn addresses_and_labels_stay_what_they_are() {
    let new = moved(&FILES, "hexo", &[]);
    let text = new.text("source/a/index.md");
    assert!(
        text.contains("Bare: https://b.example/?x=__y__ and [`label`] and [both][label]."),
        "{text}"
    );
    assert!(text.contains("since\n  2016\\. That year"), "{text}");
    let html = "<a href=\"https://b.example/?q=a%26b%2Bc\" title=\"T\">for *a & b*</a>";
    assert!(text.contains(html), "{text}");
    assert!(text.contains("[c](https://b.example/?q=is%3Ac)"), "{text}");
    assert_eq!(new.fate("link", "https://b.example/?q=%3D"), "changed converted");
}

#[test]
#[ignore = "needs Zola: MASTHEAD_ZOLA, and Hexo: MASTHEAD_HEXO"]
fn live_zola_posts_show_the_same_in_hexo() {
    let space = tempfile::tempdir().unwrap();
    let (source, place) = (site(&FILES), space.path().join("new"));
    let out =
        command(source.path(), &place, "hexo").args(["--from", "zola@0.22"]).output().unwrap();
    assert_ne!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    let mut verify = Command::new(env!("CARGO_BIN_EXE_masthead"));
    verify.arg("verify").args([source.path(), &place]).args([
        "--from",
        "zola@0.22",
        "--to",
        "hexo",
    ]);
    let out = verify.args(["--output-format", "json"]).env("TZ", "UTC").output().unwrap();
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(report["differences"], serde_json::json!([]), "{report:#}");
}
