//! Where a block may stand in the place of a tag: on lines of its own, with empty lines around it.

use super::output::Output;
use super::walk::Walk;
use crate::engine::Tag;

impl Walk<'_> {
    /// A block of Markdown in the place of a tag: indented like it, with empty lines around it where text stands next
    /// to it, since a paragraph would swallow it or be swallowed.
    pub fn as_block(&self, tag: &Tag, block: &Output) -> Output {
        let indent = self.indent(tag);
        let block = block.indented(&indent);
        let edge = format!("\n{}", indent.trim_end());
        let mut out = Output::default();
        let is_text = |line: Option<&str>| line.is_some_and(|line| !is_empty_line(line));
        if !self.begins_line(tag) {
            out.push(&format!("{edge}\n{indent}"));
        } else if indent.trim().is_empty()
            && self.begins_with_blanks(tag)
            && is_text(self.line_near(tag.span.start, -1))
        {
            // The line above is text: the new empty line takes the indentation that stands here already.
            out.push(&format!("\n{indent}"));
        }
        out.append(&block);
        if !self.rest_of_line(tag).trim().is_empty() {
            out.push(&format!("{edge}\n{indent}"));
        } else if is_text(self.line_near(tag.span.end, 1)) {
            out.push(&edge);
        }
        out
    }
}

fn is_empty_line(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '>')
}
