//! Fixes on rules made for the purpose: what is done, what is withheld, and that it ends.

use super::*;
use crate::diagnostic::{Change, Fix};
use crate::text::Edit;

/// A rule that replaces each `from` by `to` and says that it changes `change`.
fn replacing(document: &Document<'_>, from: &str, to: &str, change: &Change) -> Vec<Diagnostic> {
    let text = &document.source.text;
    let found = text.match_indices(from).map(|(at, _)| {
        let span = Span::new(at, at + from.len());
        let fix = Fix::safe("replace", change.clone(), vec![Edit::replace(span, to)]);
        Diagnostic {
            fix: Some(fix),
            ..remark("replacing", Severity::Warning, span, format!("{from} at {at}"))
        }
    });
    found.collect()
}

fn fixed(text: &str, find: &Find<'_>) -> Fixed {
    fix(Source::new("post.md", text), Applicability::Safe, find)
}

const POST: &str = "---\ntitle: one\ndate: two\n---\nbody one\n";

#[test]
fn fixes_are_done_until_none_is_left() {
    let find = |document: &Document<'_>| {
        let mut found = replacing(document, "aa", "b", &Change::Body);
        found.extend(replacing(document, "bb", "c", &Change::Body));
        found
    };
    let Fixed { source, mended, left } = fixed("aaaaaa\n", &find);
    assert_eq!((source.text.as_str(), mended.len(), left.len()), ("cb\n", 4, 0));
}

#[test]
fn a_fix_that_changes_more_than_it_says_costs_no_other() {
    let find = |document: &Document<'_>| {
        let mut found = replacing(document, "one", "1st", &Change::Key("title".into()));
        found.extend(replacing(document, "two", "2nd", &Change::Key("date".into())));
        found
    };
    let Fixed { source, mended, left } = fixed(POST, &find);
    assert_eq!(source.text, "---\ntitle: 1st\ndate: 2nd\n---\nbody one\n");
    assert_eq!(mended.len(), 2);
    let rules: Vec<&str> = left.iter().map(|one| &*one.rule).collect();
    assert_eq!(rules, ["fix-withheld", "replacing"]);
    assert!(left[0].message.contains("the fix would change the body"), "{}", left[0].message);
    assert!(left[1].fix.is_none(), "what was withheld is not offered again");
}

#[test]
fn a_fix_that_fails_at_first_is_tried_again_in_the_new_text() {
    let find = |document: &Document<'_>| {
        let is_new = document.source.text.contains("2nd");
        let change = if is_new { Change::Key("title".into()) } else { Change::Comment };
        let mut found = replacing(document, "title: one", "title: 1st", &change);
        found.extend(replacing(document, "two", "2nd", &Change::Key("date".into())));
        found
    };
    let Fixed { source, left, .. } = fixed(POST, &find);
    assert_eq!(source.text, "---\ntitle: 1st\ndate: 2nd\n---\nbody one\n");
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn fixes_that_undo_each_other_leave_the_file_as_it_was() {
    let swap = |document: &Document<'_>| {
        let to =
            if document.source.text.contains("body one") { ("one", "two") } else { ("two", "one") };
        replacing(document, &format!("body {}", to.0), &format!("body {}", to.1), &Change::Body)
    };
    let grow = |document: &Document<'_>| replacing(document, "body", "body body", &Change::Body);
    for find in [&swap as &Find<'_>, &grow] {
        let Fixed { source, mended, left } = fixed(POST, find);
        assert_eq!((source.text.as_str(), mended.len()), (POST, 0));
        assert_eq!(left[0].rule, "fix-unsettled");
    }
}

#[test]
fn fixes_that_touch_are_done_one_after_the_other() {
    let find = |document: &Document<'_>| {
        let at = document.source.text.find("body").unwrap_or(0);
        let insert = |what: &str| {
            let done = document.source.text.contains(what);
            let fix = Fix::safe("insert", Change::Body, vec![Edit::insert(at, what)]);
            let found = remark("inserting", Severity::Info, Span::at(at), what.to_owned());
            (!done).then_some(Diagnostic { fix: Some(fix), ..found })
        };
        [insert("first "), insert("second ")].into_iter().flatten().collect()
    };
    assert!(fixed(POST, &find).source.text.ends_with("\nfirst second body one\n"));
}

#[test]
fn guesses_are_not_done_unasked_and_broken_encoding_is_never_touched() {
    let guess = |document: &Document<'_>| {
        let found = replacing(document, "one", "1", &Change::Body);
        let unsure = |found: Diagnostic| Diagnostic {
            fix: found.fix.map(|fix| Fix { applicability: Applicability::Unsafe, ..fix }),
            ..found
        };
        found.into_iter().map(unsure).collect()
    };
    assert_eq!(fixed("one\n", &guess).source.text, "one\n");
    let source = || Source::new("p", "one\n");
    assert_eq!(fix(source(), Applicability::Unsafe, &guess).source.text, "1\n");
    let broken = Source::from_bytes("p", b"one \xff\n");
    assert_eq!(fix(broken, Applicability::Unsafe, &guess).source.text, "one \u{fffd}\n");
}

#[test]
fn a_thousand_fixes_with_bad_ones_among_them_end_soon() {
    let text = format!("---\ntitle: a\n---\n{}", "x y\n".repeat(1000));
    let find = |document: &Document<'_>| {
        let mut found = replacing(document, "x", "z", &Change::Body);
        found.extend(replacing(document, "title: a", "title: b", &Change::Body));
        found
    };
    let Fixed { source, mended, left } = fixed(&text, &find);
    assert_eq!(mended.len(), 1000);
    assert!(source.text.starts_with("---\ntitle: a\n---\nz y\n"));
    assert_eq!(left.len(), 2);
}
