//! Components of Tera 2: how they are defined and called (tera 2.0: parsing/parser.rs, parsing/ast.rs).

use super::Problem;
use super::ast::{Attributes, Expression, Node, Use, UseKind};
use super::names::Takes;
use super::parser::{Context, Parsed, Parser};
use super::token::{self, Kind};
use super::value::Eval;
use crate::engine::FaultKind;
use crate::value::Value;

/// A component as it is defined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// Its name, with dots.
    pub name: String,
    /// The arguments that it names.
    pub parameters: Vec<Parameter>,
    /// Whether it takes arguments that it does not name.
    pub takes_more: bool,
}

/// An argument of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type, written or that of its default.
    pub kind: Option<&'static str>,
    /// Whether a call must have it.
    pub required: bool,
}

/// What is known of a component of a name.
#[derive(Clone, Copy, Debug)]
pub enum Lookup<'c> {
    /// No template defines it.
    Missing,
    /// A template may define it.
    Unknown,
    /// It is defined so.
    Known(&'c Component),
}

/// Types that an argument can have.
const TYPES: [&str; 8] = ["string", "bool", "integer", "float", "number", "array", "map", "bytes"];

impl Component {
    /// Why a call with these arguments fails for certain.
    #[must_use]
    pub fn refusal(&self, arguments: &[(Option<&str>, Eval)]) -> Option<String> {
        let spreads = arguments.iter().any(|(name, _)| name.is_none());
        let named = |name: &str| arguments.iter().find(|(key, _)| *key == Some(name));
        for (name, _) in arguments {
            let is_known = |name: &&str| self.parameters.iter().any(|known| known.name == **name);
            if let Some(name) = name.filter(|name| !is_known(name))
                && !self.takes_more
            {
                return Some(format!("Unknown argument(s) `{name}` in component call."));
            }
        }
        for parameter in &self.parameters {
            match named(&parameter.name) {
                None if parameter.required && !spreads => {
                    return Some(format!("Argument `{}` missing.", parameter.name));
                }
                Some((_, value)) if parameter.kind.is_some_and(|kind| is_other(value, kind)) => {
                    return Some(format!(
                        "Component argument `{}` does not match expected type: `{}`",
                        parameter.name,
                        parameter.kind.unwrap_or_default()
                    ));
                }
                _ => {}
            }
        }
        None
    }
}

/// Whether a value is certain to be of another type.
fn is_other(value: &Eval, kind: &str) -> bool {
    match kind {
        "string" => value.is_refused_by(Takes::Text),
        "number" => value.is_refused_by(Takes::Number),
        "array" => value.is_refused_by(Takes::List),
        "map" => value.is_refused_by(Takes::Map),
        _ => match value {
            Eval::Unknown => false,
            Eval::Known(Value::Bool(_)) => kind != "bool",
            Eval::Known(Value::Int(_)) => kind != "integer",
            Eval::Known(Value::Float(_)) => kind != "float",
            _ => true,
        },
    }
}

/// The components that a template of the site defines. What is wrong with a definition stops the whole
/// site, and is passed over here.
#[must_use]
pub fn definitions(template: &str) -> Vec<Component> {
    let definition = |(at, _): (usize, &str)| {
        let inner = template[at + 2..].trim_start_matches('-').trim_start();
        inner.strip_prefix("component")?.starts_with(char::is_whitespace).then_some(())?;
        let end = template[at..].find("%}").map_or(template.len(), |end| at + end + 2);
        let (tokens, _) = token::read(&template[at..end]);
        let end = Problem::new(0, String::new());
        let mut parser = Parser::new(tokens.get(2..)?, end);
        parser.component_head().ok()
    };
    template.match_indices("{%").filter_map(definition).collect()
}

impl<'t> Parser<'_, 't> {
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

    /// `name a="b" c={d} e {...f}`, and where it begins.
    fn component_start(&mut self) -> Parsed<(String, Attributes<'t>, usize)> {
        let (name, place) = self.component_name()?;
        self.found.uses.push(Use {
            kind: UseKind::Component,
            name: name.clone().into(),
            at: place,
        });
        let mut values = Vec::new();
        loop {
            if self.take_symbol("{") {
                self.symbol("...")?;
                values.push((None, self.expression(0)?));
                self.symbol("}")?;
                continue;
            }
            let Some(Kind::Name(attribute)) = self.peek() else {
                return Ok((name, values, place));
            };
            let attribute = *attribute;
            self.next()?;
            let at = self.place();
            if !self.take_symbol("=") {
                values.push((Some(attribute), Expression::Variable(attribute, at)));
                continue;
            }
            let value = match self.next()? {
                Kind::Text(text) => Expression::Constant(Value::String(text.into_owned())),
                Kind::Symbol("{") => {
                    let value = self.expression(0)?;
                    self.symbol("}")?;
                    value
                }
                other => {
                    return self.problem(format!(
                        "Expected \"string\" or {{expression}} but found {}",
                        other.describe()
                    ));
                }
            };
            values.push((Some(attribute), value));
        }
    }

    /// A component call in an expression, behind its `<`.
    pub(super) fn component(&mut self) -> Parsed<Expression<'t>> {
        let (name, values, at) = self.component_start()?;
        match self.next()? {
            Kind::Symbol("/") => self.symbol(">")?,
            Kind::Symbol(">") => {
                return self.problem("Components with body content must use tag syntax: {% <component()> %}...{% </component> %}");
            }
            other => {
                return self.problem(format!("Found {} but expected `/` or `>`", other.describe()));
            }
        }
        Ok(Expression::Component(name, values, Vec::new(), at))
    }

    /// A component call as a tag, behind its `<`, with its closing tag.
    pub(super) fn component_with_body(&mut self) -> Parsed<Node<'t>> {
        let (name, values, at) = self.component_start()?;
        self.symbol(">")?;
        self.tag_end()?;
        let body = self.within(Context::Capture, |parser| parser.nodes_until(&["</"]))?;
        if self.peek().is_none() {
            let problem = Problem::new(at, format!("Unclosed component '{name}'"));
            return Err(Problem { kind: FaultKind::OpenTag, ..problem });
        }
        self.symbol("</")?;
        let (end, _) = self.component_name()?;
        if end != name {
            let message = format!("Closing tag '{end}' doesn't match opening tag '{name}'");
            return Err(Problem {
                kind: FaultKind::OpenTag,
                ..Problem::new(self.place(), message)
            });
        }
        self.symbol(">")?;
        Ok(Node::Output(Expression::Component(name, values, body, at)))
    }

    /// A component that is defined, behind its word.
    pub(super) fn component_definition(&mut self) -> Parsed<()> {
        if !self.contexts.is_empty() {
            return self.problem("Component definitions cannot be written in another tag.");
        }
        self.within(Context::Component, |parser| {
            let component = parser.component_head()?;
            let name = component.name.clone();
            if parser.found.components.iter().any(|other| other.name == name) {
                return parser
                    .problem(format!("Template already contains a component named `{name}`"));
            }
            parser.found.components.push(component);
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

    /// `name(a, b: type, c = value, ...rest) {metadata}`
    fn component_head(&mut self) -> Parsed<Component> {
        let (name, _) = self.component_name()?;
        let mut component = Component { name, ..Component::default() };
        self.symbol("(")?;
        while !self.is_symbol(")") {
            if !component.parameters.is_empty() {
                self.symbol(",")?;
                if self.is_symbol(")") {
                    break;
                }
            }
            component.takes_more = self.take_symbol("...");
            let name = self.name()?;
            if name == "body" {
                return self.problem("The name `body` is reserved for component body content.");
            }
            if component.parameters.iter().any(|other| other.name == name) {
                return self
                    .problem(format!("Component argument `{name}` is defined more than once"));
            }
            if component.takes_more {
                break;
            }
            component.parameters.push(self.parameter(name)?);
        }
        self.symbol(")")?;
        if self.take_symbol("{") {
            self.map()?;
        }
        Ok(component)
    }

    /// The type and the default of an argument, behind its name.
    fn parameter(&mut self, name: &str) -> Parsed<Parameter> {
        let mut kind = None;
        if self.take_symbol(":") {
            let name = self.name()?;
            kind = TYPES.into_iter().find(|known| known.eq_ignore_ascii_case(name));
            if kind.is_none() {
                return self.problem(format!("Found {name} but the only types allowed are: string, bool, integer, float, number, array, map and bytes"));
            }
        }
        let required = !self.take_symbol("=");
        let of_default = if required { None } else { self.default_value()? };
        Ok(Parameter { name: name.to_owned(), kind: kind.or(of_default), required })
    }

    /// A value that is written out; its type.
    fn default_value(&mut self) -> Parsed<Option<&'static str>> {
        match self.next()? {
            Kind::Bool(_) => Ok(Some("bool")),
            Kind::Text(_) => Ok(Some("string")),
            Kind::Integer(_) => Ok(Some("integer")),
            Kind::Float(_) => Ok(Some("float")),
            Kind::Name("none" | "None" | "null") => Ok(None),
            Kind::Symbol("[") => self.list(self.place()).map(|_| Some("array")),
            Kind::Symbol("{") => self.map().map(|_| Some("map")),
            other => self.problem(format!("Found {} but component default arguments can only be one of: string, bool, integer, float, array or map", other.describe())),
        }
    }
}
