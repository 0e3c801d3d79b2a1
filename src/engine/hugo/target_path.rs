//! The path that a page is served under (`resources/page/page_paths.go`).

use std::borrow::Cow;

use super::paths::{Spelling, clean, extension, sanitize};

/// What decides about the path of a page.
#[derive(Clone, Debug)]
pub(super) struct Described<'p> {
    pub kind: Kind,
    /// `url`, with its tokens filled in; empty for none.
    pub url: &'p str,
    /// The folder of `permalinks`, filled in; empty for none.
    pub permalink: &'p str,
    /// The folder that the page lies in, slugs of sections in their places.
    pub folder: &'p str,
    /// The slug, or the name of file or bundle.
    pub name: &'p str,
    /// Whether the file is a bundle.
    pub bundle: bool,
    /// The folder of the section, for a section's own page.
    pub section: &'p str,
    pub ugly: bool,
    /// What the URLs of its language begin with.
    pub prefix: &'p str,
    pub format: OutputFormat,
    pub spelling: Spelling,
}

/// Kinds of pages as far as they differ in their paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    Home,
    /// Sections, taxonomies.
    List,
    Term,
}

/// The file that a format writes: folder before all, name and extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OutputFormat {
    pub name: &'static str,
    pub folder: &'static str,
    pub base_name: &'static str,
    pub suffix: &'static str,
    /// Whether redirect pages are written for it.
    pub is_html: bool,
}

/// The formats that Hugo brings, as far as pages are written in them.
const FORMATS: &[OutputFormat] = &[
    OutputFormat { name: "html", folder: "", base_name: "index", suffix: ".html", is_html: true },
    OutputFormat { name: "amp", folder: "amp", base_name: "index", suffix: ".html", is_html: true },
    OutputFormat {
        name: "calendar",
        folder: "",
        base_name: "index",
        suffix: ".ics",
        is_html: false,
    },
    OutputFormat { name: "css", folder: "", base_name: "styles", suffix: ".css", is_html: false },
    OutputFormat { name: "csv", folder: "", base_name: "index", suffix: ".csv", is_html: false },
    OutputFormat { name: "json", folder: "", base_name: "index", suffix: ".json", is_html: false },
    OutputFormat {
        name: "markdown",
        folder: "",
        base_name: "index",
        suffix: ".md",
        is_html: false,
    },
    OutputFormat { name: "rss", folder: "", base_name: "index", suffix: ".xml", is_html: false },
];

impl OutputFormat {
    /// The name of its file in a folder.
    fn file(&self) -> String {
        format!("{}{}", self.base_name, self.suffix)
    }

    /// A format by its name in lower case; one that the site declares is taken for HTML.
    pub fn by_name(name: &str) -> Self {
        FORMATS.iter().copied().find(|format| format.name == name).unwrap_or(FORMATS[0])
    }
}

/// Link and folder of a page, before they are escaped for a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TargetPath {
    /// The path in URLs.
    pub link: String,
    /// The folder of the files that belong to the page, to which its relative aliases refer.
    pub resources: String,
}

struct Builder {
    parts: Vec<String>,
    prefix: String,
    upper: bool,
}

impl Builder {
    fn add(&mut self, part: &str) {
        if !part.is_empty() && part != "/" {
            self.parts.push(part.to_owned());
        }
    }

    fn add_to_last(&mut self, suffix: &str) {
        match self.parts.last_mut() {
            None => self.parts.push(suffix.to_owned()),
            Some(last) => {
                if last.ends_with('/') {
                    last.pop();
                }
                last.push_str(suffix);
            }
        }
    }

    fn is_index(&self) -> bool {
        self.parts.last().is_some_and(|last| last == "index.html")
    }

    fn path(&self, without_last: bool) -> String {
        let count = self.parts.len().saturating_sub(usize::from(without_last));
        let mut path = String::new();
        for part in &self.parts[..count] {
            if !path.ends_with('/') && !part.starts_with('/') {
                path.push('/');
            }
            path.push_str(part);
        }
        path
    }

    fn with_prefix(&self, path: &str) -> String {
        if self.prefix.is_empty() { path.to_owned() } else { format!("/{}{path}", self.prefix) }
    }
}

/// The path of a page.
pub(super) fn target_path(page: &Described<'_>) -> TargetPath {
    let url = match page.url.contains("..") {
        true => Cow::Owned(clean(&format!("/{}", page.url))),
        false => Cow::Borrowed(page.url),
    };
    let named_like_index =
        !page.bundle && page.name == page.format.base_name && !page.name.is_empty();
    let mut builder = Builder { parts: Vec::new(), prefix: String::new(), upper: false };
    builder.add(page.format.folder);
    let mut suffix = page.format.suffix;
    if page.kind != Kind::Home && !url.is_empty() {
        suffix = add_url(&mut builder, page, &url);
    } else {
        add_folders(&mut builder, page, named_like_index && page.permalink.is_empty());
        builder.parts.iter_mut().for_each(|part| *part = sanitize(part, page.spelling));
    }
    finish(&builder, page, named_like_index, suffix)
}

/// Adds what `url` says: a folder, or a file where a dot stands in it. The suffix of that file comes back.
fn add_url<'u>(builder: &mut Builder, page: &Described<'u>, url: &'u str) -> &'u str {
    let mut suffix = page.format.suffix;
    url.split('/').for_each(|part| builder.add(part));
    if url.ends_with('/') || !url.contains('.') {
        builder.add(&page.format.file());
    } else {
        suffix = extension(url);
    }
    builder.upper = builder.is_index();
    let forced = !page.url.starts_with('/');
    if forced && !url.starts_with(&format!("/{}", page.prefix)) {
        builder.prefix = page.prefix.to_owned();
    }
    suffix
}

/// Adds the folders that name, section or `permalinks` give, and the file.
fn add_folders(builder: &mut Builder, page: &Described<'_>, ugly_name: bool) {
    let is_page = page.kind == Kind::Page;
    let ugly = page.ugly || ugly_name;
    let index_is_ugly = matches!(page.kind, Kind::Home | Kind::List) && page.ugly;
    let in_section = !is_page && page.section != "/" && !page.section.is_empty();
    if in_section {
        builder.add(if page.permalink.is_empty() { page.section } else { page.permalink });
    } else if is_page {
        add_page(builder, page);
    }
    let as_file = if is_page { ugly } else { in_section && ugly && !index_is_ugly };
    if as_file {
        builder.add_to_last(page.format.suffix);
    } else {
        builder.add(&page.format.file());
    }
    builder.upper = builder.is_index() && (is_page || !index_is_ugly);
    builder.prefix = page.prefix.to_owned();
}

fn add_page(builder: &mut Builder, page: &Described<'_>) {
    if page.permalink.is_empty() {
        builder.add(page.folder);
        builder.add(page.name);
    } else {
        builder.add(page.permalink);
    }
}

fn finish(
    builder: &Builder,
    page: &Described<'_>,
    named_like_index: bool,
    suffix: &str,
) -> TargetPath {
    let mut link = builder.path(builder.upper);
    if named_like_index {
        link = link.strip_suffix(page.name).unwrap_or(&link).to_owned();
    }
    link = builder.with_prefix(&link);
    if builder.upper && !link.ends_with('/') {
        link.push('/');
    }
    if link.is_empty() {
        link.push('/');
    }
    let whole = builder.path(false);
    let is_base = builder
        .parts
        .last()
        .and_then(|last| last.strip_prefix(page.format.base_name))
        .is_some_and(|rest| rest.starts_with('.'));
    let folder = if is_base {
        whole.rsplit_once('/').map_or("", |(folder, _)| folder)
    } else {
        whole.strip_suffix(suffix).unwrap_or(&whole)
    };
    TargetPath { link, resources: builder.with_prefix(folder) }
}
