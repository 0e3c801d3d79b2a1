//! The filters, tests and functions that Zola 0.23 knows in a body (tera 2.0, tera-contrib 0.2,
//! templates/src/lib.rs, site/src/tpls.rs), with what they demand.

use super::ast::UseKind;

/// What a filter or test takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Anything, even what is not defined.
    Anything,
    /// Text.
    Text,
    /// A number.
    Number,
    /// A list.
    List,
    /// A map.
    Map,
    /// What is defined, of several types.
    Defined,
}

/// A name with what it demands.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The name.
    pub name: &'static str,
    /// What stands before it; for a function, nothing.
    pub takes: Takes,
    /// Arguments without which it fails.
    pub needs: &'static [&'static str],
}

const fn known(name: &'static str, takes: Takes, needs: &'static [&'static str]) -> Known {
    Known { name, takes, needs }
}

/// Filters.
pub const FILTERS: &[Known] = &[
    known("abs", Takes::Number, &[]),
    known("base64_decode", Takes::Text, &[]),
    known("base64_encode", Takes::Text, &[]),
    known("capitalize", Takes::Text, &[]),
    known("date", Takes::Defined, &[]),
    known("default", Takes::Anything, &["value"]),
    known("escape_html", Takes::Text, &[]),
    known("escape_xml", Takes::Text, &[]),
    known("filesizeformat", Takes::Number, &[]),
    known("first", Takes::List, &[]),
    known("float", Takes::Defined, &[]),
    known("format", Takes::Anything, &["spec"]),
    known("get", Takes::Map, &["key"]),
    known("group_by", Takes::List, &["attribute"]),
    known("indent", Takes::Text, &[]),
    known("int", Takes::Defined, &[]),
    known("join", Takes::List, &[]),
    known("json_encode", Takes::Anything, &[]),
    known("keys", Takes::Map, &[]),
    known("last", Takes::List, &[]),
    known("length", Takes::Defined, &[]),
    known("lower", Takes::Text, &[]),
    known("markdown", Takes::Text, &[]),
    known("newlines_to_br", Takes::Text, &[]),
    known("nth", Takes::List, &["n"]),
    known("num_format", Takes::Number, &[]),
    known("pairs", Takes::Map, &[]),
    known("pluralize", Takes::Defined, &[]),
    known("regex_replace", Takes::Text, &["pattern", "rep"]),
    known("replace", Takes::Text, &["from", "to"]),
    known("reverse", Takes::Defined, &[]),
    known("round", Takes::Number, &[]),
    known("safe", Takes::Anything, &[]),
    known("shuffle", Takes::List, &[]),
    known("slugify", Takes::Text, &[]),
    known("sort", Takes::List, &[]),
    known("spaceless", Takes::Text, &[]),
    known("split", Takes::Text, &["pat"]),
    known("str", Takes::Anything, &[]),
    known("striptags", Takes::Text, &[]),
    known("title", Takes::Text, &[]),
    known("trim", Takes::Text, &[]),
    known("trim_end", Takes::Text, &[]),
    known("trim_start", Takes::Text, &[]),
    known("truncate", Takes::Text, &["length"]),
    known("unique", Takes::List, &[]),
    known("upper", Takes::Text, &[]),
    known("urlencode", Takes::Text, &[]),
    known("urlencode_strict", Takes::Text, &[]),
    known("values", Takes::Map, &[]),
    known("wordcount", Takes::Text, &[]),
];

/// Tests.
pub const TESTS: &[Known] = &[
    known("after", Takes::Defined, &["other"]),
    known("array", Takes::Anything, &[]),
    known("before", Takes::Defined, &["other"]),
    known("bool", Takes::Anything, &[]),
    known("containing", Takes::Defined, &["pat"]),
    known("defined", Takes::Anything, &[]),
    known("divisible_by", Takes::Number, &["divisor"]),
    known("ending_with", Takes::Text, &["pat"]),
    known("even", Takes::Number, &[]),
    known("float", Takes::Anything, &[]),
    known("integer", Takes::Anything, &[]),
    known("iterable", Takes::Anything, &[]),
    known("map", Takes::Anything, &[]),
    known("matching", Takes::Text, &["pat"]),
    known("none", Takes::Anything, &[]),
    known("number", Takes::Anything, &[]),
    known("odd", Takes::Number, &[]),
    known("starting_with", Takes::Text, &["pat"]),
    known("string", Takes::Anything, &[]),
    known("undefined", Takes::Anything, &[]),
];

/// Functions.
pub const FUNCTIONS: &[Known] = &[
    known("get_hash", Takes::Anything, &[]),
    known("get_image_metadata", Takes::Anything, &["path"]),
    known("get_page", Takes::Anything, &["path"]),
    known("get_random", Takes::Anything, &["start", "end"]),
    known("get_section", Takes::Anything, &["path"]),
    known("get_taxonomy", Takes::Anything, &["kind"]),
    known("get_taxonomy_term", Takes::Anything, &["kind", "term"]),
    known("get_taxonomy_url", Takes::Anything, &["kind"]),
    known("get_url", Takes::Anything, &["path"]),
    known("load_data", Takes::Anything, &[]),
    known("now", Takes::Anything, &[]),
    known("range", Takes::Anything, &["end"]),
    known("resize_image", Takes::Anything, &["path"]),
    known("super", Takes::Anything, &[]),
    known("text_direction", Takes::Anything, &[]),
    known("throw", Takes::Anything, &["message"]),
    known("trans", Takes::Anything, &["key"]),
];

/// What is known under a name.
#[must_use]
pub fn find(kind: UseKind, name: &str) -> Option<&'static Known> {
    let table = match kind {
        UseKind::Filter => FILTERS,
        UseKind::Test => TESTS,
        UseKind::Function => FUNCTIONS,
        UseKind::Component | UseKind::Template => return None,
    };
    let at = table.binary_search_by(|row| row.name.cmp(name)).ok()?;
    Some(&table[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [FILTERS, TESTS, FUNCTIONS] {
            assert!(table.is_sorted_by_key(|row| row.name));
        }
        assert_eq!(find(UseKind::Filter, "split").unwrap().needs, ["pat"]);
        assert!(find(UseKind::Test, "upper").is_none());
    }
}
