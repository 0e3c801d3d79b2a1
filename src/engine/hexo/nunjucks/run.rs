//! Which nodes fail for certain when Nunjucks runs them.
//!
//! Values are known only as far as they cannot be anything else; whatever may be anything never fails here.

use std::borrow::Cow;
use std::collections::HashSet;

use super::ast::{Expr, If, Literal, Node};
use super::tags::Registry;

/// What is known of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    Anything,
    /// It is `undefined` or `null`.
    Nothing,
    /// It is no function.
    Data,
    /// It is a number or truth value.
    Plain {
        /// Whether a condition takes it for true.
        truthy: bool,
    },
    /// It is a text, list or map: it has members, and is no function.
    Rich {
        /// Whether a condition takes it for true.
        truthy: bool,
    },
}

/// The names that a body can see, but for those that it defines itself.
pub struct Names<'n> {
    /// What is known of a name, or of a member of a member of one.
    pub lookup: &'n dyn Fn(&[Cow<'_, str>]) -> Known,
}

/// Functions of Nunjucks itself, and names that statements define.
const GLOBALS: &[&str] = &["range", "cycler", "joiner", "loop", "caller", "super"];

/// Filters of Nunjucks 3.2 (`src/filters.js`).
const FILTERS: &[&str] = &[
    "abs",
    "batch",
    "capitalize",
    "center",
    "d",
    "default",
    "dictsort",
    "dump",
    "e",
    "escape",
    "first",
    "float",
    "forceescape",
    "groupby",
    "indent",
    "int",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "nl2br",
    "random",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "safe",
    "select",
    "selectattr",
    "slice",
    "sort",
    "string",
    "striptags",
    "sum",
    "title",
    "trim",
    "truncate",
    "upper",
    "urlencode",
    "urlize",
    "wordcount",
];

/// Tests of Nunjucks 3.2 (`src/tests.js`).
const TESTS: &[&str] = &[
    "callable",
    "defined",
    "divisibleby",
    "escaped",
    "equalto",
    "eq",
    "sameas",
    "even",
    "falsy",
    "ge",
    "greaterthan",
    "gt",
    "le",
    "lessthan",
    "lt",
    "lower",
    "ne",
    "null",
    "number",
    "none",
    "odd",
    "string",
    "truthy",
    "undefined",
    "upper",
    "iterable",
    "mapping",
];

/// Runs nodes as far as that can be said.
struct Runner<'n, 't> {
    names: &'n Names<'n>,
    registry: &'n Registry<'n>,
    /// Names that some statement of the body sets.
    defined: HashSet<Cow<'t, str>>,
}

/// Why running the nodes fails for certain, with the byte at which the node stands.
pub fn failure<'t>(
    nodes: &[(usize, Node<'t>)],
    names: &Names<'_>,
    registry: &Registry<'_>,
) -> Option<(usize, String)> {
    Runner::new(nodes, names, registry).run(nodes)
}

/// Where values are printed that are nothing for certain, so that the page shows nothing in their place.
pub fn vanishing<'t>(
    nodes: &[(usize, Node<'t>)],
    names: &Names<'_>,
    registry: &Registry<'_>,
) -> Vec<usize> {
    let mut places = Vec::new();
    Runner::new(nodes, names, registry).vanishing(nodes, &mut places);
    places
}

fn collect<'t>(nodes: &[(usize, Node<'t>)], defined: &mut HashSet<Cow<'t, str>>) {
    for (_, node) in nodes {
        match node {
            Node::If(node) => {
                node.branches.iter().for_each(|(_, body)| collect(body, defined));
                collect(&node.otherwise, defined);
            }
            Node::For(node) => {
                defined.extend(node.names.iter().cloned());
                collect(&node.body, defined);
                collect(&node.otherwise, defined);
            }
            Node::Set(node) => {
                defined.extend(node.names.iter().cloned());
                collect(&node.body, defined);
            }
            Node::Macro(name) => defined.extend(name.iter().cloned()),
            Node::Body(body) => collect(body, defined),
            Node::Switch(_, cases) => cases.iter().for_each(|case| collect(case, defined)),
            Node::Tag(tag) => tag.body.iter().for_each(|body| collect(body, defined)),
            Node::Output(_) | Node::Template => {}
        }
    }
}

impl<'n, 't> Runner<'n, 't> {
    fn new(nodes: &[(usize, Node<'t>)], names: &'n Names<'n>, registry: &'n Registry<'n>) -> Self {
        let mut defined = HashSet::new();
        collect(nodes, &mut defined);
        Self { names, registry, defined }
    }

    fn run(&self, nodes: &[(usize, Node<'t>)]) -> Option<(usize, String)> {
        nodes.iter().find_map(|(at, node)| self.run_node(node, *at))
    }

    fn run_node(&self, node: &Node<'t>, at: usize) -> Option<(usize, String)> {
        let here = |reason: String| (at, reason);
        match node {
            Node::Output(value) | Node::Switch(value, _) => self.value(value).err().map(here),
            Node::Tag(tag) => {
                let body = tag.body.as_deref().and_then(|body| self.run(body));
                body.or_else(|| self.registry.failure(tag).map(here))
            }
            Node::If(node) => self.run_if(node, at),
            Node::For(node) => match self.value(&node.list) {
                Err(reason) => Some(here(reason)),
                Ok(Known::Nothing) => self.run(&node.otherwise),
                Ok(_) => None,
            },
            Node::Set(node) => {
                let value = node.value.as_ref().and_then(|value| self.value(value).err());
                value.map(here).or_else(|| self.run(&node.body))
            }
            Node::Template => Some(here("template not found".to_owned())),
            Node::Body(body) => self.run(body),
            Node::Macro(_) => None,
        }
    }

    fn run_if(&self, node: &If<'t>, at: usize) -> Option<(usize, String)> {
        for (condition, body) in &node.branches {
            match self.value(condition) {
                Err(reason) => return Some((at, reason)),
                Ok(Known::Anything | Known::Data) => return None,
                Ok(Known::Plain { truthy: true } | Known::Rich { truthy: true }) => {
                    return self.run(body);
                }
                Ok(_) => {}
            }
        }
        self.run(&node.otherwise)
    }

    fn vanishing(&self, nodes: &[(usize, Node<'t>)], places: &mut Vec<usize>) {
        for (at, node) in nodes {
            match node {
                Node::Output(value) if matches!(self.value(value), Ok(Known::Nothing)) => {
                    places.push(*at);
                }
                Node::Tag(tag) => {
                    tag.body.iter().for_each(|body| self.vanishing(body, places));
                }
                Node::Body(body) => self.vanishing(body, places),
                _ => {}
            }
        }
    }

    /// What is known of a value, or why evaluating it fails.
    fn value(&self, expr: &Expr<'t>) -> Result<Known, String> {
        Ok(match expr {
            Expr::Literal(literal) => literal_value(literal),
            Expr::Symbol(_) => self.lookup(expr).unwrap_or(Known::Anything),
            Expr::Not(value) => match self.value(value)? {
                Known::Anything | Known::Data => Known::Anything,
                Known::Nothing => Known::Plain { truthy: true },
                Known::Plain { truthy } | Known::Rich { truthy } => {
                    Known::Plain { truthy: !truthy }
                }
            },
            Expr::All(parts) => {
                parts.iter().try_for_each(|part| self.value(part).map(drop))?;
                Known::Anything
            }
            Expr::Some(parts) => {
                parts.first().map_or(Ok(Known::Anything), |first| self.value(first))?;
                Known::Anything
            }
            Expr::Member(value, key) => {
                let of = self.value(value)?;
                self.value(key)?;
                match of {
                    Known::Nothing => Known::Nothing,
                    _ => self.lookup(expr).unwrap_or(Known::Anything),
                }
            }
            Expr::Call(function, arguments) => {
                // Arguments are evaluated after the function was looked up, but before it is called.
                let known = self.value(function)?;
                arguments.iter().try_for_each(|argument| self.value(argument).map(drop))?;
                self.call(function, known)?
            }
            Expr::Filter(name, arguments) => {
                if !FILTERS.contains(&&**name) {
                    return Err(format!("Error: filter not found: {name}"));
                }
                arguments.iter().try_for_each(|argument| self.value(argument).map(drop))?;
                Known::Anything
            }
            Expr::Test(value, name) => {
                match name {
                    Some(name) if !TESTS.contains(&&**name) => {
                        return Err(format!("Error: test not found: {name}"));
                    }
                    _ => {}
                }
                self.value(value)?;
                Known::Anything
            }
            Expr::In(item, list) => {
                self.value(item)?;
                if matches!(self.value(list)?, Known::Nothing | Known::Plain { .. }) {
                    return Err("Error: Cannot use \"in\" operator to search in unexpected types."
                        .to_owned());
                }
                Known::Anything
            }
        })
    }

    /// What is known of a name or of a chain of members; none where the body may have set it.
    fn lookup(&self, expr: &Expr<'t>) -> Option<Known> {
        let path = path(expr)?;
        let free = !GLOBALS.contains(&&*path[0]) && !self.defined.contains(&path[0]);
        free.then(|| (self.names.lookup)(&path))
    }

    fn call(&self, function: &Expr<'t>, known: Known) -> Result<Known, String> {
        let name = match function {
            Expr::Symbol(name) => name,
            _ => "the return value of (...)",
        };
        let problem = match known {
            Known::Anything => return Ok(Known::Anything),
            Known::Nothing | Known::Plain { truthy: false } | Known::Rich { truthy: false } => {
                "undefined or falsey"
            }
            Known::Data | Known::Plain { .. } | Known::Rich { .. } => "not a function",
        };
        Err(format!("Error: Unable to call `{name}`, which is {problem}"))
    }
}

/// The names of `a.b.c`.
fn path<'t>(expr: &Expr<'t>) -> Option<Vec<Cow<'t, str>>> {
    match expr {
        Expr::Symbol(name) => Some(vec![Cow::Borrowed(name)]),
        Expr::Member(of, key) => match &**key {
            Expr::Literal(Literal::String(key)) => {
                let mut path = path(of)?;
                path.push(key.clone());
                Some(path)
            }
            _ => None,
        },
        _ => None,
    }
}

fn literal_value(literal: &Literal<'_>) -> Known {
    match literal {
        Literal::String(text) => Known::Rich { truthy: !text.is_empty() },
        Literal::Zero => Known::Plain { truthy: false },
        Literal::Number => Known::Plain { truthy: true },
        Literal::Bool(truthy) => Known::Plain { truthy: *truthy },
        Literal::Null => Known::Nothing,
        Literal::Regex => Known::Rich { truthy: true },
    }
}
