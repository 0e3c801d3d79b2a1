//! What was changed between two texts, as edits of whole lines.

use similar::{Algorithm, capture_diff_slices};

use super::{Edit, Span};

/// How many lines may have to be compared with each other; beyond, all of them count as changed.
const LINES: usize = 2000;

/// Edits that make `new` of `old`, in order of place; few, but not always the fewest.
#[must_use]
pub fn difference(old: &str, new: &str) -> Vec<Edit> {
    let [old_lines, new_lines] =
        [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let above = same(&mut old_lines.iter().zip(&new_lines));
    let (old_rest, new_rest) = (&old_lines[above..], &new_lines[above..]);
    let below = same(&mut old_rest.iter().rev().zip(new_rest.iter().rev()));
    let (old_rest, new_rest) =
        (&old_rest[..old_rest.len() - below], &new_rest[..new_rest.len() - below]);
    let start: usize = old_lines[..above].iter().map(|line| line.len()).sum();
    if old_rest.len() + new_rest.len() > LINES {
        let length: usize = old_rest.iter().map(|line| line.len()).sum();
        return vec![Edit::replace(Span::new(start, start + length), new_rest.concat())];
    }
    let mut starts = vec![start];
    starts.extend(old_rest.iter().scan(start, |at, line| {
        *at += line.len();
        Some(*at)
    }));
    capture_diff_slices(Algorithm::Myers, old_rest, new_rest)
        .iter()
        .map(|part| (part.old_range(), part.new_range()))
        .filter(|(old, new)| old_rest[old.clone()] != new_rest[new.clone()])
        .map(|(old, new)| {
            Edit::replace(Span::new(starts[old.start], starts[old.end]), new_rest[new].concat())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    fn check(old: &str, new: &str, edits: usize) {
        let found = difference(old, new);
        assert_eq!(apply(old, &found).as_deref(), Ok(new));
        assert_eq!(found.len(), edits, "{found:?}");
    }

    #[test]
    fn only_changed_lines_are_told() {
        check("", "", 0);
        check("a\nb\n", "a\nb\n", 0);
        check("a\nb\nc\nd\ne\n", "A\nb\nc\nd\nE\n", 2);
        check("a\nb\n标", "a\n标\n题", 1);
        check("a\na\n", "a\n", 1);
        check("", "a", 1);
        check("a", "", 1);
        check("a\r\nb", "a\nb", 1);
    }

    #[test]
    fn many_changed_lines_are_one_edit() {
        let text =
            |word: &str| (0..LINES).map(|nth| format!("{word} {nth}\n-\n")).collect::<String>();
        check(&format!("x\n{}y", text("a")), &format!("x\n{}y", text("b")), 1);
    }
}
