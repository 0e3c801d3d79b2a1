//! Property tests: what must hold for any text, on made-up posts, bodies and names of files.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::slice;
use std::sync::LazyLock;

use jsonschema::Validator;
use masthead::diagnostic::{Diagnostic, Severity};
use masthead::migrate::{Action, Kind, Row};
use masthead::report::Format;
use masthead::report::migration::{AccountFormat, FileDiff, Migration};
use masthead::text::{Edit, Source, Span, apply, escape, is_unprintable};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::Index;

use crate::invariants::{INVARIANTS, page, well_formed};
use crate::report::sarif_schema;
use crate::texts::{body, name, post, soup};

static SARIF: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&sarif_schema()).unwrap());

/// How many cases are tried where nobody says it.
fn cases(usual: u32) -> u32 {
    if std::env::var_os("PROPTEST_CASES").is_some() {
        ProptestConfig::default().cases
    } else {
        usual
    }
}

/// Some finding.
fn finding() -> Diagnostic {
    Diagnostic {
        rule: "title-missing".into(),
        severity: Severity::Warning,
        span: Span::at(0),
        message: String::new(),
        help: None,
        engines: vec!["zola"],
        fix: None,
    }
}

/// Holds one invariant, by its name.
fn hold(name: &str, text: &str) {
    let (_, hold) = INVARIANTS.iter().find(|(known, _)| *known == name).unwrap();
    hold(text.as_bytes());
}

/// The texts that the fuzzer begins with, and those on which an invariant once did not hold.
#[test]
fn all_known_texts_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fuzz");
    let mut tried = 0;
    for (name, hold) in INVARIANTS {
        for entry in
            fs::read_dir(folder.join(name)).unwrap_or_else(|_| panic!("{name} has no texts"))
        {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let held = catch_unwind(|| hold(&bytes));
            assert!(held.is_ok(), "{} does not hold", path.display());
            tried += 1;
        }
    }
    assert!(tried >= INVARIANTS.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(40), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_block_is_read(text in soup()) {
        for name in ["yaml", "toml", "json", "config"] {
            hold(name, &text);
        }
    }

    #[test]
    fn any_body_is_read_and_moved(text in body()) {
        for name in ["tags", "migrate-body"] {
            hold(name, &text);
        }
    }

    #[test]
    fn sarif_follows_its_schema(name in name(), text in body()) {
        let source = Source::new(name, text);
        let finding = |span| Diagnostic { span, message: source.text.clone(), ..finding() };
        let spans = [Span::new(0, source.text.len()), Span::at(0), Span::at(source.text.len())];
        let report = well_formed(Format::Sarif, &source, &spans.map(finding));
        let report = serde_json::from_str(&report).unwrap();
        let errors: Vec<String> = SARIF.iter_errors(&report).map(|error| error.to_string()).collect();
        prop_assert!(errors.is_empty(), "{errors:#?}");
    }

    #[test]
    fn no_text_becomes_markup_in_the_account_of_a_migration(name in name(), text in body()) {
        let row = Row {
            file: name.clone(),
            line: Some(1),
            kind: Kind::Tag,
            name: text.clone(),
            action: Action::Dropped,
            to: Some(name.clone()),
            reason: text.clone(),
            code: "no-such-key",
        };
        let diffs = [FileDiff::new(name.clone(), name, &text, "new")];
        let account = Migration::new("hexo@8.1".into(), "hugo@0.168".into(), 1, slice::from_ref(&row), &diffs);
        let seen = page(&account.write(AccountFormat::Html));
        let shown = escape(&text).replace("\\t", "\t");
        prop_assert!(text == row.file || seen.replace("\\t", "\t").contains(&shown), "{:?} is not in {}", shown, seen);
        let text = account.write(AccountFormat::Markdown);
        prop_assert_eq!(text.find(|c| c != '\n' && is_unprintable(c)), None);
        let bare = text.replace("\\\\", "").split('<').rev().skip(1).any(|before| !before.ends_with('\\'));
        prop_assert!(!bare, "markup in {}", text);
    }

    #[test]
    fn edits_keep_every_byte_around_them(text in body(), at in vec((any::<Index>(), any::<Index>(), body()), 0..4)) {
        let edits: Vec<Edit> = at.iter().map(|(from, to, new)| {
            let (from, to) = (from.index(text.len() + 1), to.index(text.len() + 1));
            Edit::replace(Span::new(from.min(to), from.max(to)), new.as_str())
        }).collect();
        let mut sorted: Vec<&Edit> = edits.iter().collect();
        sorted.sort_by_key(|edit| edit.span);
        let on_characters = |edit: &Edit| text.is_char_boundary(edit.span.start) && text.is_char_boundary(edit.span.end);
        let is_disjoint = sorted.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        let new = apply(&text, &edits);
        prop_assert_eq!(new.is_ok(), is_disjoint && edits.iter().all(on_characters));
        if let Ok(mut new) = new {
            // Undone in order, so that what is before each is the old text already.
            for edit in sorted {
                let start = edit.span.start;
                new.replace_range(start..start + edit.content.len(), edit.span.text(&text));
            }
            prop_assert_eq!(new, text);
        }
    }

    #[test]
    fn posts_move_there_and_back(post in post()) {
        hold("migrate-post", &post);
    }
}

// These take longer, so fewer cases are tried by default; `PROPTEST_CASES` sets how many.
proptest! {
    #![proptest_config(ProptestConfig { cases: cases(6), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_split(bytes in vec(any::<u8>(), 0..200), text in soup()) {
        for (name, hold) in INVARIANTS {
            if name != "migrate-post" { hold(&bytes) }
        }
        hold("split", &text);
    }

    #[test]
    fn fixes_come_to_rest_and_change_nothing_else(post in post(), body in body()) {
        hold("fix", &format!("{post}{body}"));
    }

    #[test]
    fn comments_change_nothing_else(post in post(), body in body()) {
        hold("ignore", &format!("{post}{body}"));
    }

    #[test]
    fn reports_are_well_formed(name in name(), post in post(), body in body()) {
        hold("lint", &format!("{name}\n{post}{body}"));
    }
}
