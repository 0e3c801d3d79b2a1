//! Hugo's path patterns (gobwas/glob with `/` as separator).

/// A pattern: `*` within a part of a path, `**` across parts, `?`, `[abc]`, `{a,b}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glob {
    /// The alternatives of the pattern, braces expanded.
    alternatives: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Char(char),
    /// `?`
    One,
    /// `[abc]`, `[!abc]`, `[a-z]`
    Set {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
    /// `*`
    Part,
    /// `**`
    Any,
}

/// Patterns with more alternatives than this match nothing beyond them.
const MAX_ALTERNATIVES: usize = 256;

impl Glob {
    /// Reads a pattern; a broken one is taken as far as it goes.
    pub fn new(pattern: &str) -> Self {
        let alternatives = expand(pattern).iter().map(|one| pieces(one)).collect();
        Self { alternatives }
    }

    /// Whether the whole text fits.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.alternatives.iter().any(|pieces| fits(pieces, &text))
    }
}

/// The pattern once for each choice of its braces.
fn expand(pattern: &str) -> Vec<String> {
    let mut done = Vec::new();
    let mut open = vec![pattern.to_owned()];
    while let Some(pattern) = open.pop() {
        if done.len() + open.len() > MAX_ALTERNATIVES {
            break;
        }
        match innermost(&pattern) {
            None => done.push(pattern),
            Some((start, end)) => {
                for choice in pattern[start + 1..end].split(',') {
                    open.push(format!("{}{choice}{}", &pattern[..start], &pattern[end + 1..]));
                }
            }
        }
    }
    done
}

fn innermost(pattern: &str) -> Option<(usize, usize)> {
    let end = pattern.find('}')?;
    let start = pattern[..end].rfind('{')?;
    Some((start, end))
}

fn pieces(pattern: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        pieces.push(match c {
            '*' if chars.next_if_eq(&'*').is_some() => {
                while chars.next_if_eq(&'*').is_some() {}
                Piece::Any
            }
            '*' => Piece::Part,
            '?' => Piece::One,
            '\\' => Piece::Char(chars.next().unwrap_or('\\')),
            '[' => {
                let negated = chars.next_if_eq(&'!').is_some();
                let inside: Vec<char> = chars.by_ref().take_while(|c| *c != ']').collect();
                let ranges = match inside[..] {
                    [low, '-', high] => vec![(low, high)],
                    _ => inside.iter().map(|c| (*c, *c)).collect(),
                };
                Piece::Set { negated, ranges }
            }
            _ => Piece::Char(c),
        });
    }
    pieces
}

/// Whether a text fits, in time proportional to both lengths.
fn fits(pieces: &[Piece], text: &[char]) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for piece in pieces {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            match piece {
                Piece::Any => next[at] = reached[at] || at > 0 && next[at - 1],
                Piece::Part => {
                    next[at] = reached[at] || at > 0 && next[at - 1] && text[at - 1] != '/';
                }
                _ if at == 0 => {}
                Piece::One => next[at] = reached[at - 1] && text[at - 1] != '/',
                Piece::Char(c) => next[at] = reached[at - 1] && text[at - 1] == *c,
                Piece::Set { negated, ranges } => {
                    let c = text[at - 1];
                    let inside = ranges.iter().any(|(low, high)| *low <= c && c <= *high);
                    next[at] = reached[at - 1] && inside != *negated;
                }
            }
        }
        reached = next;
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_hugo() {
        for (pattern, text, expected) in [
            ("/{posts,posts/**}", "/posts/a/b", true),
            ("/{posts,posts/**}", "/posts", true),
            ("/{posts,posts/**}", "/postscript", false),
            ("/*", "/a", true),
            ("/*", "/a/b", false),
            ("/**", "/a/b", true),
            ("{home,section}", "page", false),
            ("/a[bc]?", "/acx", true),
            ("/a[!bc]", "/ab", false),
        ] {
            assert_eq!(Glob::new(pattern).matches(text), expected, "{pattern} {text}");
        }
    }
}
