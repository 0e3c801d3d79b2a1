//! URL and aliases of a page (`hugolib/page__paths.go`, `hugolib/alias.go`).

use super::config::{Config, Site};
use super::content_path::{ContentPath, FileKind};
use super::dates::{Moment, zero};
use super::page::{PageKind, Render, Values};
use super::paths::{clean, extension, normalize};
use super::permalinks::{self, Tokens, expand, expand_path, query_unescape};
use super::sections::Sections;
use super::target_path::{Described, Kind, OutputFormat, TargetPath, target_path};

/// What decides about the URL of a page.
pub(super) struct Addressed<'p> {
    pub config: &'p Config,
    pub site: &'p Site,
    pub sections: &'p Sections,
    pub content: &'p ContentPath,
    pub kind: PageKind,
    pub values: &'p Values<'p>,
    pub title: &'p str,
    /// The slug of front matter, or the one that a dated file name leaves.
    pub slug: String,
    pub date: Option<Moment>,
}

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// None for a page that has no link.
    pub url: Option<String>,
    pub aliases: Vec<String>,
}

impl Addressed<'_> {
    /// The URL, percent-decoded, and the redirect pages.
    ///
    /// # Errors
    /// What stops the build: a token or an escape that Hugo cannot take, an alias that leads nowhere.
    pub fn address(&self) -> Result<Address, String> {
        let render = self.values.render();
        if !self.site.builds(self.kind.name()) {
            return Ok(Address::default());
        }
        let formats = self.formats();
        let url = self.front_matter_url()?;
        // To templates of HTML pages the HTML page of another is its URL.
        let main = formats.iter().find(|format| format.name == "html").or(formats.first());
        let link = main.map(|format| served(&self.target(&url, *format).link)).transpose()?;
        let mut aliases = Vec::new();
        if render == Render::Always && !self.site.disable_aliases {
            for format in formats.into_iter().filter(|format| format.is_html) {
                self.aliases(&self.target(&url, format), format, &mut aliases)?;
            }
        }
        if self.site.home_redirect && self.kind == PageKind::Home {
            aliases.push("/".to_owned());
        }
        aliases.sort();
        aliases.dedup();
        Ok(Address { url: link.filter(|_| render != Render::Never), aliases })
    }

    /// The formats that the page is written in.
    fn formats(&self) -> Vec<OutputFormat> {
        let own = self.values.outputs();
        let names = match (own.is_empty(), self.kind) {
            (false, _) => &own,
            (true, PageKind::Page) => &self.site.page_formats,
            (true, _) => return vec![OutputFormat::by_name("html")],
        };
        names.iter().map(|name| OutputFormat::by_name(name)).collect()
    }

    /// `url` with its tokens filled in.
    fn front_matter_url(&self) -> Result<String, String> {
        let url = self.values.text("url");
        if !url.contains(':') {
            return Ok(url);
        }
        permalinks::check(&url)?;
        let expanded = self.with_tokens(|tokens| expand(&url, tokens));
        match expanded.is_empty() {
            true => Ok(url),
            false => Ok(query_unescape(&expanded).unwrap_or_default()),
        }
    }

    fn target(&self, url: &str, format: OutputFormat) -> TargetPath {
        let base = self.content.base();
        let language = self.site.code.as_str();
        let permalink = self.permalink(&base);
        let keep = self.site.spelling.keep_case;
        let spelled = |path: &str| if keep { path.to_owned() } else { normalize(path) };
        let folder = self.sections.with_slugs(&spelled(self.content.container_dir()), language);
        let name = match self.slug.as_str() {
            "" => spelled(self.content.base_name()),
            slug => slug.to_owned(),
        };
        let section = match self.kind {
            PageKind::Page => String::new(),
            _ if base.is_empty() => "/".to_owned(),
            _ => self.sections.with_slugs(&spelled(self.content.dir()), language),
        };
        let section_name = self.content.section();
        target_path(&Described {
            kind: match self.kind {
                PageKind::Page => Kind::Page,
                PageKind::Home => Kind::Home,
                PageKind::Section | PageKind::Taxonomy => Kind::List,
                PageKind::Term => Kind::Term,
            },
            url,
            permalink: &permalink,
            folder: &folder,
            name: &name,
            bundle: self.content.is_bundle(),
            section: &section,
            ugly: self.site.is_ugly(&section_name),
            prefix: &self.site.prefix,
            format,
            spelling: self.site.spelling,
        })
    }

    /// The folder that `permalinks` give, empty where none fits.
    fn permalink(&self, base: &str) -> String {
        let fits = |rule: &&permalinks::PermalinkRule| {
            rule.target.fits(self.kind.name(), base, &self.site.code)
        };
        match self.site.permalinks.iter().find(fits) {
            None => String::new(),
            Some(rule) => self.with_tokens(|tokens| expand_path(&rule.pattern, tokens)),
        }
    }

    fn with_tokens(&self, fill: impl FnOnce(&Tokens<'_>) -> String) -> String {
        let base = self.content.base();
        let language = self.site.code.as_str();
        let current = match self.content.kind {
            FileKind::Branch => base.as_str(),
            _ => self.sections.current(&base, language),
        };
        let sections: Vec<String> =
            current.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let base_name = self.content.base_name();
        let is_branch = self.content.kind == FileKind::Branch;
        fill(&Tokens {
            date: self.date.map_or_else(zero, |moment| moment.local()),
            offset: self.date.map_or(0, |moment| moment.offset),
            title: self.title,
            slug: &self.slug,
            section: &self.content.section(),
            section_slugs: &self.section_slugs(current),
            sections: &sections,
            base_name,
            file_name: if is_branch { "" } else { base_name },
            spelling: self.site.spelling,
        })
    }

    /// The slug, else the title, of each section from the first folder to `current`.
    fn section_slugs(&self, current: &str) -> Vec<String> {
        let ends = current.match_indices('/').map(|(at, _)| at).skip(1).chain([current.len()]);
        let mut slugs = Vec::new();
        for path in ends.map(|end| &current[..end]).filter(|path| !path.is_empty()) {
            let name = path.rsplit('/').next().unwrap_or_default();
            let spelling = self.site.spelling;
            match self.sections.branch(path, &self.site.code) {
                Some(branch) if !branch.slug.is_empty() => {
                    slugs.push(permalinks::urlize(&branch.slug, spelling));
                }
                Some(branch) => {
                    slugs.push(permalinks::urlize(&branch.title.replace('/', "-"), spelling));
                }
                // A folder without an index file is a section only as the first.
                None if slugs.is_empty() => slugs.push(permalinks::urlize(name, spelling)),
                None => {}
            }
        }
        slugs
    }

    /// The redirect pages for a format as they are served.
    fn aliases(
        &self,
        target: &TargetPath,
        format: OutputFormat,
        aliases: &mut Vec<String>,
    ) -> Result<(), String> {
        let prefix = if self.config.multihost { "" } else { self.site.prefix.as_str() };
        let ugly = self.site.is_ugly(&self.content.section());
        for alias in self.values.aliases() {
            let folder = match alias.starts_with('/') {
                true => format!("/{prefix}/{}", format.folder),
                false => format!("{}/..", target.resources),
            };
            let mut path = clean(&format!("{folder}/{alias}"));
            if ugly && !is_html(&path) {
                path.push_str(".html");
            }
            if path == "/" {
                return Err(format!("alias {path:?} resolves to website root directory"));
            }
            if path.starts_with("..") {
                return Err(format!("alias {path:?} traverses outside the website root directory"));
            }
            let path = format!("/{}", path.trim_start_matches('/'));
            aliases.push(match path.strip_suffix("/index.html") {
                Some(folder) => format!("{folder}/"),
                None if is_html(&path) => path,
                None => format!("{path}/"),
            });
        }
        Ok(())
    }
}

fn is_html(path: &str) -> bool {
    matches!(extension(path), ".html" | ".htm")
}

/// A literal path as browsers ask for it: escapes undone; one that is no escape stops Hugo.
fn served(link: &str) -> Result<String, String> {
    if link.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return Err(format!("parse {link:?}: net/url: invalid control character in URL"));
    }
    let unescaped = query_unescape(&link.replace('+', "%2B"));
    unescaped.ok_or_else(|| format!("parse {link:?}: invalid URL escape"))
}
