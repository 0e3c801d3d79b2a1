//! The order in which the posts of a site have their keys: what another engine moved into a map of its own finds its
//! place by it on the way back.

use std::collections::{BTreeMap, VecDeque};

/// How many keys are kept, those that most posts have.
const KEYS: usize = 64;

/// The keys of a site's posts, each behind those that stand before it in most posts that have both.
#[must_use]
pub fn usual<'k>(posts: impl Iterator<Item = &'k [String]> + Clone) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for key in posts.clone().flatten() {
        *counts.entry(key).or_default() += 1;
    }
    let mut keys: Vec<(&str, usize)> = counts.into_iter().collect();
    keys.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    keys.truncate(KEYS);
    let places: BTreeMap<&str, usize> =
        keys.iter().enumerate().map(|(nth, (key, _))| (*key, nth)).collect();
    let mut votes = vec![[0_i32; KEYS]; keys.len()];
    for post in posts {
        let post: Vec<usize> =
            post.iter().filter_map(|key| places.get(key.as_str()).copied()).collect();
        for (nth, first) in post.iter().enumerate() {
            for second in &post[nth + 1..] {
                votes[*first][*second] += 1;
                votes[*second][*first] -= 1;
            }
        }
    }
    let mut left: Vec<usize> = (0..keys.len()).collect();
    let mut order = Vec::with_capacity(keys.len());
    while !left.is_empty() {
        let behind = |key: usize| left.iter().filter(|other| votes[**other][key] > 0).count();
        // Where the votes go round in a circle, the key that is behind the fewest comes first.
        let first = (0..left.len()).min_by_key(|at| behind(left[*at])).unwrap_or(0);
        order.push(keys[left.remove(first)].0.to_owned());
    }
    order
}

/// A series of entries that keep their order.
struct Series<T, K> {
    name: K,
    /// The entry before which none of them may stand.
    opener: Option<usize>,
    entries: VecDeque<(usize, T)>,
}

/// One order of entries that stand in several series, each of which stays as it is. The first entry of a series that
/// `opens_in` another is a part of that one, and stands before the others of its own. `rank` is the place of an entry
/// among the usual keys; one without goes with the entry before it.
#[must_use]
pub fn merged<T, K: Copy + PartialEq>(
    entries: Vec<T>,
    series: impl Fn(&T) -> K,
    opens_in: impl Fn(K) -> Option<K>,
    rank: impl Fn(&T) -> Option<usize>,
) -> Vec<T> {
    let mut taken = vec![false; entries.len()];
    let mut order = Vec::with_capacity(entries.len());
    let mut all: Vec<Series<T, K>> = Vec::new();
    for (nth, entry) in entries.into_iter().enumerate() {
        let mut name = series(&entry);
        let at = loop {
            if let Some(at) = all.iter().position(|one| one.name == name) {
                break at;
            }
            let outer = opens_in(name);
            let opener = outer.map(|_| nth);
            all.push(Series { name, opener, entries: VecDeque::new() });
            match outer {
                Some(outer) => name = outer,
                None => break all.len() - 1,
            }
        };
        all[at].entries.push_back((nth, entry));
    }
    loop {
        let open = |one: &&Series<T, K>| one.opener.is_none_or(|opener| taken[opener]);
        let head = |one: &Series<T, K>| one.entries.front().map(|(nth, entry)| (rank(entry), *nth));
        let first = all.iter().filter(open).filter_map(head).min();
        let Some((_, first)) = first else { return order };
        let is_first =
            |one: &&mut Series<T, K>| one.entries.front().is_some_and(|(nth, _)| *nth == first);
        let next = all.iter_mut().find(is_first).and_then(|one| one.entries.pop_front());
        order.extend(next.map(|(_, entry)| entry));
        taken[first] = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn keys_stand_as_in_most_posts() {
        let posts = ["title author date", "title date tags", "date title", "draft title"];
        let posts: Vec<Vec<String>> = posts.into_iter().map(words).collect();
        let order = usual(posts.iter().map(Vec::as_slice));
        assert_eq!(order, words("draft title author date tags"));
        assert_eq!(usual([].into_iter()), Vec::<String>::new());
        // Each stands before the next, and the last before the first.
        let circle: Vec<Vec<String>> = ["a b", "b c", "c a"].into_iter().map(words).collect();
        assert_eq!(usual(circle.iter().map(Vec::as_slice)).len(), 3);
    }

    #[test]
    fn what_moved_into_a_map_finds_its_place() {
        let usual = words("title author date cover");
        let rank = |entry: &(char, &str)| usual.iter().position(|key| key == entry.1);
        let entries =
            vec![('t', "title"), ('t', "date"), ('e', "author"), ('e', "mine"), ('e', "cover")];
        let names: Vec<&str> =
            merged(entries, |entry| entry.0, |_| None, rank).iter().map(|entry| entry.1).collect();
        assert_eq!(names, ["title", "author", "mine", "date", "cover"]);
        // A map that stands where its first key stood says where that was.
        let entries =
            vec![('t', "date"), ('e', "author"), ('e', "cover"), ('t', "title"), ('t', "more")];
        let opens = |series| (series == 'e').then_some('t');
        let names: Vec<&str> =
            merged(entries, |entry| entry.0, opens, rank).iter().map(|entry| entry.1).collect();
        assert_eq!(names, ["date", "author", "title", "more", "cover"]);
        // What stood together stays in its order, whatever others do.
        let entries = vec![('t', "date"), ('t', "title")];
        assert_eq!(merged(entries.clone(), |entry| entry.0, |_| None, rank), entries);
    }
}
