//! What search engines ask a site for: the list of its pages, `sitemap.xml`, and `robots.txt`. Hugo and Zola make the first
//! without being asked, and Zola the second, too; Hexo makes neither.

use super::assets::Copy;
use super::config::leaves;
use super::plan::Text;
use crate::engine::{ConfigFile, Engine, Setup};
use crate::value::Value;

/// The scripts that make them in Hexo.
const SITEMAP: &str = include_str!("sitemap.js");
const ROBOTS: &str = include_str!("robots.js");
const ROBOTS_PATH: &str = "scripts/robots.js";

/// Which of them the new site has to be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The list of pages.
    pub sitemap: bool,
    /// What crawlers may visit.
    pub robots: bool,
}

/// What the engine of the source makes by itself, so that no file which is copied stands for it.
#[must_use]
pub fn asked(from: &Setup, config: &[ConfigFile], copies: &[Copy]) -> Asked {
    let leaves = leaves(from, config);
    let say = |path: &str| {
        let same = leaves.iter().rfind(|leaf| leaf.path.eq_ignore_ascii_case(path));
        same.map(|leaf| &leaf.value)
    };
    let (sitemap, robots) = match from.target.engine {
        Engine::Hexo => (false, from.listing.has(ROBOTS_PATH)),
        Engine::Hugo => {
            let disables = |kind: &str| match say("disableKinds") {
                Some(Value::List(kinds)) => kinds
                    .iter()
                    .any(|one| matches!(one, Value::String(one) if one.eq_ignore_ascii_case(kind))),
                _ => false,
            };
            let robots = say("enableRobotsTXT") == Some(&Value::Bool(true));
            (!disables("sitemap"), robots && !disables("robotsTXT"))
        }
        Engine::Zola => {
            let is_on = |key: &str| say(key) != Some(&Value::Bool(false));
            (is_on("generate_sitemap"), is_on("generate_robots_txt"))
        }
    };
    let is_free = |url: &str| copies.iter().all(|copy| copy.url.as_deref() != Some(url));
    Asked { sitemap: sitemap && is_free("/sitemap.xml"), robots: robots && is_free("/robots.txt") }
}

/// The scripts that Hexo needs for it.
#[must_use]
pub fn scripts(to: Engine, asked: Asked) -> Vec<Text> {
    let all = [(asked.sitemap, "scripts/sitemap.js", SITEMAP), (asked.robots, ROBOTS_PATH, ROBOTS)];
    let written = all.iter().filter(|(is_asked, ..)| *is_asked && to == Engine::Hexo);
    written.map(|(_, path, text)| Text { path: (*path).into(), text: (*text).into() }).collect()
}
