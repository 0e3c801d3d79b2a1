//! Where in a post the cursor stands, as far as completions need to know.
//!
//! A text is mostly broken while one types, so only lines are looked at, not the tree of the block.

use crate::document::{Document, Format};

/// What could be written at the cursor.
#[derive(Debug, PartialEq, Eq)]
pub enum Cursor<'t> {
    /// A key below these keys.
    Key(Vec<String>),
    /// The value of the key at this path, or an item of it.
    Value {
        /// The keys from the root on.
        path: Vec<String>,
        /// Whether it stands between brackets.
        flow: bool,
        /// What is written of it already, quotes included.
        typed: &'t str,
    },
    /// The address of an image in the body.
    Image(&'t str),
}

/// What could be written at a byte of the text.
pub fn cursor<'t>(document: &Document<'_>, text: &'t str, at: usize) -> Option<Cursor<'t>> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &text[start..at];
    match &document.front_matter {
        Some(front_matter) if front_matter.block.start <= at && at <= front_matter.block.end => {
            let above = &text[front_matter.block.start.min(start)..start];
            match front_matter.format {
                Format::Yaml => yaml(above, before),
                Format::Toml => toml(above, before),
                Format::Json | Format::HexoJson => None,
            }
        }
        _ => image(before),
    }
}

/// The address in an image that is still open: `![text](addr`.
fn image(before: &str) -> Option<Cursor<'_>> {
    let open = before.rfind("](")?;
    let typed = &before[open + 2..];
    let is_image = before[..open].rfind('[').is_some_and(|at| before[..at].ends_with('!'));
    (is_image && !typed.contains([')', ' '])).then_some(Cursor::Image(typed))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn yaml<'t>(above: &str, before: &'t str) -> Option<Cursor<'t>> {
    let content = before.trim_start_matches(' ');
    if content.starts_with('#') {
        return None;
    }
    let column = indent(before);
    if let Some(item) = content.strip_prefix('-') {
        let path = yaml_path(above, column + 1);
        return Some(Cursor::Value { path, flow: false, typed: item.trim_start() });
    }
    let mut path = yaml_path(above, column);
    let Some((key, value)) = content.split_once(':') else { return Some(Cursor::Key(path)) };
    path.push(unquoted(key));
    let value = value.trim_start();
    Some(in_list(path, value))
}

/// The value, or the item of a list between brackets that the cursor is in.
fn in_list(path: Vec<String>, value: &str) -> Cursor<'_> {
    match value.strip_prefix('[') {
        Some(items) => {
            let typed = items.rsplit(',').next().unwrap_or_default().trim_start();
            Cursor::Value { path, flow: true, typed }
        }
        None => Cursor::Value { path, flow: false, typed: value },
    }
}

/// The keys above that a line with this indentation belongs to.
fn yaml_path(above: &str, column: usize) -> Vec<String> {
    let mut path = Vec::new();
    let mut column = column;
    for line in above.lines().rev() {
        let content = line.trim_start_matches(' ');
        if column == 0 {
            break;
        }
        let is_parent = indent(line) < column && !content.starts_with(['#', '-']);
        if let (true, Some((key, _))) = (is_parent, content.split_once(':')) {
            path.push(unquoted(key));
            column = indent(line);
        }
    }
    path.reverse();
    path
}

fn toml<'t>(above: &str, before: &'t str) -> Option<Cursor<'t>> {
    let content = before.trim_start();
    if content.starts_with(['#', '[']) {
        return None;
    }
    let header = above.lines().rev().find_map(|line| {
        let name = line.trim_start().strip_prefix('[')?.trim_start_matches('[');
        Some(name.split(']').next().unwrap_or_default())
    });
    let mut path: Vec<String> =
        header.map_or_else(Vec::new, |header| header.split('.').map(unquoted).collect());
    let Some((key, value)) = content.split_once('=') else { return Some(Cursor::Key(path)) };
    path.extend(key.split('.').map(unquoted));
    Some(in_list(path, value.trim_start()))
}

fn unquoted(key: &str) -> String {
    key.trim().trim_matches(['"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    /// The cursor stands at the `|`.
    fn check(text: &str, expected: &Option<Cursor<'_>>) {
        let at = text.find('|').unwrap();
        let source = Source::new("a.md", text.replacen('|', "", 1));
        let document = Document::parse(&source);
        assert_eq!(&cursor(&document, &source.text, at), expected, "{text}");
    }

    fn path(keys: &[&str]) -> Vec<String> {
        keys.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn keys_and_values_are_told_apart() {
        let value = |keys: &[&str], flow, typed| Cursor::Value { path: path(keys), flow, typed };
        check("---\nti|\n---\n", &Some(Cursor::Key(path(&[]))));
        check("---\ntitle: a\nextra:\n  co|\n---\n", &Some(Cursor::Key(path(&["extra"]))));
        check("---\ntags: [a, b|]\n---\n", &Some(value(&["tags"], true, "b")));
        check("---\ntags:\n- a\n- |\n---\n", &Some(value(&["tags"], false, "")));
        check(
            "---\ntaxonomies:\n  tags:\n    - r|\n---\n",
            &Some(value(&["taxonomies", "tags"], false, "r")),
        );
        check("---\n# x: |\n---\n", &None);
        check(
            "+++\n[taxonomies]\ntags = [\"a\", |]\n+++\n",
            &Some(value(&["taxonomies", "tags"], true, "")),
        );
        check("+++\nda|\n+++\n", &Some(Cursor::Key(path(&[]))));
    }

    #[test]
    fn an_image_in_the_body_is_known_by_its_line() {
        check("---\na: b\n---\n![x](img/|", &Some(Cursor::Image("img/")));
        check("---\na: b\n---\n[x](img/|", &None);
        check("---\na: b\n---\ntext|", &None);
    }
}
