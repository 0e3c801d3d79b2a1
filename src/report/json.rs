//! `json` and `jsonl`: ruff's shape, so that what reads ruff reads this.

use super::located::Located;
use super::{Found, Shape, Style, Summary, nothing};

pub(super) const ARRAY: Shape = Shape {
    head: |_| "[\n".to_owned(),
    file: |found, style| objects(found, style, ",\n"),
    between: ",\n",
    tail: |_, _| "\n]\n".to_owned(),
};

pub(super) const LINES: Shape = Shape {
    head: nothing,
    file: |found, style| objects(found, style, "\n") + "\n",
    between: "",
    tail: |_: &Summary, _| String::new(),
};

fn objects(found: Found<'_>, _style: Style, between: &str) -> String {
    let objects: Vec<String> =
        found.diagnostics.iter().map(|one| object(&Located::new(found.source, one))).collect();
    objects.join(between)
}

/// JSON leaves no control character raw; the marks that turn the writing direction are escaped as well.
fn object(located: &Located<'_>) -> String {
    let json =
        serde_json::to_string(located).expect("a struct of texts and numbers is always JSON");
    super::json_safe(&json).into_owned()
}
