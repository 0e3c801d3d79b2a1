//! Globs as micromatch 4 reads them: `*` stays in its folder and passes over hidden names, `**` goes deeper.

/// Patterns of one setting; a path matches when any of them does.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    patterns: Vec<Glob>,
}

/// One pattern.
#[derive(Clone, Debug)]
struct Glob {
    /// It began with `!` (an odd number of them).
    negated: bool,
    pieces: Vec<Piece>,
}

/// A part of a pattern.
#[derive(Clone, Debug)]
enum Piece {
    Char(char),
    /// `?`
    One,
    /// `*`
    Star,
    /// `**` as a whole folder.
    Folders,
    /// `/**` at the end, which may stand for nothing, too: `a/**` matches `a`.
    Below,
    /// `[…]`
    Class {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
    /// `{a,b}`, `@(a|b)` and its like.
    Group {
        kind: Repeat,
        choices: Vec<Vec<Piece>>,
    },
}

/// How often a group may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeat {
    Once,
    Maybe,
    Any,
    AtLeastOnce,
    /// `!(…)`: anything but one of these.
    Not,
}

/// Attempts after which a pattern is taken not to match.
const MAX_STEPS: usize = 1 << 16;
/// Deepest nesting of groups that is read as such.
const MAX_DEPTH: usize = 16;

impl Globs {
    /// Patterns from their texts.
    pub fn new(patterns: impl IntoIterator<Item = String>) -> Self {
        Self { patterns: patterns.into_iter().map(|pattern| Glob::new(&pattern)).collect() }
    }

    /// Whether any pattern matches the whole path.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(path))
    }

    /// Whether there is no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }
}

impl Glob {
    fn new(pattern: &str) -> Self {
        let mut rest = pattern;
        let mut negated = false;
        while let Some(after) = rest.strip_prefix('!').filter(|after| !after.starts_with('(')) {
            negated = !negated;
            rest = after;
        }
        let rest = rest.strip_prefix("./").unwrap_or(rest);
        let chars: Vec<char> = rest.chars().collect();
        let mut pieces = Parser { chars: &chars, at: 0 }.sequence(&[], 0);
        if let [.., before, Piece::Char('/'), Piece::Folders] = &*pieces
            && !matches!(before, Piece::Star | Piece::Folders)
        {
            pieces.truncate(pieces.len() - 2);
            pieces.push(Piece::Below);
        }
        Self { negated, pieces }
    }

    fn matches(&self, path: &str) -> bool {
        let chars: Vec<char> = path.chars().collect();
        let mut matcher = Matcher { path: &chars, steps: 0 };
        let found = matcher.run(&[&self.pieces], 0);
        found != self.negated
    }
}

struct Parser<'c> {
    chars: &'c [char],
    at: usize,
}

impl Parser<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Reads pieces up to one of the `ends`, which stays.
    fn sequence(&mut self, ends: &[char], depth: usize) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while let Some(first) = self.peek(0) {
            if ends.contains(&first) {
                break;
            }
            let start = self.at;
            if let Some(group) = self.group(first, depth) {
                pieces.push(group);
                continue;
            }
            self.at = start + 1;
            match first {
                '\\' if self.peek(0).is_some() => {
                    pieces.push(Piece::Char(self.chars[self.at]));
                    self.at += 1;
                }
                '?' => pieces.push(Piece::One),
                '*' => pieces.push(self.stars(start)),
                '[' => {
                    let class = self.class();
                    pieces.push(class.unwrap_or(Piece::Char('[')));
                }
                other => pieces.push(Piece::Char(other)),
            }
        }
        pieces
    }

    fn stars(&mut self, start: usize) -> Piece {
        while self.peek(0) == Some('*') {
            self.at += 1;
        }
        let starts = start == 0 || self.chars[start - 1] == '/';
        let ends = self.peek(0).is_none_or(|next| next == '/');
        if self.at - start == 2 && starts && ends { Piece::Folders } else { Piece::Star }
    }

    fn class(&mut self) -> Option<Piece> {
        let start = self.at;
        // Unlike in a shell, only `^` negates.
        let negated = self.peek(0) == Some('^');
        self.at += usize::from(negated);
        let mut ranges = Vec::new();
        while let Some(first) = self.peek(0) {
            if first == ']' && !ranges.is_empty() {
                self.at += 1;
                return Some(Piece::Class { negated, ranges });
            }
            match (self.peek(1), self.peek(2)) {
                (Some('-'), Some(last)) if last != ']' => {
                    ranges.push((first, last));
                    self.at += 3;
                }
                _ => {
                    ranges.push((first, first));
                    self.at += 1;
                }
            }
        }
        self.at = start;
        None
    }

    /// Reads a group that begins here; on failure the place does not matter.
    fn group(&mut self, first: char, depth: usize) -> Option<Piece> {
        let repeat = match (first, self.peek(1)) {
            _ if depth >= MAX_DEPTH => return None,
            ('{', _) => return self.braces(depth),
            ('@', Some('(')) => Repeat::Once,
            ('?', Some('(')) => Repeat::Maybe,
            ('*', Some('(')) => Repeat::Any,
            ('+', Some('(')) => Repeat::AtLeastOnce,
            ('!', Some('(')) => Repeat::Not,
            ('(', _) => Repeat::Once,
            _ => return None,
        };
        self.at += if first == '(' { 1 } else { 2 };
        let choices = self.choices('|', ')', depth)?;
        Some(Piece::Group { kind: repeat, choices })
    }

    fn braces(&mut self, depth: usize) -> Option<Piece> {
        self.at += 1;
        let start = self.at;
        let length = self.chars[start..].iter().position(|&c| c == '}')?;
        let inner: String = self.chars[start..start + length].iter().collect();
        if let Some(choices) = range(&inner) {
            self.at = start + length + 1;
            return Some(Piece::Group { kind: Repeat::Once, choices });
        }
        let choices = self.choices(',', '}', depth)?;
        (choices.len() > 1).then_some(Piece::Group { kind: Repeat::Once, choices })
    }

    fn choices(&mut self, between: char, end: char, depth: usize) -> Option<Vec<Vec<Piece>>> {
        let mut choices = Vec::new();
        loop {
            choices.push(self.sequence(&[between, end], depth + 1));
            let last = self.peek(0)?;
            self.at += 1;
            if last == end {
                return Some(choices);
            }
        }
    }
}

/// `1..3` or `a..c` as choices.
fn range(inner: &str) -> Option<Vec<Vec<Piece>>> {
    let (first, last) = inner.split_once("..")?;
    let texts: Vec<String> = match (first.parse::<i32>(), last.parse::<i32>()) {
        (Ok(first), Ok(last)) => (first.min(last)..=first.max(last))
            .take(1000)
            .map(|number| number.to_string())
            .collect(),
        _ => {
            let (mut first, mut last) = (first.chars(), last.chars());
            let (from, to) = (first.next()?, last.next()?);
            if first.next().or(last.next()).is_some() {
                return None;
            }
            (from.min(to)..=from.max(to)).take(1000).map(String::from).collect()
        }
    };
    Some(texts.into_iter().map(|text| text.chars().map(Piece::Char).collect()).collect())
}

struct Matcher<'p> {
    path: &'p [char],
    steps: usize,
}

impl Matcher<'_> {
    /// Whether the pieces of all lists, one after the other, match the path from `at` to its end.
    fn run(&mut self, lists: &[&[Piece]], at: usize) -> bool {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return false;
        }
        let Some((list, later)) = lists.split_first() else { return at == self.path.len() };
        let Some((piece, rest)) = list.split_first() else { return self.run(later, at) };
        let mut next = vec![rest];
        next.extend(later);
        let here = self.path.get(at).copied();
        let starts = at == 0 || self.path[at - 1] == '/';
        match piece {
            Piece::Char(wanted) => here == Some(*wanted) && self.run(&next, at + 1),
            Piece::Below => here.is_none() || here == Some('/') && self.is_visible(at + 1),
            Piece::One => {
                here.is_some_and(|c| c != '/' && !(starts && c == '.')) && self.run(&next, at + 1)
            }
            Piece::Class { negated, ranges } => {
                here.is_some_and(|c| {
                    c != '/'
                        && ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != *negated
                }) && self.run(&next, at + 1)
            }
            Piece::Star => {
                let end = self.segment_end(at);
                let least = if !starts {
                    0
                } else if here == Some('.') {
                    return false;
                } else {
                    1
                };
                (at + least..=end).any(|to| self.run(&next, to))
            }
            Piece::Folders => self.run_folders(&next, rest, at),
            Piece::Group { kind, choices } => self.run_group(*kind, choices, &next, at),
        }
    }

    /// Whether no name from here on begins with a point.
    fn is_visible(&self, at: usize) -> bool {
        !self.path[at..].split(|&c| c == '/').any(|name| name.first() == Some(&'.'))
    }

    fn segment_end(&self, at: usize) -> usize {
        self.path[at..].iter().position(|&c| c == '/').map_or(self.path.len(), |length| at + length)
    }

    /// `**`: any number of folders, none of them hidden; followed by a slash, the slash goes with it.
    fn run_folders(&mut self, next: &[&[Piece]], rest: &[Piece], at: usize) -> bool {
        if rest.is_empty() {
            let hidden =
                self.path[at..].split(|&c| c == '/').any(|name| name.first() == Some(&'.'));
            return !hidden && self.run(next, self.path.len());
        }
        let mut behind: Vec<&[Piece]> = next.to_vec();
        behind[0] = &rest[1..];
        let mut from = at;
        loop {
            if self.run(&behind, from) {
                return true;
            }
            let end = self.segment_end(from);
            if end == self.path.len() || self.path.get(from) == Some(&'.') {
                return false;
            }
            from = end + 1;
        }
    }

    fn run_group(
        &mut self,
        kind: Repeat,
        choices: &[Vec<Piece>],
        next: &[&[Piece]],
        at: usize,
    ) -> bool {
        if kind == Repeat::Not {
            let end = self.segment_end(at);
            return (at..=end).rev().any(|to| {
                let excluded = choices.iter().any(|choice| {
                    Matcher { path: &self.path[at..to], steps: self.steps }.run(&[choice], 0)
                });
                !excluded && self.run(next, to)
            });
        }
        if matches!(kind, Repeat::Maybe | Repeat::Any) && self.run(next, at) {
            return true;
        }
        let again = [Piece::Group { kind: Repeat::Any, choices: choices.to_vec() }];
        choices.iter().any(|choice| {
            let mut lists: Vec<&[Piece]> = vec![choice];
            if matches!(kind, Repeat::Any | Repeat::AtLeastOnce) && !choice.is_empty() {
                lists.push(&again);
            }
            lists.extend(next);
            self.run(&lists, at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_as_micromatch_does() {
        for (pattern, path, expected) in [
            ("**/*.html", "a/b.html", true),
            ("**/*.html", "b.html", true),
            ("**/*.html", ".x/b.html", false),
            ("*.md", "a/b.md", false),
            ("start", "start/index.html", false),
            ("assets/*", "assets/a/b", false),
            ("assets/*", "assets/a", true),
            ("!a.md", "b.md", true),
            ("_posts/*", "_posts/a.md", true),
            ("**", "a/b.md", true),
            ("**", ".a", false),
            ("a/**", "a", true),
            ("a/**", "a/b/c", true),
            ("*/**", "a", false),
            ("a/**/c", "a/c", true),
            ("a/", "a", false),
            ("v2/examples/vue-20-*/*", "v2/examples/vue-20-x/y.md", true),
            ("a{b,c}.md", "ac.md", true),
            ("a{1..3}", "a2", true),
            ("[ab].md", "b.md", true),
            ("[!ab].md", "!.md", true),
            ("[^ab].md", "c.md", true),
            ("@(a|b).md", "a.md", true),
            ("+(ab).md", "abab.md", true),
            ("!(a).md", "b.md", true),
            ("./a", "a", true),
            ("/a", "a", false),
        ] {
            assert_eq!(Glob::new(pattern).matches(path), expected, "{pattern} on {path}");
        }
    }
}
