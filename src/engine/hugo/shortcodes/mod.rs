//! Shortcodes: where they stand in a body, and what about them stops a build.
//!
//! Hugo looks for them everywhere below the front matter, in code and comments too. Only `{{</* … */>}}` is
//! safe from it.

mod check;
mod lex;
mod table;

use crate::text::Span;
use lex::{Item, ItemKind};

pub(super) use check::{Failure, Site, check};
pub(in crate::engine) use table::{names, removed};

/// One tag of a shortcode. Spans are in bytes of the text that was scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcode {
    /// From `{{` to behind `}}`.
    pub span: Span,
    /// Its name as written; empty for one that is escaped.
    pub name: Span,
    /// `{{% … %}}`: what it prints is Markdown.
    pub markdown: bool,
    /// What the tag does.
    pub role: Role,
    /// What it is given, in order.
    pub arguments: Vec<Argument>,
}

/// What a tag of a shortcode does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It stands alone, or content and a closing tag follow: the template says which.
    Open,
    /// `{{< /name >}}`
    Close,
    /// `{{< name />}}`
    SelfClosed,
    /// `{{</* name */>}}`: Hugo prints it.
    Escaped,
}

/// One argument of a shortcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name; none for a positional one.
    pub name: Option<Span>,
    /// Its value without quotes, escapes not undone.
    pub value: Span,
}

/// All shortcode tags of a body, in order, up to the first that Hugo cannot read.
#[must_use]
pub fn scan(body: &str) -> Vec<Shortcode> {
    tags(&lex::lex(body, "<!--more-->").0)
}

/// Whether Hugo brings a shortcode of this name.
#[must_use]
pub fn is_embedded(name: &str) -> bool {
    table::by_name(name).is_some()
}

fn tags(items: &[Item]) -> Vec<Shortcode> {
    let mut tags = Vec::new();
    let mut open: Option<Shortcode> = None;
    for item in items {
        match item.kind {
            ItemKind::Left | ItemKind::LeftMarkdown => {
                open = Some(Shortcode {
                    span: item.span,
                    name: Span::at(item.span.end),
                    markdown: item.kind == ItemKind::LeftMarkdown,
                    role: Role::Open,
                    arguments: Vec::new(),
                });
            }
            ItemKind::Escaped => tags.push(Shortcode {
                span: item.span,
                name: Span::at(item.span.end),
                markdown: false,
                role: Role::Escaped,
                arguments: Vec::new(),
            }),
            ItemKind::Right => {
                let done =
                    open.take().map(|tag| Shortcode { span: tag.span.cover(item.span), ..tag });
                tags.extend(done);
            }
            ItemKind::Divider => {}
            _ => {
                if let Some(tag) = &mut open {
                    add(tag, item);
                }
            }
        }
    }
    tags
}

fn add(tag: &mut Shortcode, item: &Item) {
    match item.kind {
        ItemKind::Close => {
            tag.role = if tag.name.is_empty() { Role::Close } else { Role::SelfClosed };
        }
        ItemKind::Name | ItemKind::InlineName if tag.name.is_empty() => tag.name = item.span,
        ItemKind::Value => {
            if let Some(argument) = tag.arguments.last_mut() {
                *argument = Argument { name: Some(argument.value), value: item.span };
            }
        }
        _ => tag.arguments.push(Argument { name: None, value: item.span }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> Vec<String> {
        let text = |span: Span| span.text(body);
        scan(body)
            .iter()
            .map(|tag| {
                let arguments = tag.arguments.iter().map(|argument| match argument.name {
                    Some(name) => format!("{}={}", text(name), text(argument.value)),
                    None => text(argument.value).to_owned(),
                });
                let arguments = arguments.collect::<Vec<_>>().join(",");
                format!("{:?} {} {arguments}", tag.role, text(tag.name))
            })
            .collect()
    }

    #[test]
    fn tags_are_found_wherever_they_stand() {
        let body = "a {{< figure src=\"a \\\"b\\\"\" w=`x y` z=1 >}}\n```\n{{% details one \"two\" %}}\n```\n\
                    <!-- {{</* x */>}} -->{{% /details %}}{{< qr text=a />}}";
        assert_eq!(
            shown(body),
            [
                "Open figure src=a \\\"b\\\",w=x y,z=1",
                "Open details one,two",
                "Escaped  ",
                "Close details ",
                "SelfClosed qr text=a",
            ]
        );
        assert!(shown("{{ x }} {% y %} {{ < z > }}").is_empty());
    }
}
