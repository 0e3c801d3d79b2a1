//! The changes of one file in two columns: the old text on the left, the new one on the right.

use std::fmt::Write as _;

use super::FileDiff;
use super::markup::Plain;

/// The columns. Lines that stand beside each other have what differs between them marked.
pub(super) fn sides(diff: &FileDiff) -> String {
    let mut sides = Sides::default();
    for (mark, line) in &diff.lines {
        match mark {
            '-' => {
                sides.flush_same();
                sides.old.push(line);
            }
            '+' => {
                sides.flush_same();
                sides.new.push(line);
            }
            '…' => {
                sides.flush();
                // Writing to a string cannot fail.
                let _ = write!(sides.html, "<p>line {}</p>", Plain(line));
            }
            _ => {
                sides.flush_changed();
                sides.same.push(line);
            }
        }
    }
    sides.flush();
    sides.html
}

/// What was not written yet.
#[derive(Default)]
struct Sides<'d> {
    html: String,
    same: Vec<&'d str>,
    old: Vec<&'d str>,
    new: Vec<&'d str>,
}

impl Sides<'_> {
    fn flush(&mut self) {
        self.flush_same();
        self.flush_changed();
    }

    fn flush_same(&mut self) {
        if self.same.is_empty() {
            return;
        }
        let mut text = String::new();
        for (nth, line) in self.same.drain(..).enumerate() {
            let newline = if nth > 0 { "\n" } else { "" };
            let _ = write!(text, "{newline}{}", Plain(line));
        }
        // Where there is no room for two columns, the copy is not shown. HTML drops a newline that follows the tag, so one more keeps an empty first line.
        let first = if text.starts_with('\n') { "\n" } else { "" };
        let _ = write!(self.html, "<pre>{first}{text}</pre><pre class=c>{first}{text}</pre>");
    }

    fn flush_changed(&mut self) {
        for nth in 0..self.old.len().max(self.new.len()) {
            let (old, new) = (self.old.get(nth).copied(), self.new.get(nth).copied());
            let differs = match (old, new) {
                (Some(old), Some(new)) => differing(old, new),
                _ => None,
            };
            let [one, other] = differs.map_or([None; 2], |(head, tail)| [Some((head, tail)); 2]);
            self.cell("o", old, one);
            self.cell("n", new, other);
        }
        self.old.clear();
        self.new.clear();
    }

    /// A line, or an empty place; `same` is how many bytes at its start and its end stand in the other one, too.
    fn cell(&mut self, side: &str, line: Option<&str>, same: Option<(usize, usize)>) {
        let _ = match (line, same) {
            (None, _) => write!(self.html, "<pre></pre>"),
            (Some(line), Some((head, tail))) => {
                let (head, rest) = line.split_at(head);
                let (middle, tail) = rest.split_at(rest.len() - tail);
                let (head, middle, tail) = (Plain(head), Plain(middle), Plain(tail));
                write!(self.html, "<pre class={side}>{head}<mark>{middle}</mark>{tail}</pre>")
            }
            (Some(line), None) => write!(self.html, "<pre class={side}>{}</pre>", Plain(line)),
        };
    }
}

/// How many bytes two lines have in common at their start and at their end; none where that is less than a third of
/// the longer one, for then they are two different lines.
fn differing(one: &str, other: &str) -> Option<(usize, usize)> {
    let alike = |(a, b): &(char, char)| a == b;
    let length = |(a, _): (char, char)| a.len_utf8();
    let head: usize = one.chars().zip(other.chars()).take_while(alike).map(length).sum();
    let (one_rest, other_rest) = (&one[head..], &other[head..]);
    let ends = one_rest.chars().rev().zip(other_rest.chars().rev());
    let tail: usize = ends.take_while(alike).map(length).sum();
    (3 * (head + tail) >= one.len().max(other.len())).then_some((head, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        sides(&FileDiff::new("a".to_owned(), "b".to_owned(), old, new))
    }

    #[test]
    fn what_differs_is_marked() {
        let html = shown("same\n标题 <a> x\n", "same\n标题 <b> x\n");
        let expected = "<pre>same</pre><pre class=c>same</pre>\
            <pre class=o>标题 &lt;<mark>a</mark>&gt; x</pre><pre class=n>标题 &lt;<mark>b</mark>&gt; x</pre>";
        assert_eq!(html, expected);
    }

    #[test]
    fn what_has_no_like_stands_alone() {
        assert_eq!(
            shown("a\n", "a\nnew\n").matches("<pre></pre><pre class=n>new</pre>").count(),
            1
        );
        assert_eq!(shown("one\n", "2\n"), "<pre class=o>one</pre><pre class=n>2</pre>");
    }

    #[test]
    fn what_is_left_out_is_told_by_its_line() {
        let old: String = (1..=20).map(|n| format!("{n}\n")).collect();
        let html = shown(&old, &old.replace("15\n", "x\n"));
        assert!(html.starts_with("<p>line 13</p><pre>13\n14</pre>"), "{html}");
    }

    #[test]
    fn ends_that_overlap_are_counted_once() {
        assert_eq!(differing("aa", "aaa"), Some((2, 0)));
        assert_eq!(differing("é", "è"), None);
        assert_eq!(differing("", ""), Some((0, 0)));
    }
}
