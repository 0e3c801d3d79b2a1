//! Expressions of Tera 2, by binding power (tera 2.0: parsing/parser.rs, parse_expr_bp).

use super::ast::{Arguments, Expression, Missing, Operator, UseKind};
use super::parser::{Parsed, Parser};
use super::token::Kind;
use crate::value::Value;

/// Brackets in brackets, as in `a[b[c]]`.
const MAX_BRACKETS: usize = 4;
/// Lists in lists.
const MAX_LISTS: usize = 2;
/// A chain of more operators than this is read, but not followed: so that no tree gets too deep.
const MAX_CHAIN: usize = 32;

/// Names that cannot be given to anything.
pub(super) const RESERVED: [&str; 16] = [
    "true", "True", "false", "False", "loop", "self", "and", "or", "not", "is", "in", "continue",
    "break", "none", "None", "null",
];

/// An operator with its binding power to the left and to the right.
fn operator(kind: &Kind<'_>) -> Option<(Infix, u8, u8)> {
    let binary = |operator, left, right| Some((Infix::Binary(operator), left, right));
    match kind {
        Kind::Name("or") => binary(Operator::Or, 1, 2),
        Kind::Name("and") => binary(Operator::And, 3, 4),
        Kind::Name("in") => binary(Operator::In, 5, 6),
        Kind::Name("is") => Some((Infix::Test, 5, 6)),
        Kind::Symbol("==") => binary(Operator::Equal, 7, 8),
        Kind::Symbol("!=") => binary(Operator::NotEqual, 7, 8),
        Kind::Symbol("<" | "<=" | ">" | ">=") => binary(Operator::Order, 7, 8),
        Kind::Symbol("+" | "-") => binary(Operator::Math, 11, 12),
        Kind::Symbol("*") => binary(Operator::Math, 13, 14),
        Kind::Symbol("/" | "%" | "//") => binary(Operator::Division, 13, 14),
        Kind::Symbol("~") => binary(Operator::Concat, 13, 14),
        Kind::Symbol("**") => binary(Operator::Math, 16, 15),
        Kind::Symbol("|") => Some((Infix::Filter, 17, 18)),
        _ => None,
    }
}

/// What stands behind a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Infix {
    Binary(Operator),
    Test,
    Filter,
}

/// Binding power of `in` to the left, of a unary minus and `not` to the right, and of a ternary.
const IN: u8 = 5;
const NOT: u8 = 5;
const MINUS: u8 = 20;
const TERNARY: u8 = 0;

impl<'t> Parser<'_, 't> {
    /// An expression whose operators bind at least as strongly as this.
    pub(super) fn expression(&mut self, power: u8) -> Parsed<Expression<'t>> {
        self.nested("The expression is too complex", |parser| {
            let value = parser.operand()?;
            parser.operators(value, power)
        })
    }

    /// What an expression begins with.
    fn operand(&mut self) -> Parsed<Expression<'t>> {
        let token = self.next()?;
        let at = self.place();
        let constant = |value| Ok(Expression::Constant(value));
        match token {
            Kind::Integer(number) => constant(Value::Int(number.into())),
            Kind::Float(number) => constant(Value::Float(number)),
            Kind::Text(text) => constant(Value::String(text.into_owned())),
            Kind::Bool(truth) => constant(Value::Bool(truth)),
            Kind::Name("none" | "None" | "null") => constant(Value::Null),
            Kind::Name("not") => {
                self.refuse_second_sign()?;
                Ok(Expression::Not(Box::new(self.expression(NOT)?)))
            }
            Kind::Symbol("-") => {
                self.refuse_second_sign()?;
                Ok(Expression::Minus(Box::new(self.expression(MINUS)?), at))
            }
            Kind::Name(name) => self.named(name, at),
            Kind::Symbol("<") if matches!(self.peek(), Some(Kind::Name(_))) => self.component(),
            Kind::Symbol("<") => self.problem("Found `<` but expected identifier after it for component call. Use `<` for comparisons in proper context."),
            Kind::Symbol("{") => self.map(),
            Kind::Symbol("[") => self.list(at),
            Kind::Symbol("(") => {
                let inner = self.expression(0)?;
                self.symbol(")")?;
                Ok(inner)
            }
            other => self.problem(format!(
                "Found {} but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{{`, `[` or `(`",
                other.describe()
            )),
        }
    }

    fn refuse_second_sign(&self) -> Parsed<()> {
        if self.is_symbol("-") || self.is_name("not") {
            return self.problem("`-` and `not` cannot be used consecutively.");
        }
        Ok(())
    }

    /// What stands behind a value, as far as it binds strongly enough.
    fn operators(&mut self, mut left: Expression<'t>, power: u8) -> Parsed<Expression<'t>> {
        let mut negated = false;
        for length in 0.. {
            if length > MAX_CHAIN {
                left = Expression::Unknown;
            }
            let Some(next) = self.peek() else { break };
            if matches!(next, Kind::Name("not")) {
                if IN < power {
                    break;
                }
                let is_in = matches!(self.peek_second(), Some(Kind::Name("in")));
                self.next()?;
                if !is_in {
                    return self.problem("`not` is only valid here as part of `not in`");
                }
                negated = true;
                continue;
            }
            if matches!(next, Kind::Symbol("[")) {
                left = self.subscript(left)?;
                continue;
            }
            if matches!(next, Kind::Name("if")) {
                if TERNARY < power {
                    break;
                }
                return self.ternary(left);
            }
            let Some((infix, own, right)) = operator(next) else { break };
            if own < power {
                break;
            }
            self.next()?;
            left = self.infix(infix, left, right, &mut negated)?;
            if std::mem::take(&mut negated) {
                left = Expression::Not(Box::new(left));
            }
        }
        Ok(left)
    }

    fn infix(
        &mut self,
        infix: Infix,
        left: Expression<'t>,
        right: u8,
        negated: &mut bool,
    ) -> Parsed<Expression<'t>> {
        let at = self.place();
        match infix {
            Infix::Test => {
                if self.is_name("not") {
                    self.next()?;
                    *negated = true;
                }
                let (name, arguments, at) = self.named_with_arguments()?;
                self.uses(UseKind::Test, name, at);
                Ok(Expression::Test(Box::new(left), name, arguments, at))
            }
            Infix::Filter => self.filter(left),
            Infix::Binary(operator) => {
                let right = self.expression(right)?;
                if operator == Operator::Concat
                    && matches!(right, Expression::Not(_) | Expression::Minus(..))
                {
                    return self.problem("`-` and `not` are not allowed after `~`");
                }
                Ok(Expression::Binary(operator, Box::new(left), Box::new(right), at))
            }
        }
    }

    /// A filter behind its `|`.
    pub(super) fn filter(&mut self, of: Expression<'t>) -> Parsed<Expression<'t>> {
        let (name, arguments, at) = self.named_with_arguments()?;
        self.uses(UseKind::Filter, name, at);
        Ok(Expression::Filter(Box::new(of), name, arguments, at))
    }

    fn ternary(&mut self, yes: Expression<'t>) -> Parsed<Expression<'t>> {
        self.next()?;
        let condition = self.expression(0)?;
        self.word("else")?;
        let no = self.expression(0)?;
        Ok(Expression::Ternary(Box::new([condition, yes, no])))
    }

    /// A name, and arguments if there are any.
    fn named_with_arguments(&mut self) -> Parsed<(&'t str, Arguments<'t>, usize)> {
        let name = self.name()?;
        let at = self.place();
        let arguments = if self.is_symbol("(") { self.arguments()? } else { Vec::new() };
        Ok((name, arguments, at))
    }

    /// A function call, or a variable with what is taken out of it.
    fn named(&mut self, name: &'t str, at: usize) -> Parsed<Expression<'t>> {
        if self.is_symbol("(") {
            let arguments = self.arguments()?;
            self.uses(UseKind::Function, name, at);
            return Ok(Expression::Call(name, arguments, at));
        }
        let mut value = Expression::Variable(name, at);
        for length in 0.. {
            if length > MAX_CHAIN {
                value = Expression::Unknown;
            }
            let forgiven = self.is_symbol("?.");
            if forgiven || self.is_symbol(".") {
                self.next()?;
                let attribute = self.name()?;
                value = self.attribute(value, name, attribute, forgiven)?;
            } else if self.is_symbol("[") || self.is_symbol("?[") {
                value = self.subscript(value)?;
            } else if self.is_symbol("(") {
                return self
                    .problem("Function calls are only allowed at the first element of a chain");
            } else {
                break;
            }
        }
        Ok(value)
    }

    fn attribute(
        &self,
        of: Expression<'t>,
        root: &str,
        name: &'t str,
        forgiven: bool,
    ) -> Parsed<Expression<'t>> {
        let at = self.place();
        if root == "loop" && self.is_in_loop() {
            if matches!(name, "index" | "index0" | "first" | "last" | "length") {
                return Ok(Expression::Unknown);
            }
            return self.problem(format!("Found invalid field of `loop`: {name}. Only `index`, `index0`, `first`, `last` and `length` exist."));
        }
        let missing = if forgiven { Missing::Forgiven } else { Missing::Fails };
        Ok(Expression::Attribute(Box::new(of), name, missing, at))
    }

    /// `[item]` or `[from:to:step]`.
    fn subscript(&mut self, of: Expression<'t>) -> Parsed<Expression<'t>> {
        let missing = if self.is_symbol("?[") { Missing::Forgiven } else { Missing::Fails };
        self.next()?;
        let at = self.place();
        self.brackets += 1;
        if self.brackets > MAX_BRACKETS {
            return self.problem(format!(
                "Identifiers can only have up to {MAX_BRACKETS} nested brackets."
            ));
        }
        let mut parts = Vec::new();
        let mut is_slice = false;
        if !self.is_symbol(":") {
            parts.push(self.expression(0)?);
        }
        if self.take_symbol(":") {
            is_slice = true;
            if !self.is_symbol(":") && !self.is_symbol("]") {
                parts.push(self.expression(0)?);
            }
            if self.take_symbol(":") {
                parts.push(self.expression(0)?);
            }
        }
        self.symbol("]")?;
        self.brackets -= 1;
        if is_slice {
            return Ok(Expression::Slice(Box::new(of), parts, missing, at));
        }
        let item = parts.pop().unwrap_or(Expression::Unknown);
        Ok(Expression::Item(Box::new(of), Box::new(item), missing, at))
    }

    /// `(key=value, …)`
    pub(super) fn arguments(&mut self) -> Parsed<Arguments<'t>> {
        self.symbol("(")?;
        let mut arguments: Arguments<'t> = Vec::new();
        while !self.is_symbol(")") {
            if !arguments.is_empty() {
                self.symbol(",")?;
                if self.is_symbol(")") {
                    break;
                }
            }
            let name = self.name()?;
            if arguments.iter().any(|(other, _)| *other == name) {
                return self
                    .problem(format!("Keyword argument `{name}` is defined more than once"));
            }
            self.symbol("=")?;
            arguments.push((name, self.expression(0)?));
        }
        self.symbol(")")?;
        Ok(arguments)
    }

    /// A map behind its `{`.
    pub(super) fn map(&mut self) -> Parsed<Expression<'t>> {
        let mut values = Vec::new();
        while !self.is_symbol("}") {
            if !values.is_empty() {
                self.symbol(",")?;
                if self.is_symbol("}") {
                    break;
                }
            }
            if !self.take_symbol("...") {
                match self.next()? {
                    Kind::Text(_) | Kind::Integer(_) | Kind::Bool(_) => {}
                    other => {
                        return self.problem(format!(
                            "Found {} but expected `...`, a string, an integer or a bool.",
                            other.describe()
                        ));
                    }
                }
                self.symbol(":")?;
            }
            values.push(self.expression(0)?);
        }
        self.symbol("}")?;
        Ok(Expression::Map(values))
    }

    /// A list behind its `[`, or a comprehension.
    pub(super) fn list(&mut self, at: usize) -> Parsed<Expression<'t>> {
        self.list_depth += 1;
        if self.list_depth > MAX_LISTS {
            return self.problem(format!("Arrays can have a maximum of {MAX_LISTS} dimensions."));
        }
        let mut items = Vec::new();
        let mut spreads = false;
        while !self.is_symbol("]") {
            if !items.is_empty() {
                self.symbol(",")?;
                if self.is_symbol("]") {
                    break;
                }
            }
            let spread = self.take_symbol("...");
            let item = self.expression(0)?;
            if items.is_empty() && !spread && self.is_name("for") {
                self.list_depth -= 1;
                return self.comprehension(item, at);
            }
            spreads |= spread;
            items.push(item);
        }
        self.list_depth -= 1;
        self.symbol("]")?;
        // What a spread list holds is not followed: only its parts are.
        Ok(if spreads { Expression::Map(items) } else { Expression::List(items) })
    }

    fn comprehension(&mut self, value: Expression<'t>, at: usize) -> Parsed<Expression<'t>> {
        self.word("for")?;
        let names = self.loop_names("list comprehension")?;
        let list = self.expression(TERNARY + 1)?;
        let mut parts = vec![value];
        if self.is_name("if") {
            self.next()?;
            parts.push(self.expression(TERNARY + 1)?);
        }
        if self.is_name("for") {
            self.next()?;
            return self.problem("List comprehensions support only a single `for` clause.");
        }
        self.symbol("]")?;
        Ok(Expression::Comprehension(names, Box::new(list), parts, at))
    }

    /// `x in` or `x, y in`.
    pub(super) fn loop_names(&mut self, what: &str) -> Parsed<Vec<&'t str>> {
        let mut names = vec![self.name_for(what)?];
        if self.take_symbol(",") {
            names.push(self.name_for(what)?);
        }
        self.word("in")?;
        Ok(names)
    }

    /// A name that may be given to something.
    pub(super) fn name_for(&mut self, what: &str) -> Parsed<&'t str> {
        let name = self.name()?;
        if RESERVED.contains(&name) {
            return self.problem(format!(
                "{name} is a reserved keyword of Tera, it cannot be used as a {what} variable."
            ));
        }
        Ok(name)
    }
}
