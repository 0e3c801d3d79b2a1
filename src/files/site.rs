//! A site as it lies on the disk: its root, its configuration and the names of its files.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::detect::{engines_of, hexo_of_package};
use super::earlier::Earlier;
use super::name::with_slashes;
use super::walk::files;
use super::{Machine, Pool, map};
use crate::document::Document;
use crate::engine::{
    ConfigFile, ConfigProblem, Engine, Listing, Place, Sections, Setup, Target, config_names,
    configure, detect_version, template_files,
};
use crate::site::{Gathered, Index};
use crate::text::Source;

/// A site, or what stands for one outside any.
#[derive(Debug)]
pub struct Site {
    /// The folder with the configuration; none outside any site.
    pub root: Option<PathBuf>,
    /// How its engine is set up; all three with their defaults outside any site.
    pub setups: Vec<Setup>,
    /// What is wrong with its configuration, by file.
    pub problems: Vec<(Source, Vec<ConfigProblem>)>,
    /// All its posts, for each of `setups`, once they were looked at.
    indexes: OnceLock<Vec<Index>>,
    /// What is read otherwise than it stands on the disk.
    earlier: Earlier,
    /// How many threads read its posts; one for every core where nothing is said.
    threads: Option<usize>,
}

impl Site {
    /// What counts for a post outside any site.
    #[must_use]
    pub fn none(targets: &[Target], machine: Machine) -> Self {
        let setup = |target: &Target| Setup::standalone(*target, machine.zone, machine.now);
        let setups = targets.iter().map(setup).collect();
        Self {
            root: None,
            setups,
            problems: Vec::new(),
            indexes: OnceLock::new(),
            earlier: Earlier::default(),
            threads: machine.threads,
        }
    }

    /// Reads the configuration of the site at `root` for each of `targets`.
    #[must_use]
    pub fn open(root: &Path, targets: &[Target], machine: Machine) -> Self {
        Self::open_earlier(root, targets, machine, Earlier::default())
    }

    /// The same as it was before a change.
    fn open_earlier(root: &Path, targets: &[Target], machine: Machine, earlier: Earlier) -> Self {
        let listing = earlier.listing(listing(root, machine.threads));
        let mut problems = Vec::new();
        let mut setups = Vec::new();
        for target in targets {
            let files = config_files(*target, root, &listing, &earlier);
            let (config, wrong) = configure(*target, &files);
            let setup = Setup {
                target: *target,
                config,
                listing: listing.clone(),
                sections: Sections::None,
                machine_zone: machine.zone,
                now: machine.now,
            };
            setups.push(with_sections(setup, root, &earlier));
            for ConfigFile { source } in files {
                let own = wrong.iter().filter(|problem| problem.path == source.path);
                let own: Vec<ConfigProblem> = own.cloned().collect();
                if !own.is_empty() {
                    problems.push((source, own));
                }
            }
        }
        Self {
            root: Some(root.to_owned()),
            setups,
            problems,
            indexes: OnceLock::new(),
            earlier,
            threads: machine.threads,
        }
    }

    /// Reads all posts of the site and keeps what rules ask of their neighbours. Nothing is done outside any site, nor
    /// for a second time.
    pub fn survey(&self) {
        let Some(root) = &self.root else { return };
        let survey = |setup| survey(setup, root, &self.earlier, self.threads);
        self.indexes.get_or_init(|| self.setups.iter().map(survey).collect());
    }

    /// All posts for each of `setups`; nothing before [`Self::survey`].
    #[must_use]
    pub fn indexes(&self) -> &[Index] {
        self.indexes.get().map_or(&[], Vec::as_slice)
    }

    /// The setups for which a file of the site is a post; where the user insists, all.
    #[must_use]
    pub fn setups_for(&self, path: &str, insists: bool) -> Range<usize> {
        let is_post = |setup: &Setup| setup.place(path) == Place::Content;
        let Some(first) = self.setups.iter().position(is_post) else {
            return if insists { 0..self.setups.len() } else { 0..0 };
        };
        let count = self.setups[first..].iter().take_while(|setup| is_post(setup)).count();
        first..first + count
    }
}

/// Reads all posts of a site as one engine does. A post that cannot be read is told where it is checked itself.
fn survey(setup: &Setup, root: &Path, earlier: &Earlier, threads: Option<usize>) -> Index {
    let is_post = |path: &&str| setup.place(path) == Place::Content;
    let paths: Vec<&str> = setup.listing.below("").filter(is_post).collect();
    let pool = Pool::new(threads, paths.len());
    let gather = |path: &&str| {
        let source = earlier.read(root, path)?;
        Some(Gathered::read(setup, path, &Document::parse(&source)))
    };
    // A post on which the program fails is told where it is checked itself.
    let gathered = map(&pool, &paths, gather, |_, _| None);
    let gathered = gathered.into_iter().flatten().collect();
    let (root, earlier) = (root.to_owned(), earlier.clone());
    let read_post = move |path: &str| earlier.read(&root, path);
    Index::new(setup, gathered).reading_with(Arc::new(read_post))
}

/// The site with what its section files say.
pub(super) fn with_sections(setup: Setup, root: &Path, earlier: &Earlier) -> Setup {
    if !setup.has_sections() {
        return setup;
    }
    let paths = setup.listing.below("").filter(|path| setup.is_section(path));
    let sources: Vec<Source> = paths.filter_map(|path| earlier.read(root, path)).collect();
    let documents: Vec<Document<'_>> = sources.iter().map(Document::parse).collect();
    let named: Vec<(&str, &Document<'_>)> =
        sources.iter().map(|source| source.path.as_str()).zip(&documents).collect();
    setup.with_sections(&named)
}

/// The files that hold a site's configuration: the first of the usual names that is there, and what the
/// engine reads besides.
pub(super) fn config_files(
    target: Target,
    root: &Path,
    listing: &Listing,
    earlier: &Earlier,
) -> Vec<ConfigFile> {
    let main = config_names(target.engine).iter().find(|name| root.join(name).is_file());
    let mut names: Vec<String> = main.into_iter().map(ToString::to_string).collect();
    match target.engine {
        // What plugins there are decides which tags a body may use.
        Engine::Hexo => names.extend(named(root, "", |name| {
            name == "package.json"
                || name.strip_prefix("_config.").is_some_and(|rest| rest.contains('.'))
        })),
        Engine::Hugo => {
            for environment in ["config/_default/", "config/production/"] {
                names.extend(named(root, environment, |_| true));
            }
        }
        Engine::Zola => {}
    }
    names.extend(template_files(target, listing));
    let files = names.into_iter().filter_map(|name| earlier.read(root, &name));
    files.map(|source| ConfigFile { source }).collect()
}

/// The files of the folder `prefix` below `root` whose name is `wanted`, as paths from `root`, sorted.
fn named(root: &Path, prefix: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let entries = std::fs::read_dir(root.join(prefix)).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| wanted(name))
        .map(|name| format!("{prefix}{name}"))
        .collect();
    names.sort();
    names
}

/// All files of a site by name, but for what no engine looks at.
fn listing(root: &Path, threads: Option<usize>) -> Listing {
    let root = root.to_owned();
    Listing::later(move || {
        let mut walker = ignore::WalkBuilder::new(&root);
        walker.standard_filters(false).follow_links(true).filter_entry(|entry| {
            entry.file_name() != ".git" && entry.file_name() != "node_modules"
        });
        files(&mut walker, threads)
            .flatten()
            .filter_map(|entry| entry.path().strip_prefix(&root).map(with_slashes).ok())
            .collect()
    })
}

/// The site of each folder, found once.
#[derive(Debug)]
pub struct Sites {
    machine: Machine,
    targets: HashMap<PathBuf, Vec<Target>>,
    open: HashMap<(Option<PathBuf>, Vec<Target>), Arc<Site>>,
}

impl Sites {
    /// A site as it was before a change.
    #[must_use]
    pub fn before(&self, site: &Site, earlier: Earlier) -> Site {
        let targets: Vec<Target> = site.setups.iter().map(|setup| setup.target).collect();
        match &site.root {
            Some(root) => Site::open_earlier(root, &targets, self.machine, earlier),
            None => Site::none(&targets, self.machine),
        }
    }

    /// No folder is known yet.
    #[must_use]
    pub fn new(machine: Machine) -> Self {
        Self { machine, targets: HashMap::new(), open: HashMap::new() }
    }

    /// The nearest site at or above an absolute folder. Where the user says which engine it is, only a site
    /// of that engine counts, for another's configuration says nothing about it.
    pub fn of(&mut self, folder: &Path, target: Option<Target>) -> Arc<Site> {
        let is_root = |targets: &[Target]| match target {
            Some(target) => targets.iter().any(|found| found.engine == target.engine),
            None => !targets.is_empty(),
        };
        let root = folder.ancestors().find(|above| is_root(self.targets_at(above)));
        let targets = match (target, root) {
            (Some(target), _) => vec![target],
            (None, None) => Engine::ALL.map(Target::from).to_vec(),
            (None, Some(root)) => self.targets_at(root).to_vec(),
        };
        let machine = self.machine;
        let key = (root.map(Path::to_owned), targets);
        let open = |(root, targets): &(Option<PathBuf>, Vec<Target>)| match root {
            Some(root) => Arc::new(Site::open(root, targets, machine)),
            None => Arc::new(Site::none(targets, machine)),
        };
        self.open.entry(key).or_insert_with_key(open).clone()
    }

    /// The engines whose site has exactly this folder as its root, at the version that it is made for.
    fn targets_at(&mut self, folder: &Path) -> &[Target] {
        self.targets.entry(folder.to_owned()).or_insert_with(|| {
            let engines = if is_theme_of_a_site(folder) { Vec::new() } else { engines_of(folder) };
            let threads = self.machine.threads;
            engines.into_iter().map(|engine| version_of(engine, folder, threads)).collect()
        })
    }
}

/// The engine at the version that the site is made for, as far as it tells, or else the newest.
pub(super) fn version_of(engine: Engine, root: &Path, threads: Option<usize>) -> Target {
    let newest = Target::from(engine);
    let stated = match engine {
        Engine::Hexo => hexo_of_package(root),
        Engine::Hugo | Engine::Zola => {
            let config = config_files(newest, root, &Listing::default(), &Earlier::default());
            let version = detect_version(engine, &config, &listing(root, threads));
            version.map(|version| Target { engine, version })
        }
    };
    stated.unwrap_or(newest)
}

/// A theme brings its own configuration, and often a whole example site, which are not the user's.
fn is_theme_of_a_site(folder: &Path) -> bool {
    let mut above = folder.ancestors().skip(1);
    above.any(|themes| {
        themes.file_name().is_some_and(|name| name == "themes")
            && themes.parent().is_some_and(|root| !engines_of(root).is_empty())
    })
}
