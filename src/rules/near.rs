//! Which known name a misspelt one may stand for.

/// The known name that is a letter off, two where the name is long; none for short names, where every word is near
/// to another.
pub(super) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let length = name.chars().count();
    if length < 4 {
        return None;
    }
    let name = name.to_lowercase();
    let letters = letters(&name);
    let allowed = if length >= 8 { 2 } else { 1 };
    let candidates = known.filter(|known| {
        let apart = (letters ^ self::letters(known)).count_ones() as usize;
        // Cheap to ask, and it leaves next to none to be measured.
        known.len().abs_diff(name.len()) <= 4 * allowed && apart <= 2 * allowed
    });
    candidates
        .filter_map(|known| Some((distance(&name, known, allowed)?, known)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// How many letters the names are apart; none where that is too much for one to be meant by the other.
fn distance(name: &str, known: &str, allowed: usize) -> Option<usize> {
    let lower = known.to_lowercase();
    let distance = strsim::osa_distance(name, &lower);
    let short = name.chars().count().min(lower.chars().count());
    // `data` is not `date`, and `dates` neither, but `dtae` is.
    let other_word = short < 5 && sorted(name) != sorted(&lower);
    // Two letters off, and the first is another: another word.
    let other_start = distance > 1 && name.chars().next() != lower.chars().next();
    (distance <= allowed && !other_word && !other_start).then_some(distance)
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// Which of the letters `a` to `z` are in a text, one bit each.
fn letters(text: &str) -> u32 {
    let bits = text.bytes().map(|byte| byte.to_ascii_lowercase()).filter(u8::is_ascii_lowercase);
    bits.fold(0, |bits, byte| bits | 1 << (byte - b'a'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        let known = ["title", "date", "tags", "lastmod", "description", "keywords", "comments"];
        assert_eq!(nearest(name, known.into_iter()), expected, "{name}");
    }

    #[test]
    fn slips_are_found_and_other_words_are_not() {
        check("tilte", Some("title"));
        check("tittle", Some("title"));
        check("dtae", Some("date"));
        check("latmod", Some("lastmod"));
        check("descripton", Some("description"));
        check("discriptions", Some("description"));
        check("Keyword", Some("keywords"));
        check("data", None);
        check("dates", None);
        check("tag", None);
        check("content", None);
        check("subtitle", None);
        check("标题", None);
    }
}
