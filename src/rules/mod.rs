//! The table of rules, and one file a rule.
//!
//! A rule is three things: its page `rules/NAME.md` (documentation, examples that are its tests, and
//! what `explain` prints), its file here (one `RULE` constant and one function), and its row in
//! [`table::RULES`]. Rules do not know each other, and none asks for an engine's name: they ask the
//! [`crate::engine::Setup`]s that they are given.

mod addresses;
mod byte_order_mark;
mod category_path_unmeant;
mod colon_without_space;
mod context;
mod convert;
mod date_ambiguous;
mod date_file_name;
mod date_future;
mod date_invalid;
mod date_missing;
mod date_not_portable;
mod date_null;
mod date_number;
mod date_order;
mod date_weekday_wrong;
mod date_zone_ignored;
mod date_zone_missing;
mod dates;
mod draft_ignored;
mod draft_not_boolean;
mod drafts;
mod duplicate_key;
mod encoding_invalid;
mod escape_invalid;
mod faults;
mod fence_in_value;
mod fence_info_foreign;
mod fence_malformed;
mod fence_unclosed;
pub mod file_name_trap;
mod finding;
mod flaws;
mod front_matter_conflict;
mod front_matter_eaten;
pub mod front_matter_format;
mod front_matter_missing;
mod front_matter_no_opener;
mod front_matter_not_map;
mod front_matter_unclosed;
pub mod globs;
mod html_active;
mod html_body;
mod html_dropped;
pub mod image_alt_missing;
pub mod image_empty;
pub mod image_hotlinked;
pub mod image_insecure;
pub mod image_lazy_source;
pub mod image_missing_file;
pub mod image_not_published;
pub mod image_proxied;
pub mod image_repeated;
pub mod image_type;
pub mod image_unencoded;
pub mod image_url_invalid;
pub mod images;
mod invalid;
mod invisible_character;
mod json_invalid;
mod key_case;
mod key_deprecated;
mod key_empty;
mod key_fixes;
mod key_foreign;
mod key_misspelled;
pub mod key_order;
mod key_refused;
pub mod key_required;
mod key_reserved;
pub mod key_unknown;
mod keys;
mod link_broken;
mod link_empty;
mod links;
mod misfit;
mod more_marker;
mod near;
mod newlines_mixed;
pub mod own;
mod published_misused;
mod quote_unbalanced;
mod readers_disagree;
mod reception;
mod respell;
pub mod schema;
pub mod schema_violation;
mod selection;
mod settings;
mod slug_empty;
mod slug_ignored;
pub mod suppression_unused;
mod tab_indentation;
mod table;
mod tag_removed;
mod tag_unclosed;
mod tag_unknown;
mod taxonomy_misplaced;
mod taxonomy_undeclared;
mod template_breaks_build;
mod template_left_over;
mod template_vanishes;
mod term_duplicate;
mod term_empty;
mod term_not_string;
mod term_slug_collision;
mod term_variant;
mod terms;
mod terms_comma_string;
mod terms_nested;
mod terms_not_list;
pub mod themes;
mod title_duplicate;
mod title_empty;
pub mod title_length;
mod title_markup;
mod title_missing;
mod title_not_string;
pub mod title_quoting;
mod title_repeated;
mod title_whitespace;
mod titles;
mod toml_1_1_only;
mod toml_invalid;
mod toml_key_after_table;
mod url_collision;
mod url_escapes_output;
mod url_not_string;
mod url_with_scheme;
mod url_zone_dependent;
mod value_cut;
mod value_type;
mod value_unquoted;
mod verdict;
mod yaml_invalid;
mod yaml_not_portable;

use crate::diagnostic::{Applicability, Severity};
use crate::engine::Engine;

pub use context::Context;
pub use dates::{DateUse, DateValue, Dated};
pub use finding::{Finding, Findings};
pub use selection::Selection;
pub use settings::{Options, Settings};
pub use table::{OF_SITE, RULES, by_name, covers};
pub use verdict::Verdict;

/// What a rule is about; `--select` takes these names too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The block can be read at all.
    Syntax,
    /// The title.
    Title,
    /// Dates.
    Date,
    /// Images in front matter, Markdown and HTML.
    Image,
    /// Tags and categories.
    Taxonomy,
    /// Addresses and links.
    Url,
    /// Draft marks.
    Draft,
    /// Keys and their types.
    Schema,
    /// The body.
    Body,
}

impl Group {
    /// All groups in the order of the catalogue.
    pub const ALL: [Self; 9] = [
        Self::Syntax,
        Self::Title,
        Self::Date,
        Self::Image,
        Self::Taxonomy,
        Self::Url,
        Self::Draft,
        Self::Schema,
        Self::Body,
    ];

    /// Its name as options write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Title => "title",
            Self::Date => "date",
            Self::Image => "image",
            Self::Taxonomy => "taxonomy",
            Self::Url => "url",
            Self::Draft => "draft",
            Self::Schema => "schema",
            Self::Body => "body",
        }
    }
}

/// How bad a finding of a rule is in each engine; none where it is no problem there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Harm {
    /// In Hexo.
    pub hexo: Option<Severity>,
    /// In Hugo.
    pub hugo: Option<Severity>,
    /// In Zola.
    pub zola: Option<Severity>,
}

impl Harm {
    /// The row of the catalogue: one letter an engine in the order Hexo, Hugo, Zola, `E` error,
    /// `W` warning, `I` info, `.` no problem there.
    #[must_use]
    pub const fn of(row: &[u8; 3]) -> Self {
        const fn severity(letter: u8) -> Option<Severity> {
            match letter {
                b'E' => Some(Severity::Error),
                b'W' => Some(Severity::Warning),
                b'I' => Some(Severity::Info),
                _ => None,
            }
        }
        Self { hexo: severity(row[0]), hugo: severity(row[1]), zola: severity(row[2]) }
    }

    /// The harm in one engine.
    #[must_use]
    pub const fn to(self, engine: Engine) -> Option<Severity> {
        match engine {
            Engine::Hexo => self.hexo,
            Engine::Hugo => self.hugo,
            Engine::Zola => self.zola,
        }
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which states the bad thing: `date-not-portable`.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// Its page, `rules/NAME.md`.
    pub page: &'static str,
    /// Whether it is on unless the configuration says otherwise.
    pub on: bool,
    /// How bad it is, by engine. A finding may say it more exactly.
    pub harm: Harm,
    /// The best fix that it offers, if any.
    pub fix: Option<Applicability>,
    /// Looks at one post and reports.
    pub check: fn(&Context<'_>, &mut Findings<'_>),
}

impl Rule {
    /// The first sentence of its page, below the heading.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.page
            .lines()
            .find(|line| !line.is_empty() && !line.starts_with('#'))
            .unwrap_or_default()
    }
}
