//! From byte offsets to rows and columns, and back.

use unicode_width::UnicodeWidthChar;

/// A place as people and tools write it: both parts count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, counted from 1.
    pub row: usize,
    /// Character in the line, counted from 1. A byte order mark at the start of the file counts 0.
    pub column: usize,
}

/// How many terminal cells a line takes: wide characters (CJK, emoji) two, marks on others none.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !byte.is_ascii_control()).count();
    }
    text.chars().filter_map(cells).sum()
}

/// How many terminal cells a character takes; none where it is a control.
#[must_use]
#[inline]
pub fn cells(character: char) -> Option<usize> {
    match character {
        ' '..='~' => Some(1),
        // Most characters of a Chinese or Japanese text, known without the tables of Unicode.
        '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => Some(2),
        other => other.width(),
    }
}

/// Where each line of a text starts. A line ends with `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// How many characters begin before each [`STRIDE`]th byte: so columns on endless lines are found at once.
    characters: Vec<usize>,
}

/// Bytes between two counts of characters.
const STRIDE: usize = 1 << 12;

const BOM: &str = "\u{feff}";

impl LineIndex {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let starts = std::iter::once(0)
            .chain(
                memchr::memchr2_iter(b'\n', b'\r', bytes)
                    .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
                    .map(|at| at + 1),
            )
            .collect();
        let counts = bytes.chunks_exact(STRIDE).scan(0, |before, chunk| {
            *before += characters(chunk);
            Some(*before)
        });
        Self { starts, characters: std::iter::once(0).chain(counts).collect() }
    }

    /// How many lines there are; a text that ends with a newline has an empty last one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The row, counted from 0, that holds byte `offset`.
    #[must_use]
    pub fn row(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// Offset of the first byte of a row that is counted from 0; the end of the text behind the last row.
    #[must_use]
    pub fn start(&self, row: usize, text: &str) -> usize {
        self.starts.get(row).copied().unwrap_or(text.len())
    }

    /// The line's text without its newline; `row` is counted from 0.
    #[must_use]
    pub fn line<'t>(&self, row: usize, text: &'t str) -> &'t str {
        text[self.start(row, text)..self.start(row + 1, text)].trim_end_matches(['\n', '\r'])
    }

    /// Row and character column, both from 1, of byte `offset`.
    #[must_use]
    pub fn position(&self, offset: usize, text: &str) -> Position {
        let row = self.row(offset);
        Position { row: row + 1, column: self.characters_before(row, offset, text) + 1 }
    }

    /// Row and column from 0, the column in UTF-16 code units, as editors count.
    #[must_use]
    pub fn utf16(&self, offset: usize, text: &str) -> (usize, usize) {
        let row = self.row(offset);
        (row, text[self.starts[row]..offset].encode_utf16().count())
    }

    /// Column from 0 in terminal cells: wide characters (CJK, emoji) take two, a tab goes to the next multiple of 4.
    #[must_use]
    pub fn display_column(&self, offset: usize, text: &str) -> usize {
        let row = self.row(offset);
        self.before(row, offset, text).chars().fold(0, |column, character| match character {
            '\t' => (column / 4 + 1) * 4,
            other => column + cells(other).unwrap_or(0),
        })
    }

    /// The byte offset of a row and a UTF-16 column, both from 0; places behind a line's end give that end.
    #[must_use]
    pub fn offset_of_utf16(&self, row: usize, column: usize, text: &str) -> usize {
        let start = self.start(row, text);
        let mut units = 0;
        for (at, character) in self.line(row, text).char_indices() {
            if units >= column {
                return start + at;
            }
            units += character.len_utf16();
        }
        start + self.line(row, text).len()
    }

    /// How many characters stand in the row before `offset`, a byte order mark not counted.
    fn characters_before(&self, row: usize, offset: usize, text: &str) -> usize {
        let start = self.starts[row];
        if offset - start <= STRIDE {
            return characters(self.before(row, offset, text).as_bytes());
        }
        let up_to = |offset: usize| {
            let known = offset / STRIDE;
            self.characters[known] + characters(&text.as_bytes()[known * STRIDE..offset])
        };
        let marks = if row == 0 { text.len() - text.trim_start_matches(BOM).len() } else { 0 };
        up_to(offset) - up_to(start + marks.min(offset - start))
    }

    /// The part of the row before `offset`, without a byte order mark.
    fn before<'t>(&self, row: usize, offset: usize, text: &'t str) -> &'t str {
        let before = &text[self.starts[row]..offset];
        if row == 0 { before.trim_start_matches(BOM) } else { before }
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    // Bytes that go on with a character begin with the bits 10. So many fit into a count of one byte, and such
    // counts are made many at once.
    let begin = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(byte & 0xC0 != 0x80)).sum::<u8>();
    bytes.chunks(usize::from(u8::MAX)).map(|chunk| usize::from(begin(chunk))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_wide_as_its_characters() {
        for line in
            ["", "a\tb\u{7f}\u{1b}[0m", &"0123456789\u{0}".repeat(7), "标题: e\u{301}, 😀！"]
        {
            let cells: usize = line.chars().filter_map(UnicodeWidthChar::width).sum();
            assert_eq!(width(line), cells, "{line:?}");
        }
    }

    #[test]
    fn every_newline_style_ends_a_line() {
        let text = "a\r\nb\rc\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        assert_eq!(
            (index.line(0, text), index.line(1, text), index.line(2, text)),
            ("a", "b", "c")
        );
        assert_eq!(index.position(6, text), Position { row: 3, column: 2 });
    }

    #[test]
    fn columns_count_characters_cells_and_utf16_units() {
        let text = "标题😀x";
        let index = LineIndex::new(text);
        let x = text.len() - 1;
        assert_eq!(index.position(x, text).column, 4);
        assert_eq!(index.display_column(x, text), 6);
        assert_eq!(index.utf16(x, text), (0, 4));
        assert_eq!(index.offset_of_utf16(0, 4, text), x);
    }

    #[test]
    fn columns_of_endless_lines_are_counted_too() {
        let text = format!("\u{feff}{}\n{}x", "标题a".repeat(STRIDE), "é😀".repeat(STRIDE));
        let index = LineIndex::new(&text);
        for at in [STRIDE - 1, STRIDE + 2, 2 * STRIDE + 1, 9 * STRIDE, text.len() - 1] {
            let at = (at..).find(|at| text.is_char_boundary(*at)).unwrap();
            let line = text[..at].rsplit('\n').next().unwrap().trim_start_matches('\u{feff}');
            assert_eq!(index.position(at, &text).column, line.chars().count() + 1, "{at}");
        }
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}---\n";
        assert_eq!(LineIndex::new(text).position(3, text), Position { row: 1, column: 1 });
    }
}
