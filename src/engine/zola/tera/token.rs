//! The tokens of a Tera 2 template (tera 2.0: parsing/lexer.rs).

use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::Problem;
use crate::engine::FaultKind;
use crate::text::Span;

/// A token and its place in the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: Kind<'t>,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'t> {
    /// Text outside of tags, raw blocks included; a comment leaves an empty one.
    Content(&'t str),
    /// `{{`
    VariableStart,
    /// `}}`
    VariableEnd,
    /// `{%`
    TagStart,
    /// `%}`
    TagEnd,
    /// A name, or a word like `not`.
    Name(&'t str),
    /// A text, its escapes undone.
    Text(Cow<'t, str>),
    /// A whole number.
    Integer(i64),
    /// A number with a point.
    Float(f64),
    /// `true` or `false`
    Bool(bool),
    /// Anything else.
    Symbol(&'static str),
}

/// Symbols, the longer ones first.
const SYMBOLS: [&str; 30] = [
    "...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?[", "+", "-", "*", "/", "%", "!", ".",
    ",", ":", "~", "|", "=", ">", "<", "(", ")", "[", "]", "{", "}",
];

impl Kind<'_> {
    /// How a message names it.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Content(_) => "content".to_owned(),
            Self::VariableStart => "`{{`".to_owned(),
            Self::VariableEnd => "`}}`".to_owned(),
            Self::TagStart => "`{%`".to_owned(),
            Self::TagEnd => "`%}`".to_owned(),
            Self::Name(_) => "identifier".to_owned(),
            Self::Text(_) => "string".to_owned(),
            Self::Integer(_) => "integer".to_owned(),
            Self::Float(_) => "float".to_owned(),
            Self::Bool(_) => "bool".to_owned(),
            Self::Symbol(symbol) => format!("`{symbol}`"),
        }
    }
}

/// The tokens of a body, and why there are no more of them, if that is not the end of the body.
#[must_use]
pub fn read(body: &str) -> (Vec<Token<'_>>, Option<Problem>) {
    let mut lexer = Lexer { body, at: 0, inside: None, trim: false, tokens: Vec::new() };
    while lexer.at < body.len() {
        let step = match lexer.inside {
            None => lexer.content(),
            Some(close) => lexer.inside(close),
        };
        if let Err(problem) = step {
            return (lexer.tokens, Some(problem));
        }
    }
    (lexer.tokens, None)
}

/// What closes the tag that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Close {
    Variable,
    Tag,
}

struct Lexer<'t> {
    body: &'t str,
    at: usize,
    inside: Option<Close>,
    /// Whether the content that follows loses its leading blanks.
    trim: bool,
    tokens: Vec<Token<'t>>,
}

type Step = Result<(), Problem>;

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.body[self.at..]
    }

    fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(self.at, message)
    }

    fn push(&mut self, kind: Kind<'t>, length: usize) {
        self.tokens.push(Token { kind, span: Span::new(self.at, self.at + length) });
        self.at += length;
    }

    /// Content, or a mark that opens a tag.
    fn content(&mut self) -> Step {
        match self.rest().as_bytes() {
            [b'{', b'{', ..] => self.open(Kind::VariableStart, Close::Variable),
            [b'{', b'%', ..] => return self.tag_or_raw(),
            [b'{', b'#', ..] => return self.comment(),
            _ => {
                let rest = self.rest();
                let mut length = rest.len();
                let mut from = 0;
                while let Some(found) = memchr(b'{', &rest.as_bytes()[from..]) {
                    from += found + 1;
                    if matches!(rest.as_bytes().get(from), Some(b'{' | b'%' | b'#')) {
                        length = from - 1;
                        break;
                    }
                }
                let text = self.trimmed_start(&rest[..length]);
                self.push(Kind::Content(text), length);
            }
        }
        Ok(())
    }

    /// Content without leading blanks, if the tag before it takes them.
    fn trimmed_start(&mut self, content: &'t str) -> &'t str {
        if std::mem::take(&mut self.trim) { content.trim_start() } else { content }
    }

    /// The content just before loses its trailing blanks, if a mark begins with a `-`.
    fn trim_before(&mut self, dash: bool) {
        if dash && let Some(Token { kind: Kind::Content(content), .. }) = self.tokens.last_mut() {
            *content = content.trim_end();
        }
    }

    fn open(&mut self, kind: Kind<'t>, close: Close) {
        let dash = self.rest().as_bytes().get(2) == Some(&b'-');
        self.trim_before(dash);
        self.trim = false;
        self.inside = Some(close);
        self.push(kind, if dash { 3 } else { 2 });
    }

    fn tag_or_raw(&mut self) -> Step {
        let rest = self.rest();
        let Some((start, trim_start)) = tag_end(&rest[2..], "raw") else {
            self.open(Kind::TagStart, Close::Tag);
            return Ok(());
        };
        let start = 2 + start;
        for found in memmem::find_iter(&rest.as_bytes()[start..], "{%") {
            let end = start + found;
            let Some((length, trim)) = raw_end(&rest[end + 2..]) else { continue };
            let mut raw = &rest[start..end];
            if trim_start {
                raw = raw.trim_start();
            }
            if rest.as_bytes().get(end + 2) == Some(&b'-') {
                raw = raw.trim_end();
            }
            self.trim_before(rest.as_bytes().get(2) == Some(&b'-'));
            let raw = self.trimmed_start(raw);
            self.trim = trim;
            self.push(Kind::Content(raw), end + 2 + length);
            return Ok(());
        }
        Err(Problem { kind: FaultKind::OpenTag, ..self.problem("unexpected end of raw block") })
    }

    fn comment(&mut self) -> Step {
        let rest = self.rest();
        let dash = rest.as_bytes().get(2) == Some(&b'-');
        let start = if dash { 3 } else { 2 };
        let Some(length) = memmem::find(&rest.as_bytes()[start..], b"#}") else {
            return Err(self.problem("Closing comment tag `#}` not found"));
        };
        self.trim_before(dash);
        self.trim |= rest[start..start + length].ends_with('-');
        self.push(Kind::Content(""), start + length + 2);
        Ok(())
    }

    /// A token between the marks of a tag.
    fn inside(&mut self, close: Close) -> Step {
        let rest = self.rest();
        let blanks = rest.bytes().take_while(u8::is_ascii_whitespace).count();
        if blanks > 0 {
            self.at += blanks;
            return Ok(());
        }
        let (mark, kind) = match close {
            Close::Variable => ("}}", Kind::VariableEnd),
            Close::Tag => ("%}", Kind::TagEnd),
        };
        let undashed = rest.strip_prefix('-').unwrap_or(rest);
        if undashed.starts_with(mark) {
            self.trim = undashed.len() < rest.len();
            self.inside = None;
            self.push(kind, rest.len() - undashed.len() + mark.len());
            return Ok(());
        }
        if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
            self.push(Kind::Symbol(symbol), symbol.len());
            return Ok(());
        }
        match rest.as_bytes()[0] {
            quote @ (b'"' | b'\'' | b'`') => self.text(quote),
            b'0'..=b'9' => self.number(),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                self.name();
                Ok(())
            }
            _ => Err(self.problem("Unexpected character")),
        }
    }

    fn name(&mut self) {
        let rest = self.rest();
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let length = rest.bytes().take_while(is_name).count();
        let kind = match &rest[..length] {
            "true" | "True" => Kind::Bool(true),
            "false" | "False" => Kind::Bool(false),
            name => Kind::Name(name),
        };
        self.push(kind, length);
    }

    fn number(&mut self) -> Step {
        let rest = self.rest();
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let whole = digits(rest);
        if rest.as_bytes().get(whole) == Some(&b'.') {
            let length = whole + 1 + digits(&rest[whole + 1..]);
            let number = rest[..length].parse().map_err(|_| self.problem("Invalid float"))?;
            self.push(Kind::Float(number), length);
        } else {
            let number = rest[..whole].parse().map_err(|_| self.problem("Invalid Integer"))?;
            self.push(Kind::Integer(number), whole);
        }
        Ok(())
    }

    fn text(&mut self, quote: u8) -> Step {
        let rest = self.rest().as_bytes();
        let mut end = 1;
        while *rest.get(end).ok_or_else(|| {
            let quote = quote as char;
            self.problem(format!("String opened with `{quote}` is missing its closing `{quote}`"))
        })? != quote
        {
            end += if rest[end] == b'\\' { 2 } else { 1 };
        }
        let text = &self.rest()[1..end];
        let text = unescape(text).ok_or_else(|| self.problem("unexpected escape character"))?;
        self.push(Kind::Text(text), end + 1);
        Ok(())
    }
}

/// Whether what stands behind a `{%` ends a raw block.
pub fn closes_raw(text: &str) -> bool {
    raw_end(text).is_some()
}

fn raw_end(text: &str) -> Option<(usize, bool)> {
    tag_end(text, "endraw")
}

/// Where a tag that holds nothing but `name` ends, counted from behind its `{%`, and whether it takes the blanks behind
/// it.
fn tag_end(text: &str, name: &str) -> Option<(usize, bool)> {
    let blanks = |text: &'_ str| text.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
    let mut rest = text.trim_start_matches('-');
    // One dash belongs to the mark, and a second may stand before the name.
    if text.len() - rest.len() > 2 {
        return None;
    }
    rest = &rest[rest.len() - blanks(rest)..];
    rest = rest.strip_prefix(name)?;
    rest = &rest[rest.len() - blanks(rest)..];
    let undashed = rest.strip_prefix('-').unwrap_or(rest);
    let end = undashed.strip_prefix("%}")?;
    Some((text.len() - end.len(), undashed.len() < rest.len()))
}

fn unescape(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('\\') {
        return Some(Cow::Borrowed(text));
    }
    let mut unescaped = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        unescaped.push(match character {
            '\\' => match characters.next()? {
                same @ ('"' | '\'' | '/' | '\\') => same,
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                _ => return None,
            },
            other => other,
        });
    }
    Some(Cow::Owned(unescaped))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The content of a template, with `|` for each other token, and what ends it early.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let (tokens, problem) = read(body);
        let mut shown: String = tokens
            .iter()
            .map(|token| match &token.kind {
                Kind::Content(text) => text,
                _ => "|",
            })
            .collect();
        shown.extend(problem.map(|problem| format!(" ! {}", problem.message)));
        assert_eq!(shown, expected, "{body:?}");
    }

    #[test]
    fn content_and_tags() {
        check("a { b {{ c.d }} e {% f %}", "a { b ||||| e |||");
        check("a {# b #} c", "a  c");
        check("a{#- b -#} c", "ac");
        check("a {{- b -}} c", "a|||c");
        check("a {{ '%}' }}", "a |||");
        check("{% raw %}{{ a }}{% b %}{% endraw %}c", "{{ a }}{% b %}c");
        check("a {%- raw -%} b {%- endraw -%} c", "abc");
        check("标{{ x }}题", "标|||题");
    }

    #[test]
    fn what_cannot_be_read() {
        check("a {# b", "a  ! Closing comment tag `#}` not found");
        check("{% raw %} a", " ! unexpected end of raw block");
        check("{{ \"a }}", "| ! String opened with `\"` is missing its closing `\"`");
        check("{{ & }}", "| ! Unexpected character");
        check("{{ \"\\d\" }}", "| ! unexpected escape character");
        check("{{ 99999999999999999999 }}", "| ! Invalid Integer");
        check("# Title {#custom}\n", "# Title  ! Closing comment tag `#}` not found");
    }

    #[test]
    fn numbers_and_names() {
        let (tokens, _) = read("{{ 1.5 12 a_1 true ...b }}");
        let kinds: Vec<_> = tokens.into_iter().map(|token| token.kind).collect();
        let expected = [
            Kind::VariableStart,
            Kind::Float(1.5),
            Kind::Integer(12),
            Kind::Name("a_1"),
            Kind::Bool(true),
            Kind::Symbol("..."),
            Kind::Name("b"),
            Kind::VariableEnd,
        ];
        assert_eq!(kinds, expected);
    }
}
