//! The plan of a migration: which file of the new site comes from where, made before anything is written.

use std::collections::{BTreeMap, BTreeSet};

use super::assets::{self, Copy};
use super::body::{Addresses, AssetMove, PageMove, Wants, reads_definition_lists, templates};
use super::census::{Fact, ranks};
use super::claims::refused;
use super::config::{self, Needs, NewConfig};
use super::convert::Covered;
use super::crawlers;
use super::feeds::{Carried, carried};
use super::home::{Spot, at_home, habits};
use super::left::left_alone;
use super::names::new_paths;
use super::origin::are_all_there;
use super::redirects::{self, Redirect};
use super::taxonomy_pages::{self, TaxonomyPage, taxonomy_pages};
use super::term_pages::{covered, made_pages, seen, term_pages};
use super::{
    FrontMatterFormat, Habits, Home, Row, Traces, Urls, sections, skeleton, sum, terms, theme,
};
use crate::document::Document;
use crate::engine::{
    Config, ConfigFile, Engine, Listing, NameKind, Outcome, Setup, Target, configure,
};
use crate::text::Source;
use crate::value::Value;
use chrono_tz::Tz;

/// What the user asks for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The engine that the site goes to.
    pub to: Target,
    /// What becomes of addresses.
    pub urls: Urls,
    /// The language of front matter.
    pub format: FrontMatterFormat,
    /// The zone of dates without one, where the user says it.
    pub zone: Option<Tz>,
    /// Whether a minimal theme is left out.
    pub no_theme: bool,
    /// Where the site came from, if it goes back there.
    pub home: Option<Home>,
}

/// A file of text of the new site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// Its path from the new site's root.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// The plan.
#[derive(Debug)]
pub struct Plan {
    /// How the new site is set up.
    pub to: Setup,
    /// The source's content, by path.
    pub facts: Vec<Fact>,
    /// Where each fact goes.
    pub new_paths: Vec<String>,
    /// The rank of each fact among those in an order.
    pub ranks: Vec<Option<i64>>,
    /// The aliases of each fact that another page or alias is in the way of.
    pub refused: Vec<BTreeSet<String>>,
    /// Whether the target itself makes the page at the address of each fact, such as that of a term.
    pub covered: Vec<Covered>,
    /// Whether all files are there that an earlier migration moved, where the site goes back.
    pub all_are_there: bool,
    /// Old addresses of terms and where they lead.
    pub redirects: Vec<Redirect>,
    /// Whether it has feeds, whose entries keep their ids.
    pub has_feeds: bool,
    /// The files of the sections that have to ask for a feed.
    pub section_feeds: BTreeSet<String>,
    /// Files that are copied as they are.
    pub copies: Vec<Copy>,
    /// Files that are written anew.
    pub texts: Vec<Text>,
    /// The new configuration; what bodies want is added before it is written.
    pub needs: Needs,
    /// The account of everything but content.
    pub rows: Vec<Row>,
    /// The pages of the source, for links to them.
    pub pages: BTreeMap<String, PageMove>,
    /// The pages of the source by what Hexo's `post_link` calls them.
    pub slugs: BTreeMap<String, String>,
    /// The copied files of the source, for links to them.
    pub assets: BTreeMap<String, AssetMove>,
    /// Both by the addresses at which they answer.
    pub addresses: Addresses,
    /// Texts that tags of bodies include, by their path in the source: those below [`super::body::code_folder`].
    pub included: BTreeMap<String, String>,
    settings: Vec<(String, Value)>,
    options: Options,
}

/// Makes the plan from what the source says. `files` are all files of the source by their path from its root, and
/// `config` those that hold its configuration.
#[must_use]
pub fn plan(
    from: &Setup,
    options: Options,
    files: &[String],
    config: &[ConfigFile],
    facts: Vec<Fact>,
) -> Plan {
    let facts = prepared(from, &options, facts);
    let engine = options.to.engine;
    let new_paths = new_paths(from.target.engine, engine, &facts, options.home.as_ref());
    let taxonomies = taxonomy_pages(from, engine, &facts);
    let mut needs = needs(from, &options, &facts, &taxonomies);
    let (copies, mut rows) = assets::copies(from, options.to, files, &facts, &new_paths);
    needs_of_files(&mut needs, engine, &copies, &new_paths);
    let NewConfig { mut root, rows: settings, per_page, redirects: aliases } =
        config::convert(from, options.to, config);
    let feeds = carried(from, options.to, config, &facts, &new_paths);
    feeds.require(&mut root, &mut needs);
    let left = left_alone(from, files, &facts, &copies);
    rows.extend(settings.into_iter().chain(feeds.rows.iter().cloned()).chain(left));
    let section_feeds = feeds.of_sections(engine);
    needs.asked = crawlers::asked(from, config, &copies);
    let mut texts = sections::missing(engine, &facts, &new_paths, per_page, &section_feeds);
    texts.extend(own_files(&options, &facts, &feeds, &needs, taxonomies.len()));
    let listing = listing(&new_paths, &copies, &texts);
    let to = setup(from, options.to, &config::write(options.to, &root, &needs), listing);
    let mut terms = term_pages(from, &to, &facts, &new_paths, &taxonomies);
    let covered = covered(&to, &facts, &new_paths, &mut terms);
    needs.made_pages = made_pages(&to, &facts, &new_paths, &covered);
    terms.redirects.extend(aliases.into_iter().chain(facts.iter().filter_map(Fact::restored)));
    sections::make_way(&mut texts, &terms.taken, &facts);
    texts.extend(leading(from, engine, &terms.redirects, &mut needs));
    rows.extend(terms.rows.into_iter().chain(feeds.moved(engine, &terms.moved)));
    rows.extend(sum::of_site(from, files, config, &facts, &rows));
    let mut plan = Plan {
        covered: seen(&facts, &covered, needs.theme),
        refused: refused(&facts, &terms.taken),
        all_are_there: true,
        redirects: terms.redirects,
        has_feeds: feeds.are_there(),
        section_feeds,
        to,
        ranks: ranks(&facts),
        facts,
        new_paths,
        copies,
        texts,
        needs,
        rows,
        pages: BTreeMap::new(),
        slugs: BTreeMap::new(),
        assets: BTreeMap::new(),
        addresses: Addresses::default(),
        included: BTreeMap::new(),
        settings: root,
        options,
    };
    plan.index(from);
    plan
}

/// The facts by path. Pages get the addresses back that they had where the site came from.
fn prepared(from: &Setup, options: &Options, mut facts: Vec<Fact>) -> Vec<Fact> {
    facts.sort_by(|one, other| one.path.cmp(&other.path));
    let is_home = options.home.is_some() && options.urls == Urls::Keep;
    if let Some(home) = &options.home {
        facts.iter_mut().for_each(|fact| home.traces.put_back(fact));
    }
    if is_home && (from.target.engine, options.to.engine) == (Engine::Zola, Engine::Hexo) {
        for fact in &mut facts {
            fact.at_home = at_home(&fact.reading);
        }
    }
    facts
}

/// The paths of all files of the new site but its configuration.
fn listing(new_paths: &[String], copies: &[Copy], texts: &[Text]) -> BTreeSet<String> {
    let copied = copies.iter().map(|copy| &copy.to);
    let written = texts.iter().map(|text| &text.path);
    new_paths.iter().chain(copied).chain(written).cloned().collect()
}

/// Files that a site needs to be one and to be seen.
fn own_files(
    options: &Options,
    facts: &[Fact],
    feeds: &Carried,
    needs: &Needs,
    taxonomies: usize,
) -> Vec<Text> {
    let aliases: usize =
        facts.iter().map(|fact| fact.reading.aliases.as_ref().map_or(0, Vec::len)).sum();
    let natural = usize::from(options.urls == Urls::Natural);
    let mut texts = skeleton::files(options.to, aliases + natural, taxonomies);
    texts.extend(crawlers::scripts(options.to.engine, needs.asked));
    if !options.no_theme {
        texts.extend(theme::files(options.to.engine, &feeds.links));
    }
    texts.extend_from_slice(&feeds.texts);
    texts
}

/// What the content needs of the new configuration.
fn needs(from: &Setup, options: &Options, facts: &[Fact], scripted: &[TaxonomyPage]) -> Needs {
    let mut taxonomies: BTreeSet<String> =
        ["tags", "categories"].map(str::to_owned).into_iter().collect();
    let mut languages = BTreeSet::new();
    for fact in facts {
        taxonomies.extend(fact.reading.taxonomies.keys().cloned());
        languages.extend(fact.name.language.clone());
    }
    let zone = options.zone.or(from.zone());
    let zone = match from.config {
        Config::Hexo(_) => Some(zone.unwrap_or(from.machine_zone)),
        Config::Hugo(_) | Config::Zola(_) => zone,
    };
    Needs {
        taxonomies: taxonomies.into_iter().collect(),
        languages: languages.into_iter().collect(),
        language: from.default_language(),
        zone,
        raw_html: facts.iter().any(|fact| fact.has_html),
        hard_breaks: breaks_lines(from),
        typographic: from.makes_signs_typographic(),
        definition_lists: reads_definition_lists(from),
        asset_folders: facts.iter().any(|fact| fact.name.bundle),
        future: !from.holds_back_future(),
        term_slugs: terms::ways(from, options, facts),
        taxonomy_pages: taxonomy_pages::setting(scripted, from.target.engine),
        theme: !options.no_theme,
        ..Needs::default()
    }
}

/// Pages that lead from old addresses to new ones, which no engine may take for content.
fn leading(from: &Setup, to: Engine, redirects: &[Redirect], needs: &mut Needs) -> Vec<Text> {
    let leading = redirects::pages(to, &from.base_path(), redirects);
    let published = assets::published(leading.iter().map(|text| text.path.as_str()));
    needs.verbatim.extend(published.map(str::to_owned));
    leading
}

/// What the files of the new site need of its configuration.
fn needs_of_files(needs: &mut Needs, to: Engine, copies: &[Copy], new_paths: &[String]) {
    needs.verbatim = assets::verbatim(to, copies, new_paths);
    needs.hidden = assets::hidden(to, copies);
    needs.html_content =
        new_paths.iter().any(|path| path.ends_with(".html") || path.ends_with(".htm"));
}

/// Whether the source breaks lines at newlines: Hexo's renderer does unless `marked.breaks` says otherwise.
fn breaks_lines(from: &Setup) -> bool {
    let Config::Hexo(config) = &from.config else { return false };
    let breaks = config.values.get("marked").and_then(|marked| marked.get("breaks"));
    breaks != Some(&Value::Bool(false))
}

/// The new site as its engine will see it.
fn setup(from: &Setup, to: Target, text: &str, mut listing: BTreeSet<String>) -> Setup {
    let path = config::path(to.engine);
    listing.insert(path.to_owned());
    listing.extend(templates(to).map(|template| template.path.to_owned()));
    // What bodies call is known only once they are converted; until then any template of ours may be there.
    let ours = templates(to).map(|template| Source::new(template.path, template.text));
    let sources = [Source::new(path, text)].into_iter().chain(ours);
    let files: Vec<ConfigFile> = sources.map(|source| ConfigFile { source }).collect();
    Setup {
        config: configure(to, &files).0,
        listing: Listing::later(move || listing),
        ..from.like(to)
    }
}

impl Plan {
    /// Whether addresses have to stay.
    #[must_use]
    pub fn keeps_urls(&self) -> bool {
        self.options.urls == Urls::Keep
    }

    /// The language of front matter.
    #[must_use]
    pub const fn format(&self) -> FrontMatterFormat {
        self.options.format
    }

    /// Where the site came from, if it goes back there.
    #[must_use]
    pub const fn home(&self) -> Option<&Home> {
        self.options.home.as_ref()
    }

    /// How most posts of the source are written.
    #[must_use]
    pub fn habits(&self) -> Habits {
        habits(&self.facts)
    }

    /// What the way home cannot know from the new site alone.
    #[must_use]
    pub fn traces(&self) -> Traces {
        let mut traces = Traces::default();
        let written = self.texts.iter().map(|text| &text.path);
        traces.made = written.filter(|path| self.to.is_section(path)).cloned().collect();
        for ((fact, covered), path) in self.facts.iter().zip(&self.covered).zip(&self.new_paths) {
            if let (Some(url), true) = (&fact.reading.url, *covered != Covered::No) {
                traces.covered.insert(path.clone(), url.clone());
            }
            let now = self.to.content_name(path);
            let moved = now.and_then(|now| match self.to.target.engine {
                Engine::Hexo => Spot::of(&fact.name, &now),
                Engine::Zola => Spot::with_dots(&fact.name, &now),
                Engine::Hugo => None,
            });
            traces.places.extend(moved.map(|spot| (path.clone(), spot)));
        }
        traces
    }

    /// The places of the facts that are sections of the new site: these are converted first.
    pub fn sections(&self) -> impl Iterator<Item = usize> {
        (0..self.facts.len()).filter(|nth| self.to.is_section(&self.new_paths[*nth]))
    }

    /// The paths of all files that are planned.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let new_paths = self.new_paths.iter().map(String::as_str);
        let copies = self.copies.iter().map(|copy| copy.to.as_str());
        new_paths.chain(copies).chain(self.texts.iter().map(|text| text.path.as_str()))
    }

    /// The file of configuration, with what bodies want.
    #[must_use]
    pub fn configuration(&self, wants: &Wants) -> Text {
        let mut needs = self.needs.clone();
        needs.raw_html |= wants.raw_html;
        let text = config::write(self.options.to, &self.settings, &needs);
        Text { path: config::path(self.options.to.engine).to_owned(), text }
    }

    /// Takes in what the new section files say: those of `texts`, with their paths, and those that are written anew.
    pub fn take_sections(&mut self, texts: &[(String, String)]) {
        let own = self.texts.iter().map(|text| (text.path.clone(), text.text.clone()));
        let sources: Vec<Source> = own
            .chain(texts.iter().cloned())
            .filter(|(path, _)| self.to.is_section(path))
            .map(|(path, text)| Source::new(path, text))
            .collect();
        let documents: Vec<Document<'_>> = sources.iter().map(Document::parse).collect();
        let named: Vec<(&str, &Document<'_>)> =
            sources.iter().map(|source| source.path.as_str()).zip(&documents).collect();
        self.to.take_sections(&named);
    }

    /// Lets links to files that only lead to a page go to that page.
    fn follow(&mut self, from: &Setup) {
        for fact in &self.facts {
            let Some(url) = from.redirecting(&fact.path) else { continue };
            let leads_on = |other: &&Fact| {
                let aliases = other.reading.aliases.iter().flatten();
                other.reading.outcome == Outcome::Page
                    && aliases.into_iter().any(|alias| alias == url)
            };
            let target = self.facts.iter().find(leads_on);
            if let Some(page) = target.and_then(|target| self.pages.get(&target.path)).cloned() {
                self.pages.insert(fact.path.clone(), PageMove { old_url: None, ..page });
            }
        }
    }

    /// Lists pages and files, so that links to them are found, and looks whether any is missing.
    fn index(&mut self, from: &Setup) {
        if let Some(home) = &self.options.home {
            self.all_are_there = are_all_there(&home.origins, &self.facts);
        }
        let written = |url: &String| url == "/" || self.to.write_url(url).is_some();
        for (fact, new_path) in self.facts.iter().zip(&self.new_paths) {
            let old_url = fact.reading.url.clone();
            let page = PageMove {
                new_path: new_path.clone(),
                new_url: fact.at_home.clone().or_else(|| old_url.clone()).filter(written),
                old_url,
                title: fact.reading.title.clone().unwrap_or_default(),
                built: fact.reading.outcome == Outcome::Page && !fact.reading.draft,
                headings: fact.headings.clone(),
            };
            if fact.name.kind == NameKind::Post {
                let slug = [fact.name.folders.as_slice(), std::slice::from_ref(&fact.name.stem)];
                self.slugs.insert(slug.concat().join("/"), fact.path.clone());
            }
            self.pages.insert(fact.path.clone(), page);
        }
        self.follow(from);
        for copy in &self.copies {
            self.assets.insert(copy.from.clone(), copy.moved());
        }
        self.addresses = Addresses::new(&self.pages, &self.assets);
    }
}
