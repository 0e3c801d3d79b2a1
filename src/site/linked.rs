//! The anchors of pages that others link to, read when they are first asked for: most pages are never linked to by anchor.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::Document;
use crate::engine::{AnchorIds, Setup};
use crate::text::Source;

/// Reads a post by its path from the site's root.
pub type ReadPost = Arc<dyn Fn(&str) -> Option<Source> + Send + Sync>;

/// Anchors by the path of the post; none for one whose anchors are not known.
type Known = HashMap<String, Option<Arc<AnchorIds>>>;

/// What is known of the anchors of posts so far.
#[derive(Default)]
pub(super) struct Linked {
    read: Option<ReadPost>,
    known: Mutex<Known>,
}

impl Linked {
    /// Nothing is known yet.
    pub fn new(read: ReadPost) -> Self {
        Self { read: Some(read), known: Mutex::default() }
    }

    /// The anchors of a post; none where they are not known.
    pub fn anchors(&self, setup: &Setup, path: &str) -> Option<Arc<AnchorIds>> {
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(path) {
            return known.clone();
        }
        let source = self.read.as_ref().and_then(|read| read(path))?;
        let anchors = setup.anchors(&Document::parse(&source)).map(Arc::new);
        lock().insert(path.to_owned(), anchors.clone());
        anchors
    }
}

impl fmt::Debug for Linked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linked").finish_non_exhaustive()
    }
}
