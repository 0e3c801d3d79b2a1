//! What could stand where the cursor is: keys, terms of the site, dates, truth values, images.

use std::collections::BTreeSet;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionTextEdit,
    TextEdit,
};

use super::cursor::{Cursor, cursor};
use super::place;
use super::text::OpenText;
use crate::document::patch::{self, Quoting};
use crate::document::{Document, Format};
use crate::engine::{AssetContext, AssetFate, AssetQuery, KeyType, Role, Setup};
use crate::files::Post;
use crate::rules::images::address::has_extension;
use crate::site::Index;
use crate::text::Span;

/// More files than this are not offered at once; with more letters there are fewer.
const MOST: usize = 500;

/// A proposal: what is written, and what is said beside it.
struct Proposal {
    text: String,
    detail: String,
    kind: CompletionItemKind,
}

/// What could be written at the cursor.
pub fn complete(text: &mut OpenText, params: &CompletionParams) -> Option<CompletionList> {
    let at = place::offset(&text.source, params.text_document_position.position);
    let post = text.post.as_ref()?;
    let setup = post.setups().first()?;
    let document = Document::parse(&text.source);
    let format = document.front_matter.as_ref().map_or(Format::Yaml, |it| it.format);
    let (typed, mut proposals) = match cursor(&document, &text.source.text, at)? {
        Cursor::Key(path) => {
            let start = text.source.text[..at].rfind(['\n', ' ']).map_or(0, |it| it + 1);
            (&text.source.text[start..at], keys(post, setup, &document, &path, format))
        }
        Cursor::Value { path, flow, typed } => (typed, values(post, setup, &path, flow, format)),
        Cursor::Image(typed) => (typed, images(post, setup, typed, AssetContext::Markdown)),
    };
    let is_incomplete = proposals.len() > MOST;
    proposals.truncate(MOST);
    let range = place::range(&text.source, Span::new(at - typed.len(), at));
    let item = |Proposal { text, detail, kind }| CompletionItem {
        label: text.trim_end_matches([':', '=', ' ']).to_owned(),
        // An editor compares this with what is typed, and a quote belongs to that.
        filter_text: Some(text.clone()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, text))),
        detail: Some(detail),
        kind: Some(kind),
        ..CompletionItem::default()
    };
    let items = proposals.into_iter().map(item).collect();
    Some(CompletionList { is_incomplete, items })
}

/// The keys that the engine and the site's themes read below this path and that are not there yet.
fn keys(
    post: &Post,
    setup: &Setup,
    document: &Document<'_>,
    path: &[String],
    format: Format,
) -> Vec<Proposal> {
    let mut there: BTreeSet<String> = BTreeSet::new();
    let front_matter = document.front_matter.as_ref();
    if let Some(mut node) = front_matter.map(|it| &it.tree.root) {
        for key in path {
            let found = node.entries().iter().find(|entry| entry.key.text() == Some(key));
            let Some(entry) = found else { break };
            node = &entry.value;
        }
        there.extend(node.entries().iter().filter_map(|it| it.key.text()).map(str::to_owned));
    }
    let sign = if format == Format::Toml { " = " } else { ": " };
    let mut proposals = Vec::new();
    let mut offer = |name: &str, detail: String| {
        if there.insert(name.to_owned()) {
            let text = format!("{name}{sign}");
            proposals.push(Proposal { text, detail, kind: CompletionItemKind::PROPERTY });
        }
    };
    if path.is_empty() {
        setup.keys().for_each(|key| offer(key.name, setup.target.to_string()));
    }
    let prefix: String = path.iter().map(|key| format!("{key}.")).collect();
    for theme in post.settings.rules.options.themes.of(setup) {
        for key in theme.keys.keys() {
            if let Some(rest) = key.strip_prefix(&prefix) {
                offer(rest.split('.').next().unwrap_or(rest), format!("theme {}", theme.name));
            }
        }
    }
    proposals
}

/// The values of the key at this path.
fn values(
    post: &Post,
    setup: &Setup,
    path: &[String],
    flow: bool,
    format: Format,
) -> Vec<Proposal> {
    let Some(name) = path.last() else { return Vec::new() };
    let key = setup.key(name);
    let value = |text: String, detail: &str| Proposal {
        text,
        detail: detail.to_owned(),
        kind: CompletionItemKind::VALUE,
    };
    match key.map(|key| (key.role, key.kind)) {
        Some((Role::Date | Role::Updated | Role::Publish | Role::Expire, _)) => {
            let now = chrono::Utc::now();
            let now = setup.write_date(now, format);
            now.into_iter().map(|text| value(text, "now")).collect()
        }
        Some((_, KeyType::Bool)) => {
            ["true", "false"].map(|text| value(text.to_owned(), "truth value")).into()
        }
        Some((Role::Title | Role::Slug | Role::Url, _)) => Vec::new(),
        _ if post.settings.rules.options.themes.hold_images(&path.join(".")) => {
            let images = images(post, setup, "", AssetContext::FrontMatter);
            let quoted = |it: Proposal| Proposal { text: written(&it.text, flow, format), ..it };
            images.into_iter().map(quoted).collect()
        }
        _ => terms(post.indexes().first(), name, flow, format),
    }
}

/// The terms that the site has under this taxonomy, those that most posts have first.
fn terms(index: Option<&Index>, taxonomy: &str, flow: bool, format: Format) -> Vec<Proposal> {
    let all = index.map_or(&[][..], Index::terms);
    let mut terms: Vec<_> = all.iter().filter(|term| *term.taxonomy == *taxonomy).collect();
    terms.sort_by(|a, b| b.posts.cmp(&a.posts).then_with(|| a.name.cmp(&b.name)));
    terms.dedup_by(|a, b| a.name == b.name);
    let proposal = |term: &crate::site::Term| Proposal {
        text: written(&term.name, flow, format),
        detail: crate::report::number(term.posts as usize, "post"),
        kind: CompletionItemKind::VALUE,
    };
    terms.into_iter().map(proposal).collect()
}

/// A text as it has to be written at its place.
fn written(text: &str, flow: bool, format: Format) -> String {
    let place = if flow { patch::Place::Flow } else { patch::Place::Block };
    patch::quote(text, format, Quoting::Minimal, place)
}

/// The addresses under which images of the site answer from this post.
fn images(post: &Post, setup: &Setup, typed: &str, within: AssetContext) -> Vec<Proposal> {
    let folder = post.in_site.rfind('/').map_or("", |end| &post.in_site[..=end]);
    let mut found = Vec::new();
    for file in setup.listing.below("").filter(|file| has_extension(file)) {
        let beside = file.strip_prefix(folder).map(str::to_owned);
        let from_root = file.split_once('/').map(|(_, rest)| format!("/{rest}"));
        let answers = |address: &String| {
            let query = AssetQuery { post: &post.in_site, url: None, address, within };
            address.starts_with(typed) && setup.asset(query) == AssetFate::Found
        };
        let Some(address) = beside.into_iter().chain(from_root).find(answers) else { continue };
        let detail = file.to_owned();
        found.push(Proposal { text: address, detail, kind: CompletionItemKind::FILE });
        if found.len() > MOST {
            break;
        }
    }
    found
}
