//! Every output format over the same findings, with texts that try to break out of it.

use std::time::Duration;

use masthead::diagnostic::{Change, Diagnostic, Fix, Severity};
use masthead::report::{Counts, Format, Found, Style, Summary};
use masthead::text::{Edit, Source, Span};

/// A file whose name and content are as nasty as a file system allows.
fn nasty() -> (Source, Vec<Diagnostic>) {
    let text = "---\ntitle: 标题: \u{1b}[31m😀\n---\n";
    let source = Source::new("po sts/a\n::error::b%0A\u{202e}\"<é>.md", text);
    let start = text.find("标题: ").unwrap();
    let span = Span::new(start, start + "标题: ".len());
    let quote = Fix::safe(
        "quote\u{7}it",
        Change::Key("title".into()),
        vec![Edit::insert(start, "'"), Edit::insert(span.end, "'\n")],
    );
    let error = Diagnostic {
        rule: "value-unquoted".into(),
        severity: Severity::Error,
        span,
        message: "the title has \u{1b}]0;`: `\u{7} in it".into(),
        help: Some("::warning::quote it\r\nor not".into()),
        engines: vec!["hexo", "hugo"],
        fix: Some(quote),
    };
    let info = Diagnostic {
        rule: "title-length".into(),
        severity: Severity::Info,
        span: Span::new(0, text.len()),
        message: "long, 100% long".into(),
        help: None,
        engines: vec!["zola"],
        fix: None,
    };
    (source, vec![error, info])
}

fn report(format: Format) -> String {
    let (source, diagnostics) = nasty();
    let clean = Source::new("clean.md", "");
    let style = Style::default();
    let mut counts = Counts::default();
    counts.add(&diagnostics);
    let files = [
        Found { source: &source, diagnostics: &diagnostics },
        Found { source: &clean, diagnostics: &[] },
        Found { source: &source, diagnostics: &diagnostics[1..] },
    ];
    let parts: Vec<String> = files
        .iter()
        .map(|found| format.file(*found, style))
        .filter(|part| !part.is_empty())
        .collect();
    let summary = Summary {
        files: 3,
        files_with_findings: 2,
        counts,
        fixed: None,
        only_shown: false,
        ignored: false,
        elapsed: Duration::from_millis(1234),
    };
    format!("{}{}{}", format.head(&[]), parts.join(format.between()), format.tail(&summary, style))
}

#[test]
fn no_format_lets_a_control_character_through() {
    for format in Format::ALL {
        let report = report(format);
        let raw = report
            .chars()
            .find(|character| *character != '\n' && masthead::text::is_unprintable(*character));
        assert_eq!(raw, None, "{}: {report}", format.name());
    }
}

#[test]
fn json_is_one_array_and_jsonl_the_same_objects_by_line() {
    let array: Vec<serde_json::Value> = serde_json::from_str(&report(Format::Json)).unwrap();
    let lines: Vec<serde_json::Value> =
        report(Format::Jsonl).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(array, lines);
    assert_eq!(array.len(), 3);
    let first = &array[0];
    assert_eq!(first["code"], "value-unquoted");
    assert_eq!(first["location"], serde_json::json!({ "row": 2, "column": 8 }));
    assert_eq!(first["end_location"], serde_json::json!({ "row": 2, "column": 12 }));
    assert_eq!(first["fix"]["applicability"], "safe");
    assert_eq!(first["fix"]["edits"][1]["content"], "'\n");
    assert_eq!(first["filename"], nasty().0.path);
    assert!(array[1]["fix"].is_null());
}

#[test]
fn an_empty_report_is_well_formed_too() {
    for format in [Format::Json, Format::Gitlab, Format::Sarif, Format::Rdjson] {
        let empty =
            format!("{}{}", format.head(&[]), format.tail(&Summary::default(), Style::default()));
        serde_json::from_str::<serde_json::Value>(&empty).unwrap();
    }
}

/// The published schema, whose pattern for a language ends in a stray bracket, which no regular expression may.
pub fn sarif_schema() -> serde_json::Value {
    let schema = include_str!("../../fixtures/schemas/sarif-2.1.0.json")
        .replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    serde_json::from_str(&schema).unwrap()
}

#[test]
fn sarif_follows_the_schema() {
    let report: serde_json::Value = serde_json::from_str(&report(Format::Sarif)).unwrap();
    let validator = jsonschema::validator_for(&sarif_schema()).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let result = &report["runs"][0]["results"][0];
    assert_eq!(result["level"], "error");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        location["artifactLocation"]["uri"],
        "po%20sts/a%0A%3A%3Aerror%3A%3Ab%250A%E2%80%AE%22%3C%C3%A9%3E.md"
    );
    assert_eq!(location["region"]["startColumn"], 8);
}

#[test]
fn github_gets_one_command_a_finding() {
    let report = report(Format::Github);
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 3, "{report}");
    assert!(
        lines[0].starts_with("::error title=masthead (value-unquoted),file=po sts/a\\n%3A%3Aerror"),
        "{report}"
    );
    assert!(lines[0].contains(",line=2,col=8,endLine=2,endColumn=12::the title"), "{report}");
    assert!(lines[0].contains("%0A::warning::quote it\\r%0Aor not"), "{report}");
    assert!(
        lines[1].starts_with("::notice ") && lines[1].contains(",line=1,endLine=4::long, 100%25"),
        "{report}"
    );
}

#[test]
fn gitlab_fingerprints_survive_moved_lines() {
    let fingerprints = |text: &str| -> Vec<String> {
        let source = Source::new("a.md", text);
        let found = |at: usize| Diagnostic {
            span: Span::new(at, at + 1),
            fix: None,
            ..nasty().1.remove(0)
        };
        let diagnostics: Vec<Diagnostic> =
            text.match_indices('x').map(|(at, _)| found(at)).collect();
        let report = Format::Gitlab
            .file(Found { source: &source, diagnostics: &diagnostics }, Style::default());
        let issues: Vec<serde_json::Value> = serde_json::from_str(&format!("[{report}]")).unwrap();
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let before = fingerprints("x and x");
    assert_eq!(before, fingerprints("new line\n\nx and x"));
    assert_ne!(before[0], before[1]);
}

#[test]
fn concise_and_text_show_the_place_in_characters() {
    let concise = report(Format::Concise);
    let first = concise.lines().next().unwrap();
    assert!(first.contains(".md:2:8: error[value-unquoted] [*] the title"), "{first}");
    let text = report(Format::Text);
    assert!(text.contains(".md:2:8]"), "{text}");
    assert!(
        text.contains("1 error, 2 notes found") || text.contains("1 error, 1 note found"),
        "{text}"
    );
    let lines: Vec<&str> = text.lines().collect();
    let shown = lines
        .iter()
        .position(|line| line.contains("title: 标题: ␛[31m😀"))
        .expect("the source line");
    let carets = lines[shown + 1];
    let width = |line: &str, upto: &str| {
        unicode_width::UnicodeWidthStr::width(&line[..line.find(upto).unwrap()])
    };
    assert_eq!(width(carets, "──"), width(lines[shown], "标题"), "{text}");
}

mod migration {
    use masthead::migrate::{Action, Kind, Row};
    use masthead::report::migration::{AccountFormat, FileDiff, Migration};

    use crate::invariants::page;

    const NASTY: &str = "</script><script>alert(1)</script><!-- \u{1b}[31m | `x` \u{202e}";

    fn account(format: AccountFormat) -> String {
        let row = |action, name: &str| Row {
            file: "source/_posts/a.md".into(),
            line: Some(3),
            kind: Kind::Key,
            name: name.into(),
            action,
            to: None,
            reason: "Hugo has no such key.".into(),
            code: "no-such-key",
        };
        let rows = [row(Action::Kept, "title"), row(Action::Dropped, NASTY)];
        let old = format!("{NASTY}\nsame\n");
        let diffs = [FileDiff::new(
            "source/_posts/a.md".into(),
            "content/a.md".into(),
            &old,
            "new\nsame\n",
        )];
        Migration::new("hexo@8.1".into(), "hugo@0.168".into(), 1, &rows, &diffs).write(format)
    }

    #[test]
    fn json_holds_every_row_and_its_count() {
        let json: serde_json::Value = serde_json::from_str(&account(AccountFormat::Json)).unwrap();
        assert_eq!(json["rows"].as_array().unwrap().len(), 2);
        assert_eq!(json["counts"]["dropped"]["key"], 1);
        assert_eq!(json["rows"][1]["name"], NASTY);
        assert_eq!(json["diffs"][0]["lines"][1], serde_json::json!(["+", "new"]));
    }

    #[test]
    fn the_page_loads_nothing_and_a_post_cannot_become_markup() {
        let text = account(AccountFormat::Html);
        assert!(text.contains("default-src 'none'"));
        assert!(!text.contains("http:") && !text.contains("https:"), "it names something to load");
        let seen = page(&text);
        let nasty = masthead::text::escape(NASTY);
        assert_eq!(seen.matches(&*nasty).count(), 2, "as a thing, and as an old line: {seen}");
        for part in [
            "1 posts and pages, 2 things",
            "1 of them need your eyes",
            "Hugo has no such key.",
            "a.md → content/a.md",
        ] {
            assert!(seen.contains(part), "{part} is not in {seen}");
        }
    }

    #[test]
    fn the_page_of_a_large_site_stays_small_and_says_what_it_leaves_out() {
        let row = |nth: usize| Row {
            file: format!("source/_posts/{nth}.md"),
            line: Some(3),
            kind: Kind::Key,
            name: "title".into(),
            action: if nth == 0 { Action::NeedsHand } else { Action::Kept },
            to: None,
            reason: if nth == 0 { "Look at it.".into() } else { String::new() },
            code: "same",
        };
        let rows: Vec<Row> = (0..100_000).map(row).collect();
        let text = "word ".repeat(20_000);
        let diff = |nth: usize| {
            let name = format!("source/_posts/{nth}.md");
            FileDiff::new(name.clone(), name, &text, "")
        };
        let diffs: Vec<FileDiff> = (0..300).rev().map(diff).collect();
        let page = Migration::new("hexo@8.1".into(), "zola@0.23".into(), 1, &rows, &diffs)
            .write(AccountFormat::Html);
        assert!(page.len() < 32 << 20, "{} bytes", page.len());
        assert!(
            page.contains(
                "left out so that this page stays small. The JSON report has all of them."
            )
        );
        assert!(page.contains("more files are left out so that this page stays small"));
        assert!(page.contains("source/_posts/0.md → source/_posts/0.md"), "the loss is shown");
        assert!(page.contains("<b>99,999</b>"));
    }

    #[test]
    fn markdown_shows_losses_and_no_markup_of_theirs() {
        let text = account(AccountFormat::Markdown);
        assert!(
            text.contains("| dropped | 1 |") && text.contains("source/\\_posts/a.md:3"),
            "{text}"
        );
        assert!(!text.contains("<script>") && !text.contains('\u{1b}'), "{text}");
    }
}
