//! The shortcodes of a body, each with what it is given and holds.

use super::config::Config;
use super::shortcodes::{Argument, Role, Shortcode, scan};
use crate::document::Document;
use crate::engine::Setup;
use crate::engine::templates::{Piece, Tag, TagArgument, TagKind, join};
use crate::text::Span;
use crate::value::Value;

/// Length of the marks of an escaped shortcode, `{{</*` and `*/>}}`.
const ESCAPE: usize = 5;

/// The shortcodes that Hugo sees in a file. See [`Setup::tags`].
pub(in crate::engine) fn tags(
    setup: &Setup,
    _config: &Config,
    document: &Document<'_>,
) -> Vec<Tag> {
    let text = document.source.text.as_str();
    let body = setup.split(text).body;
    let pieces = scan(body.text(text)).iter().map(|found| piece(text, body.start, found)).collect();
    join(pieces)
}

fn piece(text: &str, start: usize, found: &Shortcode) -> Piece {
    let (span, name) = (found.span.shifted(start), found.name.shifted(start));
    let key = name.text(text).to_lowercase();
    if found.role == Role::Close {
        return Piece::End(span, name, key);
    }
    if found.role == Role::Escaped {
        let inner = Span::new(span.start + ESCAPE, span.end - ESCAPE);
        return Piece::Tag(Tag::plain(TagKind::Escaped, span, Some(inner)), None);
    }
    let arguments = found.arguments.iter().map(|one| argument(text, start, one)).collect();
    let tag = Tag { name, arguments, ..Tag::plain(TagKind::Call, span, None) };
    Piece::Tag(tag, (found.role == Role::Open).then_some(key))
}

fn argument(text: &str, start: usize, found: &Argument) -> TagArgument {
    let value = found.value.shifted(start);
    let written = value.text(text);
    let (before, behind) = (&text[..value.start], &text[value.end..]);
    let (marks, value_of) = if before.ends_with('`') && behind.starts_with('`') {
        (1, Value::String(written.to_owned()))
    } else if before.ends_with("\\\"") && behind.starts_with("\\\"") {
        (2, Value::String(written.to_owned()))
    } else if before.ends_with('"') && behind.starts_with('"') {
        (1, Value::String(written.replace("\\\"", "\"")))
    } else {
        (0, typed(written))
    };
    TagArgument {
        name: found.name.map(|name| name.shifted(start)),
        span: Span::new(value.start - marks, value.end + marks),
        value: Some(value_of),
    }
}

/// The value of a word without quotes (`pageparser.Item.ValTyped`).
fn typed(word: &str) -> Value {
    let whole = || word.parse().ok().map(Value::Int);
    let fraction = || word.parse().ok().filter(|_| word.contains('.')).map(Value::Float);
    match word {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => whole().or_else(fraction).unwrap_or_else(|| Value::String(word.to_owned())),
    }
}
