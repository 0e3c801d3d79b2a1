//! What in a body stops a build, and whether its summary is divided.

use super::config::{Config, Site};
use super::content_path::ContentPath;
use super::fence::Language;
use super::fence_attributes;
use super::front_matter::FrontMatter;
use super::page::{Render, Values};
use super::sections::Sections;
use super::shortcodes;
use crate::document::{Document, Markup};
use crate::engine::fault::{Fault, FaultKind, Stop};
use crate::engine::{self, Setup};

/// A body and what is known around it.
pub(super) struct Body<'b> {
    pub setup: &'b Setup,
    pub config: &'b Config,
    pub site: &'b Site,
    pub content: &'b ContentPath,
    pub values: &'b Values<'b>,
    pub document: &'b Document<'b>,
    pub read: &'b FrontMatter,
}

/// What came of the check.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// Why the build fails, though the page is written.
    pub failing: Option<Stop>,
    /// Whether the summary divider stands in the body.
    pub divided: bool,
}

/// Checks a body.
///
/// # Errors
/// Why there is no page.
pub(super) fn check(body: &Body<'_>) -> Result<Checked, Stop> {
    let text = &body.document.source.text;
    let start = body.read.body.start;
    let divider = match body.read.language {
        Some(Language::Org) => "# more",
        _ => "<!--more-->",
    };
    let site = shortcodes::Site {
        has_template: &|name| body.has_template(name),
        has_page: &|page| body.has_page(page),
        has_param: &|key| body.has_param(key),
    };
    let checked = shortcodes::check(body.read.body.text(text), divider, &site);
    let stop = |failure: shortcodes::Failure| Stop {
        message: placed(text, start + failure.at, &failure.message),
        fault: Some(Fault { span: failure.span.shifted(start), kind: failure.kind }),
    };
    if let Some(failure) = checked.fatal {
        return Err(stop(failure));
    }
    if body.values.render() == Render::Always && body.is_markdown() {
        body.check_fences()?;
    }
    Ok(Checked { failing: checked.failing.map(stop), divided: checked.divided })
}

/// A message with row and column of a byte of the file, from 1.
pub(super) fn placed(text: &str, at: usize, message: &str) -> String {
    let before = &text[..at.min(text.len())];
    let row = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    format!("{row}:{column}: {message}")
}

impl Body<'_> {
    fn sections(&self) -> Option<&Sections> {
        match &self.setup.sections {
            engine::Sections::Hugo(sections) => Some(sections),
            _ => None,
        }
    }

    /// Whether the site has its own template for a shortcode; none where a theme may bring one, or where the
    /// site's templates are not at hand.
    fn has_template(&self, name: &str) -> Option<bool> {
        let sections = self.sections()?;
        if sections.shortcodes.contains(&name.to_lowercase()) {
            return Some(true);
        }
        (!self.config.has_unseen_templates && sections.has_templates).then_some(false)
    }

    fn has_page(&self, page: &str) -> bool {
        match self.sections() {
            Some(sections) if self.site.ref_errors && !self.config.has_unseen_templates => {
                sections.references.leads(page, self.content.dir())
            }
            _ => true,
        }
    }

    fn has_param(&self, key: &str) -> bool {
        let key = key.to_lowercase();
        let mut site = Some(&self.site.params);
        for part in key.split('.') {
            site = site.and_then(|params| params.get(part));
        }
        let own = key.split('.').next().unwrap_or_default();
        self.config.has_unseen_templates
            || site.is_some()
            || self.values.get(own).is_some()
            || self.values.get("params").is_some_and(|params| params.get(own).is_some())
    }

    fn is_markdown(&self) -> bool {
        let markup = self.values.text("markup").to_lowercase();
        match markup.as_str() {
            "" => matches!(self.content.extension().as_str(), "md" | "mdown" | "markdown"),
            name => matches!(name, "md" | "mdown" | "markdown" | "goldmark"),
        }
    }

    /// Attributes behind the fences of code that goldmark cannot read.
    fn check_fences(&self) -> Result<(), Stop> {
        let text = self.document.source.text.as_str();
        if !fence_attributes::may_stand_in(self.read.body.text(text)) {
            return Ok(());
        }
        let own;
        let markup = if self.document.body == self.read.body {
            self.document.markup()
        } else {
            own = Markup::read(text, self.read.body);
            &own
        };
        match fence_attributes::first_bad(text, markup) {
            None => Ok(()),
            Some(span) => {
                let message =
                    "failed to parse Markdown attributes; you may need to quote the values";
                Err(Stop {
                    message: placed(text, span.start, message),
                    fault: Some(Fault { span, kind: FaultKind::FenceInfo }),
                })
            }
        }
    }
}
