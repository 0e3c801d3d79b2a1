//! Texts as a reader compares them.

/// A title without what a reader does not tell apart: upper and lower case, and how many blanks there are.
#[must_use]
pub fn fold_title(title: &str) -> String {
    join(title.split_whitespace())
}

/// A term without what spellings of one term differ in: upper and lower case, and blanks, hyphens or underscores
/// between words. A mark at its ends is part of its name: `__init__`, `-v`.
#[must_use]
pub fn fold_term(term: &str) -> String {
    let is_mark = |c: char| matches!(c, '-' | '_');
    let term = term.trim();
    let words = term.trim_matches(is_mark);
    let folded = join(words.split(|c: char| c.is_whitespace() || is_mark(c)));
    if words.len() == term.len() || words.is_empty() {
        return folded;
    }
    let start = term.len() - term.trim_start_matches(is_mark).len();
    format!("{}{folded}{}", &term[..start], &term[start + words.len()..])
}

/// The path of a URL as disks see it that do not tell upper and lower case apart: without a last `index.html`.
#[must_use]
pub fn fold_address(address: &str) -> String {
    let mut folded = String::new();
    push_lower(&mut folded, same_address(address));
    folded
}

/// The path of a URL without a last `index.html`, which stands for its folder.
#[must_use]
pub fn same_address(address: &str) -> &str {
    let folder = address.strip_suffix("index.html");
    folder.filter(|folder| folder.ends_with('/')).unwrap_or(address)
}

fn join<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut folded = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        push_lower(&mut folded, word);
    }
    folded
}

/// Adds a text in lower case, each character for itself.
fn push_lower(out: &mut String, text: &str) {
    if text.is_ascii() {
        let start = out.len();
        out.push_str(text);
        out[start..].make_ascii_lowercase();
        return;
    }
    out.reserve(text.len());
    for character in text.chars() {
        match character {
            '\0'..='\u{7f}' => out.push(character.to_ascii_lowercase()),
            // Han characters, kana and Chinese punctuation have no case.
            '\u{3000}'..='\u{9fff}' => out.push(character),
            other => out.extend(other.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_term_are_one() {
        for (one, other) in
            [("Rust", "rust"), ("machine learning", "Machine-Learning"), ("a ", "a")]
        {
            assert_eq!(fold_term(one), fold_term(other));
        }
        for (one, other) in [("C", "C++"), ("block", "__block"), ("v", "-v"), ("init", "init__")] {
            assert_ne!(fold_term(one), fold_term(other));
        }
        assert_ne!(fold_title("a-b"), fold_title("a b"));
        assert_eq!(fold_address("/A/index.html"), "/a/");
        assert_eq!(fold_address("/A/no-index.html"), "/a/no-index.html");
        assert_eq!(fold_title("港口 夜"), fold_title(" 港口  夜"));
        for title in ["An ABC-Z[`", "Ärger im ABC 标题", "ΑΣ"] {
            let lower: String = title.chars().flat_map(char::to_lowercase).collect();
            assert_eq!(fold_title(title), lower);
        }
    }
}
