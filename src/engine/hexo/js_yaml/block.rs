//! Block scalars: `|` and `>`.

use std::borrow::Cow;

use super::cursor::{Content, Kind, Loader, Step, is_blank, is_eol};
use super::plain::{append, newlines};

/// What becomes of the line breaks at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Clip,
    Strip,
    Keep,
}

/// What stands behind `|` or `>`.
struct Header {
    folding: bool,
    chomping: Chomping,
    /// The indentation that was asked for.
    indent: Option<i64>,
}

impl<'t> Loader<'t> {
    /// Reads a block scalar below a node of this indentation.
    pub fn read_block_scalar(&mut self, node_indent: i64) -> Step<bool> {
        let folding = match self.peek() {
            b'|' => false,
            b'>' => true,
            _ => return Ok(false),
        };
        let header = self.read_block_header(folding, node_indent)?;
        if is_blank(self.peek()) {
            while is_blank(self.peek()) {
                self.position += 1;
            }
            if self.peek() == b'#' {
                self.skip_to_eol();
            }
        }
        let text = self.read_block_lines(&header, node_indent)?;
        self.kind = Some(Kind::Scalar);
        self.content = Content::Text(text);
        Ok(true)
    }

    fn read_block_header(&mut self, folding: bool, node_indent: i64) -> Step<Header> {
        let mut header = Header { folding, chomping: Chomping::Clip, indent: None };
        loop {
            match self.advance() {
                sign @ (b'+' | b'-') if header.chomping == Chomping::Clip => {
                    header.chomping = if sign == b'+' { Chomping::Keep } else { Chomping::Strip };
                }
                b'+' | b'-' => return self.fail("repeat of a chomping mode identifier"),
                b'0' => {
                    return self.fail(
                        "bad explicit indentation width of a block scalar; it cannot be less than one",
                    );
                }
                digit @ b'1'..=b'9' if header.indent.is_none() => {
                    header.indent = Some(node_indent + i64::from(digit - b'0') - 1);
                }
                b'1'..=b'9' => return self.fail("repeat of an indentation width identifier"),
                _ => return Ok(header),
            }
        }
    }

    fn read_block_lines(&mut self, header: &Header, node_indent: i64) -> Step<Cow<'t, str>> {
        let mut text = Cow::Borrowed("");
        let mut indent = header.indent.unwrap_or(node_indent);
        let mut indent_known = header.indent.is_some();
        let mut has_content = false;
        let mut more_indented = false;
        let mut empty_lines = 0;
        while self.peek() != 0 {
            self.read_line_break()?;
            self.line_indent = 0;
            while (!indent_known || self.line_indent < indent) && self.peek() == b' ' {
                self.line_indent += 1;
                self.position += 1;
            }
            if !indent_known && self.line_indent > indent {
                indent = self.line_indent;
            }
            let first = self.peek();
            if is_eol(first) {
                empty_lines += 1;
                continue;
            }
            if !indent_known && indent == 0 {
                return self.fail("missing indentation for block scalar");
            }
            let breaks = usize::from(has_content) + empty_lines;
            if self.line_indent < indent {
                match header.chomping {
                    Chomping::Keep => newlines(&mut text, breaks),
                    Chomping::Clip if has_content => newlines(&mut text, 1),
                    Chomping::Clip | Chomping::Strip => {}
                }
                break;
            }
            if !header.folding {
                newlines(&mut text, breaks);
            } else if is_blank(first) {
                // Lines that begin with a blank are not folded.
                more_indented = true;
                newlines(&mut text, breaks);
            } else if more_indented {
                more_indented = false;
                newlines(&mut text, empty_lines + 1);
            } else if empty_lines > 0 {
                newlines(&mut text, empty_lines);
            } else if has_content {
                text.to_mut().push(' ');
            }
            has_content = true;
            indent_known = true;
            empty_lines = 0;
            let start = self.position;
            self.skip_to_eol();
            append(&mut text, self.printable(start, self.position)?);
        }
        Ok(text)
    }
}
