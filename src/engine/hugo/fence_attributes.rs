//! `{…}` behind a code fence: attributes to Hugo, and a failed build where they cannot be read
//! (`markup/goldmark/codeblocks/render.go`, goldmark's `parser/attribute.go`).

use crate::document::Markup;
use crate::document::body::CodeKind;
use crate::text::Span;

/// Lists and maps may nest this deep.
const MAX_DEPTH: usize = 32;

/// Whether a line with a fence holds a brace, so that it is worth reading the Markdown.
pub(in crate::engine) fn may_stand_in(body: &str) -> bool {
    let bytes = body.as_bytes();
    ["```", "~~~"].iter().any(|fence| {
        let mut at = 0;
        while let Some(found) = memchr::memmem::find(&bytes[at..], fence.as_bytes()) {
            let line = &bytes[at + found..];
            let end = memchr::memchr(b'\n', line).unwrap_or(line.len());
            if memchr::memchr(b'{', &line[..end]).is_some() {
                return true;
            }
            at += found + end;
        }
        false
    })
}

/// The first attributes that goldmark cannot read.
pub(super) fn first_bad(text: &str, markup: &Markup) -> Option<Span> {
    markup.code.iter().find_map(|code| match code.kind {
        CodeKind::Fenced { info, .. } => bad(info.text(text)).map(|span| span.shifted(info.start)),
        _ => None,
    })
}

/// The part of an info string that is taken for attributes, where it cannot be read.
pub(in crate::engine) fn bad(info: &str) -> Option<Span> {
    // A shortcode is replaced before the Markdown is read; what a comment in its marks keeps from running is text then.
    let runs = |mark: &str| info.split(mark).skip(1).any(|behind| !behind.starts_with("/*"));
    if runs("{{<") || runs("{{%") {
        return None;
    }
    let open = info.find('{')?;
    let end = open + info[open..].find('}')? + 1;
    let start = info[..end].rfind('{')?;
    let mut reader = Reader { rest: &info[start..end], depth: 0 };
    reader.attributes().is_none().then_some(Span::new(start, end))
}

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

/// What a value is, as far as anything depends on it.
#[derive(PartialEq, Eq)]
enum Value {
    Text,
    Other,
}

impl Reader<'_> {
    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    }

    fn eat(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &str {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn attributes(&mut self) -> Option<()> {
        self.skip_spaces();
        self.eat('{').then_some(())?;
        while !self.eat('}') {
            self.attribute()?;
            self.skip_spaces();
            if self.eat(',') {
                self.skip_spaces();
            }
        }
        Some(())
    }

    fn attribute(&mut self) -> Option<()> {
        self.skip_spaces();
        if self.eat('#') || self.eat('.') {
            let is_name = |c: char| {
                !c.is_ascii_whitespace() && !c.is_ascii_punctuation()
                    || matches!(c, '_' | '-' | ':' | '.')
            };
            self.take_while(is_name);
            return Some(());
        }
        let is_class = self.word()? == "class";
        self.skip_spaces();
        self.eat('=').then_some(())?;
        let value = self.value()?;
        (!is_class || value == Value::Text).then_some(())
    }

    /// A name or an unquoted text.
    fn word(&mut self) -> Option<&str> {
        let starts = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':');
        self.rest.starts_with(starts).then_some(())?;
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '-');
        Some(self.take_while(word))
    }

    fn value(&mut self) -> Option<Value> {
        self.skip_spaces();
        match self.rest.chars().next()? {
            '{' | '[' if self.depth >= MAX_DEPTH => None,
            '{' => self.nested(Self::attributes),
            '[' => self.nested(Self::array),
            '"' => self.string(),
            '-' | '+' | '0'..='9' => self.number(),
            _ => {
                let plain = !matches!(self.word()?, "true" | "false" | "null");
                Some(if plain { Value::Text } else { Value::Other })
            }
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<()>) -> Option<Value> {
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read.map(|()| Value::Other)
    }

    fn array(&mut self) -> Option<()> {
        self.eat('[');
        let mut first = true;
        loop {
            if !first {
                self.eat(',');
            }
            if self.eat(']') {
                return Some(());
            }
            first = false;
            self.skip_spaces();
            self.value()?;
            self.skip_spaces();
        }
    }

    fn string(&mut self) -> Option<Value> {
        self.eat('"');
        loop {
            let c = self.rest.chars().next()?;
            self.rest = &self.rest[c.len_utf8()..];
            match c {
                '"' => return Some(Value::Text),
                '\\' => {
                    let escaped = self.rest.chars().next()?;
                    self.rest = &self.rest[escaped.len_utf8()..];
                }
                _ => {}
            }
        }
    }

    fn number(&mut self) -> Option<Value> {
        if !self.eat('-') {
            self.eat('+');
        }
        let digits = |reader: &mut Self| !reader.take_while(|c| c.is_ascii_digit()).is_empty();
        digits(self).then_some(())?;
        if self.eat('.') {
            digits(self);
        }
        if self.eat('e') || self.eat('E') {
            if !self.eat('-') {
                self.eat('+');
            }
            digits(self).then_some(())?;
        }
        Some(Value::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_goldmark_reads_them() {
        for info in [
            "go",
            "go {linenos=table hl_lines=[1,\"2-3\"] linenostart=5 .cls #id}",
            "go {linenos=true,hl_lines=[1]}",
            "go {}",
            "js title=\"x\"",
            "{{< x >}}",
            "go {",
            "go {a=\"}\"}",
        ] {
            let expected = if info.contains("\"}\"") { Some(Span::new(3, 8)) } else { None };
            assert_eq!(bad(info), expected, "{info}");
        }
        for info in [
            "js {1,3-5}",
            "{r}",
            "{highlight: [1]}",
            "js {a=b c}",
            "js {class=1}",
            "{\"a\": 1}",
            "js {{</* x */>}}",
            "js {{%/* x */%}}",
        ] {
            assert!(bad(info).is_some(), "{info}");
        }
    }
}
