//! Text of the new body as it grows, and which parts of it are the target's own template syntax.

use crate::text::Span;

/// A piece of the new body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The text.
    pub text: String,
    /// Template syntax that the target runs, as parts of `text` in order of place. All else is to be shown as it
    /// stands, even where it looks like template syntax.
    pub run: Vec<Span>,
}

impl Output {
    /// Markdown without template syntax.
    pub fn literal(text: impl Into<String>) -> Self {
        Self { text: text.into(), run: Vec::new() }
    }

    /// Template syntax.
    pub fn run(text: impl Into<String>) -> Self {
        let text = text.into();
        let run = vec![Span::new(0, text.len())];
        Self { text, run }
    }

    /// Adds Markdown.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a piece.
    pub fn append(&mut self, other: &Self) {
        let by = self.text.len();
        self.text.push_str(&other.text);
        self.run.extend(other.run.iter().map(|span| span.shifted(by)));
    }

    /// This piece and another behind it.
    pub fn then(mut self, other: &Self) -> Self {
        self.append(other);
        self
    }

    /// This piece and Markdown behind it.
    pub fn then_text(mut self, text: &str) -> Self {
        self.push(text);
        self
    }

    /// A part of this piece; template syntax must not be cut.
    pub fn part(&self, span: Span) -> Self {
        let first = self.run.partition_point(|one| one.start < span.start);
        let run = self.run[first..].iter().take_while(|one| one.end <= span.end);
        Self {
            text: span.text(&self.text).to_owned(),
            run: run.map(|one| Span::new(one.start - span.start, one.end - span.start)).collect(),
        }
    }

    /// The piece without blank space and empty lines around it.
    pub fn trimmed(&self) -> Self {
        let trimmed = self.text.trim();
        self.part(Span::of(trimmed, &self.text))
    }

    /// The piece with `prefix` before each line; empty lines get it without blanks at its end.
    pub fn with_prefix(&self, prefix: &str) -> Self {
        self.map_lines(|line, out| {
            out.push(if line.is_empty() { prefix.trim_end() } else { prefix });
        })
    }

    /// The piece with `indent` before each line but the first and empty ones.
    pub fn indented(&self, indent: &str) -> Self {
        let mut first = true;
        let blank = indent.trim_end();
        self.map_lines(|line, out| {
            if !std::mem::take(&mut first) {
                out.push(if line.is_empty() { blank } else { indent });
            }
        })
    }

    /// Goes through the lines that do not begin in template syntax; `before` may add something before each.
    fn map_lines(&self, mut before: impl FnMut(&str, &mut Self)) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        while at <= self.text.len() {
            let end = self.text[at..].find('\n').map_or(self.text.len(), |length| at + length);
            before(&self.text[at..end], &mut out);
            // A tag of several lines goes with its first.
            let last = self.run.partition_point(|span| span.start < end).checked_sub(1);
            let inside = last.map(|last| self.run[last]).filter(|span| end < span.end);
            let end = inside.map_or(end, |span| {
                self.text[span.end..].find('\n').map_or(self.text.len(), |length| span.end + length)
            });
            out.append(&self.part(Span::new(at, end)));
            if end < self.text.len() {
                out.push("\n");
            }
            at = end + 1;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_syntax_move_with_the_text() {
        let out = Output::literal("a\n\n").then(&Output::run("{% b %}")).then_text(" c");
        let quoted = out.with_prefix("> ");
        assert_eq!(quoted.text, "> a\n>\n> {% b %} c");
        assert_eq!(quoted.run[0].text(&quoted.text), "{% b %}");
        let indented = out.indented("  ");
        assert_eq!(indented.text, "a\n\n  {% b %} c");
        assert_eq!(indented.run[0].text(&indented.text), "{% b %}");
        assert_eq!(Output::literal(" \nx\n").trimmed().text, "x");
    }
}
