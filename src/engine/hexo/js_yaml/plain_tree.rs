//! What js-yaml makes of a block in which every reader finds the same keys and scalars.

use std::borrow::Cow;

use super::Loaded;
use super::types::{self, Schema};
use crate::document::{Kind, Node, Style, Tree};
use crate::engine::hexo::js::{Heap, Id, Js, Object};

/// The values of a plain tree; see `FrontMatter::plain`.
pub fn load_plain<'t>(tree: &'t Tree<'_>, schema: Schema) -> Loaded<'t> {
    let mut heap = Heap::of_post();
    let root = enter(&mut heap, &tree.root, schema);
    Loaded { heap, root: Some(root) }
}

fn enter<'t>(heap: &mut Heap<'t>, node: &'t Node<'_>, schema: Schema) -> Id {
    let value = match &node.kind {
        Kind::Scalar(_) if node.is_absent() => Js::Null,
        Kind::Scalar(scalar) => {
            let typed = match scalar.style {
                Style::Plain => types::implicit(&scalar.text, schema),
                _ => None,
            };
            typed.map_or_else(|| Js::String(Cow::Borrowed(&*scalar.text)), |(value, _)| value)
        }
        Kind::List(list) => {
            Js::List(list.items.iter().map(|item| enter(heap, item, schema)).collect())
        }
        Kind::Map(map) => {
            let mut object = Object::default();
            for entry in &map.entries {
                let value = enter(heap, &entry.value, schema);
                object.set(Cow::Borrowed(entry.name()), value);
            }
            Js::Map(object)
        }
        Kind::Alias(_) => Js::Null,
    };
    heap.add(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::load;
    use super::*;
    use crate::document::yaml;
    use crate::text::Span;

    fn show(heap: &Heap<'_>, id: Id) -> String {
        match heap.get(id) {
            Js::List(items) => {
                format!("{:?}", items.iter().map(|id| show(heap, *id)).collect::<Vec<_>>())
            }
            Js::Map(map) => {
                let pairs = map.iter().map(|(key, id)| (key, show(heap, id)));
                format!("{:?}", pairs.collect::<Vec<_>>())
            }
            other => format!("{other:?}"),
        }
    }

    proptest! {
        #[test]
        fn a_plain_tree_is_loaded_like_its_text(block in yaml::blocks_for_tests::blocks()) {
            let Some(tree) = yaml::parse_plain(&block, Span::new(0, block.len())) else { return Ok(()) };
            for schema in [Schema::Three, Schema::Four] {
                let (short, long) = (load_plain(&tree, schema), load(&block, schema).expect("readable"));
                let shown = |loaded: &Loaded<'_>| loaded.root.map(|root| show(&loaded.heap, root));
                prop_assert_eq!(shown(&short), shown(&long));
            }
        }
    }
}
