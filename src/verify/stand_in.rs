//! Stand-ins for tags, shortcodes and templates that a site calls but does not bring: they leave a mark in the text, so that a
//! comparison knows where something is that nobody can render.

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

/// Whether two texts say the same but for what stands where the first has marks: there the second may have nothing, the call
/// as it is written, or words that the call was given.
#[must_use]
pub fn same_but_for_marks(marked: &str, other: &str) -> bool {
    let other = without_marks(other);
    let (first, marked) = pieces(marked);
    let Some(mut rest) = other.strip_prefix(first) else { return false };
    let mut calls = String::new();
    for (nth, (call, behind)) in marked.iter().enumerate() {
        calls.push_str(call);
        calls.push(' ');
        if behind.is_empty() && nth + 1 < marked.len() {
            continue;
        }
        let is_last = nth + 1 == marked.len();
        let at = if is_last {
            rest.ends_with(behind).then(|| rest.len() - behind.len())
        } else {
            rest.find(behind)
        };
        let Some(at) = at.filter(|at| stands_for(&calls, &rest[..*at])) else { return false };
        rest = &rest[at + behind.len()..];
        calls.clear();
    }
    rest.is_empty()
}

/// Whether a text may stand in the place of calls.
fn stands_for(calls: &str, text: &str) -> bool {
    let text = text.trim();
    text.starts_with('{') && text.ends_with('}')
        || text.split_whitespace().all(|word| calls.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_place_of_a_mark_does_not_matter() {
        let check = |marked: &str, other: &str, expected: bool| {
            let marked = marked.replace('<', &OPEN.to_string()).replace('>', &CLOSE.to_string());
            assert_eq!(same_but_for_marks(&marked, other), expected, "{marked:?} {other:?}");
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
        check("a <x>in it</x>", "a in it!", false);
        check("a <btn /b, Go on> b", "a Go on b", true);
        check("a <x><y> b", "a {% x %} {% y %} b", true);
    }
}
