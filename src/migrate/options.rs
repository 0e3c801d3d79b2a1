//! What the user chooses about a migration.

use crate::document::Format;
use crate::engine::Setup;

/// Which language front matter has in the new site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FrontMatterFormat {
    /// The one that it has, where the target reads it; else YAML.
    #[default]
    Keep,
    /// YAML everywhere.
    Yaml,
    /// TOML where the target reads it.
    Toml,
}

impl FrontMatterFormat {
    /// The language for one post.
    #[must_use]
    pub fn choose(self, source: Format, to: &Setup) -> Format {
        let wanted = match self {
            Self::Keep => source,
            Self::Yaml => Format::Yaml,
            Self::Toml => Format::Toml,
        };
        let written =
            matches!(wanted, Format::Yaml | Format::Toml) && to.formats().contains(&wanted);
        if written { wanted } else { Format::Yaml }
    }
}

/// What becomes of addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Urls {
    /// Every page answers where it did.
    #[default]
    Keep,
    /// The target chooses, and the old addresses lead to the new ones.
    Natural,
}
