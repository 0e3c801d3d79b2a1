//! A text as it stands in the editor.

use lsp_types::TextDocumentContentChangeEvent as ChangeEvent;

use super::place;
use crate::diagnostic::Diagnostic;
use crate::files::Post;
use crate::text::Source;

/// An open text.
#[derive(Debug)]
pub struct OpenText {
    /// The text, perhaps not saved.
    pub source: Source,
    /// The editor's number for this state of it.
    pub version: i32,
    /// The post that it is; none where `lint` would pass over the file.
    pub post: Option<Post>,
    /// What was found in it; none where it was not checked since it changed.
    pub found: Option<Vec<Diagnostic>>,
}

impl OpenText {
    /// Changes the text as the editor says, one change after the other.
    pub fn change(&mut self, changes: Vec<ChangeEvent>, version: i32) {
        for ChangeEvent { range, text, .. } in changes {
            let whole = match range {
                None => text,
                Some(range) => {
                    let span = place::span(&self.source, range);
                    let mut whole = std::mem::take(&mut self.source.text);
                    whole.replace_range(span.start..span.end, &text);
                    whole
                }
            };
            self.source = Source::new(std::mem::take(&mut self.source.path), whole);
        }
        self.version = version;
        self.found = None;
    }

    /// What is wrong with the text now.
    pub fn findings(&mut self) -> &[Diagnostic] {
        let check = || match &self.post {
            Some(post) => post.check(&crate::document::Document::parse(&self.source)),
            None => Vec::new(),
        };
        self.found.get_or_insert_with(check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lsp_types::{Position, Range};

    fn check(text: &str, changes: &[(u32, u32, u32, u32, &str)], expected: &str) {
        let source = Source::new("a.md", text);
        let mut open = OpenText { source, version: 1, post: None, found: None };
        let changes = changes.iter().map(|&(row, column, end_row, end_column, text)| ChangeEvent {
            range: Some(Range::new(Position::new(row, column), Position::new(end_row, end_column))),
            range_length: None,
            text: text.to_owned(),
        });
        open.change(changes.collect(), 2);
        assert_eq!((open.source.text.as_str(), open.version), (expected, 2));
    }

    #[test]
    fn changes_apply_in_their_order() {
        check("ab\ncd", &[(0, 1, 0, 2, "XY"), (0, 3, 1, 1, "")], "aXYd");
        check("标😀x", &[(0, 3, 0, 4, "y")], "标😀y");
        check("", &[(0, 0, 0, 0, "new"), (0, 3, 0, 3, "er")], "newer");
        check("a\r\nb", &[(1, 0, 1, 1, "c")], "a\r\nc");
        // Places that are not there are those nearest to them.
        check("ab", &[(7, 7, 9, 9, "c")], "abc");
        check("ab", &[(0, 2, 0, 1, "c")], "ac");
    }
}
