//! Tags, statements and values of a body, each with its place: as Nunjucks cuts them, but going on where it fails.

use super::block::{self, FrontMatter};
use super::config::Config;
use super::nunjucks::source::{Seen, see};
use super::nunjucks::token::{Kind, Lexer, Token};
use super::{body, fence};
use crate::document::Document;
use crate::engine::Setup;
use crate::engine::templates::{Piece, Tag, TagArgument, TagKind, join};
use crate::text::Span;
use crate::value::Value;

/// Words of Nunjucks itself, with what ends each.
const STATEMENTS: &[(&str, Option<&str>)] = &[
    ("if", Some("if")),
    ("ifAsync", Some("if")),
    ("elif", None),
    ("elseif", None),
    ("else", None),
    ("for", Some("for")),
    ("asyncEach", Some("each")),
    ("asyncAll", Some("all")),
    ("block", Some("block")),
    ("extends", None),
    ("include", None),
    ("set", Some("set")),
    ("macro", Some("macro")),
    ("call", Some("call")),
    ("import", None),
    ("from", None),
    ("filter", Some("filter")),
    ("switch", Some("switch")),
    ("case", None),
    ("default", None),
];

/// The constructs that Hexo sees in a file. See [`Setup::tags`].
pub fn tags(setup: &Setup, config: &Config, path: &str, document: &Document<'_>) -> Vec<Tag> {
    let text = &document.source.text;
    let content = fence::split(text).map_or_else(|| fence::whole(text), |block| block.content);
    let written = content.text(text);
    if !written.contains('{') {
        return Vec::new();
    }
    let normal = fence::normalize(written);
    let prepared = block::prepare(document);
    let schema = block::schema(config);
    let front_matter = block::read(prepared.as_ref(), content, schema, setup.machine_zone).ok();
    let seen = match &front_matter {
        Some(front_matter) if is_rendered(front_matter) => {
            let rendering = body::rendering(config, path, front_matter);
            (!body::is_plain(config, rendering, front_matter)).then(|| see(&normal, rendering))
        }
        Some(_) => None,
        None => Some(see(&normal, body::rendering_of(config, path))),
    };
    let Some(seen) = seen.flatten() else { return Vec::new() };
    let mut tags = join(cut(&seen));
    let origin = Origin::new(written, content.start);
    tags.iter_mut().for_each(|tag| origin.place(tag));
    tags
}

fn is_rendered(front_matter: &FrontMatter<'_>) -> bool {
    !front_matter.truthy("content")
}

/// Cuts what Nunjucks sees, and what vanishes before it, into tags in order of place.
fn cut(seen: &Seen<'_>) -> Vec<Piece> {
    let mut cutter = Cutter { lexer: Lexer::new(&seen.text), pieces: Vec::new() };
    let mut vanishing = seen.vanishing.iter().peekable();
    while let Ok(Some(token)) = cutter.lexer.next() {
        while let Some(span) = vanishing.next_if(|span| span.start < token.span.end) {
            cutter.pieces.push(Piece::Tag(comment(*span), None));
        }
        match token.kind {
            Kind::BlockStart => cutter.statement(token.span.start),
            Kind::VariableStart => cutter.value(token.span.start),
            _ => {}
        }
    }
    cutter.pieces.extend(vanishing.map(|span| Piece::Tag(comment(*span), None)));
    // A comment before a tag in the same stretch of text comes before it already; one in a block comes late.
    cutter.pieces.sort_by_key(start);
    cutter.pieces
}

fn start(piece: &Piece) -> usize {
    match piece {
        Piece::Tag(tag, _) => tag.span.start,
        Piece::End(span, ..) => span.start,
    }
}

fn comment(span: Span) -> Tag {
    Tag::plain(TagKind::Comment, span, Some(Span::new(span.start + 2, span.end - 2)))
}

struct Cutter<'t> {
    lexer: Lexer<'t>,
    pieces: Vec<Piece>,
}

impl<'t> Cutter<'t> {
    /// The next token in a tag; none at the end of the text.
    fn next(&mut self) -> Option<Token<'t>> {
        self.lexer.next().ok().flatten()
    }

    /// A tag behind its `{%`.
    fn statement(&mut self, start: usize) {
        let name = loop {
            match self.next() {
                Some(Token { kind: Kind::Blank, .. }) => {}
                Some(Token { kind: Kind::Symbol(name), span }) => break (name, span),
                Some(Token { kind: Kind::BlockEnd | Kind::VariableEnd, .. }) | None => return,
                Some(_) => break ("", Span::at(self.lexer.at)),
            }
        };
        let (name, place) = name;
        let Some((arguments, end)) = self.arguments() else { return };
        let span = Span::new(start, end);
        if matches!(name, "raw" | "verbatim") {
            self.raw(name, place, span);
            return;
        }
        if let Some(key) = name.strip_prefix("end").filter(|key| !key.is_empty()) {
            self.pieces.push(Piece::End(span, place, key.to_owned()));
            return;
        }
        let statement = STATEMENTS.iter().find(|(word, _)| *word == name);
        let (kind, key) = match statement {
            Some((_, end)) => (TagKind::Statement, end.map(str::to_owned)),
            None => (TagKind::Call, Some(name.to_owned())),
        };
        let tag = Tag { name: place, arguments, ..Tag::plain(kind, span, None) };
        self.pieces.push(Piece::Tag(tag, key));
    }

    /// Arguments as Hexo splits them, at blanks, and where the tag ends.
    fn arguments(&mut self) -> Option<(Vec<TagArgument>, usize)> {
        let mut arguments = Vec::new();
        let mut argument: Option<(Span, String)> = None;
        loop {
            let token = self.next()?;
            let ends = token.kind == Kind::BlockEnd;
            if ends || token.kind == Kind::Blank {
                let done = argument.take().filter(|(_, value)| !value.is_empty());
                arguments.extend(done.map(|(span, value)| TagArgument {
                    name: None,
                    span,
                    value: Some(Value::String(value.trim().to_owned())),
                }));
                if ends {
                    return Some((arguments, token.span.end));
                }
                continue;
            }
            let value = match &token.kind {
                Kind::String(value) => value,
                _ => token.span.text(self.lexer.text),
            };
            let (span, all) = argument.get_or_insert((token.span, String::new()));
            *span = span.cover(token.span);
            all.push_str(value);
        }
    }

    fn raw(&mut self, name: &str, place: Span, opening: Span) {
        let end_name = format!("end{name}");
        let mut level = 1;
        while let Some(mark) = self.lexer.skip_to_raw_mark(name, &end_name) {
            level = if mark.opens { level + 1 } else { level - 1 };
            self.lexer.at = mark.span.end;
            if level == 0 {
                let inner = Span::new(opening.end, mark.span.start);
                let whole = opening.cover(mark.span);
                let raw =
                    Tag { opening, name: place, ..Tag::plain(TagKind::Raw, whole, Some(inner)) };
                self.pieces.push(Piece::Tag(raw, None));
                return;
            }
        }
    }

    /// A value behind its `{{`: one argument, with its text where it is written out.
    fn value(&mut self, start: usize) {
        let mut tokens: Vec<Token<'t>> = Vec::new();
        loop {
            match self.next() {
                None => return,
                Some(Token { kind: Kind::VariableEnd, span }) => {
                    let tag = Tag::plain(TagKind::Expression, Span::new(start, span.end), None);
                    let arguments = expression(&tokens).into_iter().collect();
                    self.pieces.push(Piece::Tag(Tag { arguments, ..tag }, None));
                    return;
                }
                Some(Token { kind: Kind::Blank, .. }) => {}
                Some(token) => tokens.push(token),
            }
        }
    }
}

fn expression(tokens: &[Token<'_>]) -> Option<TagArgument> {
    let span = tokens.first()?.span.cover(tokens.last()?.span);
    let value = match tokens {
        [Token { kind: Kind::String(text), .. }] => Some(Value::String(text.clone().into_owned())),
        [Token { kind: Kind::Int(digits), .. }] => digits.parse().ok().map(Value::Int),
        [Token { kind: Kind::Bool(truth), .. }] => Some(Value::Bool(*truth)),
        _ => None,
    };
    Some(TagArgument { name: None, span, value })
}

/// From places in a body whose newlines Hexo made one character to places in the file.
pub(super) struct Origin {
    /// Where the body begins in the file.
    start: usize,
    /// Places of newlines, in the body as Hexo has it, that are two characters in the file.
    shortened: Vec<usize>,
}

impl Origin {
    /// For a body as it is written, which begins at `start` in the file.
    pub fn new(written: &str, start: usize) -> Self {
        let found = memchr::memmem::find_iter(written.as_bytes(), "\r\n");
        Self { start, shortened: found.enumerate().map(|(nth, at)| at - nth).collect() }
    }

    fn offset(&self, at: usize) -> usize {
        self.start + at + self.shortened.partition_point(|newline| *newline < at)
    }

    /// A place in the file.
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.offset(span.start), self.offset(span.end))
    }

    fn place(&self, tag: &mut Tag) {
        tag.span = self.span(tag.span);
        tag.opening = self.span(tag.opening);
        tag.inner = tag.inner.map(|inner| self.span(inner));
        tag.name = self.span(tag.name);
        for argument in &mut tag.arguments {
            argument.span = self.span(argument.span);
        }
    }
}
