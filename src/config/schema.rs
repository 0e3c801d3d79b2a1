//! The JSON Schema of `masthead.toml`, made from the types that read the file, for editors to complete and check it.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::options::Written;
use crate::diagnostic::Severity;
use crate::rules::{Group, RULES};

/// The schema as text, in draft 7, which editors of TOML read.
#[must_use]
pub fn schema() -> String {
    let settings = SchemaSettings::draft07().with_transform(RecursiveTransform(without_null));
    let mut schema = settings.into_generator().into_root_schema_for::<Written>();
    schema.insert("title".to_owned(), super::FILE_NAME.into());
    serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n"
}

/// Where nothing is set by default, the types say null, which TOML does not have.
fn without_null(schema: &mut Schema) {
    if schema.get("default").is_some_and(serde_json::Value::is_null) {
        schema.remove("default");
    }
}

/// The name of a rule or a group, or `all`.
pub(super) struct RuleName;

impl JsonSchema for RuleName {
    fn schema_name() -> Cow<'static, str> {
        "RuleName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let groups = Group::ALL.into_iter().map(Group::name);
        let names =
            ["all", "own"].into_iter().chain(groups).chain(RULES.iter().map(|rule| rule.name));
        json_schema!({
            "description": "A rule, a group of rules, or `all`; `masthead explain` lists them.",
            "anyOf": [
                { "type": "string", "enum": names.collect::<Vec<_>>() },
                { "type": "string", "pattern": "^own-." },
            ],
        })
    }
}

/// A severity by its name.
pub(super) struct SeverityName;

impl JsonSchema for SeverityName {
    fn schema_name() -> Cow<'static, str> {
        "Severity".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::name);
        json_schema!({
            "description": "`error`: a post is lost or the build fails; `warning`: an engine reads something else \
                            than what is written; `info`: style.",
            "type": "string",
            "enum": names,
        })
    }
}

/// An engine, with a version or without.
pub(super) struct EngineName;

impl JsonSchema for EngineName {
    fn schema_name() -> Cow<'static, str> {
        "Engine".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "`hexo`, `hugo` or `zola`, with a version where it matters.",
            "type": "string",
            "pattern": "^(hexo|hugo|zola)(@v*[0-9]+(\\.[0-9]+(\\..*)?)?)?$",
            "examples": ["hexo", "hugo", "zola", "zola@0.22"],
        })
    }
}
