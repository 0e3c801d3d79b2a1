//! The parser of Nunjucks 3.2 (`src/parser.js`): tokens, and statements with their end tags.

use std::borrow::Cow;

use super::ast::{Argument, Node, Nodes, Tag};
use super::tags::Registry;
use super::token::{Kind, Lexer, Token};
use crate::engine::FaultKind;
use crate::text::Span;

/// Where and why Nunjucks gives up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The byte at which it noticed.
    pub at: usize,
    /// The reason in its words.
    pub message: String,
    /// What is wrong there.
    pub kind: FaultKind,
    /// Behind the tag whose end is missing, where the text ended too soon.
    pub unclosed: Option<usize>,
    /// Whether it is only this reader that gave up, at a nesting that nobody writes.
    pub is_limit: bool,
}

impl Failure {
    /// Something that cannot be read.
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            kind: FaultKind::Template,
            unclosed: None,
            is_limit: false,
        }
    }
}

pub type Parsed<T> = Result<T, Failure>;

/// Deepest nesting of tags and brackets that is read.
pub const MAX_DEPTH: usize = 100;

/// Reads tokens and builds nodes.
#[derive(Debug)]
pub struct Parser<'t, 'r> {
    lexer: Lexer<'t>,
    peeked: Option<Option<Token<'t>>>,
    /// End tags of the statement around; seeing one ends the nodes.
    ends: Vec<String>,
    /// Where the innermost tag stands whose end tag is missing.
    unclosed: Option<usize>,
    pub depth: usize,
    registry: &'r Registry<'r>,
}

/// Everything in a text.
pub fn parse<'t>(text: &'t str, registry: &Registry<'_>) -> Parsed<Nodes<'t>> {
    let mut parser = Parser {
        lexer: Lexer::new(text),
        peeked: None,
        ends: Vec::new(),
        unclosed: None,
        depth: 0,
        registry,
    };
    let nodes = parser.nodes();
    nodes.map_err(|failure| Failure { unclosed: parser.unclosed, ..failure })
}

impl<'t> Parser<'t, '_> {
    /// The whole text.
    pub fn text(&self) -> &'t str {
        self.lexer.text
    }

    /// The next token, blanks left out; none at the end.
    pub fn next(&mut self) -> Parsed<Option<Token<'t>>> {
        loop {
            let token = self.next_with_blanks()?;
            if !matches!(&token, Some(Token { kind: Kind::Blank, .. })) {
                return Ok(token);
            }
        }
    }

    fn next_with_blanks(&mut self) -> Parsed<Option<Token<'t>>> {
        if let Some(token) = self.peeked.take() {
            return Ok(token);
        }
        self.lexer
            .next()
            .map_err(|uncut| Failure::new(uncut.at, format!("Error: {}", uncut.message)))
    }

    /// The token ahead, blanks left out.
    pub fn peek(&mut self) -> Parsed<Option<Token<'t>>> {
        if self.peeked.is_none() {
            self.peeked = Some(self.next()?);
        }
        Ok(self.peeked.clone().flatten())
    }

    /// Puts a token back.
    pub fn put_back(&mut self, token: Option<Token<'t>>) {
        self.peeked = Some(token);
    }

    /// The token ahead where one is taken for granted: JavaScript fails at the end of the text.
    pub fn peek_some(&mut self) -> Parsed<Token<'t>> {
        match self.peek()? {
            Some(token) => Ok(token),
            None => self.fail("TypeError: Cannot read properties of null (reading 'type')"),
        }
    }

    /// A failure at the token ahead.
    pub fn fail<T>(&mut self, message: impl Into<String>) -> Parsed<T> {
        let at = self.peeked.clone().flatten().map_or(self.lexer.at, |token| token.span.start);
        self.fail_at(at, message)
    }

    /// A failure at a place.
    pub fn fail_at<T>(&self, at: usize, message: impl Into<String>) -> Parsed<T> {
        Err(Failure::new(at, message))
    }

    /// Takes the token ahead if it is this name.
    pub fn skip_symbol(&mut self, name: &str) -> Parsed<bool> {
        self.skip_if(|token| token.symbol() == Some(name))
    }

    /// Takes the token ahead if it is this sign.
    pub fn skip_sign(&mut self, sign: &str) -> Parsed<bool> {
        self.skip_if(|token| token.is(sign))
    }

    pub fn skip_if(&mut self, wanted: impl Fn(&Token<'t>) -> bool) -> Parsed<bool> {
        let token = self.next()?;
        if token.as_ref().is_some_and(wanted) {
            return Ok(true);
        }
        self.put_back(token);
        Ok(false)
    }

    /// Guards against nesting that would exhaust the stack.
    pub fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            let message = "the tags nest too deep to be read".to_owned();
            return Err(Failure { is_limit: true, ..Failure::new(self.lexer.at, message) });
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// The end of a tag; `name` is that of the statement, or the next name is taken for it.
    pub fn end_tag(&mut self, name: Option<&str>) -> Parsed<Span> {
        let name = match name {
            Some(name) => name.to_owned(),
            None => match self.peek()? {
                None => return self.fail("unexpected end of file"),
                Some(token) => match token.symbol() {
                    Some(name) => {
                        self.next()?;
                        name.to_owned()
                    }
                    None => {
                        return self.fail(
                            "advanceAfterBlockEnd: expected symbol token or explicit name to be passed",
                        );
                    }
                },
            },
        };
        match self.next()? {
            Some(Token { kind: Kind::BlockEnd, span }) => Ok(span),
            _ => self.fail(format!("expected block end in {name} statement")),
        }
    }

    /// Nodes up to one of these end tags, whose name stays ahead.
    pub fn nodes_until(&mut self, ends: &[&str]) -> Parsed<Nodes<'t>> {
        let ends = ends.iter().map(|end| (*end).to_owned()).collect();
        let before = std::mem::replace(&mut self.ends, ends);
        let opened = self.lexer.at;
        let nodes = self.deeper(Self::nodes)?;
        if self.peek()?.is_none() {
            self.unclosed.get_or_insert(opened);
        }
        self.ends = before;
        Ok(nodes)
    }

    fn nodes(&mut self) -> Parsed<Nodes<'t>> {
        let mut nodes = Vec::new();
        while let Some(token) = self.next()? {
            match token.kind {
                Kind::Data | Kind::Comment => {}
                Kind::BlockStart => match self.statement(token.span.start)? {
                    None => break,
                    Some(node) => nodes.push((token.span.start, node)),
                },
                Kind::VariableStart => {
                    let value = self.expression()?;
                    match self.next()? {
                        Some(Token { kind: Kind::VariableEnd, .. }) => {}
                        token => {
                            self.put_back(token);
                            return self.fail("expected variable end");
                        }
                    }
                    nodes.push((token.span.start, Node::Output(value)));
                }
                _ => {
                    let message = format!("Unexpected token at top-level: {}", token.name());
                    return self.fail_at(token.span.start, message);
                }
            }
        }
        Ok(nodes)
    }

    /// A statement behind `{%`; none where it ends the one around it.
    fn statement(&mut self, start: usize) -> Parsed<Option<Node<'t>>> {
        let token = self.peek_some()?;
        let Some(name) = token.symbol() else {
            return self.fail("tag name expected");
        };
        if self.ends.iter().any(|end| end == name) {
            return Ok(None);
        }
        Ok(Some(match name {
            "raw" | "verbatim" => self.raw(name)?,
            "if" | "ifAsync" => self.deeper(Self::if_statement)?,
            "for" | "asyncEach" | "asyncAll" => self.for_statement(name)?,
            "block" => self.block()?,
            "extends" | "include" => self.template(name)?,
            "set" => self.set()?,
            "macro" => self.macro_statement()?,
            "call" => self.call()?,
            "import" => self.import()?,
            "from" => self.from()?,
            "filter" => self.filter_statement()?,
            "switch" => self.switch()?,
            _ => match self.registry.kind(name, self.lexer.text, token.span.end) {
                Some(has_body) => Node::Tag(self.tag(start, name, has_body)?),
                None => {
                    let kind = self.registry.fault(name);
                    let failure =
                        Failure::new(token.span.start, format!("unknown block tag: {name}"));
                    return Err(Failure { kind, ..failure });
                }
            },
        }))
    }

    /// A tag of Hexo's kind: the rest up to `%}`, split at blanks (`lib/extend/tag.ts`).
    fn tag(&mut self, start: usize, name: &'t str, has_body: bool) -> Parsed<Tag<'t>> {
        self.next()?;
        let mut arguments = Vec::new();
        let mut argument: Option<Argument<'t>> = None;
        let mut end = self.lexer.at;
        while let Some(token) = self.next_with_blanks()? {
            end = token.span.end;
            let value = match token.kind {
                Kind::Blank | Kind::BlockEnd => {
                    // What is empty, as `""`, is no argument.
                    arguments
                        .extend(argument.take().filter(|it| !it.value.is_empty()).map(trimmed));
                    if token.kind == Kind::BlockEnd {
                        break;
                    }
                    continue;
                }
                Kind::String(value) => value,
                Kind::Regex => "[object Object]".into(),
                Kind::None | Kind::Bool(_) => token.span.text(self.lexer.text).into(),
                _ => Cow::Borrowed(token.span.text(self.lexer.text)),
            };
            match &mut argument {
                None => argument = Some(Argument { value, span: token.span }),
                Some(argument) => {
                    argument.value.to_mut().push_str(&value);
                    argument.span.end = token.span.end;
                }
            }
        }
        let mut body = None;
        if has_body {
            body = Some(self.nodes_until(&[&format!("end{name}")])?);
            end = self.end_tag(None)?.end;
        }
        Ok(Tag { name, span: Span::new(start, end), arguments, body })
    }

    fn raw(&mut self, name: &str) -> Parsed<Node<'t>> {
        let end_name = format!("end{name}");
        self.end_tag(None)?;
        let mut level = 1;
        while let Some(mark) = self.lexer.skip_to_raw_mark(name, &end_name) {
            level = if mark.opens { level + 1 } else { level - 1 };
            self.lexer.at = mark.span.end;
            if level == 0 {
                break;
            }
        }
        // Without an end tag what follows is read as usual, which nobody has written a test for.
        Ok(Node::Body(Vec::new()))
    }
}

fn trimmed(argument: Argument<'_>) -> Argument<'_> {
    let value = match argument.value {
        Cow::Borrowed(value) => Cow::Borrowed(value.trim()),
        Cow::Owned(value) => Cow::Owned(value.trim().to_owned()),
    };
    Argument { value, ..argument }
}
