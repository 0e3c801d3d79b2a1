//! What the path of a content file says: its section, its bundle, its name and language
//! (`common/paths/pathparser.go`).

use super::paths::normalize;

/// What a file below the content folder is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// No content: it is copied.
    File,
    /// A page by itself.
    Single,
    /// `index.md`: its folder is the page, all else in there belongs to it.
    Leaf,
    /// `_index.md`: its folder is a section.
    Branch,
    /// `_content.gotmpl`, a template that makes pages.
    Adapter,
}

/// The names that a path may hold a language by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Languages<'c> {
    /// Codes of the languages that are built, in lower case.
    pub built: &'c [String],
    /// Codes of those that are declared but not built.
    pub disabled: &'c [String],
}

/// A path below the content folder, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentPath {
    /// As written, with `/` before it.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
    /// The language that its name says, in lower case.
    pub language: Option<String>,
    /// Whether that language is not built.
    pub disabled: bool,
    /// Where the file's name begins.
    name_start: usize,
    /// Where the name ends before language and extension.
    name_end: usize,
}

/// File extensions of content, with the media type that each stands for.
pub(super) const CONTENT_EXTENSIONS: &[(&str, &str)] = &[
    ("md", "text/markdown"),
    ("mdown", "text/markdown"),
    ("markdown", "text/markdown"),
    ("html", "text/html"),
    ("htm", "text/html"),
    ("org", "text/org"),
    ("adoc", "text/asciidoc"),
    ("asciidoc", "text/asciidoc"),
    ("ad", "text/asciidoc"),
    ("rst", "text/rst"),
    ("pandoc", "text/pandoc"),
    ("pdc", "text/pandoc"),
];

impl ContentPath {
    /// Takes a path below the content folder apart, without a slash before it.
    pub fn parse(below: &str, languages: Languages<'_>) -> Self {
        let path = format!("/{below}");
        let name_start = path.rfind('/').map_or(0, |at| at + 1);
        let mut parsed = Self {
            name_start,
            name_end: path.len(),
            path,
            kind: FileKind::File,
            language: None,
            disabled: false,
        };
        let dots: Vec<usize> = parsed.dots();
        let Some((&extension_at, before)) = dots.split_last() else { return parsed };
        parsed.name_end = extension_at;
        parsed.find_language(before, extension_at, languages);
        let extension = parsed.path[extension_at + 1..].to_ascii_lowercase();
        let name = &parsed.path[name_start..parsed.name_end];
        parsed.kind = match normalize(name).as_str() {
            "_content" if extension == "gotmpl" => FileKind::Adapter,
            _ if !CONTENT_EXTENSIONS.iter().any(|(known, _)| *known == extension) => FileKind::File,
            "" => FileKind::File,
            "index" => FileKind::Leaf,
            "_index" => FileKind::Branch,
            _ => FileKind::Single,
        };
        parsed
    }

    /// The dots of the name that separate its parts; those inside `._…_.` do not.
    fn dots(&self) -> Vec<usize> {
        let name = &self.path[self.name_start..];
        let mut dots = Vec::new();
        let mut at = 0;
        while let Some(length) = name[at..].find('.') {
            let dot = at + length;
            dots.push(self.name_start + dot);
            at = dot + 1;
            if let Some(wrapped) = name[at..].strip_prefix('_') {
                let ends = |rest: &str| rest.is_empty() || rest.starts_with('.');
                let end = wrapped.match_indices('_').find(|(end, _)| ends(&wrapped[end + 1..]));
                at += end.map_or(0, |(end, _)| end + 2);
            }
        }
        dots
    }

    /// Looks for a language from the extension leftwards, in the part before the first dot too.
    fn find_language(&mut self, dots: &[usize], extension_at: usize, languages: Languages<'_>) {
        let mut end = extension_at;
        let starts = dots.iter().rev().map(|dot| (dot + 1, *dot));
        let first = (self.name_start, usize::MAX);
        for (start, dot) in starts.chain(std::iter::once(first)) {
            let part = self.path[start..end].to_lowercase();
            let wrapped = part.strip_prefix('_').and_then(|part| part.strip_suffix('_'));
            let code = match wrapped {
                Some(inner) => inner.strip_prefix("language_"),
                None if self.language.is_none() && !dots.is_empty() => Some(part.as_str()),
                None => None,
            };
            let built = code.is_some_and(|code| languages.built.iter().any(|one| one == code));
            let disabled =
                code.is_some_and(|code| languages.disabled.iter().any(|one| one == code));
            if built || disabled {
                self.language = code.map(str::to_owned);
                self.disabled |= disabled && !built;
            }
            if (built || disabled || wrapped.is_some()) && dot != usize::MAX {
                self.name_end = dot;
            }
            end = dot;
            if dot == usize::MAX {
                break;
            }
        }
    }

    /// The extension in lower case, without its dot.
    pub fn extension(&self) -> String {
        let name = &self.path[self.name_start..];
        name.rfind('.').map_or(String::new(), |dot| name[dot + 1..].to_lowercase())
    }

    /// Whether the folder is the page.
    pub fn is_bundle(&self) -> bool {
        matches!(self.kind, FileKind::Leaf | FileKind::Branch | FileKind::Adapter)
    }

    /// The folder that the file lies in, as written; `/` for the root.
    pub fn dir(&self) -> &str {
        if self.name_start <= 1 { "/" } else { &self.path[..self.name_start - 1] }
    }

    /// The folder's own name, empty for the root.
    fn folder(&self) -> &str {
        self.dir().rsplit('/').next().unwrap_or_default()
    }

    /// The folder that the page lies in: for a bundle the one above it.
    pub fn container_dir(&self) -> &str {
        if !self.is_bundle() || self.name_start <= 1 {
            return self.dir();
        }
        match self.dir().rfind('/') {
            Some(0) | None => "",
            Some(at) => &self.dir()[..at],
        }
    }

    /// The name without language and extension; the folder's for a bundle. As written.
    pub fn base_name(&self) -> &str {
        if self.is_bundle() { self.folder() } else { &self.path[self.name_start..self.name_end] }
    }

    /// The logical path of the page; empty for the home page.
    pub fn base(&self) -> String {
        let end = if self.is_bundle() { self.name_start - 1 } else { self.name_end };
        normalize(&self.path[..end])
    }

    /// The first folder of the page, empty at the root and for a leaf bundle there.
    pub fn section(&self) -> String {
        let rest = &self.path[1..];
        match rest.find('/') {
            None => String::new(),
            Some(at) if self.kind == FileKind::Leaf && !rest[at + 1..].contains('/') => {
                let _ = at;
                String::new()
            }
            Some(at) => normalize(&rest[..at]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, kind: FileKind, base: &str, name: &str, language: Option<&str>) {
        let built = ["en".to_owned(), "zh-tw".to_owned()];
        let disabled = ["fr".to_owned()];
        let parsed = ContentPath::parse(path, Languages { built: &built, disabled: &disabled });
        let found = (parsed.kind, parsed.base(), parsed.base_name().to_owned(), parsed.language);
        assert_eq!(
            found,
            (kind, base.to_owned(), name.to_owned(), language.map(str::to_owned)),
            "{path:?}"
        );
    }

    #[test]
    fn names_say_kind_base_and_language() {
        check("posts/My Post.md", FileKind::Single, "/posts/my-post", "My Post", None);
        check("posts/a.b.md", FileKind::Single, "/posts/a.b", "a.b", None);
        check("posts/a.EN.md", FileKind::Single, "/posts/a", "a", Some("en"));
        check("posts/a.de.md", FileKind::Single, "/posts/a.de", "a.de", None);
        check("posts/a.fr.md", FileKind::Single, "/posts/a", "a", Some("fr"));
        check("posts/a._language_zh-tw_.md", FileKind::Single, "/posts/a", "a", Some("zh-tw"));
        check("posts/B/index.zh-tw.md", FileKind::Leaf, "/posts/b", "B", Some("zh-tw"));
        check("_index.md", FileKind::Branch, "", "", None);
        check("posts/c.txt", FileKind::File, "/posts/c", "c", None);
        check("posts/none", FileKind::File, "/posts/none", "none", None);
    }
}
