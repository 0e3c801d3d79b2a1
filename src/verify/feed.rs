//! Feeds of a built site: of which kind each is, and by what readers tell its entries apart. Who reads a feed asks for its
//! address, and takes an entry with another id for a new post.

use serde::Serialize;

use super::built::Built;
use super::compare::{Aspect, Comparison, Difference, Verdict};
use crate::document::body::decode_entities;

/// The kind of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Kind {
    /// RSS 2.0.
    Rss,
    /// Atom, RFC 4287.
    Atom,
}

/// A feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its kind.
    pub kind: Kind,
    /// The ids of its entries in their order; the address where an entry has no id.
    pub ids: Vec<String>,
}

/// Whether a file may be a feed, by its name.
pub fn may_be_feed(name: &str) -> bool {
    [".xml", ".rss", ".atom"].iter().any(|end| name.ends_with(end))
}

/// Reads a feed; none where the text is something else.
pub fn read(text: &str) -> Option<Feed> {
    let mut pieces = Pieces { text, at: 0 };
    let root = pieces.find_map(|piece| match piece {
        Piece::Open(name) => Some(name),
        _ => None,
    })?;
    let (kind, entry, id, link) = match root {
        "rss" => (Kind::Rss, "item", "guid", "link"),
        "feed" => (Kind::Atom, "entry", "id", "id"),
        _ => return None,
    };
    let mut feed = Feed { kind, ids: Vec::new() };
    // The element of an entry that is open, and what is known of the entry.
    let (mut inside, mut depth) = (false, 0);
    let (mut element, mut found): (&str, [String; 2]) = ("", Default::default());
    for piece in pieces {
        match piece {
            Piece::Open(name) if name == entry && !inside => (inside, depth) = (true, 0),
            Piece::Open(name) if inside => {
                element = if depth == 0 { name } else { "" };
                depth += 1;
            }
            Piece::Close(name) if inside && depth == 0 && name == entry => {
                let [id, link] = std::mem::take(&mut found);
                let best = if id.trim().is_empty() { link } else { id };
                feed.ids.push(best.trim().to_owned());
                inside = false;
            }
            Piece::Close(_) if inside => {
                depth -= 1;
                element = "";
            }
            Piece::Text(text) if inside && element == id => found[0].push_str(&text),
            Piece::Text(text) if inside && element == link => found[1].push_str(&text),
            _ => {}
        }
    }
    Some(feed)
}

/// A piece of XML.
enum Piece<'t> {
    Open(&'t str),
    Close(&'t str),
    Text(String),
}

/// XML, taken apart as far as feeds need it: comments and instructions are passed over, an element without content is none.
struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Pieces<'t> {
    /// What stands before `end`, which is passed over too.
    fn until(&mut self, end: &str) -> &'t str {
        let rest = &self.text[self.at..];
        let (piece, length) = match rest.find(end) {
            Some(length) => (&rest[..length], length + end.len()),
            None => (rest, rest.len()),
        };
        self.at += length;
        piece
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('<') {
                let length = rest.find('<').unwrap_or(rest.len());
                self.at += length;
                return Some(Piece::Text(decode_entities(&rest[..length]).into_owned()));
            }
            if rest.starts_with("<!--") {
                self.until("-->");
            } else if rest.starts_with("<![CDATA[") {
                self.at += "<![CDATA[".len();
                return Some(Piece::Text(self.until("]]>").to_owned()));
            } else {
                self.at += 1;
                let tag = self.until(">");
                let name = |tag: &'t str| tag.split_whitespace().next().unwrap_or_default();
                match tag.strip_prefix('/') {
                    Some(tag) => return Some(Piece::Close(name(tag))),
                    None if tag.ends_with('/') || tag.starts_with(['?', '!']) => {}
                    None => return Some(Piece::Open(name(tag))),
                }
            }
        }
    }
}

/// Compares the feeds of two sites: each of the source answers with the same kind and the same entries. Of a draft, which is
/// built for the comparison only, no reader has one.
pub fn compare(source: &Built, dest: &Built, comparison: &mut Comparison) {
    let is_of_draft = |url: &str| {
        let list = url.rfind('/').and_then(|at| source.pages.get(&url[..=at]));
        list.is_some_and(|list| list.draft)
    };
    for (url, feed) in source.feeds.iter().filter(|(url, _)| !is_of_draft(url)) {
        let other = dest.answer(url).and_then(|url| dest.feeds.get(&url));
        let (verdict, [source, dest]) = match other {
            None => (Verdict::Missing, [url.clone(), String::new()]),
            Some(other) if other == feed => (Verdict::Equal, Default::default()),
            Some(other) => (Verdict::Different, parting(feed, other)),
        };
        let found = Difference {
            aspect: Aspect::Feeds,
            verdict,
            url: url.clone(),
            file: String::new(),
            source,
            dest,
        };
        comparison.note(verdict, found);
    }
}

/// What two feeds say where they part: their kinds, or the first entry that is not the same.
fn parting(one: &Feed, other: &Feed) -> [String; 2] {
    if one.kind != other.kind {
        return [one, other].map(|feed| format!("{:?}", feed.kind));
    }
    let same = one.ids.iter().zip(&other.ids).take_while(|(one, other)| one == other).count();
    [one, other].map(|feed| {
        let id = feed.ids.get(same).map_or("none", String::as_str);
        format!("{} entries, the id of number {} is {id}", feed.ids.len(), same + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_in_both_kinds() {
        let check = |text: &str, expected: Option<(Kind, &[&str])>| {
            let feed = read(text);
            let found = feed.as_ref().map(|feed| (feed.kind, feed.ids.clone()));
            let expected = expected
                .map(|(kind, ids)| (kind, ids.iter().map(ToString::to_string).collect::<Vec<_>>()));
            assert_eq!(found, expected, "{text}");
        };
        check(
            "<?xml version='1.0'?>\n<!-- <rss> -->\n<feed xmlns='a'><id>own</id><entry xml:lang=\"en\"><title>a</title><author><id>no</id></author><link href='x'/><id> https://a/?b&amp;c&#x4f60; </id><content><![CDATA[<id>no</id></entry>]]></content></entry><entry><id>2</id></entry></feed>",
            Some((Kind::Atom, &["https://a/?b&c你", "2"])),
        );
        check(
            "<rss version='2.0'><channel><link>x</link><item><link>l</link><description>&lt;guid&gt;</description></item><item><link>l</link><guid isPermaLink='false'>g &x;</guid></item></channel></rss>",
            Some((Kind::Rss, &["l", "g &x;"])),
        );
        check("<rss><channel/></rss>", Some((Kind::Rss, &[])));
        check("<urlset><url><loc>a</loc></url></urlset>", None);
        check("", None);
        check("<feed><entry><id>a", Some((Kind::Atom, &[])));
    }
}
