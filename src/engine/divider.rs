//! How the comment has to be spelled that divides the summary of a post from the rest of it.

use super::{Engine, Setup, Version};

/// What an engine takes for the divider, and what it does around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Divider {
    /// How many blanks may stand on either side of the word.
    pub blanks: Blanks,
    /// Whether `MORE` is the word, too.
    pub any_case: bool,
    /// Whether it divides in code, too.
    pub in_code: bool,
    /// Whether a line of HTML that holds it is lost.
    pub takes_html_line: bool,
}

/// How many blanks may stand beside the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blanks {
    /// None at all.
    None,
    /// One.
    One,
    /// Any white space.
    Any,
}

/// The first Hexo that wants at most one blank (its `lib/plugins/filter/after_post_render/excerpt.ts`).
const HEXO_ONE_BLANK: Version = Version::new(5, 0);

impl Setup {
    /// What divides a summary here: a row for each engine (their notes: Hexo 6.4, Hugo 6.2, Zola 10).
    #[must_use]
    pub fn divider(&self) -> Divider {
        let plain =
            Divider { blanks: Blanks::Any, any_case: true, in_code: false, takes_html_line: false };
        match self.target.engine {
            Engine::Hexo if self.target.version < HEXO_ONE_BLANK => plain,
            Engine::Hexo => Divider { blanks: Blanks::One, ..plain },
            Engine::Hugo => {
                Divider { blanks: Blanks::None, any_case: false, in_code: true, ..plain }
            }
            Engine::Zola => Divider { takes_html_line: true, ..plain },
        }
    }
}

impl Divider {
    /// Whether a comment with this text between `<!--` and `-->` divides.
    #[must_use]
    pub fn takes(&self, inner: &str) -> bool {
        let word = match self.blanks {
            Blanks::None => inner,
            Blanks::One => {
                let inner = inner.strip_prefix(' ').unwrap_or(inner);
                inner.strip_suffix(' ').unwrap_or(inner)
            }
            Blanks::Any => inner.trim(),
        };
        word == "more" || self.any_case && word.eq_ignore_ascii_case("more")
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use chrono_tz::Tz;

    use super::*;
    use crate::engine::Target;

    #[test]
    fn each_engine_has_its_own_spelling() {
        for (inner, expected) in [
            ("more", [true, true, true]),
            (" more ", [true, false, true]),
            ("MORE", [true, false, true]),
            ("  more", [false, false, true]),
            ("\tmore", [false, false, true]),
            ("-more-", [false, false, false]),
            ("readmore", [false, false, false]),
        ] {
            let takes = Engine::ALL.map(|engine| {
                let setup = Setup::standalone(Target::from(engine), Tz::UTC, DateTime::UNIX_EPOCH);
                setup.divider().takes(inner)
            });
            assert_eq!(takes, expected, "{inner:?}");
        }
    }
}
