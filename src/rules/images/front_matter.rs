//! Images under the keys of themes.

use super::address::has_extension;
use super::{Image, Origin};
use crate::document::{Entry, Node, Scalar, Style};
use crate::rules::Context;
use crate::text::Span;

/// Keys nest no deeper than this in any theme, `params` or `extra` included.
const MAX_DEPTH: usize = 4;

/// Adds the images of the front matter.
pub fn read<'a>(context: &Context<'a>, images: &mut Vec<Image<'a>>) {
    let Some(front_matter) = context.front_matter() else { return };
    let mut path = String::new();
    for entry in front_matter.tree.root.entries() {
        visit(context, Visit { root: entry, entry, depth: 1 }, &mut path, images);
    }
}

/// An entry with the one at the root of the block above it.
#[derive(Clone, Copy)]
struct Visit<'a> {
    root: &'a Entry<'a>,
    entry: &'a Entry<'a>,
    depth: usize,
}

fn visit<'a>(context: &Context<'a>, at: Visit<'a>, path: &mut String, images: &mut Vec<Image<'a>>) {
    let Visit { root, entry, depth } = at;
    let length = path.len();
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(entry.name());
    if context.options.themes.hold_images(path) {
        let origin =
            |node, item| Origin::FrontMatter { path: path.clone(), root, entry, node, item };
        let items = entry.value.items().iter().enumerate();
        let nodes = items.map(|(item, node)| (node, Some(item)));
        let nodes = std::iter::once((&entry.value, None)).chain(nodes);
        images.extend(nodes.filter_map(|(node, item)| image(context, node, || origin(node, item))));
    }
    if depth < MAX_DEPTH {
        let maps = std::iter::once(&entry.value).chain(entry.value.items());
        for inner in maps.flat_map(Node::entries) {
            visit(context, Visit { root, entry: inner, depth: depth + 1 }, path, images);
        }
    }
    path.truncate(length);
}

/// The image that a value stands for, unless it is a truth value, a colour or plain text.
fn image<'a>(
    context: &Context<'a>,
    node: &'a Node<'a>,
    origin: impl Fn() -> Origin<'a>,
) -> Option<Image<'a>> {
    let scalar = node.scalar()?;
    let address = match scalar {
        _ if is_nothing(scalar) => "",
        _ if looks_like_address(&scalar.text) => scalar.text.trim(),
        _ => return None,
    };
    let span = inside_quotes(context, node, scalar);
    Some(Image::new(span, address.into(), origin()))
}

/// Whether a value is not written, is empty, or is the null of some format.
fn is_nothing(scalar: &Scalar<'_>) -> bool {
    let is_null = || ["null", "Null", "NULL", "~"].contains(&&*scalar.text);
    scalar.text.trim().is_empty() || scalar.style == Style::Plain && is_null()
}

/// Names of resources and colours have neither a slash nor the ending of an image.
fn looks_like_address(text: &str) -> bool {
    let text = text.trim();
    let is_css = text.starts_with('#') || text.contains('(') && !text.contains('/');
    !is_css && (text.contains(['/', '\\']) || has_extension(text) || text.starts_with("data:"))
}

/// The place of the text without quotes where it is written as it reads, else that of the whole value.
fn inside_quotes(context: &Context<'_>, node: &Node<'_>, scalar: &Scalar<'_>) -> Span {
    let written = context.document.source.slice(node.span);
    let quote = match scalar.style {
        Style::Single => "'",
        Style::Double => "\"",
        _ => "",
    };
    // Of a block that was read line by line more may stand behind the quotes.
    match written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
        Some(inside) if inside == scalar.text => {
            Span::of(inside.trim(), &context.document.source.text)
        }
        _ => node.span,
    }
}
