//! One page with everything in it: losses first, a filter, and the changes of any post side by side.
//!
//! The data is JSON in a script element and reaches the page as text only, so nothing in a post can become
//! markup; the page may load nothing from anywhere.

use super::Migration;

const PAGE: &str = include_str!("page.html");
const DATA: &str = "{{data}}";

pub(super) fn page(migration: &Migration<'_>) -> String {
    let json = serde_json::to_string(migration).expect("texts and numbers are always JSON");
    // `<` would let a text close the script element; in JSON its escape means the same.
    let data = super::super::json_safe(&json).replace('<', "\\u003c");
    let (before, after) = PAGE.split_once(DATA).expect("the page has a place for the data");
    format!("{before}{data}{after}")
}
