//! The post behind a link.

use lsp_types::{GotoDefinitionParams, Location, Position, Range, Url};

use super::place;
use super::text::OpenText;
use crate::document::Document;
use crate::files::Post;
use crate::site::{Index, Page};

/// The file that the link under the cursor leads to; none where there is no link, or no such file.
pub fn find(text: &mut OpenText, params: &GotoDefinitionParams) -> Option<Location> {
    let at = place::offset(&text.source, params.text_document_position_params.position);
    let document = Document::parse(&text.source);
    let post = text.post.as_ref()?;
    let root = post.site.root.as_ref()?;
    let link =
        document.markup().links.iter().find(|it| it.span.start <= at && at <= it.span.end)?;
    let address = document.source.slice(link.destination);
    let file = target(post, address)?;
    let url = Url::from_file_path(root.join(file)).ok()?;
    Some(Location::new(url, Range::new(Position::default(), Position::default())))
}

/// The path, from the site's root, of the post that an address leads to.
fn target<'p>(post: &'p Post, address: &str) -> Option<&'p str> {
    let index = post.indexes().first()?;
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let found = match address.strip_prefix("@/") {
        Some(rest) => index.pages().iter().find(|page| is_below(&page.path, rest)),
        None if address.starts_with('/') => by_url(index, address),
        None => {
            let folder = post.in_site.rsplit_once('/').map_or("", |(folder, _)| folder);
            index.page(&join(folder, address)?)
        }
    };
    found.map(|page| &*page.path)
}

/// Whether a file has this path below the folder of all content.
fn is_below(file: &str, path: &str) -> bool {
    file.split_once('/').is_some_and(|(_, rest)| rest == path)
}

fn by_url<'i>(index: &'i Index, address: &str) -> Option<&'i Page> {
    let address = address.trim_end_matches('/');
    let leads_to =
        |page: &&Page| page.url.as_deref().is_some_and(|url| url.trim_end_matches('/') == address);
    index.pages().iter().find(leads_to)
}

/// A relative path from a folder on; none where it leads out of the site.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}
