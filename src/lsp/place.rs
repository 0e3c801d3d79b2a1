//! Places as editors count them: rows and UTF-16 units from 0.

use lsp_types::{Position, Range};

use crate::text::{Source, Span};

/// A byte offset as an editor's position.
pub fn position(source: &Source, offset: usize) -> Position {
    let (row, column) = source.lines().utf16(offset, &source.text);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Position::new(number(row), number(column))
}

/// An editor's position as a byte offset; one behind the end of a line or the text is that end.
pub fn offset(source: &Source, position: Position) -> usize {
    let (row, column) = (position.line as usize, position.character as usize);
    if row >= source.lines().line_count() {
        return source.text.len();
    }
    source.lines().offset_of_utf16(row, column, &source.text)
}

/// A span as an editor's range.
pub fn range(source: &Source, span: Span) -> Range {
    Range::new(position(source, span.start), position(source, span.end))
}

/// An editor's range as a span; one that runs backwards is turned round.
pub fn span(source: &Source, range: Range) -> Span {
    let (start, end) = (offset(source, range.start), offset(source, range.end));
    Span::new(start.min(end), start.max(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_utf16_units() {
        let source = Source::new("a.md", "标😀x\r\nb");
        let x = source.text.find('x').unwrap();
        assert_eq!(position(&source, x), Position::new(0, 3));
        assert_eq!(offset(&source, Position::new(0, 3)), x);
        assert_eq!(offset(&source, Position::new(1, 9)), source.text.len());
        assert_eq!(offset(&source, Position::new(99, 0)), source.text.len());
    }

    #[test]
    fn half_a_character_is_no_place() {
        let source = Source::new("a.md", "😀x");
        assert_eq!(offset(&source, Position::new(0, 1)), "😀".len());
    }
}
