//! Definition lists, which some renderers read and CommonMark does not: a term, and below it `: text`.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::markdown::OPTIONS;
use crate::text::Span;

/// One list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DefinitionList {
    /// Its terms and definitions, in order of place.
    pub items: Vec<Item>,
}

/// A term or a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which of them.
    pub kind: ItemKind,
    /// Where it stands, in bytes of the whole file; a definition begins with its colon.
    pub span: Span,
}

/// What a part of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// What is defined.
    Term,
    /// What it means.
    Definition,
}

/// The definition lists of a body that stand in no other block, in order of place.
#[must_use]
pub fn definition_lists(text: &str, body: Span) -> Vec<DefinitionList> {
    let source = body.text(text);
    if !source.contains("\n:") && !source.contains("\n ") {
        return Vec::new();
    }
    let options = OPTIONS.union(Options::ENABLE_DEFINITION_LIST);
    let mut lists: Vec<DefinitionList> = Vec::new();
    let mut depth = 0usize;
    let mut list_depth = None;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        let kind = match &event {
            Event::Start(Tag::DefinitionListTitle) => Some(ItemKind::Term),
            Event::Start(Tag::DefinitionListDefinition) => Some(ItemKind::Definition),
            _ => None,
        };
        match event {
            Event::Start(Tag::DefinitionList) if depth == 0 => {
                list_depth = Some(depth);
                lists.push(DefinitionList::default());
            }
            Event::End(TagEnd::DefinitionList) if depth == 1 => list_depth = None,
            Event::Start(_) if list_depth == Some(0) && depth == 1 => {
                let span = Span::from(range).shifted(body.start);
                let item = kind.map(|kind| Item { kind, span });
                if let Some(list) = lists.last_mut() {
                    list.items.extend(item);
                }
            }
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_and_definitions_are_found() {
        let text = "a\n\nTerm\n: first\n: second\n\n  more\n\nOther\n: third\n\n- x\n  : y\n";
        let lists = definition_lists(text, Span::new(0, text.len()));
        let items: Vec<_> = lists
            .iter()
            .flat_map(|list| &list.items)
            .map(|item| (item.kind, item.span.text(text).trim()))
            .collect();
        assert_eq!(
            items,
            [
                (ItemKind::Term, "Term"),
                (ItemKind::Definition, ": first"),
                (ItemKind::Definition, ": second\n\n  more"),
                (ItemKind::Term, "Other"),
                (ItemKind::Definition, ": third"),
            ]
        );
    }
}
