//! What must hold for any text whatever: property tests try it on made-up texts, the fuzzer on texts that lead it
//! into new code, and a test on all texts on which it once did not hold.

mod mending;
mod moving;
pub mod places;
mod readings;
mod reports;

use std::sync::LazyLock;

use chrono::DateTime;
use chrono_tz::Tz;
use masthead::engine::{ConfigFile, Setup, Target, configure};
use masthead::migrate::body::templates;
use masthead::text::Source;

pub use moving::moved;
pub use reports::{page, well_formed};

/// Something that must hold: its name, and what panics where it does not.
pub type Invariant = (&'static str, fn(&[u8]));

/// All of them. Texts that the fuzzer begins with lie in `fixtures/fuzz` below the name.
pub const INVARIANTS: [Invariant; 11] = [
    ("split", |bytes| readings::split(bytes)),
    ("yaml", |bytes| readings::block(bytes, "---\n", "\n---\n")),
    ("toml", |bytes| readings::block(bytes, "+++\n", "\n+++\n")),
    ("json", |bytes| readings::block(bytes, "{", "}\n")),
    ("tags", |bytes| readings::tags(bytes)),
    ("config", |bytes| readings::config(bytes)),
    ("lint", |bytes| reports::lint(bytes)),
    ("fix", |bytes| mending::fix_any(bytes)),
    ("ignore", |bytes| mending::ignore_any(bytes)),
    ("migrate-body", |bytes| moving::body(bytes)),
    ("migrate-post", |bytes| moving::post(bytes)),
];

/// A site of an engine version with two posts and an image.
struct Site {
    setup: Setup,
    /// Where its first post lies.
    post: &'static str,
    /// Where the second one lies.
    other: &'static str,
}

impl Site {
    fn new(target: &str) -> Self {
        let target: Target = target.parse().unwrap();
        let (name, text, post, other) = match target.engine.name() {
            "hexo" => (
                "_config.yml",
                "url: https://a.example\ntimezone: Asia/Shanghai\npost_asset_folder: true\n",
                "source/_posts/one.md",
                "source/_posts/two.md",
            ),
            "hugo" => (
                "hugo.toml",
                "baseURL = 'https://a.example/'\ntimeZone = 'Asia/Shanghai'\n",
                "content/posts/one.md",
                "content/posts/two.md",
            ),
            _ => (
                "config.toml",
                "base_url = 'https://a.example'\ntaxonomies = [{name = 'tags'}, {name = 'categories'}]\n",
                "content/posts/one.md",
                "content/posts/two.md",
            ),
        };
        let now = DateTime::from_timestamp(1_767_225_600, 0).unwrap();
        let mut setup = Setup::standalone(target, Tz::Asia__Shanghai, now);
        let mut files = vec![ConfigFile { source: Source::new(name, text) }];
        // What a migration brings along for tags that the engine has nothing like.
        let brought =
            templates(target).map(|one| ConfigFile { source: Source::new(one.path, one.text) });
        files.extend(brought);
        setup.config = configure(target, &files).0;
        let brought = templates(target).map(|one| one.path.to_owned());
        setup.listing = [name, post, other].map(str::to_owned).into_iter().chain(brought).collect();
        Self { setup, post, other }
    }
}

/// One site for each engine version that is read in its own way.
static SITES: LazyLock<[Site; 4]> =
    LazyLock::new(|| ["hexo", "hugo", "zola@0.22", "zola@0.23"].map(Site::new));

/// All engines outside any site.
static ANYWHERE: LazyLock<[Setup; 4]> = LazyLock::new(|| {
    SITES
        .each_ref()
        .map(|site| Setup::standalone(site.setup.target, site.setup.machine_zone, site.setup.now))
});

/// The bytes as a text, each one that is not UTF-8 replaced.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
