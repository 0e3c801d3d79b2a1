//! The JSON Schema of `masthead.toml` allows what the program reads, and refuses what it refuses.

use std::fs;
use std::path::Path;

use jsonschema::Validator;
use masthead::config::{parse, schema, template};
use masthead::engine::Engine;
use masthead::rules::RULES;
use masthead::text::Source;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn validator() -> Validator {
    jsonschema::validator_for(&serde_json::from_str(&schema()).unwrap()).unwrap()
}

/// The file and the schema say the same of this text.
#[track_caller]
fn check(validator: &Validator, text: &str, allowed: bool) {
    let read = parse(&Source::new("masthead.toml", text));
    assert_eq!(read.is_ok(), allowed, "{text}: {:?}", read.err());
    let value: Value = toml::from_str(text).unwrap();
    let errors: Vec<String> = validator.iter_errors(&value).map(|it| it.to_string()).collect();
    assert_eq!(errors.is_empty(), allowed, "{text}: {errors:?}");
}

#[test]
fn the_schema_in_the_project_is_the_one_that_is_printed() {
    let path = root().join("masthead.schema.json");
    if std::env::var_os("MASTHEAD_UPDATE").is_some() {
        fs::write(&path, schema()).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    assert!(kept == schema(), "run MASTHEAD_UPDATE=1 cargo test schema");
}

#[test]
fn what_is_read_is_allowed() {
    let validator = validator();
    check(&validator, &template(&[Engine::Zola.into()]), true);
    for engine in ["hexo", "hugo@0", "zola@0.22.1", "hugo@v0.168"] {
        check(&validator, &format!("engine = '{engine}'"), true);
    }
    for rule in RULES {
        let name = rule.name;
        check(&validator, &format!("select = ['{name}']\n[severity]\n{name} = 'info'"), true);
    }
    check(&validator, "[per-file-ignores]\n'old/**' = ['all', 'date']", true);
    check(&validator, "[rules.key-required.keys.author]\ndefault = 'me'\nfiles = ['a/*']", true);
    check(&validator, "[[themes]]\nname = 'a'\nengine = 'hugo'\nkeys.cover = 'image|map'", true);
    for page in RULES.iter().map(|rule| rule.page) {
        for block in page.split("```toml config\n").skip(1) {
            check(&validator, block.split("```").next().unwrap(), true);
        }
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```toml\n").skip(1).map(|it| it.split("```").next().unwrap());
    let configs: Vec<&str> = blocks.collect();
    assert!(!configs.is_empty());
    configs.iter().for_each(|text| check(&validator, text, true));
}

#[test]
fn what_is_refused_is_not_allowed() {
    let validator = validator();
    for text in [
        "selct = ['date']",
        "select = ['dat-invalid']",
        "select = 3",
        "ignore = 'date'",
        "fail-on = 'fatal'",
        "engine = 'jekyll'",
        "engine = 'hugo@'",
        "engine = 'hugo@x'",
        "[severity]\ndat = 'info'",
        "[severity]\ndate = 'fatal'",
        "[per-file-ignores]\n'a/**' = ['dat']",
        "[rules.image-proxid]",
        "[rules.date-null]",
        "[rules.image-proxied]\nproxis = []",
        "[rules.title-length]\nmax = 'long'",
        "[rules.title-length]\nmax = -1",
        "[rules.title-quoting]\nstyle = 'loud'",
        "[rules.key-required.keys.author]\nfile = 'a'",
        "[[themes]]\nkeys = {}",
        "[[themes]]\nname = 'a'\nengine = 'jekyll'\nkeys = {}",
    ] {
        check(&validator, text, false);
    }
}

/// All that the schema says of keys, at any depth.
fn described<'s>(schema: &'s Value, found: &mut Vec<(&'s String, &'s Value)>) {
    found.extend(schema["properties"].as_object().into_iter().flatten());
    let inner = schema.as_object().into_iter().flatten().map(|(_, inner)| inner);
    inner.chain(schema.as_array().into_iter().flatten()).for_each(|it| described(it, found));
}

#[test]
fn every_option_is_described() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let mut found = Vec::new();
    described(&schema, &mut found);
    for (name, option) in &found {
        let text = option["description"].as_str().or(option["$ref"].as_str());
        assert!(text.is_some_and(|text| !text.is_empty()), "{name} is not described");
    }
    for option in ["select", "key-required", "proxies", "max", "known", "files", "engine"] {
        assert!(found.iter().any(|(name, _)| *name == option), "{option} is missing");
    }
}
