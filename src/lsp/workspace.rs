//! The posts and sites on the disk, as far as open texts need them.

use std::path::Path;

use crate::config::Options;
use crate::files::{ConfigChoice, Failure, Machine, Post, Project, Request};

/// What is known of the folders that open texts lie in; forgotten when something there changes.
#[derive(Debug, Default)]
pub struct Workspace {
    project: Option<Project>,
}

impl Workspace {
    /// Forgets everything, since configuration, templates, files or other posts have changed.
    pub fn forget(&mut self) {
        self.project = None;
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
            post.site.survey(None);
        }
        Ok(post)
    }
}

fn open() -> Result<Project, Failure> {
    Project::new(Request {
        config: ConfigChoice::Nearest,
        options: Options::default(),
        machine: Machine::here(),
    })
}
