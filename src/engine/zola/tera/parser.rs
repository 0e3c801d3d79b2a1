//! The grammar of Tera 2 templates: tokens, their order, and what stands in tags (tera 2.0: parsing/parser.rs).
//!
//! Expressions are read in [`super::expression`], tags in [`super::statement`]. What Tera refuses stops the
//! build, and so it does here, in the same order and with the same words.

use super::Problem;
use super::ast::{Node, Use, UseKind};
use super::component::Component;
use super::token::{self, Kind, Token};
use crate::engine::FaultKind;

/// How deep expressions and tags may nest together.
const MAX_DEPTH: usize = 40;

/// What a template is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template<'t> {
    /// Its parts.
    pub nodes: Vec<Node<'t>>,
    /// What it names, in order.
    pub uses: Vec<Use<'t>>,
    /// The components that it defines itself.
    pub components: Vec<Component>,
}

/// Reads a body as a template.
///
/// # Errors
/// Where Tera refuses it.
pub fn parse(body: &str) -> Result<Template<'_>, Problem> {
    let (tokens, end) = token::read(body);
    let end = end.unwrap_or_else(|| Problem {
        kind: FaultKind::OpenTag,
        ..Problem::new(body.len(), "unexpected end of the template")
    });
    let mut parser = Parser::new(&tokens, end);
    let nodes = parser.nodes_until(&[]);
    let nodes = nodes.map_err(|problem| Problem {
        at: parser.unclosed.filter(|_| problem.at == body.len()).unwrap_or(problem.at),
        ..problem
    })?;
    // Tokens end early where one cannot be read.
    if parser.end.at < body.len() {
        return Err(parser.end);
    }
    Ok(Template { nodes, ..parser.found })
}

/// What a tag stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    Loop,
    Condition,
    Component,
    /// A filter, a set block or the body of a component call.
    Capture,
}

/// Reads tokens one by one.
pub(super) struct Parser<'p, 't> {
    tokens: &'p [Token<'t>],
    at: usize,
    /// Why there are no more tokens.
    end: Problem,
    /// Where the innermost tag stands whose end is missing.
    unclosed: Option<usize>,
    depth: usize,
    pub list_depth: usize,
    pub brackets: usize,
    pub contexts: Vec<Context>,
    pub found: Template<'t>,
}

/// What a step of the parser gives.
pub(super) type Parsed<T> = Result<T, Problem>;

impl<'p, 't> Parser<'p, 't> {
    /// Reads these tokens, behind which there is nothing for the reason `end`.
    pub fn new(tokens: &'p [Token<'t>], end: Problem) -> Self {
        Self {
            tokens,
            at: 0,
            end,
            unclosed: None,
            depth: 0,
            list_depth: 0,
            brackets: 0,
            contexts: Vec::new(),
            found: Template::default(),
        }
    }

    /// The token that comes next, if there is one.
    pub fn peek(&self) -> Option<&Kind<'t>> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// The one behind that.
    pub fn peek_second(&self) -> Option<&Kind<'t>> {
        self.tokens.get(self.at + 1).map(|token| &token.kind)
    }

    /// Whether the next token is this symbol.
    pub fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek(), Some(Kind::Symbol(next)) if *next == symbol)
    }

    /// Whether the next token is this word.
    pub fn is_name(&self, name: &str) -> bool {
        matches!(self.peek(), Some(Kind::Name(next)) if *next == name)
    }

    /// The byte of the token that was taken last.
    pub fn place(&self) -> usize {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(0, |token| token.span.start)
    }

    /// Takes the next token.
    pub fn next(&mut self) -> Parsed<Kind<'t>> {
        let token = self.tokens.get(self.at).ok_or_else(|| self.end.clone())?;
        self.at += 1;
        Ok(token.kind.clone())
    }

    /// A problem at the token that was taken last.
    pub fn problem<T>(&self, message: impl Into<String>) -> Parsed<T> {
        Err(Problem::new(self.place(), message))
    }

    fn unexpected<T>(&self, found: &Kind<'_>, wanted: &str) -> Parsed<T> {
        self.problem(format!("Found {} but expected {wanted}.", found.describe()))
    }

    /// Takes this symbol.
    pub fn symbol(&mut self, symbol: &str) -> Parsed<()> {
        match self.next()? {
            Kind::Symbol(next) if next == symbol => Ok(()),
            other => self.unexpected(&other, symbol),
        }
    }

    /// Takes this symbol if it comes next.
    pub fn take_symbol(&mut self, symbol: &str) -> bool {
        let takes = self.is_symbol(symbol);
        self.at += usize::from(takes);
        takes
    }

    /// Takes a name.
    pub fn name(&mut self) -> Parsed<&'t str> {
        match self.next()? {
            Kind::Name(name) => Ok(name),
            other => self.unexpected(&other, "identifier"),
        }
    }

    /// Takes this word.
    pub fn word(&mut self, word: &str) -> Parsed<()> {
        match self.next()? {
            Kind::Name(name) if name == word => Ok(()),
            other => self.unexpected(&other, word),
        }
    }

    /// Takes `%}`.
    pub fn tag_end(&mut self) -> Parsed<()> {
        match self.next()? {
            Kind::TagEnd => Ok(()),
            other => self.unexpected(&other, "%}"),
        }
    }

    /// Takes a text.
    pub fn text(&mut self) -> Parsed<String> {
        match self.next()? {
            Kind::Text(text) => Ok(text.into_owned()),
            other => self.unexpected(&other, "string"),
        }
    }

    /// Remembers that something is named.
    pub fn uses(&mut self, kind: UseKind, name: &'t str, at: usize) {
        self.found.uses.push(Use { kind, name: name.into(), at });
    }

    /// One level deeper, unless that is too deep.
    pub fn nested<T>(
        &mut self,
        too_deep: &str,
        read: impl FnOnce(&mut Self) -> Parsed<T>,
    ) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            return self.problem(too_deep);
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Nodes up to a tag that begins with one of these words, whose `{%` is taken; or to the end.
    pub fn nodes_until(&mut self, ends: &[&str]) -> Parsed<Vec<Node<'t>>> {
        let opened = self.place();
        self.nested("The template nesting is too deep", |parser| {
            let mut nodes = Vec::new();
            while parser.at < parser.tokens.len() {
                match parser.next()? {
                    Kind::Content("") => {}
                    Kind::Content(text) => nodes.push(Node::Content(text)),
                    Kind::VariableStart => {
                        nodes.push(Node::Output(parser.expression(0)?));
                        match parser.next()? {
                            Kind::VariableEnd => {}
                            other => return parser.unexpected(&other, "}}"),
                        }
                    }
                    _ => {
                        if parser.is_one_of(ends) {
                            return Ok(nodes);
                        }
                        nodes.extend(parser.tag()?);
                        parser.tag_end()?;
                    }
                }
            }
            if !ends.is_empty() {
                parser.unclosed.get_or_insert(opened);
            }
            Ok(nodes)
        })
    }

    /// Whether the next token is one of these words or symbols.
    fn is_one_of(&self, ends: &[&str]) -> bool {
        matches!(self.peek(), Some(Kind::Name(next) | Kind::Symbol(next)) if ends.contains(next))
    }
}
