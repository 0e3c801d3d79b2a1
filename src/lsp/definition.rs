//! The post behind a link.

use lsp_types::{GotoDefinitionParams, Location, Position, Range, Url};

use super::place;
use super::text::OpenText;
use crate::document::Document;
use crate::document::body::unescape;
use crate::engine::{AssetContext, LinkQuery, LinkTarget};
use crate::files::Post;

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
fn target(post: &Post, address: &str) -> Option<String> {
    let (index, setup) = (post.indexes().first()?, post.setups().first()?);
    let url = index.page(&post.in_site).and_then(|page| page.url.as_deref());
    let address = unescape(address);
    let is_there = |path: &String| index.page(path).is_some();
    match setup.link(LinkQuery {
        post: &post.in_site,
        url,
        address: &address,
        within: AssetContext::Markdown,
    }) {
        LinkTarget::File { path, .. } => Some(path).filter(is_there),
        LinkTarget::Source { paths, .. } => paths.into_iter().find(is_there),
        LinkTarget::Address { path, .. } => {
            let bare = path.trim_end_matches('/');
            let ways = [path.clone(), format!("{bare}/"), bare.to_owned()];
            ways.iter().find_map(|path| index.at(path).next()).map(|page| page.path.to_string())
        }
        LinkTarget::Unknown | LinkTarget::Own(_) => None,
    }
}
