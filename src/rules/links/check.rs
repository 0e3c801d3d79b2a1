//! One link, and what it leads to.

use percent_encoding::percent_decode_str;

use super::address;
use super::written::Written;
use crate::diagnostic::{Change, Fix, Severity};
use crate::engine::{AnchorIds, AssetContext, LinkQuery, LinkTarget, Place, Setup};
use crate::rules::near::nearest;
use crate::rules::{Context, Finding};
use crate::site::Index;
use crate::text::{Edit, Span};

/// A post among the others of its site, as one engine has them.
#[derive(Clone, Copy, Debug)]
pub struct Linking<'c, 'a> {
    /// The post.
    pub context: &'c Context<'a>,
    /// The engine.
    pub setup: &'c Setup,
    /// The site.
    pub index: &'c Index,
    /// Path of the post's URL; none where it hangs on a file time.
    pub url: Option<&'c str>,
}

impl Linking<'_, '_> {
    /// What is wrong with a link; none where it leads somewhere, or nobody can tell.
    #[must_use]
    pub fn link(&self, link: &Written<'_>) -> Option<Finding> {
        let Written { span, address, within } = link;
        let (span, within) = (*span, *within);
        if within == AssetContext::Markdown
            && let Some(reason) = self.setup.refused_link(address)
        {
            let engine = self.setup.target.engine.title();
            let message = format!("{engine} cannot read this address, and stops the build");
            let help = format!("{engine} says: {reason}");
            return Some(self.finding(span, message, &help).severity(Severity::Error));
        }
        match self.setup.link(LinkQuery { post: self.context.path, url: self.url, address, within })
        {
            LinkTarget::Unknown => None,
            // Who writes HTML knows the page around it, which has anchors of its own.
            LinkTarget::Own(_) if within == AssetContext::Html => None,
            LinkTarget::Own(anchor) => {
                let anchors = self.setup.anchors(self.context.document);
                self.anchor(span, anchor, anchors.as_ref(), "this page")
            }
            LinkTarget::File { path, anchor } => self.file(link, &path, anchor),
            LinkTarget::Source { paths, anchor } => self.source(link, &paths, anchor),
            LinkTarget::Address { path, anchor } => match address::found(self, &path) {
                address::Found::Page(page) => {
                    let anchors = self.anchors_of(page, anchor)?;
                    self.anchor(span, anchor, Some(&anchors), &format!("`{page}`"))
                }
                address::Found::Something => None,
                address::Found::Nothing(_) if self.is_resolved(link) => None,
                address::Found::Nothing(near) => {
                    let message = format!("there is no page at `{path}`");
                    let help = match near.and_then(|page| page.url.as_deref()) {
                        Some(url) => format!("`{url}` may be meant"),
                        None => "who follows the link finds nothing; mend or remove it".to_owned(),
                    };
                    let fix = near.and_then(|page| self.rewrite(link, &page.path, anchor));
                    Some(self.finding(span, message, &help).fix(fix))
                }
            },
        }
    }

    /// Whether something puts the address of a page in the place of an address that names one in another way.
    fn is_resolved(&self, link: &Written<'_>) -> bool {
        let post = self.context.path;
        percent_decode_str(&link.address)
            .decode_utf8()
            .is_ok_and(|path| self.setup.may_resolve_link(post, &path, link.within))
    }

    /// A link to a file that the engine looks up.
    fn file(&self, link: &Written<'_>, path: &str, anchor: &str) -> Option<Finding> {
        let span = link.span;
        let listing = &self.setup.listing;
        if listing.has(path) && self.setup.place(path) == Place::Content {
            let is_draft = |path: &str| self.index.page(path).is_some_and(|page| page.draft);
            if is_draft(path) && !is_draft(self.context.path) {
                let message = format!("`{path}` is a draft, so there is no page");
                return Some(self.judged(span, message, "publish it first, or remove the link"));
            }
            let anchors = self.anchors_of(path, anchor)?;
            return self.anchor(span, anchor, Some(&anchors), &format!("`{path}`"));
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let fix = match listing.named(name) {
            [one] if self.setup.place(one) == Place::Content => self.rewrite(link, one, anchor),
            _ => None,
        };
        let message = format!("there is no page `{path}`");
        Some(self.judged(span, message, "name a file that is there, or remove the link").fix(fix))
    }

    /// A link to a Markdown file that the engine does not make a link to its page.
    fn source(&self, link: &Written<'_>, paths: &[String], anchor: &str) -> Option<Finding> {
        let span = link.span;
        let engine = self.setup.target.engine.title();
        let there = paths.iter().find(|path| self.setup.listing.has(path));
        let Some(path) = there else {
            let path = paths.first()?;
            let message = format!("there is no file `{path}`");
            return Some(self.finding(
                span,
                message,
                "name a page that is there, or remove the link",
            ));
        };
        let message = format!("{engine} does not make this the address of the page of `{path}`");
        let help = "who follows the link asks for the Markdown file itself, which is not there";
        Some(self.finding(span, message, help).fix(self.rewrite(link, path, anchor)))
    }

    /// An anchor that its page does not have.
    fn anchor(
        &self,
        span: Span,
        anchor: &str,
        ids: Option<&AnchorIds>,
        page: &str,
    ) -> Option<Finding> {
        let ids = ids?;
        let anchor = percent_decode_str(anchor).decode_utf8().ok()?;
        let is_special =
            anchor.is_empty() || anchor.starts_with(":~:") || anchor.eq_ignore_ascii_case("top");
        if is_special || anchor.contains(['{', '<', '/']) || ids.has(&anchor) {
            return None;
        }
        let message = format!("there is no anchor `{anchor}` on {page}");
        let near = nearest(&anchor, ids.headings.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("the heading that may be meant has the anchor `{near}`"),
            None => {
                "the link leads to the top of the page; headings get their anchors from their text"
                    .to_owned()
            }
        };
        let written = self.context.document.source.slice(span);
        let fix = near.and_then(|near| {
            let (before, _) = written.split_once('#')?;
            self.guess(span, format!("{before}#{near}"))
        });
        Some(self.judged(span, message, &help).fix(fix))
    }

    /// The anchors of another page, where the link names one.
    fn anchors_of(&self, path: &str, anchor: &str) -> Option<AnchorIds> {
        if anchor.is_empty() {
            return None;
        }
        if path == self.context.path {
            return self.setup.anchors(self.context.document);
        }
        self.index.anchors(self.setup, path).map(|anchors| (*anchors).clone())
    }

    /// A fix that writes the link to a page that is there.
    fn rewrite(&self, link: &Written<'_>, path: &str, anchor: &str) -> Option<Fix> {
        let url = self.index.page(path)?.url.as_deref()?;
        let new = self.setup.write_link(path, url, link.within);
        self.guess(link.span, if anchor.is_empty() { new } else { format!("{new}#{anchor}") })
    }

    fn guess(&self, span: Span, address: String) -> Option<Fix> {
        let is_plain = !address.contains([' ', '(', ')', '<', '>', '\\', '"', '\'']);
        is_plain.then(|| {
            let message = format!("write `{address}`");
            Fix::guess(message, Change::Body, vec![Edit::replace(span, address)])
        })
    }

    /// A finding about what the engine itself looks up: its build may stop.
    fn judged(&self, span: Span, message: String, help: &str) -> Finding {
        let written = self.context.document.source.slice(span);
        // What stands in HTML or comes from a template is not looked up.
        let fails = self.setup.fails_at_links() && written.starts_with(['@', '#']);
        match fails {
            true => self
                .finding(span, message, &format!("the build stops; {help}"))
                .severity(Severity::Error),
            false => self.finding(span, message, help),
        }
    }

    /// A finding about what only readers notice.
    pub fn finding(&self, span: Span, message: String, help: &str) -> Finding {
        Finding::new(span, message)
            .help(help)
            .engines(self.setup.target.engine)
            .severity(Severity::Warning)
    }
}
