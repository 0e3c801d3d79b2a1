//! What is wrong with a configuration, with its place in the file.

use miette::{NamedSource, SourceSpan};

use crate::text::{Source, Span, escape, is_unprintable};

/// A mistake in a configuration file.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
pub struct Error {
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do.
    #[help]
    pub help: Option<String>,
    #[source_code]
    text: NamedSource<String>,
    #[label]
    at: Option<SourceSpan>,
}

impl Error {
    /// A mistake at a place of a file.
    #[must_use]
    pub fn new(source: &Source, at: Option<Span>, message: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            message: escape(&message.into()).into_owned(),
            help: None,
            text: NamedSource::new(escape(&source.path), printable(&source.text)),
            at: at.map(|span| (span.start, span.len()).into()),
        })
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self: Box<Self>, help: impl Into<Option<String>>) -> Box<Self> {
        self.help = help.into();
        self
    }
}

/// The text with `?` for each byte that could steer a terminal, so that all places stay.
fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => printable.push(character),
            other if is_unprintable(other) => printable.push_str(&"???"[..other.len_utf8().min(3)]),
            other => printable.push(other),
        }
    }
    printable
}
