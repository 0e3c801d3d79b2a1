//! The values of expressions, as far as they are known.

use super::ast::{Arguments, Attributes, Expression, Missing, Operator, UseKind};
use super::component::Lookup;
use super::names::{self, Takes};
use super::render::{Rendered, Renderer, place_of};
use super::value::Eval;
use crate::value::Value;

impl Renderer<'_, '_> {
    /// Evaluates expressions for what may fail in them.
    pub fn values(&mut self, expressions: &[Expression<'_>]) -> Rendered<()> {
        expressions.iter().try_for_each(|expression| self.value(expression).map(drop))
    }

    fn variable(&self, name: &str) -> Eval {
        let local = self.locals.iter().rev().find(|(local, _)| local == name);
        if let Some((_, value)) = local {
            return value.clone();
        }
        let known = self.world.variables.iter().find(|(known, _)| *known == name);
        match known {
            Some((_, value)) => value.clone(),
            None if name == "__tera_context" => Eval::Unknown,
            None => Eval::Undefined,
        }
    }

    /// What an expression comes to.
    pub fn value(&mut self, expression: &Expression<'_>) -> Rendered<Eval> {
        match expression {
            Expression::Constant(value) => Ok(Eval::Known(value.clone())),
            Expression::Variable(name, _) => Ok(self.variable(name)),
            Expression::Attribute(of, name, missing, at) => match self.value(of)? {
                Eval::Undefined if *missing == Missing::Forgiven => Ok(Eval::Undefined),
                Eval::Undefined => {
                    let (_, what) = place_of(of);
                    self.fail(*at, format!("{what} is not defined"))
                }
                value => Ok(value.field(name)),
            },
            Expression::Item(of, item, missing, at) => self.item(of, item, *missing, *at),
            Expression::Slice(of, parts, missing, at) => {
                let value = self.value(of)?;
                self.values(parts)?;
                if value == Eval::Undefined && *missing == Missing::Fails {
                    return self.fail(*at, "Cannot slice an undefined value");
                }
                Ok(Eval::Unknown)
            }
            Expression::Call(name, arguments, at) => self.call(name, arguments, *at),
            Expression::Filter(of, name, arguments, at) => self.filter(of, name, arguments, *at),
            Expression::Test(of, name, arguments, at) => self.test(of, name, arguments, *at),
            Expression::Not(of) => {
                let truth = self.value(of)?.truth();
                Ok(truth.map_or(Eval::Unknown, |truth| Eval::Known(Value::Bool(!truth))))
            }
            Expression::Minus(of, at) => match self.value(of)? {
                value if value.is_refused_by(Takes::Number) => self.fail(*at, "`-` needs a number"),
                Eval::Known(Value::Int(number)) => {
                    Ok(number.checked_neg().map_or(Eval::Unknown, |it| Eval::Known(Value::Int(it))))
                }
                _ => Ok(Eval::Unknown),
            },
            Expression::Binary(operator, left, right, at) => {
                self.binary(*operator, left, right, *at)
            }
            Expression::Ternary(parts) => self.ternary(parts),
            Expression::List(items) => self.list(items),
            Expression::Map(values) => self.values(values).map(|()| Eval::Unknown),
            Expression::Comprehension(names, list, parts, at) => {
                self.comprehension(names, list, parts, *at)
            }
            Expression::Component(name, attributes, body, at) => {
                self.component(name, attributes, *at)?;
                self.nodes(body, &mut String::new())?;
                Ok(Eval::Unknown)
            }
            Expression::Unknown => Ok(Eval::Unknown),
        }
    }

    fn item(
        &mut self,
        of: &Expression<'_>,
        item: &Expression<'_>,
        missing: Missing,
        at: usize,
    ) -> Rendered<Eval> {
        let (value, item) = (self.value(of)?, self.value(item)?);
        match (value, item) {
            (Eval::Undefined, _) if missing == Missing::Forgiven => Ok(Eval::Undefined),
            (Eval::Undefined, _) => self.fail(at, "Cannot index into an undefined value"),
            (_, Eval::Undefined) => self.fail(at, "Index expression is undefined"),
            (
                value @ (Eval::Record(_) | Eval::Known(Value::Map(_))),
                Eval::Known(Value::String(name)),
            ) => Ok(value.field(&name)),
            (Eval::Known(Value::List(items)), Eval::Known(Value::Int(nth))) => {
                let length = i128::try_from(items.len()).unwrap_or(i128::MAX);
                let nth = if nth < 0 { nth.saturating_add(length) } else { nth };
                let item = usize::try_from(nth).ok().and_then(|nth| items.into_iter().nth(nth));
                Ok(item.map_or(Eval::Undefined, Eval::Known))
            }
            _ => Ok(Eval::Unknown),
        }
    }

    fn ternary(&mut self, [condition, yes, no]: &[Expression<'_>; 3]) -> Rendered<Eval> {
        match self.value(condition)?.truth() {
            Some(true) => self.value(yes),
            Some(false) => self.value(no),
            None => Ok(Eval::Unknown),
        }
    }

    fn list(&mut self, items: &[Expression<'_>]) -> Rendered<Eval> {
        let mut values = Vec::with_capacity(items.len());
        let mut is_known = true;
        for item in items {
            match self.value(item)? {
                Eval::Known(value) => values.push(value),
                _ => is_known = false,
            }
        }
        Ok(if is_known { Eval::Known(Value::List(values)) } else { Eval::Unknown })
    }

    fn comprehension(
        &mut self,
        names: &[&str],
        list: &Expression<'_>,
        parts: &[Expression<'_>],
        at: usize,
    ) -> Rendered<Eval> {
        if self.value(list)?.can_be_looped() == Some(false) {
            return self.fail(at, "Iteration not possible on this type");
        }
        let locals = self.locals.len();
        let name = |name: &&str| ((*name).to_owned(), Eval::Unknown);
        self.locals.extend(names.iter().map(name));
        self.doubts += 1;
        let values = self.values(parts);
        self.doubts -= 1;
        self.locals.truncate(locals);
        values.map(|()| Eval::Unknown)
    }

    fn binary(
        &mut self,
        operator: Operator,
        left: &Expression<'_>,
        right: &Expression<'_>,
        at: usize,
    ) -> Rendered<Eval> {
        let first = self.value(left)?;
        if matches!(operator, Operator::And | Operator::Or) {
            let decides = operator == Operator::Or;
            return match first.truth() {
                Some(truth) if truth == decides => Ok(first),
                Some(_) => self.value(right),
                None => {
                    self.doubts += 1;
                    let second = self.value(right);
                    self.doubts -= 1;
                    second.map(|_| Eval::Unknown)
                }
            };
        }
        let second = self.value(right)?;
        let refused = |takes| first.is_refused_by(takes) || second.is_refused_by(takes);
        match operator {
            Operator::Math | Operator::Division if refused(Takes::Number) => {
                self.fail(at, "Math operations can only be done on numbers")
            }
            Operator::Division if second.truth() == Some(false) => {
                self.fail(at, "Cannot divide by 0")
            }
            Operator::Order if is_incomparable(&first, &second) => {
                self.fail(at, "Cannot compare these values")
            }
            Operator::In if second.can_be_looped() == Some(false) => {
                self.fail(at, "`in` cannot be used on a container of this type")
            }
            Operator::Equal | Operator::NotEqual => Ok(match are_equal(&first, &second) {
                Some(equal) => Eval::Known(Value::Bool(equal == (operator == Operator::Equal))),
                None => Eval::Unknown,
            }),
            Operator::Concat => Ok(match (first.print(), second.print()) {
                (Some(first), Some(second)) => Eval::text(first + &second),
                _ => Eval::Unknown,
            }),
            _ => Ok(Eval::Unknown),
        }
    }

    /// Calls a component: only its attributes can fail for certain.
    pub fn component(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        at: usize,
    ) -> Rendered<Eval> {
        let mut values = Vec::with_capacity(attributes.len());
        for (key, value) in attributes {
            values.push((*key, self.value(value)?));
        }
        let own = self.components.iter().find(|own| own.name == name);
        let lookup = own.map_or_else(|| (self.world.component)(name), Lookup::Known);
        match lookup {
            Lookup::Known(component) => match component.refusal(&values) {
                Some(message) => self.fail(at, message),
                None => Ok(Eval::Unknown),
            },
            Lookup::Missing | Lookup::Unknown => Ok(Eval::Unknown),
        }
    }

    /// The arguments, after those that are needed were looked for.
    fn arguments<'a>(
        &mut self,
        what: (UseKind, &str, usize),
        arguments: &'a Arguments<'_>,
    ) -> Rendered<Vec<(&'a str, Eval)>> {
        let (kind, name, at) = what;
        let mut values = Vec::with_capacity(arguments.len());
        for (key, value) in arguments {
            values.push((*key, self.value(value)?));
        }
        let needs = names::find(kind, name).map_or(&[][..], |known| known.needs);
        let missing = needs.iter().find(|need| !values.iter().any(|(key, _)| key == *need));
        if let Some(missing) = missing {
            self.fail(at, format!("`{name}` needs the argument `{missing}`"))?;
        }
        Ok(values)
    }

    fn call(&mut self, name: &str, arguments: &Arguments<'_>, at: usize) -> Rendered<Eval> {
        let values = self.arguments((UseKind::Function, name, at), arguments)?;
        match (self.world.call)(name, &values) {
            Ok(value) => Ok(value),
            Err(message) => self.fail(at, message),
        }
    }

    fn filter(
        &mut self,
        of: &Expression<'_>,
        name: &str,
        arguments: &Arguments<'_>,
        at: usize,
    ) -> Rendered<Eval> {
        let value = self.value(of)?;
        let values = self.arguments((UseKind::Filter, name, at), arguments)?;
        let takes = names::find(UseKind::Filter, name).map_or(Takes::Anything, |known| known.takes);
        if value.is_refused_by(takes) {
            return self.fail(at, format!("the filter `{name}` cannot take this value"));
        }
        Ok(match name {
            "default" if value == Eval::Undefined => values
                .into_iter()
                .find(|(key, _)| *key == "value")
                .map_or(Eval::Unknown, |(_, value)| value),
            "default" if !values.iter().any(|(key, _)| *key == "boolean") => value,
            "safe" if value != Eval::Undefined => value,
            _ => Eval::Unknown,
        })
    }

    fn test(
        &mut self,
        of: &Expression<'_>,
        name: &str,
        arguments: &Arguments<'_>,
        at: usize,
    ) -> Rendered<Eval> {
        let value = self.value(of)?;
        self.arguments((UseKind::Test, name, at), arguments)?;
        let takes = names::find(UseKind::Test, name).map_or(Takes::Anything, |known| known.takes);
        if value.is_refused_by(takes) {
            return self.fail(at, format!("the test `{name}` cannot take this value"));
        }
        Ok(match name {
            "defined" | "undefined" if value != Eval::Unknown => {
                Eval::Known(Value::Bool((value == Eval::Undefined) == (name == "undefined")))
            }
            _ => Eval::Unknown,
        })
    }
}

/// Whether two values have no order for certain.
fn is_incomparable(first: &Eval, second: &Eval) -> bool {
    let kind = |value: &Eval| match value {
        Eval::Unknown => None,
        Eval::Undefined => Some(0),
        Eval::Record(_) => Some(1),
        Eval::Known(value) => Some(match value {
            Value::Map(_) => 1,
            Value::Null => 2,
            Value::Bool(_) => 3,
            Value::Int(_) | Value::Float(_) => 4,
            Value::String(_) | Value::Date(_) => 5,
            Value::List(_) => 6,
        }),
    };
    match (kind(first), kind(second)) {
        (Some(1), _) | (_, Some(1)) => true,
        (Some(first), Some(second)) => first != second,
        (Some(0), None) | (None, Some(0)) => false,
        _ => false,
    }
}

/// Whether two values are equal, where that is certain.
fn are_equal(first: &Eval, second: &Eval) -> Option<bool> {
    match (first, second) {
        (Eval::Undefined, Eval::Undefined) => Some(true),
        (Eval::Undefined, Eval::Known(_)) | (Eval::Known(_), Eval::Undefined) => Some(false),
        (
            Eval::Known(first @ (Value::Int(_) | Value::String(_) | Value::Bool(_) | Value::Null)),
            Eval::Known(second @ (Value::Int(_) | Value::String(_) | Value::Bool(_) | Value::Null)),
        ) => Some(first == second),
        _ => None,
    }
}
