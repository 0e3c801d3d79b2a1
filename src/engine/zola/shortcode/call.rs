//! The grammar of a call: `name(key=value, …)`. Blanks may stand between all parts, commas may be left out, and the
//! last argument has none behind it.

use crate::engine::templates::TagArgument;
use crate::text::Span;
use crate::value::Value;

/// Reads a call up to behind `close`: the place of its name, and where it ends.
pub(super) fn read(text: &str, start: usize, close: &str) -> Option<(Span, usize)> {
    let mut scan = Scan { bytes: text.as_bytes(), at: start };
    let name = scan.name()?;
    scan.byte(b'(')?;
    scan.arguments()?;
    scan.mark(close)?;
    Some((name, scan.at))
}

/// Reads `end` up to behind `close`, and says where that is.
pub(super) fn read_end(text: &str, start: usize, close: &str) -> Option<usize> {
    let mut scan = Scan { bytes: text.as_bytes(), at: start };
    scan.mark("end")?;
    scan.mark(close)?;
    Some(scan.at)
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scan<'_> {
    fn blanks(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn byte(&mut self, wanted: u8) -> Option<()> {
        self.blanks();
        (*self.bytes.get(self.at)? == wanted).then(|| self.at += 1)
    }

    fn mark(&mut self, mark: &str) -> Option<()> {
        self.blanks();
        self.bytes[self.at..].starts_with(mark.as_bytes()).then(|| self.at += mark.len())
    }

    fn name(&mut self) -> Option<Span> {
        self.blanks();
        let start = self.at;
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        if self.bytes.get(start)?.is_ascii_digit() {
            return None;
        }
        let length = self.bytes[start..].iter().take_while(|byte| is_name(byte)).count();
        self.at += length;
        (length > 0).then(|| Span::new(start, self.at))
    }

    /// Arguments up to behind the closing parenthesis.
    fn arguments(&mut self) -> Option<()> {
        let mut needs_argument = false;
        loop {
            if self.byte(b')').is_some() {
                return (!needs_argument).then_some(());
            }
            self.name()?;
            self.byte(b'=')?;
            self.blanks();
            self.value()?;
            needs_argument = self.byte(b',').is_some();
        }
    }

    /// A truth value, a text, a number or a list of these.
    fn value(&mut self) -> Option<()> {
        if self.bytes.get(self.at)? == &b'[' { self.list() } else { self.literal() }
    }

    fn literal(&mut self) -> Option<()> {
        if let Some(word) = ["true", "false"].into_iter().find(|word| self.starts_with(word)) {
            self.at += word.len();
            return Some(());
        }
        match *self.bytes.get(self.at)? {
            quote @ (b'"' | b'\'' | b'`') => {
                let length = memchr::memchr(quote, &self.bytes[self.at + 1..])?;
                self.at += length + 2;
                Some(())
            }
            _ => self.number(),
        }
    }

    /// `-`, then `0` or digits without a leading zero, then a fraction if digits follow the point.
    fn number(&mut self) -> Option<()> {
        let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let start = self.at + usize::from(self.starts_with("-"));
        let whole = match self.bytes.get(start)? {
            b'0' => 1,
            _ => digits(&self.bytes[start..]),
        };
        if whole == 0 {
            return None;
        }
        self.at = start + whole;
        if self.starts_with(".") {
            let fraction = digits(&self.bytes[self.at + 1..]);
            self.at += if fraction > 0 { fraction + 1 } else { 0 };
        }
        Some(())
    }

    /// A list, with lists in it to any depth; a comma may end it.
    fn list(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        let mut wants_value = true;
        loop {
            self.blanks();
            match *self.bytes.get(self.at)? {
                b'[' if wants_value => depth += 1,
                b',' if !wants_value => wants_value = true,
                b']' => {
                    depth -= 1;
                    wants_value = false;
                }
                _ if wants_value => {
                    self.literal()?;
                    wants_value = false;
                    continue;
                }
                _ => return None,
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn starts_with(&self, word: &str) -> bool {
        self.bytes[self.at..].starts_with(word.as_bytes())
    }
}

/// The arguments of a call that was read, from behind its name on.
pub(super) fn arguments(text: &str, from: usize) -> Vec<TagArgument> {
    let mut scan = Scan { bytes: text.as_bytes(), at: from };
    let mut arguments = Vec::new();
    if scan.byte(b'(').is_none() {
        return arguments;
    }
    while let Some(name) = scan.name() {
        if scan.byte(b'=').is_none() {
            break;
        }
        scan.blanks();
        let start = scan.at;
        if scan.value().is_none() {
            break;
        }
        let span = Span::new(start, scan.at);
        arguments.push(TagArgument { name: Some(name), span, value: value(span.text(text)) });
        scan.byte(b',');
    }
    arguments
}

/// The value of an argument; none for a list of lists.
fn value(written: &str) -> Option<Value> {
    match written {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ if written.starts_with(['"', '\'', '`']) => {
            Some(Value::String(written[1..written.len() - 1].to_owned()))
        }
        _ if written.starts_with('[') => items(written).map(Value::List),
        _ => match written.parse() {
            Ok(number) => Some(Value::Int(number)),
            Err(_) => written.parse().ok().map(Value::Float),
        },
    }
}

/// The items of a list.
fn items(written: &str) -> Option<Vec<Value>> {
    let mut scan = Scan { bytes: written.as_bytes(), at: 1 };
    let mut items = Vec::new();
    loop {
        scan.blanks();
        match scan.bytes.get(scan.at)? {
            b']' => return Some(items),
            b',' => scan.at += 1,
            b'[' => return None,
            _ => {
                let start = scan.at;
                scan.literal()?;
                items.push(value(&written[start..scan.at])?);
            }
        }
    }
}
