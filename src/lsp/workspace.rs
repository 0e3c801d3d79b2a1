//! The posts and sites on the disk, as far as open texts need them.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use crate::config::Options;
use crate::files::{ConfigChoice, Failure, Machine, Post, Project, Request, Site};

/// How long the first answer waits for the survey of its site. Nearly all sites are surveyed by then; posts of others
/// are checked without their neighbours first.
const PATIENCE: Duration = Duration::from_millis(800);

/// What is known of the folders that open texts lie in; forgotten when something there changes.
#[derive(Debug, Default)]
pub struct Workspace {
    project: Option<Project>,
    /// Sites that are being surveyed on threads of their own, each with what hangs up at its end.
    surveys: Vec<(Arc<Site>, Receiver<()>)>,
}

impl Workspace {
    /// Forgets everything, since configuration, templates, files or other posts have changed.
    pub fn forget(&mut self) {
        self.project = None;
        self.surveys.clear();
    }

    /// The file as a post with its site and its settings; none where `lint` would pass over it.
    ///
    /// # Errors
    /// A sentence, where a configuration file is wrong.
    pub fn post(&mut self, path: &Path) -> Result<Option<Post>, String> {
        let project = match &mut self.project {
            Some(project) => project,
            None => self.project.insert(open().map_err(|error| error.to_string())?),
        };
        let post = project.post_at(path).map_err(|error| error.to_string())?;
        if let Some(post) = &post
            && post.settings.rules.need_site()
        {
            self.survey(&post.site);
        }
        Ok(post)
    }

    /// Whether a site is still being surveyed.
    pub fn is_busy(&self) -> bool {
        !self.surveys.is_empty()
    }

    /// Whether a survey came to its end since this was asked last: then posts have neighbours that they had not.
    pub fn knows_more(&mut self) -> bool {
        let before = self.surveys.len();
        self.surveys.retain(|(_, end)| end.try_recv() == Err(TryRecvError::Empty));
        self.surveys.len() < before
    }

    /// Has the site surveyed, unless it is or was, and waits a moment for it.
    fn survey(&mut self, site: &Arc<Site>) {
        let is_under_way = self.surveys.iter().any(|(other, _)| Arc::ptr_eq(site, other));
        if site.root.is_none() || !site.indexes().is_empty() || is_under_way {
            return;
        }
        let (alive, end) = channel::<()>();
        let surveyed = site.clone();
        thread::spawn(move || {
            surveyed.survey();
            drop(alive);
        });
        if end.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            self.surveys.push((site.clone(), end));
        }
    }
}

fn open() -> Result<Project, Failure> {
    Project::new(Request {
        config: ConfigChoice::Nearest,
        options: Options::default(),
        machine: Machine::here(),
    })
}
