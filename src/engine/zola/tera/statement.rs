//! Tags of Tera 2 and component calls (tera 2.0: parsing/parser.rs, parse_tag).

use super::ast::{Expression, Node, Use, UseKind};
use super::parser::{Context, Parsed, Parser};
use super::token::Kind;
use crate::value::Value;

/// Types that an argument of a component can have.
const TYPES: [&str; 8] = ["string", "bool", "integer", "float", "number", "array", "map", "bytes"];

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

    fn within<T>(
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

    /// `a.b.c`, and where it begins.
    fn component_name(&mut self) -> Parsed<(String, usize)> {
        let mut name = self.name()?.to_owned();
        let at = self.place();
        while self.take_symbol(".") {
            name.push('.');
            name.push_str(self.name()?);
        }
        Ok((name, at))
    }

    /// `name a="b" c={d} e {...f}`, and the names that it is made of.
    fn component_start(&mut self) -> Parsed<(String, Vec<Expression<'t>>)> {
        let (name, at) = self.component_name()?;
        self.found.uses.push(Use { kind: UseKind::Component, name: name.clone().into(), at });
        let mut values = Vec::new();
        loop {
            if self.take_symbol("{") {
                self.symbol("...")?;
                values.push(self.expression(0)?);
                self.symbol("}")?;
                continue;
            }
            let Some(Kind::Name(attribute)) = self.peek() else { return Ok((name, values)) };
            let attribute = *attribute;
            self.next()?;
            let at = self.place();
            if !self.take_symbol("=") {
                values.push(Expression::Variable(attribute, at));
                continue;
            }
            match self.next()? {
                Kind::Text(text) => {
                    values.push(Expression::Constant(Value::String(text.into_owned())));
                }
                Kind::Symbol("{") => {
                    values.push(self.expression(0)?);
                    self.symbol("}")?;
                }
                other => {
                    return self.problem(format!(
                        "Expected \"string\" or {{expression}} but found {}",
                        other.describe()
                    ));
                }
            }
        }
    }

    /// A component call in an expression, behind its `<`.
    pub(super) fn component(&mut self) -> Parsed<Expression<'t>> {
        let (_, values) = self.component_start()?;
        match self.next()? {
            Kind::Symbol("/") => self.symbol(">")?,
            Kind::Symbol(">") => {
                return self.problem("Components with body content must use tag syntax: {% <component()> %}...{% </component> %}");
            }
            other => {
                return self.problem(format!("Found {} but expected `/` or `>`", other.describe()));
            }
        }
        Ok(Expression::Component(values, Vec::new()))
    }

    /// A component call as a tag, behind its `<`, with its closing tag.
    fn component_with_body(&mut self) -> Parsed<Node<'t>> {
        let (name, values) = self.component_start()?;
        self.symbol(">")?;
        self.tag_end()?;
        let body = self.within(Context::Capture, |parser| parser.nodes_until(&["</"]))?;
        if self.peek().is_none() {
            return self.problem(format!("Unclosed component '{name}'"));
        }
        self.symbol("</")?;
        let (end, _) = self.component_name()?;
        if end != name {
            return self.problem(format!("Closing tag '{end}' doesn't match opening tag '{name}'"));
        }
        self.symbol(">")?;
        Ok(Node::Output(Expression::Component(values, body)))
    }

    fn component_definition(&mut self) -> Parsed<()> {
        if !self.contexts.is_empty() {
            return self.problem("Component definitions cannot be written in another tag.");
        }
        self.within(Context::Component, |parser| {
            let (name, _) = parser.component_name()?;
            if parser.found.components.contains(&name) {
                return parser
                    .problem(format!("Template already contains a component named `{name}`"));
            }
            parser.found.components.push(name.clone());
            parser.parameters()?;
            if parser.take_symbol("{") {
                parser.map()?;
            }
            parser.tag_end()?;
            // What it renders counts only where it is called.
            parser.nodes_until(&["endcomponent"])?;
            parser.next()?;
            if matches!(parser.peek(), Some(Kind::Name(_))) && parser.component_name()?.0 != name {
                return parser.problem(format!("component was named `{name}` in the opening tag"));
            }
            Ok(())
        })
    }

    /// `(a, b: type, c = value, ...rest)`
    fn parameters(&mut self) -> Parsed<()> {
        self.symbol("(")?;
        let mut names: Vec<&str> = Vec::new();
        while !self.is_symbol(")") {
            if !names.is_empty() {
                self.symbol(",")?;
                if self.is_symbol(")") {
                    break;
                }
            }
            let is_rest = self.take_symbol("...");
            let name = self.name()?;
            if name == "body" {
                return self.problem("The name `body` is reserved for component body content.");
            }
            if names.contains(&name) {
                return self
                    .problem(format!("Component argument `{name}` is defined more than once"));
            }
            names.push(name);
            if is_rest {
                break;
            }
            if self.take_symbol(":") {
                let name = self.name()?;
                if !TYPES.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                    return self.problem(format!("Found {name} but the only types allowed are: string, bool, integer, float, number, array, map and bytes"));
                }
            }
            if self.take_symbol("=") {
                self.default()?;
            }
        }
        self.symbol(")")
    }

    /// A value that is written out.
    fn default(&mut self) -> Parsed<()> {
        match self.next()? {
            Kind::Bool(_) | Kind::Text(_) | Kind::Integer(_) | Kind::Float(_)
            | Kind::Name("none" | "None" | "null") => Ok(()),
            Kind::Symbol("[") => self.list(self.place()).map(drop),
            Kind::Symbol("{") => self.map().map(drop),
            other => self.problem(format!("Found {} but component default arguments can only be one of: string, bool, integer, float, array or map", other.describe())),
        }
    }
}
