//! What the aliases of a YAML block stand for.

use std::collections::HashMap;

use super::tree::{Entry, Kind, List, MAX_DEPTH, Map, Node, Tree};
use crate::text::Span;

/// The anchors of a tree by name, made once and asked often.
#[derive(Debug)]
pub struct Anchors<'t, 'a> {
    /// For each name its nodes in order of their place; a name may be given again.
    named: HashMap<&'t str, Vec<&'t Node<'a>>>,
}

impl<'t, 'a> Anchors<'t, 'a> {
    /// Collects the anchors of a tree of `text`.
    #[must_use]
    pub fn of(tree: &'t Tree<'a>, text: &'t str) -> Self {
        let mut anchors = Self { named: HashMap::new() };
        anchors.collect(&tree.root, text);
        anchors
    }

    fn collect(&mut self, node: &'t Node<'a>, text: &'t str) {
        if let Some(anchor) = node.anchor {
            self.named.entry(&anchor.text(text)[1..]).or_default().push(node);
        }
        for item in node.items() {
            self.collect(item, text);
        }
        for entry in node.entries() {
            self.collect(&entry.key, text);
            self.collect(&entry.value, text);
        }
    }

    /// The node that an alias stands for: the last of its name that ends before it. Any other node is itself.
    /// None for an alias without anchor, and for one that stands in what it means.
    #[must_use]
    pub fn resolve(&self, node: &'t Node<'a>) -> Option<&'t Node<'a>> {
        let Kind::Alias(name) = node.kind else { return Some(node) };
        let nodes = self.named.get(name)?;
        let before = nodes.partition_point(|named| named.span.start < node.span.start);
        nodes[..before].last().copied().filter(|named| named.span.end <= node.span.start)
    }
}

impl<'a> Tree<'a> {
    /// The tree with every alias replaced by a copy of what it stands for, with the places of the original.
    ///
    /// # Errors
    /// The place of the alias that stands for nothing, or with which the tree would have more than `nodes`
    /// nodes or nest deeper than [`MAX_DEPTH`].
    pub fn expanded(&self, text: &str, nodes: usize) -> Result<Self, Span> {
        let anchors = Anchors::of(self, text);
        let mut expander = Expander { anchors: &anchors, left: nodes };
        let root = expander.copy(&self.root, 0)?;
        Ok(Self { root, comments: self.comments.clone() })
    }
}

struct Expander<'t, 'a> {
    anchors: &'t Anchors<'t, 'a>,
    left: usize,
}

impl<'t, 'a> Expander<'t, 'a> {
    fn copy(&mut self, node: &'t Node<'a>, depth: usize) -> Result<Node<'a>, Span> {
        let target = self.anchors.resolve(node).ok_or(node.span)?;
        self.left = self.left.checked_sub(1).ok_or(node.span)?;
        if depth > MAX_DEPTH {
            return Err(node.span);
        }
        let kind = match &target.kind {
            Kind::List(list) => {
                let items = list.items.iter().map(|item| self.copy(item, depth + 1));
                Kind::List(List { items: items.collect::<Result<_, Span>>()?, flow: list.flow })
            }
            Kind::Map(map) => {
                let entries = map.entries.iter().map(|Entry { key, value }| {
                    Ok(Entry {
                        key: self.copy(key, depth + 1)?,
                        value: self.copy(value, depth + 1)?,
                    })
                });
                let entries = entries.collect::<Result<_, Span>>()?;
                Kind::Map(Map { entries, flow: map.flow, header: map.header })
            }
            other => other.clone(),
        };
        Ok(Node { span: target.span, kind, tag: target.tag, anchor: target.anchor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::yaml;

    #[track_caller]
    fn check(text: &str, path: &[&str], expected: Option<&str>) {
        let tree = yaml::parse(text, Span::new(0, text.len())).unwrap();
        let expanded = tree.expanded(text, 1000);
        let found = expanded.as_ref().ok().and_then(|tree| {
            path.iter().try_fold(&tree.root, |node, key| node.entry(key).map(|entry| &entry.value))
        });
        assert_eq!(found.and_then(Node::text), expected, "{text}");
    }

    #[test]
    fn aliases_stand_for_the_last_of_their_name() {
        check("a: &x 1\nb: *x\n", &["b"], Some("1"));
        check("a: &x 1\nb: &x 2\nc: *x\n", &["c"], Some("2"));
        check("a: &x {k: v}\nb: *x\n", &["b", "k"], Some("v"));
        check("a: &x {k: &y v}\nb: &z {l: *x, m: *y}\nc: *z\n", &["c", "l", "k"], Some("v"));
    }

    #[test]
    fn endless_and_huge_ones_are_refused() {
        check("a: &x [*x]\nb: 1\n", &["b"], None);
        let bomb: String = (1..30)
            .map(|n| format!("k{n}: &k{n} [{}]\n", format!("*k{},", n - 1).repeat(9)))
            .collect();
        check(&format!("k0: &k0 x\n{bomb}z: 1\n"), &["z"], None);
    }
}
