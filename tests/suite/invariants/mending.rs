//! Fixes come to rest, and change what they declare and nothing else.

use std::cell::RefCell;
use std::collections::BTreeSet;

use masthead::check::check;
use masthead::diagnostic::{Applicability, Change, Diagnostic};
use masthead::document::{Agreement, Document, Entry};
use masthead::engine::Setup;
use masthead::fix::{fix, ignore};
use masthead::rules::{Group, RULES, Settings};
use masthead::text::{Source, Span};
use masthead::value::Value;

use super::{ANYWHERE, SITES, text};

/// A post under all fixes, as each site reads it and outside any site.
pub fn fix_any(bytes: &[u8]) {
    let text = text(bytes);
    for least in [Applicability::Safe, Applicability::Unsafe] {
        comes_to_rest(&text, "post.md", &ANYWHERE[..], least);
        for site in SITES.iter() {
            comes_to_rest(&text, site.post, std::slice::from_ref(&site.setup), least);
        }
    }
}

/// A post with a comment for all that is found in it.
pub fn ignore_any(bytes: &[u8]) {
    let text = text(bytes);
    let settings = Settings::defaults();
    for site in SITES.iter() {
        let setups = std::slice::from_ref(&site.setup);
        let find = |document: &Document<'_>| check(document, site.post, setups, &settings);
        let ignored = ignore(Source::new(site.post, text.as_str()), "why", &find);
        let new = ignored.source.text;
        nothing_else_changed(&text, &new, &[Change::Comment]);
        let again = ignore(Source::new(site.post, new.as_str()), "why", &find);
        assert_eq!(again.source.text, new, "comments are written again and again");
    }
}

fn comes_to_rest(text: &str, path: &str, setups: &[Setup], least: Applicability) {
    let every = RULES.iter().map(|rule| rule.name).collect();
    let settings = Settings { selected: every, ..Settings::default() };
    let declared = RefCell::new(Vec::new());
    let find = |document: &Document<'_>| {
        let found = check(document, path, setups, &settings);
        let fixes = found.iter().filter_map(|one| one.fix.as_ref());
        let wanted = fixes.filter(|fix| fix.applicability >= least);
        declared.borrow_mut().extend(wanted.flat_map(|fix| fix.changes.iter().cloned()));
        no_tag_is_cut(document, &found);
        found
    };
    let fixed = fix(Source::new(path, text), least, &find);
    let new = fixed.source.text;
    for left in &fixed.left {
        assert!(!left.message.contains("undo each other"), "{}", left.message);
        let is_left = left.fix.as_ref().is_some_and(|fix| fix.applicability >= least);
        assert!(
            !is_left || Source::new(path, new.as_str()).invalid_at.is_some() || !may_change(&new),
            "{left:?} is left"
        );
    }
    if fixed.mended.is_empty() {
        assert_eq!(new, text, "the text changed although nothing was mended");
    } else {
        nothing_else_changed(text, &new, &declared.take());
    }
    let again = fix(Source::new(path, new.as_str()), least, &find);
    assert_eq!(again.source.text, new, "a second fix changes what the first one wrote");
}

/// Holds that a fix of an image takes each tag of a body away, wraps it or lets it be: what looks like an image or an
/// address inside of a tag is the template's.
fn no_tag_is_cut(document: &Document<'_>, found: &[Diagnostic]) {
    let ends: Vec<Span> = document.markup().templates.iter().map(|tag| tag.span).collect();
    let is_of_image = |one: &&Diagnostic| {
        RULES.iter().any(|rule| rule.name == one.rule && rule.group == Group::Image)
    };
    for one in found.iter().filter(is_of_image) {
        for edit in one.fix.iter().flat_map(|fix| &fix.edits) {
            let cuts = |tag: &&Span| {
                !edit.span.covers(**tag) && edit.span.start < tag.end && tag.start < edit.span.end
                    || edit.span.is_empty()
                        && tag.start < edit.span.start
                        && edit.span.start < tag.end
            };
            if let Some(tag) = ends.iter().find(cuts) {
                let text = &document.source.text;
                panic!("{} would cut {:?} of {text:?} by {edit:?}", one.rule, tag.text(text));
            }
        }
    }
}

fn may_change(text: &str) -> bool {
    let source = Source::new("post.md", text);
    let document = Document::parse(&source);
    let block = document.front_matter.as_ref();
    !block.is_some_and(|block| matches!(block.agreement(), Agreement::Differ(..)))
}

/// Compares two texts by what `changes` do not name: the body, and the value and the bytes of each key.
fn nothing_else_changed(old: &str, new: &str, changes: &[Change]) {
    let has = |change: &Change| changes.contains(change);
    let (old, new) = (Source::new("post.md", old), Source::new("post.md", new));
    let (before, after) = (Document::parse(&old), Document::parse(&new));
    let newlines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    if !has(&Change::Body) && !has(&Change::Comment) {
        let bodies =
            [&before, &after].map(|one| one.source.slice(one.body).trim_start_matches('\u{feff}'));
        let is_same = bodies[0] == bodies[1]
            || has(&Change::Layout) && newlines(bodies[0]) == newlines(bodies[1]);
        assert!(
            is_same || has(&Change::Repair),
            "the body changed: {:?} became {:?}",
            old.text,
            new.text
        );
    }
    let (Some(before), Some(after)) = (&before.front_matter, &after.front_matter) else { return };
    let (Ok(were), Ok(are)) = (before.values(), after.values()) else { return };
    if has(&Change::Repair) || *before.agreement() != Agreement::Agree {
        return;
    }
    let names: BTreeSet<&str> =
        before.tree.root.entries().iter().map(|entry| entry.name()).collect();
    for name in names.into_iter().filter(|name| !has(&Change::Key((*name).to_owned()))) {
        let values = [were, are].map(|block| block.get(name).map(|value| plain(value, changes)));
        assert_eq!(values[0], values[1], "{name}: {:?} became {:?}", old.text, new.text);
    }
    if has(&Change::Layout) {
        return;
    }
    let entries = before.tree.root.entries();
    // Between the tables of a list in TOML others may stand, which a fix may take away.
    let is_torn = |one: &Entry<'_>| entries.iter().any(|it| one.value.span.covers(it.key.span));
    let is_left = |one: &&Entry<'_>| !has(&Change::Key(one.name().to_owned())) && !is_torn(one);
    for entry in entries.iter().filter(is_left) {
        let written = entry.value.span.text(&old.text);
        let stays = after
            .tree
            .root
            .entries()
            .iter()
            .any(|other| other.value.span.text(&new.text) == written);
        assert!(
            stays || has(&Change::Comment),
            "the bytes of {} changed: {:?} became {:?}",
            entry.name(),
            old.text,
            new.text
        );
    }
}

/// A value for comparing: YAML has no dates of its own, so one from TOML is a text there, for a change of layout.
fn plain(value: &Value, changes: &[Change]) -> Value {
    match value {
        Value::Date(text) if changes.contains(&Change::Layout) => Value::String(text.clone()),
        Value::List(items) => Value::List(items.iter().map(|item| plain(item, changes)).collect()),
        Value::Map(entries) => Value::Map(
            entries.iter().map(|(key, value)| (key.clone(), plain(value, changes))).collect(),
        ),
        other => other.clone(),
    }
}
