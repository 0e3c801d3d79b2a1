//! How another address is written in the place of one.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{Image, Origin, Role};
use crate::diagnostic::{Change, Fix};
use crate::document::body::{LinkForm, escape_entities};
use crate::document::patch::{self, Content};
use crate::document::{Agreement, FrontMatter};
use crate::rules::Context;
use crate::text::Edit;
use crate::value::Value;

/// What no address may hold as it is, wherever it stands.
const NEVER: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'\'').add(b'<').add(b'>').add(b'\\').add(b'`');

impl Image<'_> {
    /// A guess that puts `address` in the place of this one; none where it cannot be written there.
    #[must_use]
    pub fn guess(&self, context: &Context<'_>, message: &str, address: &str) -> Option<Fix> {
        let edits = self.edits(context, address);
        (!edits.is_empty()).then(|| Fix::guess(message, self.change(), edits))
    }

    /// A safe fix that puts `address` in the place of this one; none where it cannot be written there.
    #[must_use]
    pub fn safe_fix(&self, context: &Context<'_>, message: &str, address: &str) -> Option<Fix> {
        let edits = self.edits(context, address);
        (!edits.is_empty()).then(|| Fix::safe(message, self.change(), edits))
    }

    /// Whether edits are possible where it stands: a block that is broken has to be mended first, and the inside of a
    /// template's tag is the template's.
    #[must_use]
    pub fn is_editable(&self, context: &Context<'_>) -> bool {
        let is_sound = |it: &FrontMatter<'_>| *it.agreement() == Agreement::Agree;
        match self.origin {
            Origin::FrontMatter { .. } => context.front_matter().is_some_and(is_sound),
            Origin::Markdown(_) | Origin::Html { .. } => {
                context.document.markup().template_at(self.span.start).is_none()
            }
        }
    }

    /// What a fix of this address changes.
    #[must_use]
    pub fn change(&self) -> Change {
        match self.origin {
            Origin::FrontMatter { root, .. } => Change::Key(root.name().to_owned()),
            Origin::Markdown(_) | Origin::Html { .. } => Change::Body,
        }
    }

    /// The edits that write `address` here in the language around it.
    fn edits(&self, context: &Context<'_>, address: &str) -> Vec<Edit> {
        if !self.is_editable(context) {
            return Vec::new();
        }
        let address: Cow<'_, str> = utf8_percent_encode(address, NEVER).into();
        let written = context.document.source.slice(self.span);
        let text = match self.origin {
            Origin::FrontMatter { node, .. } => {
                let value = Value::String(address.into_owned());
                let write = |it| patch::set_node(it, node, Content::Value(&value));
                return context.front_matter().map(write).unwrap_or_default();
            }
            Origin::Markdown(_) | Origin::Html { .. } => match written == self.address {
                true => escape_entities(&address),
                // Its author writes `&` as an entity.
                false => address.replace('&', "&amp;"),
            },
        };
        let ends_at_parenthesis = match self.origin {
            Origin::Markdown(link) => link.form != LinkForm::Bracketed && !is_balanced(&text),
            Origin::Html { role, .. } => role == Role::Style,
            Origin::FrontMatter { .. } => false,
        };
        let text =
            if ends_at_parenthesis { text.replace('(', "%28").replace(')', "%29") } else { text };
        vec![Edit::replace(self.span, text)]
    }
}

/// Whether each `)` closes a `(`, as an address without brackets needs it in Markdown.
fn is_balanced(address: &str) -> bool {
    let mut depth = 0_usize;
    for byte in address.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return false,
            b')' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}
