//! Tags, anchors, aliases and directives.

use super::cursor::{Content, Loader, Step, is_blank, is_eol, is_flow_indicator, is_space};

/// A node's tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `?`: to be found out from a plain scalar.
    Implicit,
    /// `!`: left as it is.
    NonSpecific,
    /// A full name, as `tag:yaml.org,2002:str`.
    Named(Box<str>),
}

/// The prefix of YAML's own tags.
pub const YAML: &str = "tag:yaml.org,2002:";

fn is_handle(text: &str) -> bool {
    let word = |inner: &str| inner.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    text == "!"
        || text == "!!"
        || (text.len() > 2
            && text.starts_with('!')
            && text.ends_with('!')
            && word(&text[1..text.len() - 1]))
}

fn is_uri(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        None | Some(',' | '[' | ']' | '{' | '}') => return false,
        Some(_) => {}
    }
    let mut bytes = chars.as_str().bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => (0..2).all(|_| bytes.next().is_some_and(|b| b.is_ascii_hexdigit())),
            _ => byte.is_ascii_alphanumeric() || b"-#;/?:@&=+$,_.!~*'()[]".contains(&byte),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// JavaScript's `decodeURIComponent`; none where it throws.
fn decode_uri(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

impl<'t> Loader<'t> {
    /// Reads the tag or anchor that begins here.
    pub fn read_property(&mut self) -> Step<()> {
        if self.peek() == b'!' { self.read_tag() } else { self.read_anchor() }
    }

    fn read_anchor(&mut self) -> Step<()> {
        if self.anchor.is_some() {
            return self.fail("duplication of an anchor property");
        }
        self.position += 1;
        self.anchor =
            Some(self.read_name("name of an anchor node must contain at least one character")?);
        Ok(())
    }

    fn read_name(&mut self, reason: &str) -> Step<&'t str> {
        let start = self.position;
        while !matches!(self.peek(), 0) && !is_space(self.peek()) && !is_flow_indicator(self.peek())
        {
            self.position += 1;
        }
        if self.position == start {
            return self.fail(reason);
        }
        Ok(self.slice(start, self.position))
    }

    /// Reads `*name`.
    pub fn read_alias(&mut self) -> Step<bool> {
        if self.peek() != b'*' {
            return Ok(false);
        }
        self.position += 1;
        let name = self.read_name("name of an alias node must contain at least one character")?;
        let Some(value) = self.anchors.get(name) else {
            return self.fail(&format!("unidentified alias \"{name}\""));
        };
        self.content = Content::Value(*value);
        self.skip_space_and_comments()?;
        Ok(true)
    }

    fn read_tag(&mut self) -> Step<()> {
        if self.tag.is_some() {
            return self.fail("duplication of a tag property");
        }
        let (handle, name) = match self.advance() {
            b'<' => (None, self.read_verbatim_tag()?),
            b'!' => {
                self.position += 1;
                let (_, name) = self.read_tag_suffix("!!")?;
                (Some("!!"), name)
            }
            _ => {
                let (handle, name) = self.read_tag_suffix("!")?;
                (Some(handle), name)
            }
        };
        if !name.is_empty() && !is_uri(name) {
            return self.fail(&format!("tag name cannot contain such characters: {name}"));
        }
        let Some(name) = decode_uri(name) else {
            return self.fail(&format!("tag name is malformed: {name}"));
        };
        let full = match handle {
            None => name,
            Some(handle) => match (self.handles.get(handle), handle) {
                (Some(prefix), _) => format!("{prefix}{name}"),
                (None, "!") => format!("!{name}"),
                (None, "!!") => format!("{YAML}{name}"),
                _ => return self.fail(&format!("undeclared tag handle \"{handle}\"")),
            },
        };
        self.tag = Some(match &*full {
            "!" => Tag::NonSpecific,
            "?" => Tag::Implicit,
            _ => Tag::Named(full.into()),
        });
        Ok(())
    }

    fn read_verbatim_tag(&mut self) -> Step<&'t str> {
        self.position += 1;
        let start = self.position;
        // The first character is passed over unseen, as in js-yaml.
        while !matches!(self.advance(), 0 | b'>') {}
        if self.position >= self.length {
            return self.fail("unexpected end of the stream within a verbatim tag");
        }
        let name = self.slice(start, self.position);
        self.position += 1;
        Ok(name)
    }

    fn read_tag_suffix(&mut self, handle: &'static str) -> Step<(&'t str, &'t str)> {
        let mut handle: &'t str = handle;
        let mut is_named = handle == "!!";
        let mut start = self.position;
        while !matches!(self.peek(), 0) && !is_space(self.peek()) {
            if self.peek() == b'!' {
                if is_named {
                    return self.fail("tag suffix cannot contain exclamation marks");
                }
                handle = self.slice(start - 1, self.position + 1);
                if !is_handle(handle) {
                    return self.fail("named tag handle cannot contain such characters");
                }
                is_named = true;
                start = self.position + 1;
            }
            self.position += 1;
        }
        let name = self.slice(start, self.position);
        if name.bytes().any(is_flow_indicator) {
            return self.fail("tag suffix cannot contain flow indicator characters");
        }
        Ok((handle, name))
    }

    /// Reads the `%` lines before a document; answers whether there were any.
    pub fn read_directives(&mut self) -> Step<bool> {
        let mut found = false;
        let mut version = false;
        while self.peek() != 0 {
            self.skip_space_and_comments()?;
            if self.line_indent > 0 || self.peek() != b'%' {
                break;
            }
            found = true;
            self.position += 1;
            let words = self.read_directive_words()?;
            match words.split_first() {
                Some((&"YAML", arguments)) => {
                    if std::mem::replace(&mut version, true) {
                        return self.fail("duplication of %YAML directive");
                    }
                    self.check_version(arguments)?;
                }
                Some((&"TAG", arguments)) => self.declare_handle(arguments)?,
                _ => {}
            }
        }
        Ok(found)
    }

    fn read_directive_words(&mut self) -> Step<Vec<&'t str>> {
        let mut words = vec![self.read_word()];
        if words[0].is_empty() {
            return self.fail("directive name must not be less than one character in length");
        }
        while self.peek() != 0 {
            while is_blank(self.peek()) {
                self.position += 1;
            }
            if self.peek() == b'#' {
                self.skip_to_eol();
                break;
            }
            if is_eol(self.peek()) {
                break;
            }
            words.push(self.read_word());
        }
        if self.peek() != 0 {
            self.read_line_break()?;
        }
        Ok(words)
    }

    fn read_word(&mut self) -> &'t str {
        let start = self.position;
        while !matches!(self.peek(), 0) && !is_space(self.peek()) {
            self.position += 1;
        }
        self.slice(start, self.position)
    }

    fn check_version(&self, arguments: &[&str]) -> Step<()> {
        let [version] = arguments else {
            return self.fail("YAML directive accepts exactly one argument");
        };
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        match version.split_once('.') {
            Some((major, minor)) if digits(major) && digits(minor) => {
                if major.trim_start_matches('0') == "1" {
                    return Ok(());
                }
                self.fail("unacceptable YAML version of the document")
            }
            _ => self.fail("ill-formed argument of the YAML directive"),
        }
    }

    fn declare_handle(&mut self, arguments: &[&str]) -> Step<()> {
        let [handle, prefix] = arguments else {
            return self.fail("TAG directive accepts exactly two arguments");
        };
        if !is_handle(handle) {
            return self.fail("ill-formed tag handle (first argument) of the TAG directive");
        }
        if self.handles.contains_key(*handle) {
            return self.fail(&format!(
                "there is a previously declared suffix for \"{handle}\" tag handle"
            ));
        }
        if !is_uri(prefix) {
            return self.fail("ill-formed tag prefix (second argument) of the TAG directive");
        }
        let Some(decoded) = decode_uri(prefix) else {
            return self.fail(&format!("tag prefix is malformed: {prefix}"));
        };
        self.handles.insert((*handle).to_owned(), decoded);
        Ok(())
    }
}
