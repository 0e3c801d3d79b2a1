//! A post's block as values: fences, language, reader.

use super::config::lower_keys;
use super::fence::{self, Fenced, Language};
use super::{json, org, scalar, toml, yaml};
use crate::document::{Document, Format};
use crate::text::Span;
use crate::value::Value;

/// What Hugo reads at the top of a post.
#[derive(Debug)]
pub(super) struct FrontMatter {
    /// A map with keys in lower case, empty where there is no block.
    pub values: Value,
    pub language: Option<Language>,
    pub body: Span,
}

/// Why a block cannot be read: the byte of the file and the reader's words.
#[derive(Debug)]
pub(super) struct Refused {
    pub at: usize,
    pub message: String,
}

impl Language {
    /// The language as documents name it; Org is none of theirs.
    pub fn format(self) -> Option<Format> {
        match self {
            Self::Yaml => Some(Format::Yaml),
            Self::Toml => Some(Format::Toml),
            Self::Json => Some(Format::Json),
            Self::Org => None,
        }
    }
}

/// Reads the block at the top of a text.
pub(super) fn read(document: &Document<'_>) -> Result<FrontMatter, Refused> {
    let text = document.source.text.as_str();
    let Fenced { block, body } = fence::split(text)
        .map_err(|error| Refused { at: error.at, message: error.message.to_owned() })?;
    let Some((language, span)) = block else {
        return Ok(FrontMatter { values: Value::Map(Vec::new()), language: None, body });
    };
    let block = span.text(text);
    let at = |at: usize| (span.start + at).min(span.end);
    let values = match language {
        Language::Yaml => {
            let plain = document.plain(span);
            let plain = plain.and_then(|tree| scalar::value(&tree.root, Format::Yaml).ok());
            plain.map_or_else(|| yaml::read(block), Ok).map_err(|refusal| Refused {
                at: at(refusal.offset(block)),
                message: refusal.shown(),
            })
        }
        Language::Toml => toml::read(block).map_err(|refused| Refused {
            at: at(refused.at),
            message: format!("unmarshal failed: toml: {}", refused.message),
        }),
        Language::Json => json::read(block).map_err(|refused| Refused {
            at: at(refused.at),
            message: format!("unmarshal failed: {}", refused.message),
        }),
        Language::Org => Ok(org::read(block)),
    };
    Ok(FrontMatter { values: lower_keys(values?), language: Some(language), body })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::yaml as tree;

    proptest! {
        #[test]
        fn a_plain_tree_is_read_like_its_text(block in tree::blocks_for_tests::blocks()) {
            let Some(plain) = tree::parse_plain(&block, Span::new(0, block.len())) else { return Ok(()) };
            let short = scalar::value(&plain.root, Format::Yaml);
            prop_assert_eq!(short, Ok(yaml::read(&block).expect("readable")));
        }
    }
}
