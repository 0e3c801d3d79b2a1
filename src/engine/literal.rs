//! How to write text that looks like template syntax so that an engine shows it.

use super::{Config, Setup, hexo, hugo, zola};
use crate::text::{Edit, Span};

/// The name of the shortcode that prints its one argument, `text`: some texts can be shown in code by nothing else.
pub const LITERAL: &str = "literal";

/// The parts of `span` outside of `keep`, which is in order of place and does not overlap itself.
pub(super) fn outside(span: Span, keep: &[Span]) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut at = span.start;
    for kept in keep {
        if at < kept.start {
            parts.push(Span::new(at, kept.start.min(span.end)));
        }
        at = at.max(kept.end);
        if at >= span.end {
            return parts;
        }
    }
    parts.push(Span::new(at, span.end));
    parts
}

/// Whether a place lies in one of `spans`, which are in order and do not overlap.
pub(super) fn is_in(spans: &[Span], at: usize) -> bool {
    let behind = spans.partition_point(|span| span.start <= at);
    behind > 0 && spans[behind - 1].contains(at)
}

impl Setup {
    /// Changes to a Markdown body after which the engine shows all that looks like its template syntax, but for what
    /// stands in `keep`: spans of the body in order of place.
    #[must_use]
    pub fn show_literally(&self, body: &str, keep: &[Span]) -> Vec<Edit> {
        match &self.config {
            Config::Hexo(config) => hexo::show_literally(config, body, keep),
            Config::Hugo(_) => hugo::show_literally(body, keep),
            Config::Zola(_) => zola::show_literally(self.target.version, body, keep),
        }
    }
}
