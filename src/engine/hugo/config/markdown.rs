//! What the Markdown of a site may hold beyond the usual: `markup.goldmark` (`markup/goldmark/goldmark_config/config.go`).

use crate::engine::hugo::cast;
use crate::value::Value;

/// Signs that goldmark's extras give a meaning, with the HTML element for what stands between two of them
/// (`hugo-goldmark-extensions/extras`).
const EXTRAS: &[(&str, &str, &str)] = &[
    ("insert", "++", "ins"),
    ("mark", "==", "mark"),
    ("subscript", "~", "sub"),
    ("superscript", "^", "sup"),
];

/// How Markdown is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// `parser.attribute.block`: whether `{.class}` behind a block gives it attributes.
    pub block_attributes: bool,
    /// `enableEmoji`: whether `:smile:` becomes a picture.
    pub emoji: bool,
    /// `extensions.definitionList`: whether `: text` below a term is its definition.
    pub definition_lists: bool,
    /// `parser.autoDefinitionTermID`: whether terms of such lists are anchors.
    pub term_anchors: bool,
    /// `extensions.typographer.disable`: whether quotes, dashes and dots stay as they are written.
    pub plain_signs: bool,
    /// Signs of `extensions.extras` that are switched on, with their elements.
    pub extras: Vec<(&'static str, &'static str)>,
}

/// Reads it from the settings, whose keys are in lower case.
pub(super) fn markdown(settings: &Value) -> Markdown {
    let at = |path: &[&str]| {
        let found = path.iter().try_fold(settings, |value, key| value.get(key));
        found.and_then(cast::bool_of)
    };
    let goldmark = |path: &[&str]| at(&[&["markup", "goldmark"], path].concat());
    let is_on = |name: &str| goldmark(&["extensions", "extras", name, "enable"]) == Some(true);
    let extras = EXTRAS.iter().filter(|(name, ..)| is_on(name));
    Markdown {
        block_attributes: goldmark(&["parser", "attribute", "block"]).unwrap_or(false),
        emoji: at(&["enableemoji"]).unwrap_or(false),
        definition_lists: goldmark(&["extensions", "definitionlist"]).unwrap_or(true),
        term_anchors: goldmark(&["parser", "autodefinitiontermid"]).unwrap_or(false),
        plain_signs: goldmark(&["extensions", "typographer", "disable"]).unwrap_or(false),
        extras: extras.map(|(_, sign, element)| (*sign, *element)).collect(),
    }
}
