//! Follows a template as far as its values are known (tera 2.0: tera.rs, render_str; vm/interpreter.rs).

use super::Problem;
use super::ast::{Expression, Node, Use, UseKind};
use super::component::{Component, Lookup};
use super::names::{self, Takes};
use super::parser::{self, Template};
use super::value::Eval;
use crate::engine::FaultKind;

/// What a template can see.
pub struct World<'w> {
    /// Variables by name.
    pub variables: Vec<(&'static str, Eval)>,
    /// Whether a template of this name is missing for certain.
    pub lacks_template: &'w dyn Fn(&str) -> bool,
    /// The components of the site.
    pub component: &'w dyn Fn(&str) -> Lookup<'w>,
    /// What functions give.
    pub call: &'w Functions<'w>,
}

/// What a function gives for its name and arguments, or why it fails for certain.
pub type Functions<'w> = dyn Fn(&str, &[(&str, Eval)]) -> Result<Eval, String> + 'w;

/// Stands for what a template prints and nobody knows.
const UNKNOWN_OUTPUT: &str = "template";

/// Renders a body; what is not known is left out or stands as a word.
///
/// # Errors
/// Where the build is certain to fail.
pub fn render(body: &str, world: &World<'_>) -> Result<String, Problem> {
    let template = parser::parse(body)?;
    refuse_unknown_names(&template, world)?;
    let components = &template.components;
    let mut renderer = Renderer { world, components, locals: Vec::new(), doubts: 0 };
    let mut output = String::with_capacity(body.len());
    renderer.nodes(&template.nodes, &mut output)?;
    Ok(output)
}

fn refuse_unknown_names(template: &Template<'_>, world: &World<'_>) -> Result<(), Problem> {
    let is_unknown = |it: &&Use<'_>| match it.kind {
        UseKind::Filter | UseKind::Test | UseKind::Function => {
            names::find(it.kind, &it.name).is_none()
        }
        UseKind::Component => {
            !template.components.iter().any(|own| own.name == it.name)
                && matches!((world.component)(&it.name), Lookup::Missing)
        }
        UseKind::Template => (world.lacks_template)(&it.name),
    };
    match template.uses.iter().find(is_unknown) {
        None => Ok(()),
        Some(it) => {
            let message = format!("Unknown {} `{}`", it.kind.word(), it.name);
            let kind = match it.kind {
                UseKind::Component => FaultKind::UnknownTag,
                _ => FaultKind::Template,
            };
            Err(Problem { kind, ..Problem::new(it.at, message) })
        }
    }
}

/// Goes through a template.
pub(super) struct Renderer<'r, 'w> {
    pub world: &'r World<'w>,
    /// The components that the template defines itself.
    pub components: &'r [Component],
    /// Variables that the template sets, the last one of a name counts.
    pub locals: Vec<(String, Eval)>,
    /// How many conditions that nobody knows this stands under: nothing fails for certain then.
    pub doubts: usize,
}

/// What a step gives.
pub(super) type Rendered<T> = Result<T, Problem>;

impl Renderer<'_, '_> {
    /// A problem, unless it may not come to it.
    pub fn fail(&self, at: usize, message: impl Into<String>) -> Rendered<Eval> {
        if self.doubts > 0 {
            return Ok(Eval::Unknown);
        }
        Err(Problem::new(at, message))
    }

    /// Renders nodes one by one.
    pub fn nodes(&mut self, nodes: &[Node<'_>], output: &mut String) -> Rendered<()> {
        for node in nodes {
            match node {
                Node::Content(text) => output.push_str(text),
                Node::Output(expression) => self.print(expression, output)?,
                Node::Set(name, value) => {
                    let value = self.value(value)?;
                    self.set(name, value);
                }
                Node::SetBlock(name, filters, body) => {
                    self.nodes(body, &mut String::new())?;
                    self.value(filters)?;
                    self.set(name, Eval::Unknown);
                }
                Node::Filtered(filter, body) => {
                    // Most filters leave Markdown what it is.
                    self.nodes(body, output)?;
                    self.value(filter)?;
                }
                Node::If(branches, otherwise) => self.condition(branches, otherwise, output)?,
                Node::For(names, list, body, otherwise) => {
                    self.repeat(names, list, [body, otherwise], output)?;
                }
                Node::Include => output.push_str(UNKNOWN_OUTPUT),
                // What follows in the loop may not be reached; the loop forgets it.
                Node::Leave => self.doubts += 1,
            }
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: Eval) {
        let value = if self.doubts > 0 { Eval::Unknown } else { value };
        self.locals.push((name.to_owned(), value));
    }

    fn print(&mut self, expression: &Expression<'_>, output: &mut String) -> Rendered<()> {
        if let Expression::Component(name, attributes, body, at) = expression {
            self.component(name, attributes, *at)?;
            // Most components print their body.
            output.push_str(if body.is_empty() { UNKNOWN_OUTPUT } else { "" });
            return self.nodes(body, output);
        }
        let value = self.value(expression)?;
        if value == Eval::Undefined {
            let (at, what) = place_of(expression);
            self.fail(at, format!("{what} is not defined"))?;
        }
        output.push_str(value.print().as_deref().unwrap_or(UNKNOWN_OUTPUT));
        Ok(())
    }

    /// Renders what may not be reached.
    fn perhaps(&mut self, nodes: &[Node<'_>], output: &mut String) -> Rendered<()> {
        self.doubts += 1;
        let rendered = self.nodes(nodes, output);
        self.doubts -= 1;
        rendered
    }

    fn condition(
        &mut self,
        branches: &[(Expression<'_>, Vec<Node<'_>>)],
        otherwise: &[Node<'_>],
        output: &mut String,
    ) -> Rendered<()> {
        let doubts = self.doubts;
        let mut hidden = String::new();
        let mut reached = otherwise;
        for (condition, body) in branches {
            // Of branches that nobody knows, the first stands for all.
            let shown = if self.doubts > doubts { &mut hidden } else { &mut *output };
            match self.value(condition)?.truth() {
                Some(true) => {
                    reached = body;
                    break;
                }
                Some(false) => {}
                None => {
                    self.perhaps(body, shown)?;
                    self.doubts += 1;
                }
            }
        }
        let shown = if self.doubts > doubts { &mut hidden } else { output };
        self.nodes(reached, shown)?;
        self.doubts = doubts;
        Ok(())
    }

    fn repeat(
        &mut self,
        names: &[&str],
        list: &Expression<'_>,
        [body, otherwise]: [&[Node<'_>]; 2],
        output: &mut String,
    ) -> Rendered<()> {
        let value = self.value(list)?;
        if value.can_be_looped() == Some(false) {
            self.fail(place_of(list).0, "Iteration not possible on this type")?;
        }
        if names.len() > 1 && value.is_refused_by(Takes::Map) {
            self.fail(place_of(list).0, "Key/value iteration is only possible on maps")?;
        }
        if value.truth() == Some(false) {
            return self.nodes(otherwise, output);
        }
        let (doubts, locals) = (self.doubts, self.locals.len());
        self.doubts += usize::from(value.truth().is_none());
        let name = |name: &&str| ((*name).to_owned(), Eval::Unknown);
        self.locals.extend(names.iter().map(name));
        self.nodes(body, output)?;
        self.locals.truncate(locals);
        self.doubts = doubts;
        Ok(())
    }
}

/// Where an expression stands that came to nothing, and what it is.
pub(super) fn place_of(expression: &Expression<'_>) -> (usize, String) {
    match expression {
        Expression::Variable(name, at) => (*at, format!("Variable `{name}`")),
        Expression::Attribute(_, name, _, at) => (*at, format!("Field `{name}`")),
        Expression::Item(_, _, _, at) | Expression::Filter(_, _, _, at) => {
            (*at, "this value".to_owned())
        }
        _ => (0, "this value".to_owned()),
    }
}
