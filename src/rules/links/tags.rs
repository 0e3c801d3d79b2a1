//! Template tags that link to posts and files of the site.

use super::Linking;
use crate::diagnostic::{Change, Fix, Severity};
use crate::engine::TagTarget;
use crate::rules::Finding;
use crate::rules::near::nearest;
use crate::text::{Edit, Span};

impl Linking<'_, '_> {
    /// What is wrong with the tags of the post that link to something.
    #[must_use]
    pub fn tags(&self) -> Vec<Finding> {
        let document = self.context.document;
        let text = document.source.text.as_str();
        let body = document.source.slice(document.body);
        if !may_link(body) {
            return Vec::new();
        }
        let tags = self.setup.tags(self.context.path, document);
        let links = tags.iter().filter_map(|tag| self.setup.tag_link(self.context.path, tag, text));
        let found = links.filter_map(|link| {
            let finding = match &link.target {
                TagTarget::Post(name) => self.post(link.span, name)?,
                TagTarget::Asset(files) => self.asset(link.span, files)?,
            };
            Some(if link.fails { finding.severity(Severity::Error) } else { finding })
        });
        found.collect()
    }

    fn post(&self, span: Span, name: &str) -> Option<Finding> {
        let is_there =
            self.index.called(name).next().is_some() || self.index.titled(name).next().is_some();
        if is_there || name.is_empty() {
            return None;
        }
        let pages = self.index.pages().iter();
        let names: Vec<String> =
            pages.filter_map(|page| self.setup.post_name(&page.path)).collect();
        // Where not even this post has a name, the names are not known.
        self.setup.post_name(self.context.path).filter(|_| !names.is_empty())?;
        let near = nearest(name, names.iter().map(String::as_str));
        let fix = near.filter(|near| {
            span.text(&self.context.document.source.text) == name && !near.contains(' ')
        });
        let fix = fix.map(|near| {
            let edits = vec![Edit::replace(span, near.to_owned())];
            Fix::guess(format!("write `{near}`"), Change::Body, edits)
        });
        let help = "a post is named by its file without date and extension, or by its title";
        Some(self.finding(span, format!("there is no post `{name}`"), help).fix(fix))
    }

    fn asset(&self, span: Span, files: &[String]) -> Option<Finding> {
        let wanted = files.first()?;
        let is_there = files.iter().any(|file| self.setup.listing.has(file));
        (!is_there).then(|| {
            self.finding(
                span,
                format!("there is no file `{wanted}`"),
                "nothing is shown in its place",
            )
        })
    }
}

/// Whether a body may hold a tag that links to something: to read all its tags takes far longer than to look.
fn may_link(body: &str) -> bool {
    let is_linking = |at: usize| {
        let name = body[at + 2..].trim_start_matches(|c: char| c == '-' || c.is_whitespace());
        ["post_link", "post_path", "asset_"].iter().any(|known| name.starts_with(known))
    };
    memchr::memmem::find_iter(body.as_bytes(), "{%").any(is_linking)
}
