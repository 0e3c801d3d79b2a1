//! Quotes: Hexo's `blockquote` and its sisters become Markdown.

use super::output::Output;
use super::syntax;
use super::walk::{Answer, Walk};
use crate::engine::Tag;

/// Who is quoted, as Hexo takes it from the arguments (`lib/plugins/tag/blockquote.ts`).
#[derive(Debug, Default, PartialEq, Eq)]
struct Source {
    author: String,
    title: String,
    url: String,
}

impl Source {
    fn read(words: &[String]) -> Self {
        let all = words.join(" ");
        let is_url = |word: &&String| {
            let word = word.to_ascii_lowercase();
            ["http://", "https://"]
                .iter()
                .any(|scheme| word.len() > scheme.len() && word.starts_with(scheme))
        };
        let split: Vec<String> = all.split_whitespace().map(str::to_owned).collect();
        // The last address with something before it counts.
        let at = split.iter().rposition(|word| is_url(&word)).filter(|at| *at > 0);
        if let Some(at) = at {
            return Self {
                author: split[..at].join(" "),
                title: split[at + 1..].join(" "),
                url: split[at].clone(),
            };
        }
        match all.split_once(',') {
            Some((author, title)) if !author.is_empty() && !title.trim().is_empty() => {
                let title = title.split(',').next().unwrap_or_default();
                Self {
                    author: author.to_owned(),
                    title: title.trim().to_owned(),
                    url: String::new(),
                }
            }
            _ => Self { author: all, ..Self::default() },
        }
    }

    /// The line below the quote; empty where nobody is named.
    fn markdown(&self) -> String {
        let mut line = String::new();
        if !self.author.is_empty() {
            line = format!("**{}**", syntax::markdown_text(self.author.trim()));
        }
        let shown = match self.title.is_empty() {
            false => &*self.title,
            true => bare(&self.url),
        };
        if shown.is_empty() {
            return line;
        }
        let shown = syntax::markdown_text(shown);
        let cite = match self.url.is_empty() {
            false => format!("[{shown}]({})", syntax::address(&self.url)),
            true => format!("*{shown}*"),
        };
        format!("{line} {cite}")
    }
}

/// An address without its scheme and the end that says nothing.
fn bare(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest =
        rest.strip_suffix("index.html").or_else(|| rest.strip_suffix("index.htm")).unwrap_or(rest);
    rest.strip_suffix('/').unwrap_or(rest)
}

/// `{% blockquote author, title url %}…{% endblockquote %}`
pub fn blockquote(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let footer = Source::read(&walk.words(tag)).markdown();
    let mut out = walk.inner(tag).trimmed();
    if !footer.is_empty() {
        out.push("\n\n");
        out.push(&footer);
    }
    let out = out.with_prefix("> ");
    Some(Answer::changed(walk.as_block(tag, &out), "a quote"))
}

/// A quote of which only the content counts.
pub fn plain(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let inner = walk.inner(tag).trimmed();
    let answer = Answer::changed(walk.as_block(tag, &quoted(&inner)), "a quote");
    let has_classes = !tag.arguments.is_empty();
    Some(match has_classes {
        true => answer.with_note("class-dropped", "A Markdown quote has no class names."),
        false => answer,
    })
}

/// Markdown as a quote.
pub fn quoted(inner: &Output) -> Output {
    inner.with_prefix("> ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_read_as_hexo_reads_them() {
        for (words, expected) in [
            ("", ""),
            ("David Levithan, Wide Awake", "**David Levithan** *Wide Awake*"),
            ("A B https://a.example/b/ The Title", "**A B** [The Title](https://a.example/b/)"),
            (
                "@DevDocs https://a.example/b/index.html",
                "**@DevDocs** [a.example/b](https://a.example/b/index.html)",
            ),
            ("https://a.example", "**https://a.example**"),
        ] {
            assert_eq!(Source::read(&[words.to_owned()]).markdown(), expected, "{words}");
        }
    }
}
