//! Shortcodes of Zola 0.22 (markdown/src/content.pest, markdown/src/shortcode/parser.rs).
//!
//! Zola reads them before Markdown, in code and comments too. What does not have the exact form of a call is text;
//! but a body call without its `{% end %}`, or an end without a call, stops the build.

mod call;

use memchr::memchr;

use crate::engine::templates::TagArgument;
use crate::text::Span;

/// What the shortcodes of a body come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shortcodes {
    /// The calls in order of their place, each before those in its body. Escaped ones are none.
    pub calls: Vec<Call>,
    /// Tags that are escaped, so that Zola shows them: each opening and each `{%/* end */%}` by itself.
    pub escaped: Vec<Span>,
    /// What stops the build, if anything does: the calls are then those before it.
    pub problem: Option<Problem>,
}

/// A call of a shortcode. Places are bytes of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// From the opening braces to behind the closing ones, `{% end %}` included.
    pub span: Span,
    /// Its name.
    pub name: Span,
    /// What stands between `{% name() %}` and `{% end %}`.
    pub body: Option<Span>,
    /// Whether it stands in the body of another call.
    pub nested: bool,
}

/// What is wrong with the shortcodes of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The tag that is wrong.
    pub span: Span,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// The ways in which tags do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// A body call without its end.
    Unclosed,
    /// An end without a call, or one that belongs to another kind of call.
    EndAlone,
    /// A body call with nothing but blanks in it.
    EmptyBody,
}

impl ProblemKind {
    /// What is wrong, in a few words.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Unclosed => "this shortcode has no {% end %}",
            Self::EndAlone => "unexpected {% end %}: no shortcode is open here",
            Self::EmptyBody => "unexpected {% end %}: the shortcode has no body",
        }
    }
}

/// Whether a body can have shortcodes at all.
#[must_use]
pub fn may_have(body: &str) -> bool {
    body.contains("{{") || body.contains("{%")
}

/// Reads the shortcodes of a body.
#[must_use]
pub fn read(body: &str) -> Shortcodes {
    let mut reader =
        Reader { body, at: 0, open: Vec::new(), escaped: 0, found: Shortcodes::default() };
    while reader.found.problem.is_none() {
        let Some(found) = memchr(b'{', &body.as_bytes()[reader.at..]) else { break };
        reader.content_to(reader.at + found);
        reader.step();
    }
    if reader.found.problem.is_none()
        && let Some(open) = reader.open.first()
    {
        reader.found.problem = Some(Problem { span: open.start, kind: ProblemKind::Unclosed });
    }
    reader.found
}

/// The arguments of a call of a body, from behind its name on.
#[must_use]
pub fn arguments(body: &str, from: usize) -> Vec<TagArgument> {
    call::arguments(body, from)
}

/// A tag with its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    /// `{{ name() }}`
    Inline(Span),
    /// `{% name() %}`
    Start(Span),
    /// `{% end %}`
    End,
    /// `{{/* name() */}}`
    EscapedInline,
    /// `{%/* name() */%}`
    EscapedStart,
    /// `{%/* end */%}`
    EscapedEnd,
}

/// The opening and closing marks of a tag, the longer ones first.
const MARKS: [(&str, &str); 4] = [("{{/*", "*/}}"), ("{%/*", "*/%}"), ("{{", "}}"), ("{%", "%}")];

/// The tag at `at`, and where it ends.
fn tag_at(body: &str, at: usize) -> Option<(Tag, usize)> {
    for (nth, (open, close)) in MARKS.into_iter().enumerate() {
        if !body[at..].starts_with(open) {
            continue;
        }
        let is_block = nth % 2 == 1;
        let is_escaped = nth < 2;
        let inner = at + open.len();
        let tag = match call::read(body, inner, close) {
            Some((name, end)) => (
                match (is_block, is_escaped) {
                    (false, false) => Tag::Inline(name),
                    (true, false) => Tag::Start(name),
                    (false, true) => Tag::EscapedInline,
                    (true, true) => Tag::EscapedStart,
                },
                end,
            ),
            None if is_block => {
                let end = call::read_end(body, inner, close)?;
                (if is_escaped { Tag::EscapedEnd } else { Tag::End }, end)
            }
            None => continue,
        };
        return Some(tag);
    }
    None
}

/// Where the tag at a place ends, if one stands there, and whether it is an inline call that is not escaped.
#[must_use]
pub fn tag_end(body: &str, at: usize) -> Option<(usize, bool)> {
    tag_at(body, at).map(|(tag, end)| (end, matches!(tag, Tag::Inline(_))))
}

/// A body call whose end is still to come.
#[derive(Clone, Copy, Debug)]
struct Open {
    start: Span,
    escaped: bool,
    /// Its place among the calls; none for an escaped one, and in one.
    call: Option<usize>,
    /// Whether there is anything in its body yet.
    has_content: bool,
}

struct Reader<'t> {
    body: &'t str,
    at: usize,
    open: Vec<Open>,
    /// How many of the open ones are escaped: calls in them count for nothing.
    escaped: usize,
    found: Shortcodes,
}

impl Reader<'_> {
    /// Goes on to `to`; what lies between is content.
    fn content_to(&mut self, to: usize) {
        if to > self.at {
            self.mark_content();
        }
        self.at = to;
    }

    fn mark_content(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.has_content = true;
        }
    }

    /// Takes the tag at this place, or one brace as text.
    fn step(&mut self) {
        let Some((tag, end)) = tag_at(self.body, self.at) else {
            self.content_to(self.at + 1);
            return;
        };
        let span = Span::new(self.at, end);
        match tag {
            Tag::Inline(name) => self.inline(span, name),
            Tag::EscapedInline => {
                self.escape(span);
                self.mark_content();
            }
            Tag::Start(name) => self.start(span, name),
            Tag::EscapedStart => {
                self.escape(span);
                self.escaped += 1;
                self.open.push(Open { start: span, escaped: true, call: None, has_content: false });
            }
            Tag::End => self.end(span, false),
            Tag::EscapedEnd => self.end(span, true),
        }
        self.at = self.at.max(end);
    }

    /// What is escaped within an escaped block is shown as it stands.
    fn escape(&mut self, span: Span) {
        if self.escaped == 0 {
            self.found.escaped.push(span);
        }
    }

    fn inline(&mut self, span: Span, name: Span) {
        self.mark_content();
        if self.escaped > 0 {
            return;
        }
        let nested = !self.open.is_empty();
        self.found.calls.push(Call { span, name, body: None, nested });
    }

    fn start(&mut self, span: Span, name: Span) {
        let nested = !self.open.is_empty();
        let counts = self.escaped == 0;
        let call = counts.then_some(self.found.calls.len());
        if counts {
            self.found.calls.push(Call { span, name, body: Some(Span::at(span.end)), nested });
        }
        self.open.push(Open { start: span, escaped: false, call, has_content: false });
        // Blanks behind the tag are not yet content.
        let blanks = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        self.at =
            span.end + self.body.as_bytes()[span.end..].iter().take_while(|b| blanks(b)).count();
    }

    fn end(&mut self, span: Span, escaped: bool) {
        let kind = match self.open.last() {
            Some(open) if open.escaped != escaped => ProblemKind::EndAlone,
            Some(open) if !open.has_content => ProblemKind::EmptyBody,
            None => ProblemKind::EndAlone,
            Some(_) => {
                self.close(span);
                return;
            }
        };
        self.found.problem = Some(Problem { span, kind });
    }

    fn close(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        self.escaped -= usize::from(open.escaped);
        if open.escaped {
            self.escape(end);
        }
        if let Some(call) = open.call {
            let call = &mut self.found.calls[call];
            call.body = call.body.map(|body| Span::new(body.start, end.start));
            call.span = call.span.cover(end);
        }
        self.mark_content();
    }
}

#[cfg(test)]
mod tests;
