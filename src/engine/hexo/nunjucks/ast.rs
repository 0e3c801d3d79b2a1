//! What Nunjucks makes of a body: tags, statements and expressions with their places.

use std::borrow::Cow;

use crate::text::Span;

/// Nodes one after the other, each with the byte at which it begins.
pub type Nodes<'t> = Vec<(usize, Node<'t>)>;

/// A piece of a body; plain text is left out. Spans are in bytes of the text that was read.
#[derive(Clone, Debug)]
pub enum Node<'t> {
    /// `{{ … }}`
    Output(Expr<'t>),
    /// A tag of Hexo, of a plugin or of a theme.
    Tag(Tag<'t>),
    /// `{% if %}`
    If(If<'t>),
    /// `{% for %}` and its asynchronous sisters.
    For(For<'t>),
    /// `{% set %}`
    Set(Set<'t>),
    /// `{% macro %}` with the name that it defines; what is in it is not run.
    Macro(Option<Cow<'t, str>>),
    /// `{% include %}`, `{% extends %}` or an import: a template is asked for that is not there.
    Template,
    /// Anything whose content is run: `block`, `filter`, and `include` that minds nothing.
    Body(Nodes<'t>),
    /// `{% switch %}` with its value; any of its cases may be run.
    Switch(Expr<'t>, Vec<Nodes<'t>>),
}

/// Conditions with what they guard.
#[derive(Clone, Debug)]
pub struct If<'t> {
    /// `if` and each `elif`.
    pub branches: Vec<(Expr<'t>, Nodes<'t>)>,
    /// What stands behind `else`.
    pub otherwise: Nodes<'t>,
}

/// A loop.
#[derive(Clone, Debug)]
pub struct For<'t> {
    /// The names that it sets.
    pub names: Vec<Cow<'t, str>>,
    /// What it goes through.
    pub list: Expr<'t>,
    /// What is run each time.
    pub body: Nodes<'t>,
    /// What is run where there is nothing to go through.
    pub otherwise: Nodes<'t>,
}

/// An assignment.
#[derive(Clone, Debug)]
pub struct Set<'t> {
    /// The names that it sets.
    pub names: Vec<Cow<'t, str>>,
    /// The value; none where the body is it.
    pub value: Option<Expr<'t>>,
    /// What stands between `set` and `endset`.
    pub body: Nodes<'t>,
}

/// A tag such as `{% post_link slug text %}`.
#[derive(Clone, Debug)]
pub struct Tag<'t> {
    /// Its name.
    pub name: &'t str,
    /// From `{%` to behind its `%}`, or that of its end tag.
    pub span: Span,
    /// Its arguments: split at blanks, quotes taken off.
    pub arguments: Vec<Argument<'t>>,
    /// What stands between it and its end tag.
    pub body: Option<Nodes<'t>>,
}

/// One argument of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument<'t> {
    /// Its value.
    pub value: Cow<'t, str>,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// An expression, as far as it matters whether it fails.
#[derive(Clone, Debug)]
pub enum Expr<'t> {
    /// A value that is written out.
    Literal(Literal<'t>),
    /// A name.
    Symbol(&'t str),
    /// Lists, maps, groups and operators: all that is inside is evaluated.
    All(Vec<Expr<'t>>),
    /// `a or b`, `a and b`, `a if b else c` (`b` first): the first is evaluated, the others perhaps.
    Some(Vec<Expr<'t>>),
    /// `not a`
    Not(Box<Expr<'t>>),
    /// `a.b`, `a[b]`
    Member(Box<Expr<'t>>, Box<Expr<'t>>),
    /// `a(b)`
    Call(Box<Expr<'t>>, Vec<Expr<'t>>),
    /// `a | filter(b)`
    Filter(Cow<'t, str>, Vec<Expr<'t>>),
    /// `a is test`
    Test(Box<Expr<'t>>, Option<Cow<'t, str>>),
    /// `a in b`
    In(Box<Expr<'t>>, Box<Expr<'t>>),
}

/// A value that is written out.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal<'t> {
    /// A text.
    String(Cow<'t, str>),
    /// Zero.
    Zero,
    /// Any other number.
    Number,
    /// `true`, `false`
    Bool(bool),
    /// `none`, `null`
    Null,
    /// A regular expression.
    Regex,
}
