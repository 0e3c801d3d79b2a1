//! What Zola makes of one file, from its path to its page (content/src/page.rs, content/src/section.rs,
//! site/src/lib.rs: load, add_page).

use crate::document::Document;
use crate::engine::fault::Stop;
use crate::engine::{Outcome, PageKind, Place, Reading, Sections, Setup, Version};

use super::config::Config;
use super::date::Moment;
use super::fence::{self, Fences};
use super::front_matter::{self, Block, Page, Section};
use super::path::FileInfo;
use super::template::Templates;
use super::world::Subject;
use super::{alias, body, place, section, taxonomy};

/// The first version that compares paths with those of taxonomies.
const TERMS_COLLIDE: Version = Version::new(0, 23);

/// One file with all that its reading depends on.
pub(super) struct File<'r> {
    pub setup: &'r Setup,
    pub config: &'r Config,
    pub sections: Option<&'r section::Sections>,
    pub info: FileInfo<'r>,
    pub path: &'r str,
    pub document: &'r Document<'r>,
    pub text: &'r str,
    pub fences: Fences,
}

impl File<'_> {
    /// The version that reads.
    pub fn version(&self) -> Version {
        self.setup.target.version
    }

    /// The body as Zola sees it.
    pub fn body(&self) -> &str {
        self.fences.body.text(self.text)
    }

    /// The templates of its site.
    pub fn templates(&self) -> Templates<'_> {
        Templates { config: self.config, listing: &self.setup.listing, sections: self.sections }
    }

    fn block(&self) -> Block<'_> {
        let Fences { block, format, .. } = self.fences;
        Block { text: block.text(self.text), format, plain: self.document.plain(block) }
    }
}

/// Why there is no page.
pub(super) enum NoPage {
    /// The build goes on without it.
    Dropped(Option<String>),
    /// The build fails.
    Error(Stop),
    /// The build fails because another page has this path.
    Collision(String),
}

impl From<Stop> for NoPage {
    fn from(stop: Stop) -> Self {
        Self::Error(stop)
    }
}

impl From<String> for NoPage {
    fn from(reason: String) -> Self {
        Self::Error(reason.into())
    }
}

/// What Zola makes of the file at `path`.
pub(super) fn read(setup: &Setup, config: &Config, path: &str, document: &Document<'_>) -> Reading {
    let read = match place::place(path, config, &setup.listing) {
        Place::Content => read_content(setup, config, path, document),
        Place::Asset | Place::Ignored => Err(NoPage::Dropped(None)),
    };
    match read {
        Ok(reading) if reading.url.is_none() => Reading::without_page(Outcome::Dropped, None),
        Ok(reading) => reading,
        Err(NoPage::Dropped(reason)) => Reading::without_page(Outcome::Dropped, reason),
        Err(NoPage::Error(stop)) => Reading::stopped(stop),
        Err(NoPage::Collision(path)) => {
            let reason = format!("Found path collisions: - `{path}`");
            let collision = Some(path);
            Reading { collision, ..Reading::without_page(Outcome::Error, Some(reason)) }
        }
    }
}

/// What Zola reads of a file that says itself that no page of it is written; none of any other.
pub fn unpublished(
    setup: &Setup,
    config: &Config,
    path: &str,
    document: &Document<'_>,
) -> Option<Reading> {
    let is_content = place::place(path, config, &setup.listing) == Place::Content;
    let reading = is_content.then(|| read_content(setup, config, path, document).ok())??;
    reading.url.is_none().then_some(reading)
}

/// A page that is not written has no address.
fn read_content(
    setup: &Setup,
    config: &Config,
    path: &str,
    document: &Document<'_>,
) -> Result<Reading, NoPage> {
    if document.source.invalid_at.is_some() {
        return Err("stream did not contain valid UTF-8".to_owned().into());
    }
    let text = document.source.text.as_str();
    let fences = fence::find(text, setup.target.version).ok_or_else(|| {
        format!("Couldn't find front matter in `{path}`. Did you forget to add `+++` or `---`?")
    })?;
    let sections = match &setup.sections {
        Sections::Zola(sections) => Some(sections),
        _ => None,
    };
    let info = FileInfo::new(path, config);
    let is_section = section::is_section(path, config);
    let file = File { setup, config, sections, info: info?, path, document, text, fences };
    if is_section { read_section(&file) } else { read_page(&file) }
}

fn read_page(file: &File<'_>) -> Result<Reading, NoPage> {
    let page = front_matter::page(file.block(), file.version())?;
    let moment = page.date.or_else(|| file.info.date());
    let date = moment.and_then(Moment::instant);
    let url = file.info.page_url(&page, file.config);
    let in_draft = file.sections.is_some_and(|sections| sections.is_in_draft(file.info.relative));
    refuse_page(file, &page, &url)?;
    let seen = body::look(file, Subject::Page(&page, &url))?;
    if page.render {
        refuse_address(file, &page, &url, date.is_some())?;
    }
    let terms = taxonomy::terms(&page.taxonomies, file.config);
    Ok(Reading {
        title: page.title,
        date,
        updated: page.updated.and_then(Moment::instant),
        draft: page.draft || in_draft,
        tags: terms.tags,
        categories: terms.categories.into_iter().map(|name| vec![name]).collect(),
        taxonomies: terms.others,
        aliases: Some(aliases(file, &page.aliases, &url)),
        url: page.render.then_some(url),
        summary_divided: seen.summary_divided,
        ..Reading::page()
    })
}

/// What keeps a page from being written at its address.
fn refuse_address(file: &File<'_>, page: &Page, url: &str, is_dated: bool) -> Result<(), NoPage> {
    let is_replaced = || taxonomy::paths(&page.taxonomies, file.config, file.info.language);
    if page.path.is_some()
        && !page.taxonomies.is_empty()
        && is_replaced().iter().any(|path| path == url)
    {
        let reason = format!("The page of a taxonomy takes its place at `{url}`");
        return Err(NoPage::Dropped(Some(reason)));
    }
    let written = file.sections.is_none_or(|sections| sections.writes(&file.info, page, is_dated));
    if !written {
        let reason = "It lacks what its section sorts by, so that it is neither listed nor written";
        return Err(NoPage::Dropped(Some(reason.to_owned())));
    }
    let inherited = || file.sections?.page_template(&file.info);
    refuse_template(file, page.template.as_deref().or_else(inherited))
}

/// Pages that redirect to `url`: its own aliases, and sections that are nothing else.
fn aliases(file: &File<'_>, own: &[String], url: &str) -> Vec<String> {
    let has_home = file.sections.is_none_or(section::Sections::has_home);
    let replaced = if has_home { &[url, "/"][..] } else { &[url] };
    let mut served = alias::served(own, replaced, file.version());
    if let Some(sections) = file.sections {
        let before = served.len();
        served.extend(sections.redirects_to(url).map(str::to_owned));
        if served.len() > before {
            served.sort_unstable();
            served.dedup();
        }
    }
    served
}

/// What stops the build once the block can be read.
fn refuse_page(file: &File<'_>, page: &Page, url: &str) -> Result<(), NoPage> {
    let is_index = file.path.rsplit('/').next() == Some("index.md");
    let among_sections = file.sections.is_some_and(|sections| sections.is_folder_of_section(url));
    let in_root = file.info.own_folder.is_none() && file.path.contains('/');
    if is_index && (among_sections || (url == "/" && in_root)) {
        let reason =
            "We can't have a page called `index.md` in the same folder as an index section";
        return Err(reason.to_owned().into());
    }
    let undeclared =
        page.taxonomies.keys().find(|name| !file.config.has_taxonomy(name, file.info.language));
    if let Some(name) = undeclared {
        let path = file.path;
        return Err(format!(
            "Page `{path}` has taxonomy `{name}` which is not defined in config.toml"
        )
        .into());
    }
    if !page.render {
        return Ok(());
    }
    let paths = || [url].into_iter().chain(page.aliases.iter().map(String::as_str));
    let sections = file.sections;
    let has_home = sections.is_none_or(section::Sections::has_home);
    let home = paths().find(|path| has_home && *path == "/");
    let section = || sections?.collision(file.info.relative, paths()).map(|(path, _)| path);
    let term = || {
        let of_terms = taxonomy::paths(&page.taxonomies, file.config, file.info.language);
        paths().find(|path| of_terms.iter().any(|taken| taken == path))
    };
    let checks_terms = file.version() >= TERMS_COLLIDE;
    match home.or_else(section).or_else(|| if checks_terms { term() } else { None }) {
        Some(path) => Err(NoPage::Collision(path.to_owned())),
        None => Ok(()),
    }
}

/// A template that is not there stops the build.
fn refuse_template(file: &File<'_>, name: Option<&str>) -> Result<(), NoPage> {
    let templates = file.templates();
    match name {
        Some(name) if !templates.has(name) && templates.are_known() => {
            Err(format!("Tried to render `{name}` but the template wasn't found").into())
        }
        _ => Ok(()),
    }
}

fn read_section(file: &File<'_>) -> Result<Reading, NoPage> {
    let section: Section = front_matter::section(file.block(), file.version())?;
    let url = file.info.section_url();
    body::look(file, Subject::Section(&section, &url))?;
    if section.redirect_to.is_some() {
        return Err(NoPage::Dropped(None));
    }
    if section.render {
        refuse_template(file, section.template.as_deref())?;
    }
    let in_draft = file.sections.is_some_and(|sections| sections.is_in_draft(file.info.relative));
    Ok(Reading {
        kind: PageKind::Section,
        title: section.title,
        draft: section.draft || in_draft,
        aliases: Some(aliases(file, &section.aliases, &url)),
        url: section.render.then_some(url),
        ..Reading::page()
    })
}
