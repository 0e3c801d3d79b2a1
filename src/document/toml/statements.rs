//! The statements of a TOML block as they stand, for edits: a table in the tree may be written in pieces.

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind};

use super::events;
use crate::text::Span;

/// A header or a key with its value, in the order of the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// From its first byte to behind its last.
    pub span: Span,
    /// Its own keys as written, quotes included: `a` and `b` in `[a.b]` and in `a.b = 1`.
    pub keys: Vec<Span>,
    /// The names from the root of the block down to it, the header above included.
    pub path: Vec<String>,
    /// Whether it is a `[header]` or `[[header]]`.
    pub is_header: bool,
}

/// All statements of the TOML in the bytes `block` of `text`. What cannot be read is passed over.
#[must_use]
pub fn statements(text: &str, block: Span) -> Vec<Statement> {
    let source = Source::new(block.text(text));
    let mut reader = Reader::new(source, block.start);
    for event in events(source, &mut ()) {
        reader.take(event);
    }
    reader.finish();
    reader.found
}

struct Reader<'a> {
    source: Source<'a>,
    base: usize,
    found: Vec<Statement>,
    /// The statement that is being read.
    open: Option<Statement>,
    /// Names of the last header.
    table: Vec<String>,
    /// How many brackets are open in the value.
    depth: usize,
    in_value: bool,
}

impl<'a> Reader<'a> {
    fn new(source: Source<'a>, base: usize) -> Self {
        Self {
            source,
            base,
            found: Vec::new(),
            open: None,
            table: Vec::new(),
            depth: 0,
            in_value: false,
        }
    }

    fn take(&mut self, event: Event) {
        let place = Span::new(event.span().start(), event.span().end()).shifted(self.base);
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => self.begin(place, true),
            EventKind::SimpleKey if !self.in_value => self.key(event, place),
            EventKind::KeyValSep if !self.in_value => self.in_value = true,
            EventKind::ArrayOpen | EventKind::InlineTableOpen => self.depth += 1,
            EventKind::ArrayClose | EventKind::InlineTableClose => {
                self.depth = self.depth.saturating_sub(1);
                self.reach(place);
            }
            EventKind::Scalar => self.reach(place),
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                self.reach(place);
                self.finish();
            }
            EventKind::Newline if self.depth == 0 => self.finish(),
            _ => {}
        }
    }

    fn begin(&mut self, place: Span, is_header: bool) {
        self.finish();
        let path = if is_header { Vec::new() } else { self.table.clone() };
        self.open = Some(Statement { span: place, keys: Vec::new(), path, is_header });
    }

    fn key(&mut self, event: Event, place: Span) {
        if self.open.is_none() {
            self.begin(place, false);
        }
        let mut name = std::borrow::Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut name, &mut ());
        }
        if let Some(statement) = &mut self.open {
            statement.keys.push(place);
            statement.path.push(name.into_owned());
            statement.span.end = place.end;
        }
    }

    fn reach(&mut self, place: Span) {
        if let Some(statement) = &mut self.open {
            statement.span.end = place.end;
        }
    }

    fn finish(&mut self) {
        (self.depth, self.in_value) = (0, false);
        let Some(statement) = self.open.take() else { return };
        if statement.is_header {
            self.table.clone_from(&statement.path);
        }
        self.found.push(statement);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_know_their_path() {
        let text = "a = 1 # x\nb.'c' = [\n  {d = 1},\n]\n[e]\nf = 2\n[[e.\"g\"]]\nh.i = 3\n";
        let found: Vec<String> = statements(text, Span::new(0, text.len()))
            .iter()
            .map(|statement| {
                let keys: Vec<&str> = statement.keys.iter().map(|key| key.text(text)).collect();
                format!(
                    "{}|{}|{}",
                    statement.path.join("."),
                    keys.join(","),
                    statement.span.text(text)
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                "a|a|a = 1",
                "b.c|b,'c'|b.'c' = [\n  {d = 1},\n]",
                "e|e|[e]",
                "e.f|f|f = 2",
                "e.g|e,\"g\"|[[e.\"g\"]]",
                "e.g.h.i|h,i|h.i = 3",
            ]
        );
    }
}
