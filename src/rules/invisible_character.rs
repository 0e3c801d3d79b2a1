//! Characters in front matter that nobody sees.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::{Entry, Node};
use crate::text::{Edit, Span};

/// `invisible-character`
pub const RULE: Rule = Rule {
    name: "invisible-character",
    group: Group::Syntax,
    page: include_str!("../../rules/invisible-character.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    let text = &context.document.source.text;
    let block = front_matter.block.text(text);
    if context.document.source.invalid_at.is_none() && holds_suspect(block) {
        for entry in front_matter.tree.root.entries() {
            visit_entry(text, entry, entry.name(), findings);
        }
    }
}

fn visit_entry(text: &str, entry: &Entry<'_>, root: &str, findings: &mut Findings<'_>) {
    let key = entry.key.span;
    for (at, character) in key.text(text).char_indices().filter(|(_, c)| is_odd_in_key(*c)) {
        let place = Span::new(key.start + at, key.start + at + character.len_utf8());
        let mut fix =
            Fix::guess("remove it", Change::Key(root.to_owned()), vec![Edit::delete(place)]);
        let bare: String = root.chars().filter(|c| !is_odd_in_key(*c)).collect();
        fix.changes.push(Change::Key(bare));
        findings.add(
            Finding::new(place, format!("this key holds {}", name(character)))
                .help("to the engines it is another key than it seems to be; remove the character")
                .fix(fix),
        );
    }
    visit(text, &entry.value, root, findings);
}

fn visit(text: &str, node: &Node<'_>, root: &str, findings: &mut Findings<'_>) {
    for item in node.items() {
        visit(text, item, root, findings);
    }
    for entry in node.entries() {
        visit_entry(text, entry, root, findings);
    }
    if node.scalar().is_none() {
        return;
    }
    let source = node.span.text(text);
    for (at, character) in source.char_indices().filter(|(_, c)| is_suspect(*c)) {
        let before = source[..at].chars().next_back();
        let after = source[at + character.len_utf8()..].chars().next();
        if joins(character, before, after) {
            continue;
        }
        let place = Span::new(node.span.start + at, node.span.start + at + character.len_utf8());
        let change = Change::Key(root.to_owned());
        let edits = vec![Edit::delete(place)];
        let fix = match is_harmless_to_remove(character) {
            true => Fix::safe("remove it", change, edits),
            false => Fix::guess("remove it", change, edits),
        };
        findings.add(
            Finding::new(place, format!("this value holds {}", name(character)))
                .help("links, slugs and searches differ from what they seem to be; remove it")
                .fix(fix),
        );
    }
}

/// Control characters, and characters without width.
fn is_suspect(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        other => other.is_control(),
    }
}

/// Whether any character of a text [`is_suspect`].
fn holds_suspect(text: &str) -> bool {
    let mut bytes = text.bytes().enumerate();
    bytes.any(|(at, byte)| STARTS[usize::from(byte)] && text[at..].starts_with(is_suspect))
}

/// Whether a character that [`is_suspect`] may begin with this byte of UTF-8; few texts have such a byte at all, and
/// bytes are quicker to look at than characters.
const fn begins_suspect(byte: u8) -> bool {
    match byte {
        b'\t' | b'\n' | b'\r' => false,
        0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF => true,
        other => other.is_ascii_control(),
    }
}

/// What [`begins_suspect`] says of each byte: every byte of every block is asked for, and a table answers soonest.
static STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    let mut byte = 0;
    while byte < starts.len() {
        starts[byte] = begins_suspect(byte as u8);
        byte += 1;
    }
    starts
};

/// In keys every blank but the plain one is odd as well.
fn is_odd_in_key(character: char) -> bool {
    is_suspect(character) || character.is_whitespace() && character != ' '
}

/// Whether the character is at home between these two: joiners in emoji and in scripts that need them, marks of
/// direction beside letters that run from right to left.
fn joins(character: char, before: Option<char>, after: Option<char>) -> bool {
    let foreign = |neighbour: Option<char>| {
        neighbour.is_some_and(|c| c as u32 >= 0x0590 && !matches!(c as u32, 0x2000..=0x206f | 0x3000..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xffef))
    };
    match character {
        '\u{200c}' | '\u{200d}' => foreign(before) && foreign(after),
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            let right_to_left = |c: Option<char>| {
                c.is_some_and(
                    |c| matches!(c as u32, 0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff),
                )
            };
            right_to_left(before) || right_to_left(after)
        }
        _ => false,
    }
}

/// Whether no text means anything else without it.
const fn is_harmless_to_remove(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn name(character: char) -> String {
    let known = match character {
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' => "a zero-width non-joiner",
        '\u{200d}' => "a zero-width joiner",
        '\u{2060}' => "a word joiner",
        '\u{feff}' => "a byte order mark",
        '\u{a0}' => "a no-break space",
        '\u{3000}' => "an ideographic space",
        '\u{2028}' | '\u{2029}' => "a line separator",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark of writing direction"
        }
        other if other.is_control() => "a control character",
        _ => "an invisible character",
    };
    format!("{known} (U+{:04X})", character as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_suspect_begins_with_a_byte_that_is_looked_for() {
        for character in ('\0'..=char::MAX).filter(|character| is_suspect(*character)) {
            let first = character.encode_utf8(&mut [0; 4]).as_bytes()[0];
            assert!(begins_suspect(first), "{character:?}");
            assert!(holds_suspect(&format!("a“é{character}")), "{character:?}");
        }
    }
}
