//! Tokens of Nunjucks 3.2 (`src/lexer.js`).

use std::borrow::Cow;

use crate::text::Span;

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind<'t> {
    /// Text outside any tag.
    Data,
    /// `{# … #}`
    Comment,
    /// `{%`
    BlockStart,
    /// `%}`
    BlockEnd,
    /// `{{`
    VariableStart,
    /// `}}`
    VariableEnd,
    /// White space in a tag.
    Blank,
    /// A text in quotes, escapes undone.
    String(Cow<'t, str>),
    /// Digits.
    Int(&'t str),
    /// Digits, a point, and perhaps more digits.
    Float(&'t str),
    /// `true`, `false`
    Bool(bool),
    /// `none`, `null`
    None,
    /// A name, or anything else that is not cut by a sign.
    Symbol(&'t str),
    /// A sign or a group of signs.
    Sign(&'t str),
    /// `r/…/g`
    Regex,
}

/// A token and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    pub kind: Kind<'t>,
    pub span: Span,
}

impl<'t> Token<'t> {
    /// The value of a name.
    pub fn symbol(&self) -> Option<&'t str> {
        match self.kind {
            Kind::Symbol(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: &str) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// What messages call it.
    pub fn name(&self) -> &'static str {
        match self.kind {
            Kind::Data => "data",
            Kind::Comment => "comment",
            Kind::BlockStart => "block-start",
            Kind::BlockEnd => "block-end",
            Kind::VariableStart => "variable-start",
            Kind::VariableEnd => "variable-end",
            Kind::Blank => "whitespace",
            Kind::String(_) => "string",
            Kind::Int(_) => "int",
            Kind::Float(_) => "float",
            Kind::Bool(_) => "boolean",
            Kind::None => "none",
            Kind::Symbol(_) => "symbol",
            Kind::Regex => "regex",
            Kind::Sign("(") => "left-paren",
            Kind::Sign(")") => "right-paren",
            Kind::Sign("[") => "left-bracket",
            Kind::Sign("]") => "right-bracket",
            Kind::Sign("{") => "left-curly",
            Kind::Sign("}") => "right-curly",
            Kind::Sign(",") => "comma",
            Kind::Sign(":") => "colon",
            Kind::Sign("~") => "tilde",
            Kind::Sign("|") => "pipe",
            Kind::Sign(_) => "operator",
        }
    }
}

const SIGNS: &str = "()[]{}%*-+~/#,:|.<>=!";
const LONG_SIGNS: &[&str] = &["===", "!==", "==", "!=", "<=", ">=", "//", "**"];

/// A text that Nunjucks cannot even cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncut {
    pub at: usize,
    pub message: &'static str,
}

/// Cuts a text into tokens.
#[derive(Debug)]
pub struct Lexer<'t> {
    pub text: &'t str,
    pub at: usize,
    in_tag: bool,
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\t' | '\r' | '\u{A0}')
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, in_tag: false }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn token(&mut self, kind: Kind<'t>, length: usize) -> Token<'t> {
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        Token { kind, span }
    }

    /// The next token; none at the end.
    ///
    /// # Errors
    /// Where a comment is opened or closed alone.
    pub fn next(&mut self) -> Result<Option<Token<'t>>, Uncut> {
        if self.at >= self.text.len() {
            return Ok(None);
        }
        if self.in_tag { Ok(Some(self.next_in_tag())) } else { self.next_outside().map(Some) }
    }

    fn next_in_tag(&mut self) -> Token<'t> {
        let rest = self.rest();
        let first = rest.chars().next().unwrap_or_default();
        if first == '"' || first == '\'' {
            return self.string(first);
        }
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        if blanks > 0 {
            return self.token(Kind::Blank, blanks);
        }
        let ends = [
            ("%}", Kind::BlockEnd),
            ("-%}", Kind::BlockEnd),
            ("}}", Kind::VariableEnd),
            ("-}}", Kind::VariableEnd),
        ];
        for (end, kind) in ends {
            if rest.starts_with(end) {
                self.in_tag = false;
                return self.token(kind, end.len());
            }
        }
        if rest.starts_with("r/") {
            return self.regex();
        }
        if SIGNS.contains(first) {
            let length =
                LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign)).map_or(1, |s| s.len());
            return self.token(Kind::Sign(&rest[..length]), length);
        }
        self.word()
    }

    fn word(&mut self) -> Token<'t> {
        let rest = self.rest();
        let length = rest.find(|c| is_blank(c) || SIGNS.contains(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            if rest[length..].starts_with('.') {
                let digits = rest[length + 1..].bytes().take_while(u8::is_ascii_digit).count();
                let length = length + 1 + digits;
                return self.token(Kind::Float(&rest[..length]), length);
            }
            return self.token(Kind::Int(word), length);
        }
        let kind = match word {
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            "none" | "null" => Kind::None,
            _ => Kind::Symbol(word),
        };
        self.token(kind, length)
    }

    fn string(&mut self, quote: char) -> Token<'t> {
        let rest = self.rest();
        let mut value = String::new();
        let mut escaped = false;
        for (at, character) in rest.char_indices().skip(1) {
            if std::mem::take(&mut escaped) {
                value.push(match character {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    other => other,
                });
            } else if character == quote {
                return self.token(Kind::String(value.into()), at + 1);
            } else if character == '\\' {
                escaped = true;
            } else {
                value.push(character);
            }
        }
        self.token(Kind::String(value.into()), rest.len())
    }

    fn regex(&mut self) -> Token<'t> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let end = (2..bytes.len()).find(|&at| bytes[at] == b'/' && bytes[at - 1] != b'\\');
        let end = end.map_or(rest.len(), |at| at + 1);
        let flags = bytes[end..].iter().take_while(|flag| b"gimy".contains(flag)).count();
        self.token(Kind::Regex, end + flags)
    }

    fn next_outside(&mut self) -> Result<Token<'t>, Uncut> {
        let rest = self.rest();
        for (start, kind) in [("{%", Kind::BlockStart), ("{{", Kind::VariableStart)] {
            if let Some(behind) = rest.strip_prefix(start) {
                self.in_tag = true;
                let dash = usize::from(behind.starts_with('-'));
                return Ok(self.token(kind, start.len() + dash));
            }
        }
        if let Some(inner) = rest.strip_prefix("{#") {
            return match inner.find("#}") {
                Some(length) => Ok(self.token(Kind::Comment, length + 4)),
                None => {
                    Err(Uncut { at: self.at, message: "expected end of comment, got end of file" })
                }
            };
        }
        let bytes = rest.as_bytes();
        let is_mark = |at: &usize| {
            matches!(bytes.get(*at..*at + 2), Some([b'{', b'%' | b'{' | b'#'] | [b'#', b'}']))
        };
        let end = memchr::memchr2_iter(b'{', b'#', bytes).find(is_mark).unwrap_or(rest.len());
        if rest[end..].starts_with("#}") {
            return Err(Uncut { at: self.at + end, message: "unexpected end of comment" });
        }
        Ok(self.token(Kind::Data, end))
    }

    /// Takes the text up to the next `{% name %}` or `{% endname %}`; answers whether it is the former, and
    /// leaves the place before it.
    pub fn skip_to_raw_mark(&mut self, name: &str, end_name: &str) -> Option<RawMark> {
        let base = self.at;
        for at in memchr::memmem::find_iter(self.rest().as_bytes(), "{%") {
            let start = base + at;
            let inner = self.text[start + 2..].trim_start();
            for (word, opens) in [(name, true), (end_name, false)] {
                let Some(behind) = inner.strip_prefix(word) else { continue };
                let behind = behind.trim_start();
                if behind.starts_with("%}") {
                    let end = self.text.len() - behind.len() + 2;
                    return Some(RawMark { span: Span::new(start, end), opens });
                }
            }
        }
        None
    }
}

/// A mark inside `raw`.
#[derive(Clone, Copy, Debug)]
pub struct RawMark {
    pub span: Span,
    /// Whether it opens another level.
    pub opens: bool,
}
