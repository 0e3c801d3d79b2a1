//! From the arguments to the list of posts.

use std::collections::BTreeMap;
use std::path::Path;

use super::Stopped;
use super::args::{Input, Rules};
use crate::config::{Options, own_among};
use crate::files::{
    Change, ConfigChoice, Failure, Item, Machine, Post, Project, Request, read_stdin,
};
use crate::rules::own::Own;

/// What to work on.
#[derive(Debug)]
pub enum Work {
    /// Files.
    Items(Vec<Item>),
    /// What stands on standard input, as if it were the file of this post.
    Stdin(Box<Post>, Vec<u8>),
}

impl Work {
    /// All posts to work on.
    fn posts(&self) -> Vec<&Post> {
        match self {
            Self::Items(items) => items.iter().filter_map(Item::post).collect(),
            Self::Stdin(post, _) => vec![post],
        }
    }

    /// The rules of the user's that the configuration of some post states, each name once.
    pub fn own_rules(&self) -> Vec<Own> {
        let mut rules: BTreeMap<&str, &Own> = BTreeMap::new();
        for own in self.posts().iter().flat_map(|post| &post.settings.rules.own) {
            rules.entry(own.rule.name).or_insert(own);
        }
        rules.into_values().cloned().collect()
    }

    /// What to work on, if some configuration that counts there states each rule of the user's that is named. Without
    /// any post no configuration was read.
    fn with_known(self, named: &[&'static str]) -> Result<Self, Stopped> {
        if self.posts().is_empty() {
            return Ok(self);
        }
        let stated: Vec<&str> = match named {
            [] => Vec::new(),
            _ => self.own_rules().iter().map(|own| own.rule.name).collect(),
        };
        match own_among(named, &stated) {
            Ok(()) => Ok(self),
            Err(unknown) => Err(Stopped::Usage(format!("{unknown}: {}", unknown.advice()))),
        }
    }
}

/// What a run over a change looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The posts that the change touches.
    Change,
    /// Also the other posts of their sites, for what the change does to them.
    Effects,
}

/// Finds the posts that the arguments name.
pub fn find(input: &Input, options: Options, reach: Reach) -> Result<Work, Stopped> {
    let config = match &input.config {
        _ if input.isolated => ConfigChoice::Isolated,
        Some(file) => ConfigChoice::File(file.clone()),
        None => ConfigChoice::Nearest,
    };
    let options = Options { engine: input.engine, ..options };
    let named = options.named_own();
    let machine = Machine { threads: input.threads.map(usize::from), ..Machine::here() };
    let mut project = Project::new(Request { config, options, machine })?;
    let is_stdin = |path: &Path| path.as_os_str() == "-";
    if !input.paths.iter().any(|path| is_stdin(path)) {
        let items = match change(input) {
            Some(change) => {
                let mut items = project.find_changed(&input.paths, &change)?;
                if reach == Reach::Effects {
                    items.extend(project.find_around(&input.paths, &change)?);
                    items.sort_by(|a, b| a.name().cmp(b.name()));
                }
                items
            }
            None => project.find(&input.paths)?,
        };
        return Work::Items(items).with_known(&named);
    }
    if input.paths.len() > 1 {
        return Err(Stopped::Usage("`-` is one post; name no other path beside it".to_owned()));
    }
    let name = input.stdin_filename.as_deref().unwrap_or(Path::new("stdin.md"));
    let post = project.imagined(name)?;
    let bytes = read_stdin().map_err(Failure::Input)?;
    Work::Stdin(Box::new(post), bytes).with_known(&named)
}

/// The change that the run keeps to; none where all posts count.
fn change(input: &Input) -> Option<Change> {
    match (&input.changed, input.staged) {
        (_, true) => Some(Change::Staged),
        (Some(commit), _) if !commit.is_empty() => Some(Change::Since(commit.clone())),
        (Some(_), _) => Some(Change::Uncommitted),
        (None, _) => None,
    }
}

/// The layer of the command line.
pub fn options(rules: &Rules) -> Options {
    Options {
        select: rules.select.clone(),
        extend_select: rules.extend_select.clone(),
        ignore: rules.ignore.clone(),
        fail_on: rules.fail_on,
        ..Options::default()
    }
}
