//! The statements of Nunjucks 3.2 with their end tags (`src/parser.js`, `parseFor` to `parseSwitch`).

use std::borrow::Cow;

use super::ast::{Expr, For, If, Literal, Node, Set};
use super::parser::{Parsed, Parser};
use super::token::Kind;

impl<'t> Parser<'t, '_> {
    pub fn if_statement(&mut self) -> Parsed<Node<'t>> {
        let mut branches = Vec::new();
        let mut otherwise = Vec::new();
        let mut name = self.take_symbol()?;
        loop {
            let condition = self.expression()?;
            self.end_tag(Some(name))?;
            let body = self.nodes_until(&["elif", "elseif", "else", "endif"])?;
            branches.push((condition, body));
            match self.peek()?.and_then(|token| token.symbol()) {
                Some(next @ ("elif" | "elseif")) => {
                    self.next()?;
                    name = next;
                }
                Some("else") => {
                    self.end_tag(None)?;
                    otherwise = self.nodes_until(&["endif"])?;
                    self.end_tag(None)?;
                    break;
                }
                Some("endif") => {
                    self.end_tag(None)?;
                    break;
                }
                _ => return self.fail("parseIf: expected elif, else, or endif, got end of file"),
            }
        }
        Ok(Node::If(If { branches, otherwise }))
    }

    pub fn take_symbol(&mut self) -> Parsed<&'t str> {
        match self.next()?.and_then(|token| token.symbol()) {
            Some(name) => Ok(name),
            None => self.fail("tag name expected"),
        }
    }

    pub fn for_statement(&mut self, name: &'t str) -> Parsed<Node<'t>> {
        self.next()?;
        let end = match name {
            "asyncEach" => "endeach",
            "asyncAll" => "endall",
            _ => "endfor",
        };
        let Expr::Symbol(first) = self.primary(true)? else {
            return self.fail("parseFor: variable name expected for loop");
        };
        let mut names = vec![Cow::Borrowed(first)];
        self.peek_some()?;
        while self.skip_sign(",")? {
            names.extend(name_of(&self.primary(true)?));
        }
        if !self.skip_symbol("in")? {
            return self.fail("parseFor: expected \"in\" keyword for loop");
        }
        let list = self.expression()?;
        self.end_tag(Some(name))?;
        let body = self.nodes_until(&[end, "else"])?;
        let mut otherwise = Vec::new();
        if self.skip_symbol("else")? {
            self.end_tag(Some("else"))?;
            otherwise = self.nodes_until(&[end])?;
        }
        self.end_tag(None)?;
        Ok(Node::For(For { names, list, body, otherwise }))
    }

    pub fn block(&mut self) -> Parsed<Node<'t>> {
        self.next()?;
        let Expr::Symbol(name) = self.primary(true)? else {
            return self.fail("parseBlock: variable name expected");
        };
        self.end_tag(Some("block"))?;
        let body = self.nodes_until(&["endblock"])?;
        self.skip_symbol("endblock")?;
        self.skip_symbol(name)?;
        if self.peek()?.is_none() {
            return self.fail("parseBlock: expected endblock, got end of file");
        }
        self.end_tag(Some("block"))?;
        Ok(Node::Body(body))
    }

    pub fn template(&mut self, name: &'t str) -> Parsed<Node<'t>> {
        self.next()?;
        self.expression()?;
        let ignore_missing =
            name == "include" && self.skip_symbol("ignore")? && self.skip_symbol("missing")?;
        self.end_tag(Some(name))?;
        Ok(if ignore_missing { Node::Body(Vec::new()) } else { Node::Template })
    }

    pub fn set(&mut self) -> Parsed<Node<'t>> {
        self.next()?;
        let mut names = Vec::new();
        loop {
            names.extend(name_of(&self.primary(true)?));
            if !self.skip_sign(",")? {
                break;
            }
        }
        if self.skip_sign("=")? {
            let value = self.expression()?;
            self.end_tag(Some("set"))?;
            return Ok(Node::Set(Set { names, value: Some(value), body: Vec::new() }));
        }
        if !self.skip_if(|token| token.kind == Kind::BlockEnd)? {
            return self.fail("parseSet: expected = or block end in set tag");
        }
        let body = self.nodes_until(&["endset"])?;
        self.end_tag(None)?;
        Ok(Node::Set(Set { names, value: None, body }))
    }

    pub fn macro_statement(&mut self) -> Parsed<Node<'t>> {
        self.next()?;
        let name = self.primary(false)?;
        self.signature(false)?;
        self.end_tag(Some("macro"))?;
        self.nodes_until(&["endmacro"])?;
        self.end_tag(None)?;
        Ok(Node::Macro(name_of(&name)))
    }

    pub fn call(&mut self) -> Parsed<Node<'t>> {
        self.next()?;
        self.signature(true)?;
        let call = self.primary(true)?;
        self.end_tag(Some("call"))?;
        self.nodes_until(&["endcall"])?;
        self.end_tag(None)?;
        match call {
            Expr::Call(..) => Ok(Node::Output(call)),
            _ => self.fail("TypeError: Cannot read properties of undefined (reading 'children')"),
        }
    }

    pub fn with_context(&mut self) -> Parsed<()> {
        let with = self.skip_symbol("with")? || self.skip_symbol("without")?;
        if with && !self.skip_symbol("context")? {
            return self.fail("parseFrom: expected context after with/without");
        }
        Ok(())
    }

    pub fn import(&mut self) -> Parsed<Node<'t>> {
        self.next()?;
        self.expression()?;
        if !self.skip_symbol("as")? {
            return self.fail("parseImport: expected \"as\" keyword");
        }
        self.expression()?;
        self.with_context()?;
        self.end_tag(Some("import"))?;
        Ok(Node::Template)
    }

    pub fn from(&mut self) -> Parsed<Node<'t>> {
        self.next()?;
        self.expression()?;
        if !self.skip_symbol("import")? {
            return self.fail("parseFrom: expected import");
        }
        let mut count = 0;
        loop {
            if self.peek_some()?.kind == Kind::BlockEnd {
                if count == 0 {
                    return self.fail("parseFrom: Expected at least one import name");
                }
                self.next()?;
                return Ok(Node::Template);
            }
            if count > 0 && !self.skip_sign(",")? {
                return self.fail("parseFrom: expected comma");
            }
            match self.primary(true)? {
                Expr::Symbol(name) if name.starts_with('_') => {
                    return self
                        .fail("parseFrom: names starting with an underscore cannot be imported");
                }
                Expr::Symbol(_) | Expr::Literal(Literal::String(_)) => {}
                _ => {
                    return self
                        .fail("TypeError: Cannot read properties of undefined (reading 'charAt')");
                }
            }
            if self.skip_symbol("as")? {
                self.primary(true)?;
            }
            count += 1;
            self.with_context()?;
        }
    }

    pub fn filter_statement(&mut self) -> Parsed<Node<'t>> {
        let at = self.next()?.map_or(0, |token| token.span.start);
        let name = self.filter_name()?;
        let arguments = self.filter_arguments()?;
        self.end_tag(Some("filter"))?;
        let body = self.nodes_until(&["endfilter"])?;
        self.end_tag(None)?;
        let filter = Node::Output(Expr::Filter(name, arguments));
        Ok(Node::Body(body.into_iter().chain([(at, filter)]).collect()))
    }

    pub fn switch(&mut self) -> Parsed<Node<'t>> {
        self.next()?;
        let value = self.expression()?;
        self.end_tag(Some("switch"))?;
        let ends = ["case", "default", "endswitch"];
        self.nodes_until(&ends)?;
        let mut cases = Vec::new();
        loop {
            self.skip_symbol("case")?;
            self.expression()?;
            self.end_tag(Some("switch"))?;
            cases.push(self.nodes_until(&ends)?);
            if self.peek()?.and_then(|token| token.symbol()) != Some("case") {
                break;
            }
        }
        match self.peek_some()?.symbol() {
            Some("default") => {
                self.end_tag(None)?;
                cases.push(self.nodes_until(&["endswitch"])?);
                self.end_tag(None)?;
            }
            Some("endswitch") => {
                self.end_tag(None)?;
            }
            _ => {
                return self.fail(
                    "parseSwitch: expected \"case,\" \"default\" or \"endswitch,\" got EOF.",
                );
            }
        }
        Ok(Node::Switch(value, cases))
    }
}

/// The name that an expression is, if it is one.
fn name_of<'t>(expr: &Expr<'t>) -> Option<Cow<'t, str>> {
    match expr {
        Expr::Symbol(name) => Some(Cow::Borrowed(name)),
        Expr::Literal(Literal::String(text)) => Some(text.clone()),
        _ => None,
    }
}
