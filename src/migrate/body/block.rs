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
        let before = &self.text[..tag.span.start];
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let begins_line = self.begins_line(tag);
        let mut out = Output::default();
        if !begins_line {
            out.push(&format!("{edge}\n{indent}"));
        } else if line > self.body.start
            && !is_empty_line(before[..line - 1].rsplit('\n').next())
            && before[line..].trim().is_empty()
        {
            // The line above is text: the new empty line takes the indentation that stands here already.
            out.push(&format!("\n{indent}"));
        }
        out.append(&block);
        let behind = &self.text[tag.span.end..];
        let mut lines = behind.splitn(3, '\n');
        let rest = lines.next().unwrap_or_default();
        if !rest.trim().is_empty() {
            out.push(&format!("{edge}\n{indent}"));
        } else if lines.next().is_some_and(|next| !is_empty_line(Some(next))) {
            out.push(&edge);
        }
        out
    }
}

fn is_empty_line(line: Option<&str>) -> bool {
    line.is_none_or(|line| line.chars().all(|c| c.is_whitespace() || c == '>'))
}
