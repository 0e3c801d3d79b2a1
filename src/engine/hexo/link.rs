//! What tags link to (`lib/plugins/tag/post_link.ts`, `asset_*.ts`), and who makes links and the ids of headings.

use super::config::Config;
use super::name;
use super::nunjucks::tags::STRICT_POST_LINK;
use super::place::{self, Role, stem};
use crate::engine::Setup;
use crate::engine::link::{TagLink, TagTarget};
use crate::engine::templates::{Tag, TagArgument};
use crate::value::Value;

/// The name by which `post_link` finds a post: its slug.
pub fn post_name(setup: &Setup, config: &Config, path: &str) -> Option<String> {
    let below = match place::role(setup, config, path) {
        Role::Post(below) | Role::Draft(below) => below,
        Role::Page(_) | Role::Asset | Role::Ignored => return None,
    };
    Some(name::read(config.new_post_name.as_deref()?, below).slug.to_owned())
}

/// What a tag links to.
pub fn tag_link(config: &Config, post: &str, name: &str, tag: &Tag) -> Option<TagLink> {
    let text = |one: &'_ TagArgument| match &one.value {
        Some(Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    let first = tag.arguments.first()?;
    match name {
        "post_link" | "post_path" => {
            let written = text(first)?;
            let parts: Vec<&str> = written.split('#').collect();
            // With two marks, all of it is the name.
            let slug = match parts[..] {
                [slug, _] if name == "post_link" => slug.to_owned(),
                _ => written.clone(),
            };
            let fails = name == "post_link" && config.version >= STRICT_POST_LINK;
            Some(TagLink { span: first.span, target: TagTarget::Post(slug), fails })
        }
        "asset_path" | "asset_link" | "asset_img" | "asset_image" if config.post_asset_folder => {
            // Classes may stand before the name of an image.
            let is_image = name.starts_with("asset_im");
            let is_file =
                |one: &&TagArgument| !is_image || text(one).is_some_and(|it| it.contains('.'));
            let shown = tag.arguments.iter().find(is_file)?;
            let files = tag.arguments.iter().filter(is_file).filter_map(text);
            let files =
                files.map(|file| format!("{}/{}", stem(post), file.trim_start_matches('/')));
            let files = files.take(if is_image { usize::MAX } else { 1 }).collect();
            Some(TagLink { span: shown.span, target: TagTarget::Asset(files), fails: false })
        }
        _ => None,
    }
}

/// Whether a plugin may make links of the paths of Markdown files.
pub fn may_resolve_links(config: &Config) -> bool {
    let plugins = config.plugins.iter().flatten();
    let mut plugins = plugins.filter(|plugin| *plugin != "hexo-renderer-marked");
    plugins.any(|plugin| {
        ["link", "relative", "url", "renderer-m", "path"].iter().any(|part| plugin.contains(part))
    })
}

/// Whether a plugin makes other addresses of posts than the pattern says: `hexo-permalink-pinyin` writes Chinese
/// in Latin letters.
pub fn has_foreign_addresses(config: &Config) -> bool {
    const PINYIN: &str = "hexo-permalink-pinyin";
    let enable = config.values.get("permalink_pinyin").and_then(|pinyin| pinyin.get("enable"));
    let is_there = |plugins: &Vec<String>| plugins.iter().any(|plugin| plugin == PINYIN);
    enable == Some(&Value::Bool(true)) && config.plugins.as_ref().is_none_or(is_there)
}

/// Whether the default renderer makes the ids of headings.
pub fn makes_heading_ids(config: &Config) -> bool {
    const MARKED: &str = "hexo-renderer-marked";
    let is_other = |plugin: &String| {
        *plugin != MARKED
            && ["renderer-m", "renderer-k", "pandoc", "kramed", "toc", "anchor"]
                .iter()
                .any(|part| plugin.contains(part))
    };
    let plugins = config.plugins.as_deref().unwrap_or_default();
    plugins.iter().any(|plugin| plugin == MARKED) && !plugins.iter().any(is_other)
}
