//! One file's text as it came.

use std::sync::OnceLock;

use super::{LineIndex, Span};

/// The text of one file under the name it is reported by.
///
/// Bytes that are not UTF-8 become U+FFFD here, as Hugo shows them; `invalid_at` remembers the first
/// such byte, and such a file never gets a fix.
#[derive(Debug)]
pub struct Source {
    /// The name for reports: relative to where the user stands, with `/` on every platform.
    pub path: String,
    /// The whole text, byte order mark and newlines included.
    pub text: String,
    /// Offset of the first byte that is not UTF-8. The text before it is exactly that of the file.
    pub invalid_at: Option<usize>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// A source from text that is known to be good.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), invalid_at: None, lines: OnceLock::new() }
    }

    /// A source from the bytes of a file, whatever they are.
    #[must_use]
    pub fn from_bytes(path: impl Into<String>, bytes: &[u8]) -> Self {
        // To check many bytes at once takes a tenth of the time that checking them one by one does.
        if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
            return Self::new(path, text);
        }
        let invalid_at = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
        Self { invalid_at, ..Self::new(path, String::from_utf8_lossy(bytes)) }
    }

    /// The text that `span` covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.text(&self.text)
    }

    /// The newline that ends the first line; `\n` where there is only one line.
    #[must_use]
    pub fn newline(&self) -> &'static str {
        let bytes = self.text.as_bytes();
        match memchr::memchr2(b'\n', b'\r', bytes) {
            Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => "\r\n",
            Some(at) if bytes[at] == b'\r' => "\r",
            _ => "\n",
        }
    }

    /// Rows and columns of this text, made when first asked for.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}
