//! Where in a post a comment for a finding goes.

use std::cell::OnceCell;

use memchr::memmem;

use super::Way;
use crate::diagnostic::Diagnostic;
use crate::document::suppression::{self, Suppression, line_of};
use crate::document::{Document, Format, FrontMatter, Kind, Node};
use crate::text::{Edit, Span};

/// The place of a comment. In the order of places, so that comments come in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    /// Behind the last name of a comment that is there.
    Named(usize),
    /// A comment with what stands before and behind it.
    New { at: usize, before: String, marks: (&'static str, &'static str), behind: &'static str },
}

const YAML_MARKS: (&str, &str) = ("# ", "");
const HTML_MARKS: (&str, &str) = ("<!-- ", " -->");

impl Spot {
    /// The edit that names these rules here.
    pub(super) fn comment(&self, way: Way, rules: &[&str], reason: &str) -> Edit {
        let names = rules.join(", ");
        match self {
            Self::Named(at) => Edit::insert(*at, format!(", {names}")),
            Self::New { at, before, marks: (open, close), behind } => {
                let order = if way == Way::WholeFile { "ignore-file" } else { "ignore" };
                let gap = if reason.is_empty() { "" } else { " " };
                let comment = format!("masthead: {order}[{names}]{gap}{}", reason.trim());
                Edit::insert(*at, format!("{before}{open}{comment}{close}{behind}"))
            }
        }
    }
}

/// What is known of a post while places are looked for.
pub(super) struct Spots<'d, 'a> {
    document: &'d Document<'a>,
    text: &'d str,
    present: Vec<Suppression>,
    within: OnceCell<Vec<Span>>,
}

impl<'d, 'a> Spots<'d, 'a> {
    pub(super) fn new(document: &'d Document<'a>) -> Self {
        let text = document.source.text.as_str();
        Self { document, text, present: suppression::find(document), within: OnceCell::new() }
    }

    /// Where a comment for a finding goes; nowhere where none can stand in this way, or where one that names the rule
    /// stands already and does not help.
    pub(super) fn of(&self, way: Way, diagnostic: &Diagnostic) -> Option<Spot> {
        let at = diagnostic.span.start;
        let block = self.document.front_matter.as_ref();
        let new = match (block.filter(|_| at < self.document.body.start), way) {
            (Some(block), way) => self.in_block(block, way, at)?,
            (None, Way::Above) => self.above(at)?,
            (None, Way::Behind) => self.behind(at)?,
            (None, Way::WholeFile) => {
                // Behind the mark that must stay the first thing of the file.
                let start = self.document.body.start;
                let mark = self.text[start..].strip_prefix('\u{feff}').map_or(0, |_| 3);
                self.line(start + mark, "", HTML_MARKS)
            }
        };
        let whole = Span::new(0, self.text.len());
        let is_of_way = |one: &&Suppression| {
            one.holds_at(at)
                && (one.covers == whole) == (way == Way::WholeFile)
                && one.own_line == (way != Way::Behind)
        };
        let Some(present) = self.present.iter().find(is_of_way) else { return Some(new) };
        let mut names = present.rules.iter().map(|rule| rule.text(self.text));
        if names.any(|name| crate::rules::covers(name, &diagnostic.rule)) {
            return None;
        }
        present.rules.last().map(|rule| Spot::Named(rule.end))
    }

    /// A comment on a line of its own that begins at `at`.
    fn line(&self, at: usize, indent: &str, marks: (&'static str, &'static str)) -> Spot {
        Spot::New { at, before: indent.to_owned(), marks, behind: newline(self.text, at) }
    }

    fn in_block(&self, block: &FrontMatter<'_>, way: Way, at: usize) -> Option<Spot> {
        if !matches!(block.format, Format::Yaml | Format::Toml) || block.refused.is_some() {
            return None;
        }
        match way {
            Way::Above => {
                let start = self.first_of_line(&block.tree.root, at)?;
                let line = line_of(self.text, start).start;
                let indent = &self.text[line..start];
                let blanks = indent.len() - indent.trim_start_matches([' ', '\t']).len();
                Some(self.line(line, &indent[..blanks], YAML_MARKS))
            }
            Way::Behind => None,
            Way::WholeFile => Some(self.line(block.block.start, "", YAML_MARKS)),
        }
    }

    /// Where the innermost entry or item begins that holds a byte and begins its line.
    fn first_of_line(&self, root: &Node<'_>, at: usize) -> Option<usize> {
        let holds = |span: Span| span.start <= at && at <= span.end;
        let mut best = None;
        let mut node = root;
        while !is_flow(node) {
            let entry = node.entries().iter().find(|entry| holds(entry.span()));
            let inner = entry.map(|entry| (entry.span(), &entry.value));
            let item = || node.items().iter().find(|item| holds(item.span));
            let Some((span, next)) = inner.or_else(|| item().map(|item| (item.span, item))) else {
                break;
            };
            let line = line_of(self.text, span.start).start;
            if self.text[line..span.start].trim_start_matches([' ', '\t', '-', '[']).is_empty() {
                best = Some(span.start);
            }
            node = next;
        }
        best
    }

    /// Above the line of the body, or the block of code or HTML, that holds a byte.
    fn above(&self, at: usize) -> Option<Spot> {
        let block = self.document.markup().block_at(at);
        let start = block.map_or(at, |block| block.start);
        let line = line_of(self.text, start);
        let indent = line.text(self.text);
        let indent = &indent[..indent.len() - indent.trim_start_matches([' ', '\t']).len()];
        // What is found at the very start is about the file.
        (at > 0 && !self.is_within_tag(line)).then(|| self.line(line.start, indent, HTML_MARKS))
    }

    /// At the end of the line that holds a byte, inside the last cell of a table.
    fn behind(&self, at: usize) -> Option<Spot> {
        let line = line_of(self.text, at);
        if self.document.markup().block_at(at).is_some() || self.is_within_tag(line) || at == 0 {
            return None;
        }
        let kept = line.text(self.text).trim_end();
        let is_row = kept.trim_start().starts_with('|');
        let kept = kept.strip_suffix('|').filter(|_| is_row).map_or(kept, str::trim_end);
        Some(Spot::New {
            at: line.start + kept.len(),
            before: " ".to_owned(),
            marks: HTML_MARKS,
            behind: "",
        })
    }

    /// Whether a line of the body lies between a template tag and the one that closes it, or between the marks of a
    /// formula: there a comment may be code to whoever reads it.
    fn is_within_tag(&self, line: Span) -> bool {
        let within = self.within.get_or_init(|| within(self.document));
        let behind = within.partition_point(|span| span.start <= line.start);
        within[..behind].last().is_some_and(|span| line.start < span.end)
    }
}

/// The newline of the line that holds a byte, or of the one before where it is the last.
fn newline(text: &str, at: usize) -> &'static str {
    let line = line_of(text, at);
    let behind = &text[line.end..];
    let ends = |newline: &str| match behind.is_empty() {
        true => text[..line.start].ends_with(newline),
        false => behind.starts_with(newline),
    };
    ["\r\n", "\r"].into_iter().find(|newline| ends(newline)).unwrap_or("\n")
}

/// What lies between template tags that belong together, and between the marks of formulas, in order and disjoint.
fn within(document: &Document<'_>) -> Vec<Span> {
    let text = document.source.text.as_str();
    let mut found = Vec::new();
    let marks: Vec<usize> = memmem::find_iter(document.body.text(text).as_bytes(), "$$").collect();
    for pair in marks.chunks_exact(2) {
        found.push(Span::new(pair[0], pair[1]).shifted(document.body.start));
    }
    let mut open: Vec<(&str, usize)> = Vec::new();
    for template in &document.markup().templates {
        let name = name(template.inner.text(text));
        let closed = name.strip_prefix('/').or_else(|| name.strip_prefix("end"));
        let Some(closed) = closed.map(str::trim_start) else {
            open.push((name, template.span.end));
            continue;
        };
        // Tags that nothing closes stand between; a closing tag without a name closes whatever is open.
        let opener = open.iter().rposition(|(name, _)| closed.is_empty() || *name == closed);
        if let Some(at) = opener {
            found.push(Span::new(open[at].1, template.span.start));
            open.truncate(at);
        }
    }
    found.sort_unstable();
    found.dedup_by(|next, before| {
        let joined = next.start <= before.end;
        before.end = if joined { before.end.max(next.end) } else { before.end };
        joined
    });
    found
}

/// The first word of a template tag, with the slash before it.
fn name(inner: &str) -> &str {
    let inner = inner.trim_start_matches([' ', '-', '\n', '\r', '\t']);
    let slash = usize::from(inner.starts_with('/'));
    let blanks = inner[slash..].len() - inner[slash..].trim_start().len();
    let word = inner[slash + blanks..].find([' ', '\t', '\n', '\r', '(', '/']);
    &inner[..word.map_or(inner.len(), |length| slash + blanks + length)]
}

/// Whether a node is written in brackets, where a line of its own may mean something else.
fn is_flow(node: &Node<'_>) -> bool {
    match &node.kind {
        Kind::Map(map) => map.flow,
        Kind::List(list) => list.flow,
        Kind::Scalar(_) | Kind::Alias(_) => false,
    }
}
