//! Tags of Tera 2 (tera 2.0: parsing/parser.rs, parse_tag).

use super::ast::{Expression, Node, Use, UseKind};
use super::parser::{Context, Parsed, Parser};
use super::token::Kind;

impl<'t> Parser<'_, 't> {
    /// Whether a loop is open.
    pub(super) fn is_in_loop(&self) -> bool {
        self.contexts.contains(&Context::Loop)
    }

    /// A tag behind its `{%`, without its `%}`; what it leaves in the template.
    pub(super) fn tag(&mut self) -> Parsed<Option<Node<'t>>> {
        match self.next()? {
            Kind::Name("set" | "set_global") => self.set().map(Some),
            Kind::Name("include") => {
                let name = self.text()?;
                let at = self.place();
                self.found.uses.push(Use { kind: UseKind::Template, name: name.into(), at });
                Ok(Some(Node::Include))
            }
            Kind::Name("extends") => {
                self.text()?;
                self.problem("Template inheritance ({% extends %}) is not supported in render_str.")
            }
            Kind::Name("block") => self.problem("Blocks not supported in render_str."),
            Kind::Name("for") => self.for_loop().map(Some),
            Kind::Name("if") => self.condition().map(Some),
            Kind::Name("filter") => self.filter_section().map(Some),
            Kind::Name("component") => self.component_definition().map(|()| None),
            Kind::Name(word @ ("break" | "continue")) => self.leave(word).map(Some),
            Kind::Symbol("<") if matches!(self.peek(), Some(Kind::Name(_))) => {
                self.component_with_body().map(Some)
            }
            Kind::Symbol("<") => {
                self.problem("Found `<` but expected identifier after it for XML component call.")
            }
            _ => self.problem("Unknown tag"),
        }
    }

    /// Reads what stands in a tag.
    pub(super) fn within<T>(
        &mut self,
        context: Context,
        read: impl FnOnce(&mut Self) -> Parsed<T>,
    ) -> Parsed<T> {
        self.contexts.push(context);
        let read = read(self);
        self.contexts.pop();
        read
    }

    fn set(&mut self) -> Parsed<Node<'t>> {
        let name = self.name()?;
        if super::expression::RESERVED.contains(&name) {
            return self.problem(format!(
                "{name} is a reserved keyword of Tera, it cannot be assigned to."
            ));
        }
        if self.take_symbol("=") {
            return Ok(Node::Set(name, self.expression(0)?));
        }
        if !self.is_symbol("|") && self.peek() != Some(&Kind::TagEnd) {
            return self.problem(
                "Invalid syntax for `set`: expecting an `=` followed by an expression or a `%}`",
            );
        }
        let mut filters = Expression::Unknown;
        while self.take_symbol("|") {
            filters = self.filter(Expression::Unknown)?;
        }
        self.tag_end()?;
        let body = self.within(Context::Capture, |parser| parser.nodes_until(&["endset"]))?;
        self.next()?;
        Ok(Node::SetBlock(name, filters, body))
    }

    fn for_loop(&mut self) -> Parsed<Node<'t>> {
        let (names, list, body) = self.within(Context::Loop, |parser| {
            let names = parser.loop_names("loop")?;
            let list = parser.expression(0)?;
            parser.tag_end()?;
            Ok((names, list, parser.nodes_until(&["endfor", "else"])?))
        })?;
        let mut otherwise = Vec::new();
        if self.is_name("else") {
            self.next()?;
            self.tag_end()?;
            otherwise = self.nodes_until(&["endfor"])?;
        }
        self.next()?;
        Ok(Node::For(names, list, body, otherwise))
    }

    fn condition(&mut self) -> Parsed<Node<'t>> {
        self.within(Context::Condition, |parser| {
            let mut branches = Vec::new();
            let mut otherwise = Vec::new();
            loop {
                let condition = parser.expression(0)?;
                parser.tag_end()?;
                let body = parser.nodes_until(&["endif", "else", "elif"])?;
                branches.push((condition, body));
                if !parser.is_name("elif") {
                    break;
                }
                parser.next()?;
            }
            if parser.is_name("else") {
                parser.next()?;
                parser.tag_end()?;
                otherwise = parser.nodes_until(&["endif"])?;
            }
            parser.word("endif")?;
            Ok(Node::If(branches, otherwise))
        })
    }

    fn filter_section(&mut self) -> Parsed<Node<'t>> {
        self.within(Context::Capture, |parser| {
            let filter = parser.filter(Expression::Unknown)?;
            parser.tag_end()?;
            let body = parser.nodes_until(&["endfilter"])?;
            parser.next()?;
            Ok(Node::Filtered(filter, body))
        })
    }

    fn leave(&self, word: &str) -> Parsed<Node<'t>> {
        let around = self.contexts.iter().rev();
        match around.copied().find(|it| matches!(it, Context::Loop | Context::Capture)) {
            Some(Context::Loop) => Ok(Node::Leave),
            Some(_) => self.problem(format!(
                "`{word}` cannot be used inside a filter section, `set` block or component body"
            )),
            None => self.problem(format!("{word} can only be used in a for loop")),
        }
    }
}
