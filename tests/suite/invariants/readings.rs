//! Reading never panics, and whatever it gives lies in the text: blocks, bodies, template constructs, configuration.

use masthead::config;
use masthead::document::{Document, Format};
use masthead::engine::{ConfigFile, Outcome, Setup, config_names, configure};
use masthead::rules::schema::Schema;
use masthead::text::{Source, Span};
use masthead::value::{json, toml, yaml};

use super::places::{nodes, places_lie_in_the_text, scalars_read_back};
use super::{SITES, Site, text};

/// The fences of a text, by us and by each engine.
pub fn split(bytes: &[u8]) {
    let source = Source::from_bytes("post.md", bytes);
    places_lie_in_the_text(&source.text);
    let document = Document::parse(&source);
    for Site { setup, post, .. } in SITES.iter() {
        let split = setup.split(&source.text);
        lies_in(&source.text, split.body);
        if let Some((_, block)) = split.block {
            lies_in(&source.text, block);
            assert!(block.end <= split.body.start, "the block reaches into the body");
        }
        read(setup, post, &document);
    }
}

/// A block between fences, by all readers of its language and by each engine.
pub fn block(bytes: &[u8], opener: &str, closer: &str) {
    let block = text(bytes);
    let _ = (yaml::read(&block), toml::read(&block), json::read(&block));
    let post = format!("{opener}{block}{closer}body\n");
    places_lie_in_the_text(&post);
    scalars_read_back(&post);
    let source = Source::new("post.md", post);
    let document = Document::parse(&source);
    for Site { setup, post, .. } in SITES.iter() {
        read(setup, post, &document);
        let Some(front_matter) = &document.front_matter else { continue };
        let mut all = Vec::new();
        nodes(&front_matter.tree.root, &mut all);
        for node in all.into_iter().take(50) {
            let _ = setup.value(node, front_matter.format);
            let _ = setup.read_date("date", node, front_matter.format);
        }
    }
}

/// A body, by the scanner of each engine's template language.
pub fn tags(bytes: &[u8]) {
    let source = Source::new("post.md", format!("---\ntitle: a\n---\n{}", text(bytes)));
    let document = Document::parse(&source);
    for Site { setup, post, .. } in SITES.iter() {
        read(setup, post, &document);
        let body = setup.split(&source.text).body;
        let tags = setup.tags(post, &document);
        for (place, tag) in tags.iter().enumerate() {
            for span in [Some(tag.span), Some(tag.opening), tag.inner, Some(tag.name)] {
                let span = span.unwrap_or(tag.span);
                lies_in(&source.text, span);
                assert!(tag.span.covers(span), "{span:?} is not in its tag {tag:?}");
            }
            assert!(body.covers(tag.span), "{tag:?} is not in the body {body:?}");
            assert!(tag.parent.is_none_or(|parent| parent < place));
            for argument in &tag.arguments {
                argument
                    .name
                    .into_iter()
                    .chain([argument.span])
                    .for_each(|span| lies_in(&source.text, span));
            }
        }
        assert!(tags.is_sorted_by_key(|tag| tag.span.start), "the tags are in no order");
        for edit in setup.show_literally(body.text(&source.text), &[]) {
            lies_in(body.text(&source.text), edit.span);
        }
    }
}

/// A configuration of a site, of Masthead, or a schema.
pub fn config(bytes: &[u8]) {
    for Site { setup, .. } in SITES.iter() {
        for name in config_names(setup.target.engine) {
            let source = Source::from_bytes(*name, bytes);
            let whole = source.text.clone();
            let (_, problems) = configure(setup.target, &[ConfigFile { source }]);
            problems.iter().for_each(|problem| lies_in(&whole, problem.span));
        }
    }
    let source = Source::from_bytes("masthead.toml", bytes);
    let _ = config::parse(&source);
    let whole = source.text;
    let _ =
        Schema::open("schema.json", &(std::sync::Arc::new(move |_: &str| Ok(whole.clone())) as _));
}

/// What an engine reads from a post, held to what it may say.
fn read(setup: &Setup, path: &str, document: &Document<'_>) {
    let whole = &document.source.text;
    let reading = setup.read(path, document);
    let spans = reading.vanishing.iter().copied().chain(reading.body);
    spans.chain(reading.fault.map(|fault| fault.span)).for_each(|span| lies_in(whole, span));
    if reading.outcome == Outcome::Page {
        assert_eq!(
            (&reading.error, &reading.fault),
            (&None, &None),
            "a page without fault has an error"
        );
    }
    if let Some(body) = reading.body {
        let _ = setup.body_text(document, body);
    }
    let format = document.front_matter.as_ref().map_or(Format::Yaml, |block| block.format);
    if let Some(date) = reading.date {
        let _ = setup.write_date(date, format);
    }
}

#[track_caller]
fn lies_in(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} does not lie in {text:?}");
}
