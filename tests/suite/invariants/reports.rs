//! Whatever is found in whatever file, every output format stays what it says it is.

use std::time::Duration;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use masthead::check::check;
use masthead::diagnostic::Diagnostic;
use masthead::document::Document;
use masthead::report::{Counts, Format, Found, Style, Summary};
use masthead::rules::{RULES, Settings};
use masthead::text::{Source, is_unprintable};

use super::ANYWHERE;

/// A post under all rules, in all formats; its first line is its name.
pub fn lint(bytes: &[u8]) {
    let name: Vec<u8> = bytes.iter().copied().take_while(|byte| *byte != b'\n').take(99).collect();
    let source = Source::from_bytes(String::from_utf8_lossy(&name), bytes);
    let every = RULES.iter().map(|rule| rule.name).collect();
    let settings = Settings { selected: every, ..Settings::default() };
    let found = check(&Document::parse(&source), "post.md", &ANYWHERE[..], &settings);
    for one in &found {
        let lies_in = source.text.get(one.span.start..one.span.end).is_some();
        assert!(lies_in, "{one:?} does not lie in {:?}", source.text);
    }
    for format in Format::ALL {
        well_formed(format, &source, &found);
    }
}

/// Holds that a report of these findings in one file is well-formed and steers no terminal, and gives it back.
pub fn well_formed(format: Format, source: &Source, found: &[Diagnostic]) -> String {
    let mut counts = Counts::default();
    counts.add(found);
    let summary = Summary {
        files: 1,
        files_with_findings: 1,
        counts,
        elapsed: Duration::ZERO,
        ..Summary::default()
    };
    let style = Style::default();
    let file = format.file(Found { source, diagnostics: found }, style);
    let report = format!("{}{file}{}", format.head(&[]), format.tail(&summary, style));
    let raw = report.chars().find(|c| *c != '\n' && is_unprintable(*c));
    assert_eq!(raw, None, "{} in {report:?}", format.name());
    match format {
        Format::Json | Format::Gitlab | Format::Sarif | Format::Rdjson => {
            serde_json::from_str::<serde_json::Value>(&report).unwrap();
        }
        Format::Jsonl | Format::Concise | Format::Github => {
            one_line_each(format, &file, found.len());
        }
        Format::Junit => {
            well_formed_xml(&report, &["testsuites", "testsuite", "testcase", "failure"]);
        }
        Format::Checkstyle => well_formed_xml(&report, &["checkstyle", "file", "error"]),
        Format::Text => {}
    }
    report
}

fn one_line_each(format: Format, file: &str, count: usize) {
    assert_eq!(file.lines().count(), count, "{}: {file:?}", format.name());
    for line in file.lines() {
        match format {
            Format::Jsonl => drop(serde_json::from_str::<serde_json::Value>(line).unwrap()),
            Format::Github => {
                let commands = ["::error ", "::warning ", "::notice "];
                assert!(commands.iter().any(|command| line.starts_with(command)), "{line:?}");
                // A command begins a line; behind its second `::` all is message.
                let properties = line[2..].split("::").next().unwrap_or_default();
                let names = properties.split_once(' ').map_or("", |(_, rest)| rest).split(',');
                let names: Vec<_> = names.map(|one| one.split_once('=').unwrap().0).collect();
                let place = names.strip_prefix(&["title", "file", "line"]);
                let known = [&["endLine"][..], &["col", "endLine", "endColumn"]];
                assert!(place.is_some_and(|rest| known.contains(&rest)), "{line:?}");
            }
            _ => {}
        }
    }
}

/// Holds that a text is well-formed XML in which every element is one of `known`: one root, tags that nest, quoted
/// attributes that each stand once, no `<` or `&` that is not markup, and only characters that XML 1.0 allows.
fn well_formed_xml(report: &str, known: &[&str]) {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(report.chars().all(allowed), "a character that XML forbids in {report:?}");
    let mut rest = report.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap();
    let mut open: Vec<&str> = Vec::new();
    let mut roots = 0;
    while let Some((before, behind)) = rest.split_once('<') {
        references_are_known(before);
        assert!(
            !open.is_empty() || before.trim().is_empty(),
            "text outside of the root: {before:?}"
        );
        let (tag, behind) = behind.split_once('>').expect("a tag is closed");
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "an end tag that does not fit in {report}");
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(known.contains(&name), "an element <{name}> in {report}");
        attributes_are_quoted(attributes);
        roots += usize::from(open.is_empty());
        if !is_empty {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty() && roots == 1, "{open:?} in {report}");
}

fn attributes_are_quoted(attributes: &str) {
    let mut names = Vec::new();
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let (name, behind) = rest.split_once("=\"").unwrap_or_else(|| panic!("{rest:?}"));
        assert!(name.bytes().all(|byte| byte.is_ascii_alphabetic()), "{name:?}");
        assert!(!names.contains(&name), "{name} stands twice");
        names.push(name);
        let (value, behind) = behind.split_once('"').expect("a value is closed");
        references_are_known(value);
        rest = behind.trim_start();
    }
}

fn references_are_known(text: &str) {
    for part in text.split('&').skip(1) {
        let (name, _) = part.split_once(';').unwrap_or_else(|| panic!("a bare & in {text:?}"));
        let is_number = name
            .strip_prefix('#')
            .is_some_and(|number| number.bytes().all(|b| b.is_ascii_alphanumeric()));
        assert!(is_number || ["amp", "lt", "gt", "quot", "apos"].contains(&name), "&{name};");
    }
}

/// Elements that the page of a migration consists of.
const ELEMENTS: &[&str] = &[
    "html", "main", "head", "meta", "title", "style", "body", "h1", "h2", "p", "div", "span", "ul",
    "li", "a", "b", "i", "small", "code", "pre", "mark", "section", "details", "summary", "input",
    "select", "option", "button", "output", "script",
];

/// Holds that the page of a migration is one page with one script, that its elements nest and none came from a text,
/// and gives back what a reader sees.
pub fn page(page: &str) -> String {
    assert_eq!(page.find(|c| c != '\n' && is_unprintable(c)), None);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let (mut open, mut seen, mut scripts) = (Vec::new(), String::new(), 0);
    for token in Tokenizer::new_with_emitter(page, emitter).map(Result::unwrap) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8(tag.name.to_vec()).unwrap();
                assert!(ELEMENTS.contains(&&*name), "an element <{name}> in {page}");
                scripts += usize::from(name == "script");
                for attribute in tag.attributes.keys() {
                    let attribute = String::from_utf8_lossy(attribute).into_owned();
                    assert!(
                        !attribute.starts_with("on") && attribute != "src",
                        "{attribute} in {page}"
                    );
                    assert!(
                        attribute.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                        "{attribute}"
                    );
                }
                if !["meta", "input"].contains(&&*name) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8(tag.name.to_vec()).unwrap();
                assert_eq!(open.pop(), Some(name), "an end that does not fit in {page}");
            }
            Token::String(text) => {
                let is_code = open.last().is_some_and(|name| name == "script" || name == "style");
                if !is_code {
                    seen.push_str(std::str::from_utf8(&text).unwrap());
                }
            }
            Token::Doctype(_) => {}
            Token::Comment(_) | Token::Error(_) => panic!("{token:?} in {page}"),
        }
    }
    assert!(open.is_empty() && scripts == 1, "{scripts} scripts, and open are {open:?}");
    seen
}
