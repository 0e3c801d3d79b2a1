//! `masthead verify`: with scripts in the place of engines, and with real ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn put(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The program with no engine in reach but those that are named.
fn verify(source: &Path, dest: &Path, options: &[&str], engines: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_masthead"));
    command.arg("verify").arg(source).arg(dest).args(options);
    for name in ["MASTHEAD_HEXO", "MASTHEAD_HUGO", "MASTHEAD_ZOLA", "MASTHEAD_ZOLA_023"] {
        command.env_remove(name);
    }
    command.envs(engines.iter().copied());
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A site that a script builds: what Hugo is to print of each page stands in the site itself.
#[cfg(unix)]
fn site(pages: &[(&str, &str)]) -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    put(site.path(), "hugo.toml", "baseURL = 'https://a.example/'\ntheme = 'gone'\n");
    for (name, record) in pages {
        put(site.path(), &format!("printed/{name}"), &format!("masthead:{record}\n"));
    }
    site
}

/// A script in the place of Hugo that answers for its version, and otherwise does `work` in the copy, with the
/// folder for the output as `$out`.
#[cfg(unix)]
fn script(folder: &Path, work: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("hugo.sh");
    let text = format!(
        "#!/bin/sh\n[ \"$1\" = version ] && {{ echo 'hugo v0.168.0-x linux'; exit 0; }}\n\
         while [ $# -gt 0 ]; do [ \"$1\" = --destination ] && out=$2; shift; done\n{work}\n"
    );
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[cfg(unix)]
const COPY: &str = "cp -r printed \"$out\"; test -f layouts/all.html && ! grep -q gone hugo.toml";

#[cfg(unix)]
#[test]
fn pages_are_compared_and_differences_told() {
    let one = r#"{"kind":"page","file":"a.md","title":"A","date":"2024-01-02T00:00:00Z","content":"<p>a &amp; b</p><img src=i.png>"}"#;
    let same = r#"{"kind":"page","file":"b.md","title":"A","date":"2024-01-02","content":"a &#38;\n<b>b</b><img src='i.png'>"}"#;
    let other = r#"{"kind":"page","file":"b.md","title":"A\u001b[1m","date":null,"content":"<p>a & c</p>"}"#;
    let tools = tempfile::tempdir().unwrap();
    let hugo = script(tools.path(), COPY);
    let engines = [("MASTHEAD_HUGO", hugo.as_path())];
    let source = site(&[("a/index.html", one), ("a/i.png", "")]);
    let equal = verify(
        source.path(),
        site(&[("a/index.html", same), ("a/i.png", "")]).path(),
        &[],
        &engines,
    );
    assert_eq!(equal.status.code(), Some(0), "{}{}", text(&equal.stdout), text(&equal.stderr));
    let dest = site(&[
        ("b/index.html", other),
        ("a/index.html", "<meta http-equiv=refresh content='0;url=/b/'>"),
    ]);
    fs::write(
        dest.path().join("printed/a/index.html"),
        "<meta http-equiv=refresh content='0;url=/b/'>",
    )
    .unwrap();
    let different = verify(source.path(), dest.path(), &["--output-format", "json"], &engines);
    assert_eq!(different.status.code(), Some(1), "{}", text(&different.stderr));
    let report: Value = serde_json::from_slice(&different.stdout).unwrap();
    let found: Vec<&str> = report["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["aspect"].as_str().unwrap())
        .collect();
    assert_eq!(found, ["titles", "instants", "text", "images"]);
    assert_eq!(report["source"]["notes"][0], "hugo.toml: without theme");
    let shown = verify(source.path(), dest.path(), &[], &engines);
    assert!(!text(&shown.stdout).contains('\u{1b}') && text(&shown.stdout).contains("A\\u{1b}[1m"));
}

#[cfg(unix)]
#[test]
fn an_engine_that_fails_or_hangs_or_is_not_there_is_told() {
    let tools = tempfile::tempdir().unwrap();
    let source = site(&[]);
    let check = |work: &str, options: &[&str], expected: &str| {
        let hugo = script(tools.path(), work);
        let ran = verify(source.path(), source.path(), options, &[("MASTHEAD_HUGO", &hugo)]);
        let told = text(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{told}");
        assert!(told.contains(expected) && !told.contains('\u{1b}'), "{told}");
        assert!(ran.stdout.is_empty());
    };
    check(
        "printf 'Start\\nERROR no \\033[1m layout in %s/x\\n' \"$PWD\"; exit 1",
        &[],
        "ERROR no \\u{1b}[1m layout in x",
    );
    check("sleep 60 & sleep 60", &["--timeout", "1"], "stopped after 1 s");
    let ran = verify(source.path(), source.path(), &[], &[("PATH", Path::new("/nowhere"))]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(text(&ran.stderr).contains("MASTHEAD_HUGO"), "{}", text(&ran.stderr));
}

#[test]
fn a_folder_that_is_no_site_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let ran = verify(folder.path(), folder.path(), &[], &[]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(text(&ran.stderr).contains("is no site"), "{}", text(&ran.stderr));
}

/// The engine that a variable names.
fn engine(variable: &str) -> PathBuf {
    PathBuf::from(
        std::env::var_os(variable).unwrap_or_else(|| panic!("{variable} names no engine")),
    )
}

/// Verifies two small sites of one engine, of which the second has lost a few things, and gives the differences as `aspect
/// verdict url`.
fn differences(
    source: &[(&str, &str)],
    dest: &[(&str, &str)],
    engines: &[(&str, &Path)],
) -> Vec<String> {
    let sites = [source, dest].map(|files| {
        let site = tempfile::tempdir().unwrap();
        files.iter().for_each(|(name, text)| put(site.path(), name, text));
        site
    });
    let ran = verify(sites[0].path(), sites[1].path(), &["--output-format", "json"], engines);
    let report: Value =
        serde_json::from_slice(&ran.stdout).unwrap_or_else(|_| panic!("{}", text(&ran.stderr)));
    let found = report["differences"].as_array().unwrap().iter();
    let word = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    found.map(|one| ["aspect", "verdict", "url"].map(|key| word(one, key)).join(" ")).collect()
}

const HUGO: &str = "baseURL = 'https://a.example/sub/'\ntimeZone = 'Asia/Shanghai'\n";
const ZOLA: &str = "base_url = 'https://a.example/sub'\ntaxonomies = [{name = 'tags'}]\n";

#[test]
#[ignore = "needs Hugo: MASTHEAD_HUGO"]
fn live_hugo_verify() {
    let hugo = engine("MASTHEAD_HUGO");
    let post = "---\ntitle: 你好\ndate: 2024-01-02 03:04:05\ntags: [x]\naliases: [/old/]\n---\nsum\n\n<!--more-->\n\n{{< gone a=1 >}}in *it*{{< /gone >}} ![i](i.png) [o](/sub/posts/b/#h)\n";
    let source = [
        ("hugo.toml", HUGO),
        ("content/posts/a/index.md", post),
        ("content/posts/a/i.png", ""),
        (
            "content/posts/b.md",
            "---\ntitle: B\ndraft: true\n---\n## H\n\n```go {linenos=table}\nx := 1\n```\n",
        ),
    ];
    assert_eq!(differences(&source, &source, &[("MASTHEAD_HUGO", &hugo)]), [""; 0]);
    let changed =
        post.replace("03:04:05", "03:04:06").replace("[x]", "[X, y]").replace("in *it*", "in that");
    let dest = [
        ("hugo.toml", HUGO),
        ("content/posts/a/index.md", &changed),
        ("content/posts/b.md", "---\ntitle: B\n---\n## Other\n\n```go\nx := 1\n```\n"),
    ];
    assert_eq!(
        differences(&source, &dest, &[("MASTHEAD_HUGO", &hugo)]),
        [
            "instants different /posts/a/",
            "terms different /posts/a/",
            "drafts different /posts/b/",
            "text different /posts/a/",
            "text different /posts/b/",
            "images different /posts/a/",
            "links different /posts/a/",
            "feeds different /tags/index.xml",
        ]
    );
}

#[test]
#[ignore = "needs Hugo: MASTHEAD_HUGO"]
fn live_hugo_terms_are_as_each_page_writes_them() {
    let hugo = engine("MASTHEAD_HUGO");
    let (lower, upper) = ("---\ntitle: A\ntags: [seo]\n---\n", "---\ntitle: A\ntags: [SEO]\n---\n");
    let [one, both] = [lower, upper].map(|second| {
        [("hugo.toml", HUGO), ("content/posts/a.md", lower), ("content/posts/b.md", second)]
    });
    let found = differences(&one, &both, &[("MASTHEAD_HUGO", &hugo)]);
    assert_eq!(found, ["terms different /posts/b/"]);
}

#[test]
#[ignore = "needs Zola: MASTHEAD_ZOLA or MASTHEAD_ZOLA_023"]
fn live_zola_verify() {
    let named = ["MASTHEAD_ZOLA", "MASTHEAD_ZOLA_023"];
    let engines: Vec<PathBuf> =
        named.into_iter().filter_map(std::env::var_os).map(PathBuf::from).collect();
    assert!(!engines.is_empty(), "MASTHEAD_ZOLA names no engine");
    for zola in engines {
        let post = "+++\ntitle = '你好'\ndate = 2024-01-02\naliases = ['/old/']\n[taxonomies]\ntags = ['x']\n+++\nsum\n\n<!-- more -->\n\nrest ![i](i.png) [b](@/b.md#h)\n";
        let source = [
            ("config.toml", ZOLA),
            ("content/a/index.md", post),
            ("content/a/i.png", ""),
            ("content/b.md", "+++\ntitle = 'B'\n+++\n## H\n"),
        ];
        assert_eq!(differences(&source, &source, &[("MASTHEAD_ZOLA", &zola)]), [""; 0]);
        let changed = post
            .replace("<!-- more -->", "")
            .replace("'/old/'", "")
            .replace("date = 2024-01-02", "date = 2024-01-02T01:00:00Z");
        let dest = [
            ("config.toml", ZOLA),
            ("content/a/index.md", &changed),
            ("content/b.md", "+++\ntitle = 'C'\n+++\n## H\n"),
        ];
        assert_eq!(
            differences(&source, &dest, &[("MASTHEAD_ZOLA", &zola)]),
            [
                "titles different /b/",
                "instants different /a/",
                "summaries different /a/",
                "images different /a/",
            ]
        );
    }
}

#[test]
#[ignore = "needs Hexo: MASTHEAD_HEXO"]
fn live_hexo_verify_tells_pages_that_cannot_be_rendered() {
    let hexo = engine("MASTHEAD_HEXO");
    let engines = [("MASTHEAD_HEXO", hexo.as_path())];
    let config = ("_config.yml", "url: https://a.example\ntheme: none\n");
    let post = |body: &str| format!("---\ntitle: A\ndate: 2024-01-02\n---\n{body}\n");
    let (good, bad) = (post("x"), post("{% raw %}{% if %}"));
    let site = |one, other| [config, ("source/_posts/a.md", one), ("source/_posts/b.md", other)];
    let (source, dest) = (site(&good, &bad), site(&bad, &good));
    assert_eq!(differences(&source, &source, &engines), [""; 0]);
    assert_eq!(
        differences(&source, &dest, &engines),
        [
            "renders different /2024/01/02/a/",
            "renders different /2024/01/02/b/",
            "urls missing /2024/01/02/a/"
        ]
    );
}

#[test]
#[ignore = "needs Zola: MASTHEAD_ZOLA or MASTHEAD_ZOLA_023"]
fn live_zola_shows_files_on_pages_of_its_own_only_by_its_templates() {
    let (page, hidden) = ("+++\ntitle = 'All'\ndate = 2024-01-02\n", "render = false\n");
    let own = [page, "+++\nAll of *them*.\n"].concat();
    let covered = [page, hidden, "+++\nAll of *them*.\n"].concat();
    let config = format!("{ZOLA}[extra]\nmade_pages = [{{ path = '/tags/', page = 'tags.md' }}]\n");
    let post = "+++\ntitle = 'A'\n[taxonomies]\ntags = ['x', '缓存']\n+++\n";
    let other = "base_url = 'https://a.example/sub'\n";
    let source = [("config.toml", other), ("content/tags.md", &*own)];
    for variable in ["MASTHEAD_ZOLA", "MASTHEAD_ZOLA_023"] {
        let Some(zola) = std::env::var_os(variable).map(PathBuf::from) else { continue };
        let check = |template: &str, expected: &[&str]| {
            let dest = [
                ("config.toml", &*config),
                ("content/tags.md", &*covered),
                ("content/a.md", post),
                ("templates/taxonomy_list.html", template),
            ];
            let mut found = differences(&source, &dest, &[(variable, &zola)]);
            found.retain(|one| one.ends_with("/tags/"));
            assert_eq!(found, expected, "{variable}: {template}");
        };
        check("{{ config.extra.made_pages }}", &[]);
        let lost =
            ["titles different /tags/", "instants different /tags/", "text different /tags/"];
        check("{{ taxonomy.name }}", &lost);
    }
}

#[test]
#[ignore = "needs Hexo: MASTHEAD_HEXO"]
fn live_hexo_tags_are_closed_only_outside_of_code() {
    let hexo = engine("MASTHEAD_HEXO");
    let post = "---\ntitle: A\ndate: 2024-01-02\n---\n{% note one <sup>2</sup>ab %}\n\nTwo *words*.\n\n```md\n{% note %}\n{% endnote %}\n```\n";
    let check = |changed: &str, expected: &[&str]| {
        let config = ("_config.yml", "url: https://a.example\ntheme: none\n");
        let source = [config, ("source/_posts/a.md", post)];
        let dest = [config, ("source/_posts/a.md", changed)];
        assert_eq!(differences(&source, &dest, &[("MASTHEAD_HEXO", &hexo)]), expected, "{changed}");
    };
    check(post, &[]);
    check(&post.replace("{% note one <sup>2</sup>ab %}", "one 2ab"), &[]);
    check(&post.replace("Two *words*", "Two lost"), &["text different /2024/01/02/a/"]);
}

#[test]
#[ignore = "needs Hexo: MASTHEAD_HEXO"]
fn live_hexo_posts_have_pages_where_their_renderer_is_not_installed() {
    let hexo = engine("MASTHEAD_HEXO");
    let package = "{\"hexo\": {}, \"dependencies\": {\"hexo-renderer-markdown-it\": \"^7.0.0\"}}";
    let site = |name| {
        [
            ("_config.yml", "url: https://a.example\ntheme: none\n"),
            ("package.json", package),
            (name, "---\ntitle: A\ndate: 2024-01-02\n---\nx\n"),
        ]
    };
    let found = differences(
        &site("source/_posts/a.md"),
        &site("source/_posts/b.md"),
        &[("MASTHEAD_HEXO", &hexo)],
    );
    assert_eq!(found, ["urls missing /2024/01/02/a/", "urls added /2024/01/02/b/"]);
}

#[test]
#[ignore = "needs Hugo: MASTHEAD_HUGO"]
fn live_hugo_needs_no_template_that_older_releases_had() {
    let hugo = engine("MASTHEAD_HUGO");
    let site = [
        ("hugo.toml", HUGO),
        ("content/posts/a.md", "---\ntitle: A\n---\n{{< top >}}\n"),
        ("layouts/shortcodes/top.html", "{{ partial \"head.html\" . }}"),
        (
            "layouts/partials/head.html",
            "{{ template \"_internal/google_analytics_async.html\" . }}x",
        ),
    ];
    assert_eq!(differences(&site, &site, &[("MASTHEAD_HUGO", &hugo)]), [""; 0]);
}

#[test]
#[ignore = "needs Hexo: MASTHEAD_HEXO"]
fn live_hexo_terms_of_other_taxonomies_are_those_whose_pages_list_the_post() {
    let hexo = engine("MASTHEAD_HEXO");
    let config = ("_config.yml", "url: https://a.example\ntheme: none\n");
    let post = "---\ntitle: A\ndate: 2024-01-02\nseries: sea\n---\nx\n";
    let script = |posts: &str| {
        format!(
            "hexo.extend.generator.register('series', locals => [{{ path: 'series/sea/index.html', layout: ['index'], data: {{ taxonomy: 'series', term: 'Sea', posts: {posts} }} }}]);\n"
        )
    };
    let (all, none) = (script("locals.posts"), script("locals.posts.filter(() => false)"));
    let check = |dest: &str, expected: &[&str]| {
        let [one, other] = [&*all, dest]
            .map(|script| [config, ("source/_posts/a.md", post), ("scripts/series.js", script)]);
        let found = differences(&one, &other, &[("MASTHEAD_HEXO", &hexo)]);
        assert_eq!(found, expected, "{dest}");
    };
    check(&all, &[]);
    check(&none, &["terms different /2024/01/02/a/"]);
}

#[test]
#[ignore = "needs Hexo: MASTHEAD_HEXO"]
fn live_hexo_verify() {
    let hexo = engine("MASTHEAD_HEXO");
    let engines = [("MASTHEAD_HEXO", hexo.as_path())];
    let post = "---\ntitle: 你好\ndate: 2024-01-02 03:04:05\ntags: [x]\ncategories: [[a, b]]\n---\nsum\n<!-- more -->\n{% gone a b %}in *it*{% endgone %}\n{% asset_img i.png %}\n[o](/2024/01/03/b/#H)\n\n```js {mark:1} T\nx = 1\n```\n";
    let config = "url: https://a.example\npost_asset_folder: true\ntheme: none\n";
    let other = "---\ntitle: B\ndate: 2024-01-03\n---\n## H\n";
    let source = [
        ("_config.yml", config),
        ("source/_posts/a.md", post),
        ("source/_posts/a/i.png", ""),
        ("source/_posts/b.md", other),
        ("source/_drafts/c.md", "---\ntitle: C\ndate: 2024-01-04\n---\nx\n"),
        ("source/about/index.md", "---\ntitle: About\n---\nme\n"),
    ];
    assert_eq!(differences(&source, &source, &engines), [""; 0]);
    let changed =
        post.replace("[[a, b]]", "[a]").replace("<!-- more -->", "").replace("x = 1", "x = 2");
    let dest = [
        ("_config.yml", config),
        ("source/_posts/a.md", &*changed),
        ("source/_posts/b.md", other),
        ("source/_posts/c.md", "---\ntitle: C\ndate: 2024-01-04\n---\nx\n"),
        ("source/new.md", "---\ntitle: New\n---\nme\n"),
    ];
    assert_eq!(
        differences(&source, &dest, &engines),
        [
            "urls missing /about/",
            "urls added /new.html",
            "terms different /2024/01/02/a/",
            "drafts different /2024/01/04/c/",
            "summaries different /2024/01/02/a/",
            "text different /2024/01/02/a/",
            "images missing /2024/01/02/a/",
            "lists missing /categories/a/b/",
        ]
    );
}
