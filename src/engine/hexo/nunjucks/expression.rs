//! Expressions of Nunjucks 3.2, by falling precedence (`src/parser.js`, `parseInlineIf` and below).

use std::borrow::Cow;

use super::ast::{Expr, Literal};
use super::parser::{Parsed, Parser};
use super::token::{Kind, Token};

/// Operators that evaluate both sides, from weak to strong: `~ + - * / // % **`.
const BINARY: [&str; 8] = ["~", "+", "-", "*", "/", "//", "%", "**"];
const COMPARISONS: [&str; 8] = ["==", "===", "!=", "!==", "<", ">", "<=", ">="];

impl<'t> Parser<'t, '_> {
    /// A whole expression.
    pub fn expression(&mut self) -> Parsed<Expr<'t>> {
        self.deeper(|parser| {
            let body = parser.or()?;
            if !parser.skip_symbol("if")? {
                return Ok(body);
            }
            let mut parts = vec![parser.or()?, body];
            if parser.skip_symbol("else")? {
                parts.push(parser.or()?);
            }
            Ok(Expr::Some(parts))
        })
    }

    fn or(&mut self) -> Parsed<Expr<'t>> {
        self.lazy("or", |parser| parser.lazy("and", Self::not))
    }

    /// Operands of which only the first is evaluated for certain.
    fn lazy(
        &mut self,
        word: &str,
        operand: impl Fn(&mut Self) -> Parsed<Expr<'t>>,
    ) -> Parsed<Expr<'t>> {
        let mut parts = vec![operand(self)?];
        while self.skip_symbol(word)? {
            parts.push(operand(self)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::Some(parts) })
    }

    fn not(&mut self) -> Parsed<Expr<'t>> {
        self.peek()?;
        if self.skip_symbol("not")? {
            return Ok(Expr::Not(Box::new(self.deeper(Self::not)?)));
        }
        self.membership()
    }

    /// `a in b`, `a not in b`
    fn membership(&mut self) -> Parsed<Expr<'t>> {
        let mut left = self.test()?;
        loop {
            let token = self.next()?;
            let inverted = token.as_ref().is_some_and(|token| token.symbol() == Some("not"));
            if token.is_none() {
                return Ok(left);
            }
            if !inverted {
                self.put_back(token.clone());
            }
            if !self.skip_symbol("in")? {
                if inverted {
                    // Only one token can be put back, and the one behind `not` was already.
                    return self.fail("pushToken: can only push one token on between reads");
                }
                return Ok(left);
            }
            left = Expr::In(Box::new(left), Box::new(self.test()?));
        }
    }

    fn test(&mut self) -> Parsed<Expr<'t>> {
        let left = self.comparison()?;
        if !self.skip_symbol("is")? {
            return Ok(left);
        }
        self.skip_symbol("not")?;
        let name = match self.comparison()? {
            Expr::Symbol(name) => Some(Cow::Borrowed(name)),
            Expr::Call(name, _) => match *name {
                Expr::Symbol(name) => Some(Cow::Borrowed(name)),
                _ => None,
            },
            Expr::Literal(Literal::Null) => Some("null".into()),
            Expr::Literal(Literal::String(name)) => Some(name),
            _ => None,
        };
        Ok(Expr::Test(Box::new(left), name))
    }

    fn comparison(&mut self) -> Parsed<Expr<'t>> {
        let mut parts = vec![self.binary(0)?];
        loop {
            match self.next()? {
                None => break,
                Some(Token { kind: Kind::Sign(sign), .. }) if COMPARISONS.contains(&sign) => {
                    parts.push(self.binary(0)?);
                }
                // A text that reads like a comparison is taken for one.
                Some(Token { kind: Kind::String(text), .. }) if COMPARISONS.contains(&&*text) => {
                    parts.push(self.binary(0)?);
                }
                token => {
                    self.put_back(token);
                    break;
                }
            }
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::All(parts) })
    }

    fn binary(&mut self, level: usize) -> Parsed<Expr<'t>> {
        let Some(sign) = BINARY.get(level) else { return self.unary(true) };
        let mut parts = vec![self.binary(level + 1)?];
        while self.skip_sign(sign)? {
            parts.push(self.binary(level + 1)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::All(parts) })
    }

    fn unary(&mut self, filters: bool) -> Parsed<Expr<'t>> {
        self.peek()?;
        let signed = self.skip_sign("-")? || self.skip_sign("+")?;
        let value = if signed {
            Expr::All(vec![self.deeper(|parser| parser.unary(false))?])
        } else {
            self.primary(true)?
        };
        if filters { self.filters(value) } else { Ok(value) }
    }

    /// A literal, a name or a bracket, with what is called or looked up on it if `postfix`.
    pub fn primary(&mut self, postfix: bool) -> Parsed<Expr<'t>> {
        let Some(token) = self.next()? else {
            return self.fail("expected expression, got end of file");
        };
        let value = match token.kind {
            Kind::String(ref text) => Some(Expr::Literal(Literal::String(text.clone()))),
            Kind::Int(digits) | Kind::Float(digits) => {
                let zero = digits.bytes().all(|byte| matches!(byte, b'0' | b'.'));
                Some(Expr::Literal(if zero { Literal::Zero } else { Literal::Number }))
            }
            Kind::Bool(truth) => Some(Expr::Literal(Literal::Bool(truth))),
            Kind::None => Some(Expr::Literal(Literal::Null)),
            Kind::Regex => Some(Expr::Literal(Literal::Regex)),
            Kind::Symbol(name) => Some(Expr::Symbol(name)),
            _ => self.aggregate(&token)?,
        };
        let Some(value) = value else {
            // What looks like a call or an index behind the sign is read first.
            let text = token.span.text(self.text());
            return self.fail_at(token.span.start, format!("unexpected token: {text}"));
        };
        if postfix { self.postfix(value) } else { Ok(value) }
    }

    fn postfix(&mut self, mut value: Expr<'t>) -> Parsed<Expr<'t>> {
        while let Some(token) = self.peek()? {
            if token.is("(") {
                value = Expr::Call(Box::new(value), self.signature(false)?);
            } else if token.is("[") {
                self.next()?;
                let index = match self.aggregate(&token)? {
                    Some(Expr::All(items)) => items,
                    _ => Vec::new(),
                };
                if index.len() > 1 {
                    return self.fail("invalid index");
                }
                let Some(index) = index.into_iter().next() else {
                    return self.fail("compile: Cannot compile node: undefined");
                };
                value = Expr::Member(Box::new(value), Box::new(index));
            } else if token.is(".") {
                self.next()?;
                let Some(name) = self.next()? else {
                    return self.fail("TypeError: Cannot read properties of null (reading 'type')");
                };
                let Some(name) = name.symbol() else {
                    let text = name.span.text(self.text()).to_owned();
                    let message = format!("expected name as lookup value, got {text}");
                    return self.fail_at(name.span.start, message);
                };
                let name = Expr::Literal(Literal::String(Cow::Borrowed(name)));
                value = Expr::Member(Box::new(value), Box::new(name));
            } else {
                break;
            }
        }
        Ok(value)
    }

    /// What stands in brackets; none where none is opened.
    fn aggregate(&mut self, open: &Token<'t>) -> Parsed<Option<Expr<'t>>> {
        let is_map = open.is("{");
        if !is_map && !open.is("(") && !open.is("[") {
            return Ok(None);
        }
        let mut items = Vec::new();
        loop {
            let token = self.peek_some()?;
            // Any closing bracket will do.
            if token.is(")") || token.is("]") || token.is("}") {
                self.next()?;
                break;
            }
            if !items.is_empty() && !self.skip_sign(",")? {
                return self.fail("parseAggregate: expected comma after expression");
            }
            if is_map {
                let key = self.primary(true)?;
                if !self.skip_sign(":")? {
                    return self.fail("parseAggregate: expected colon after dict key");
                }
                if !matches!(key, Expr::Symbol(_) | Expr::Literal(Literal::String(_))) {
                    return self.fail("compilePair: Dict keys must be strings or names");
                }
            }
            items.push(self.expression()?);
        }
        Ok(Some(Expr::All(items)))
    }

    /// Arguments in parentheses, which may be missing if `tolerant`.
    pub fn signature(&mut self, tolerant: bool) -> Parsed<Vec<Expr<'t>>> {
        if !self.peek_some()?.is("(") {
            if tolerant {
                return Ok(Vec::new());
            }
            return self.fail("expected arguments");
        }
        self.next()?;
        let mut arguments = Vec::new();
        loop {
            if self.peek_some()?.is(")") {
                self.next()?;
                return Ok(arguments);
            }
            if !arguments.is_empty() && !self.skip_sign(",")? {
                return self.fail("parseSignature: expected comma after expression");
            }
            let argument = self.expression()?;
            if self.skip_sign("=")? {
                arguments.push(self.expression()?);
            } else {
                arguments.push(argument);
            }
        }
    }

    fn filters(&mut self, mut value: Expr<'t>) -> Parsed<Expr<'t>> {
        while self.skip_sign("|")? {
            let name = self.filter_name()?;
            let mut arguments = vec![value];
            arguments.extend(self.filter_arguments()?);
            value = Expr::Filter(name, arguments);
        }
        Ok(value)
    }

    /// The name of a filter, points and all.
    pub fn filter_name(&mut self) -> Parsed<Cow<'t, str>> {
        let mut name = Cow::Borrowed(self.expect_symbol()?);
        while self.skip_sign(".")? {
            let part = self.expect_symbol()?;
            name.to_mut().push('.');
            name.to_mut().push_str(part);
        }
        Ok(name)
    }

    fn expect_symbol(&mut self) -> Parsed<&'t str> {
        let Some(token) = self.next()? else {
            return self.fail("TypeError: Cannot read properties of null (reading 'type')");
        };
        match token.symbol() {
            Some(name) => Ok(name),
            None => {
                let message = format!("expected symbol, got {}", token.name());
                self.fail_at(token.span.start, message)
            }
        }
    }

    /// Arguments of a filter, if there are any.
    pub fn filter_arguments(&mut self) -> Parsed<Vec<Expr<'t>>> {
        if !self.peek_some()?.is("(") {
            return Ok(Vec::new());
        }
        match self.postfix(Expr::Literal(Literal::Null))? {
            Expr::Call(_, arguments) => Ok(arguments),
            _ => self.fail("TypeError: Cannot read properties of undefined (reading 'children')"),
        }
    }
}
