//! A Tera 2 template as a tree, as far as its rendering depends on it.

use std::borrow::Cow;

use crate::value::Value;

/// A part of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<'t> {
    /// Text.
    Content(&'t str),
    /// `{{ … }}`, or a component with a body.
    Output(Expression<'t>),
    /// `{% set x = … %}`
    Set(&'t str, Expression<'t>),
    /// `{% set x %}…{% endset %}`: its text goes through the filters.
    SetBlock(&'t str, Expression<'t>, Vec<Node<'t>>),
    /// `{% filter x %}…{% endfilter %}`
    Filtered(Expression<'t>, Vec<Node<'t>>),
    /// `{% if %}` and `{% elif %}` with their conditions, then what `{% else %}` holds.
    If(Vec<(Expression<'t>, Vec<Node<'t>>)>, Vec<Node<'t>>),
    /// `{% for x, y in … %}` with its names, and what `{% else %}` holds.
    For(Vec<&'t str>, Expression<'t>, Vec<Node<'t>>, Vec<Node<'t>>),
    /// `{% include %}`
    Include,
    /// `{% break %}` and `{% continue %}`: what follows may not be reached.
    Leave,
}

/// An expression, with the byte at which it stands where it can fail.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression<'t> {
    /// A value that is written.
    Constant(Value),
    /// A variable.
    Variable(&'t str, usize),
    /// `of.name`, or `of?.name`, which forgives that `of` is not defined.
    Attribute(Box<Self>, &'t str, Missing, usize),
    /// `of[item]`
    Item(Box<Self>, Box<Self>, Missing, usize),
    /// `of[from:to:step]`
    Slice(Box<Self>, Vec<Self>, Missing, usize),
    /// `name(key=value)`
    Call(&'t str, Arguments<'t>, usize),
    /// `of | name(key=value)`
    Filter(Box<Self>, &'t str, Arguments<'t>, usize),
    /// `of is name(key=value)`
    Test(Box<Self>, &'t str, Arguments<'t>, usize),
    /// `not x`
    Not(Box<Self>),
    /// `-x`
    Minus(Box<Self>, usize),
    /// Two values and what joins them.
    Binary(Operator, Box<Self>, Box<Self>, usize),
    /// `yes if condition else no`: condition, yes, no.
    Ternary(Box<[Self; 3]>),
    /// `[a, ...b]`
    List(Vec<Self>),
    /// `{"a": b, ...c}`: only the values.
    Map(Vec<Self>),
    /// `[value for name in list if condition]`: names, list, then value and condition.
    Comprehension(Vec<&'t str>, Box<Self>, Vec<Self>, usize),
    /// `<name a="b" />` and `{% <name> %}…{% </name> %}`: attributes, and the body.
    Component(String, Attributes<'t>, Vec<Node<'t>>, usize),
    /// What is too long to be followed.
    Unknown,
}

/// Arguments by name.
pub type Arguments<'t> = Vec<(&'t str, Expression<'t>)>;

/// Attributes of a component by name; those of a spread map have none.
pub type Attributes<'t> = Vec<(Option<&'t str>, Expression<'t>)>;

/// Whether a chain goes on where something is not defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// `.` and `[`
    Fails,
    /// `?.` and `?[`
    Forgiven,
}

/// What joins two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+ - * **`
    Math,
    /// `/ // %`
    Division,
    /// `< <= > >=`
    Order,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `~`
    Concat,
    /// `in`
    In,
    /// `and`
    And,
    /// `or`
    Or,
}

/// Something that a template names and that has to exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use<'t> {
    /// What is named.
    pub kind: UseKind,
    /// Its name.
    pub name: Cow<'t, str>,
    /// The byte at which it is named.
    pub at: usize,
}

/// What a template can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UseKind {
    /// `x | name`
    Filter,
    /// `x is name`
    Test,
    /// `name()`
    Function,
    /// `<name />`
    Component,
    /// `{% include "name" %}`
    Template,
}

impl UseKind {
    /// The word that a message has for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Filter => "filter",
            Self::Test => "test",
            Self::Function => "function",
            Self::Component => "component",
            Self::Template => "template",
        }
    }
}
