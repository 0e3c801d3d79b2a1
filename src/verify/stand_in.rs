//! Stand-ins for tags, shortcodes and templates that a site calls but does not bring: they leave a mark in the text, so that a
//! comparison knows where something is that nobody can render.

use std::collections::BTreeSet;

/// The mark of a stand-in begins with this character of Unicode's private area.
const OPEN: char = '\u{e000}';
/// And ends with this one.
const CLOSE: char = '\u{e001}';

/// How a shortcode is called.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarkdownCall {
    /// Whether some call of it encloses text.
    pub closed: bool,
    /// Whether what it prints is read as Markdown.
    pub markdown: bool,
    /// Whether some call gives it an argument without a name.
    pub positional: bool,
}

/// What a stand-in prints in its place: the name of what is not there, and what it was given, so far as that is known.
#[must_use]
pub fn mark(call: &str) -> String {
    format!("{OPEN}{call}{CLOSE}")
}

/// Whether a text has marks of stand-ins.
#[must_use]
pub fn is_marked(text: &str) -> bool {
    text.contains(OPEN)
}

/// Whether a mark is open behind a piece of text, where one was or was not open before.
pub fn leaves_mark_open(text: &str, was: bool) -> bool {
    text.rfind([OPEN, CLOSE]).map_or(was, |at| text[at..].starts_with(OPEN))
}

/// The first piece of text, then each mark's content with the text behind it, without blanks at the ends.
fn pieces(text: &str) -> (&str, Vec<(&str, &str)>) {
    let mut parts = text.split(OPEN);
    let first = parts.next().unwrap_or_default().trim();
    let marked = parts.map(|part| part.split_once(CLOSE).unwrap_or((part, "")));
    (first, marked.map(|(call, behind)| (call, behind.trim())).collect())
}

/// The text without the marks.
#[must_use]
pub fn without_marks(text: &str) -> String {
    let (first, marked) = pieces(text);
    let texts = [first].into_iter().chain(marked.into_iter().map(|(_, behind)| behind));
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where two texts part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parting {
    /// What the first says there, with a part of what stands before it.
    pub one: String,
    /// What the second says there.
    pub other: String,
}

/// Compares two texts but for what stands where the first has marks: there the second may have nothing, a call as it is
/// written, or words that the call was given.
///
/// # Errors
/// When they differ: where.
pub fn same_but_for_marks(marked: &str, other: &str) -> Result<(), Parting> {
    let other = without_marks(other);
    let (first, marked) = pieces(marked);
    let mut search = Search { steps: STEPS, fewest: marked.len(), rest: &other };
    let Some(rest) = other.strip_prefix(first) else {
        return Err(Parting { one: first.to_owned(), other });
    };
    if search.is_same(&mut Vec::new(), &marked, rest) {
        return Ok(());
    }
    let behind = &marked[marked.len() - search.fewest..];
    if let [(_, last)] = behind {
        // Behind the last mark both texts only go on.
        let start = last.char_indices().nth(AGAIN).map_or(*last, |(at, _)| &last[..at]);
        let at = search.rest.find(start).unwrap_or(0);
        return Err(Parting { one: (*last).to_owned(), other: search.rest[at..].to_owned() });
    }
    let one: Vec<String> =
        behind.iter().map(|(call, behind)| format!("⟦{call}⟧ {behind}")).collect();
    Err(Parting { one: one.join(" "), other: search.rest.to_owned() })
}

/// How many characters of a text are enough to find it again.
const AGAIN: usize = 12;

/// How often another place is tried for a text that stands in several before two texts count as different.
const STEPS: usize = 10_000;

/// A search for a way to read one text as the other.
struct Search<'o> {
    /// How often it may still try.
    steps: usize,
    /// How many marks were left where it came farthest.
    fewest: usize,
    /// And what the second text says there.
    rest: &'o str,
}

impl<'o> Search<'o> {
    /// Whether `rest` is the texts behind marks in their order, with nothing between them that calls cannot stand for.
    fn is_same<'t>(
        &mut self,
        calls: &mut Vec<&'t str>,
        marked: &[(&'t str, &str)],
        rest: &'o str,
    ) -> bool {
        if calls.is_empty() && marked.len() <= self.fewest {
            (self.fewest, self.rest) = (marked.len(), rest);
        }
        let Some(((call, behind), marked)) = marked.split_first() else { return rest.is_empty() };
        calls.push(call);
        if behind.is_empty() && !marked.is_empty() {
            return self.is_same(calls, marked, rest);
        }
        let end = end_of_calls(&calls.join(" "), rest);
        if marked.is_empty() {
            return rest.ends_with(behind) && rest.len() - behind.len() <= end;
        }
        let places = rest.match_indices(behind).map(|(at, _)| at).take_while(|at| *at <= end);
        for at in places {
            let Some(left) = self.steps.checked_sub(1) else { return false };
            self.steps = left;
            if self.is_same(&mut Vec::new(), marked, &rest[at + behind.len()..]) {
                return true;
            }
        }
        false
    }
}

/// Where a text begins to say what calls do not account for: behind calls as they are written, words that were given to
/// them, addresses made of those, and signs.
fn end_of_calls(calls: &str, text: &str) -> usize {
    let given: BTreeSet<&str> = words(calls).collect();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(length) = written_call(rest).or_else(|| address_of(&given, rest)) {
            at += length;
        } else if character.is_alphanumeric() {
            let word = words(rest).next().unwrap_or_default();
            let length = length_of_given(calls, &given, word);
            if length < word.len() {
                return at + length;
            }
            at += word.len();
        } else {
            at += character.len_utf8();
        }
    }
    at
}

/// Runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The length of an address at the start of a text that holds a word that was given to the calls.
fn address_of(given: &BTreeSet<&str>, text: &str) -> Option<usize> {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let address = text.split(' ').next().filter(|_| is_address)?;
    let is_given = |word: &str| word.len() > 1 && given.contains(word);
    words(address).skip(1).any(is_given).then_some(address.len())
}

/// How much of a word was given to the calls: all of it, some of their words one behind the other, or its beginning, for
/// where no blanks part words, one goes on with what stands behind a call.
fn length_of_given(calls: &str, given: &BTreeSet<&str>, word: &str) -> usize {
    if calls.contains(word) {
        return word.len();
    }
    let mut at = 0;
    loop {
        let whole = given.iter().filter(|one| one.len() > 1 && word[at..].starts_with(**one));
        match whole.map(|one| one.len()).max() {
            Some(length) => at += length,
            None => return at + longest_prefix_in(calls, &word[at..]),
        }
    }
}

/// The length of a call that stands at the start of a text as it was written.
fn written_call(text: &str) -> Option<usize> {
    let close = match text.as_bytes() {
        [b'{', b'%', ..] => "%}",
        [b'{', b'{', ..] => "}}",
        _ => return None,
    };
    text.find(close).map(|at| at + close.len())
}

/// The length of the longest beginning of a word that is a part of the calls; where no blanks part words, one goes on with
/// what stands behind a call.
fn longest_prefix_in(calls: &str, word: &str) -> usize {
    let ends = word.char_indices().map(|(at, _)| at);
    ends.take_while(|end| calls.contains(&word[..*end])).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_told_where_texts_part() {
        let marked = format!("a {} b {} c", mark("x 1"), mark("y 2"));
        let parting = same_but_for_marks(&marked, "a 1 b 2 d").unwrap_err();
        assert_eq!((&*parting.one, &*parting.other), ("c", " 2 d"));
        let parting = same_but_for_marks(&marked, "a 1 d 2 c").unwrap_err();
        assert_eq!((&*parting.one, &*parting.other), ("⟦x 1⟧ b ⟦y 2⟧ c", " 1 d 2 c"));
    }

    #[test]
    fn what_stands_in_the_place_of_a_mark_does_not_matter() {
        let check = |marked: &str, other: &str, expected: bool| {
            let marked = marked.replace('<', &OPEN.to_string()).replace('>', &CLOSE.to_string());
            assert_eq!(
                same_but_for_marks(&marked, other).is_ok(),
                expected,
                "{marked:?} {other:?}"
            );
        };
        check("a b", "a b", true);
        check("a b", "a b c", false);
        check("a <x>b</x> c", "a {{< x >}} b {{< /x >}} c", true);
        check("a <x> c", "a c", true);
        check("<x>a", "{% x %} a", true);
        check("a<x>", "a", true);
        check("a <x> b <x> c", "a x c x b", false);
        check("a <x> b", "b a", false);
        check("a <x> b", "a", false);
        check("a <x>in it</x>", "a in it", true);
        check("a <x>in it</x>", "a in it twice", false);
        check("a <btn /b, Go on> b", "a Go on b", true);
        check("a <x><y> b", "a {% x %} {% y %} b", true);
        check("a <x><y> b", "a {% x %} lost {% y %} b", false);
        check("有<btn 论坛>欢迎", "有论坛欢迎", true);
        check("有<btn 论坛>欢迎", "有论坛 - 欢迎", true);
        check("有<btn 论坛>欢迎", "有贴吧欢迎", false);
        check("a <x b b> b <y> c", "a b b b c", true);
        check("a <x b> b <y d> c", "a {% x b %} b **d** c", true);
        check("a <btn /b, Text><btn /b, Go> b", "a TextGo b", true);
        check("a <x user 1091> b", "a https://x.example/user/status/1091 b", true);
        check("a <x user 1091> b", "a https://x.example/ b", false);
    }
}
