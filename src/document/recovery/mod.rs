//! Reads a block that no reader accepts, line by line, and says what is wrong with it.
//!
//! Every line is read on its own as far as possible, so that one bad value does not hide the rest.
//! Nothing here decides what an engine does with the block; it only tells keys, values and flaws.

mod flaw;
mod json;
mod key;
mod lines;
mod quotes;
mod toml;
mod value;
mod yaml;

pub use flaw::{Flaw, FlawKind};

use super::{Format, Node, Tree};
use crate::text::Span;

/// A broken block as far as it can be understood.
#[derive(Clone, Debug)]
pub struct Recovered<'a> {
    /// Keys and values as they were meant: a scalar's text is what stands inside the broken quotes.
    pub tree: Tree<'a>,
    /// What is wrong, in order of its place. Empty where the reason could not be found.
    pub flaws: Vec<Flaw>,
}

/// Reads the lines of `block`, a range of `text`, as `format`. Takes linear time and never fails.
#[must_use]
pub fn recover(text: &str, block: Span, format: Format) -> Recovered<'_> {
    let (root, comments, mut flaws) = match format {
        Format::Yaml => yaml::recover(text, block),
        Format::Toml => toml::recover(text, block),
        Format::Json | Format::HexoJson => json::recover(text, block),
    };
    flaws.sort_by_key(|flaw| flaw.span);
    Recovered { tree: Tree { root, comments }, flaws }
}

/// Whether some escape between the double quotes of a string is one that its language has.
#[must_use]
pub fn has_good_escape(inner: &str, format: Format) -> bool {
    let quoting = match format {
        Format::Yaml => quotes::YAML,
        Format::Toml => quotes::TOML,
        Format::Json | Format::HexoJson => quotes::JSON,
    };
    quotes::has_good_escape(inner, quoting)
}

/// What reading a block yields: its value, its comments and its flaws.
type Parts<'a> = (Node<'a>, Vec<Span>, Vec<Flaw>);

#[cfg(test)]
mod tests {
    use super::*;

    /// Each flaw as its kind and text.
    fn check(format: Format, block: &str, keys: &[(&str, &str)], flaws: &[(FlawKind, &str)]) {
        let recovered = recover(block, Span::new(0, block.len()), format);
        let found: Vec<_> =
            recovered.flaws.iter().map(|flaw| (flaw.kind, flaw.span.text(block))).collect();
        assert_eq!(found, flaws, "{block}");
        let entries = recovered.tree.root.entries();
        let read: Vec<_> =
            entries.iter().map(|entry| (entry.name(), entry.value.text().unwrap_or("…"))).collect();
        assert_eq!(read, keys, "{block}");
    }

    #[test]
    fn yaml_flaws_are_told_apart() {
        use FlawKind::{BracketOpen, ColonInValue, Conflict, Indicator, NoKey, QuotePiled, Tab};
        let check = |block, keys: &[_], flaws: &[_]| check(Format::Yaml, block, keys, flaws);
        check(
            "title: Hello: World\ntags: [a, b\n",
            &[("title", "Hello: World"), ("tags", "[a, b")],
            &[(ColonInValue, ":"), (BracketOpen, "[")],
        );
        check(
            "title: Hello\nextra:\n\tk: v\n",
            &[("title", "Hello"), ("extra", "…")],
            &[(Tab, "\t")],
        );
        check(
            "<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> x\n",
            &[("title", "A"), ("title", "B")],
            &[(Conflict, "<<<<<<< HEAD"), (Conflict, "======="), (Conflict, ">>>>>>> x")],
        );
        check(
            "title: \"\"\"'船贝'\"\"\"\ncategories: \n    - 动画\n    - @港口\n",
            &[("title", "船贝"), ("categories", "…")],
            &[(QuotePiled, "\"\"\"'"), (Indicator, "@")],
        );
        check("title: a\nand more\nx: 1\n", &[("title", "a"), ("x", "1")], &[(NoKey, "and more")]);
    }

    #[test]
    fn toml_flaws_are_told_apart() {
        use FlawKind::{Escape, QuoteSmart, Separator, Unquoted};
        let check = |block, keys: &[_], flaws: &[_]| check(Format::Toml, block, keys, flaws);
        check(
            "title = Hello\ndate = 2024-13-45\n",
            &[("title", "Hello"), ("date", "2024-13-45")],
            &[(Unquoted, "Hello")],
        );
        check("title: x\nn = 1\n", &[("title", "x"), ("n", "1")], &[(Separator, ":")]);
        check("a = “x”\n", &[("a", "x")], &[(QuoteSmart, "“")]);
        check("a = \"C:\\Users\"\n", &[("a", "C:\\Users")], &[(Escape, "\\U")]);
    }

    #[test]
    fn any_text_is_read_in_bounded_time() {
        for text in
            ["- ".repeat(50_000), "[".repeat(100_000), "a:\n ".repeat(1000), "\"\n".repeat(50_000)]
        {
            for format in [Format::Yaml, Format::Toml, Format::Json, Format::HexoJson] {
                let _ = recover(&text, Span::new(0, text.len()), format);
            }
        }
    }
}
