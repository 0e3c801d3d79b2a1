//! Settings of a whole site: what each becomes, and what is no loss.

use super::made::moved;

const POST: (&str, &str) = (
    "source/_posts/a.md",
    "---\ntitle: A\ndate: 2024-01-02\ntags: [Sea]\ncategories: [Fog]\n---\nx\n",
);

#[test]
fn what_the_engine_does_anyway_is_no_loss() {
    let config = "url: https://a.example\ntag_dir: tags\ncategory_dir: categories\nrender_drafts: false\npagination_dir: page\narchive_generator:\n  yearly: true\n";
    let new = moved(&[("_config.yml", config), POST], "zola@0.22", &[]);
    for name in ["tag_dir", "render_drafts", "pagination_dir", "archive_generator.yearly"] {
        assert_eq!(new.fate("setting", name), "changed default");
    }
    let config = "url: https://a.example\nrender_drafts: true\n";
    let new = moved(&[("_config.yml", config), POST], "zola@0.22", &[]);
    assert_eq!(new.fate("setting", "render_drafts"), "needs-hand no-such-setting");
}

#[test]
fn folders_of_terms_keep_their_names_in_hugo_and_are_led_from_in_zola() {
    let config = "url: https://a.example\ntag_dir: labels\ncategory_dir: topics\n";
    let new = moved(&[("_config.yml", config), POST], "hugo", &[]);
    assert_eq!(new.fate("setting", "tag_dir"), "moved same");
    assert_eq!(new.fate("url", "/labels/Sea/"), "kept same");
    assert!(new.text("hugo.toml").contains("tags = \"/labels/:slug/\""));
    let new = moved(&[("_config.yml", config), POST], "zola@0.22", &[]);
    assert_eq!(new.fate("setting", "category_dir"), "changed term-folder");
    assert!(new.text("static/topics/Fog/index.html").contains("url=/categories/Fog/\""));
}

#[test]
fn old_addresses_in_the_configuration_lead_to_their_pages() {
    let config = "url: https://a.example\nalias:\n  old/index.html: 2024/01/02/a/index.html\n  api: 2024/01/02/a/\n";
    for to in ["hugo", "zola@0.22"] {
        let new = moved(&[("_config.yml", config), POST], to, &["--redirects", "netlify"]);
        assert_eq!(new.fate("setting", "alias.old/index.html"), "changed alias");
        for old in ["old", "api"] {
            let page = new.text(&format!("static/{old}/index.html"));
            assert!(page.contains("url=/2024/01/02/a/\""), "{page}");
        }
        assert!(new.text("static/_redirects").contains("/old/ /2024/01/02/a/ 301\n"));
    }
}

#[test]
fn settings_of_a_theme_or_a_language_are_kept_as_data() {
    let config = "url: https://a.example\ntheme_config:\n  menu:\n    home: /\n";
    let new = moved(&[("_config.yml", config), POST], "hugo", &[]);
    assert_eq!(new.fate("setting", "theme_config.menu.home"), "kept-as-data theme-setting");
    assert!(new.text("hugo.toml").contains("[params.hexo.theme_config.menu]\nhome = \"/\""));
    let config = "baseURL = 'https://a.example/'\n[languages.fr]\nweight = 2\nlabel = 'Français'\ntitle = 'Bleu'\n";
    let page = ("content/a.md", "---\ntitle: A\n---\n");
    let new = moved(&[("hugo.toml", config), page], "zola@0.22", &[]);
    assert_eq!(new.fate("setting", "languages.fr.weight"), "changed own-way");
    assert_eq!(new.fate("setting", "languages.fr.label"), "kept-as-data of-language");
    assert_eq!(new.fate("setting", "languages.fr.title"), "moved same");
}

#[test]
fn zola_says_settings_of_its_default_language_once() {
    let config = "baseURL = 'https://a.example/'\ntitle = 'Blue'\n[languages.en]\ntitle = 'The blue'\n\
                  [languages.fr]\ntitle = 'Bleu'\n";
    let new =
        moved(&[("hugo.toml", config), ("content/a.md", "---\ntitle: A\n---\n")], "zola@0.22", &[]);
    let text = new.text("config.toml");
    assert!(text.contains("title = \"The blue\"\n"), "{text}");
    assert!(!text.contains("\"Blue\"") && !text.contains("[languages.en]"), "{text}");
    assert!(text.contains("[languages.fr]\ntitle = \"Bleu\"\n"), "{text}");
}

#[test]
fn folders_outside_of_the_site_are_told() {
    let hugo = "baseURL = 'https://a.example/'\ncontentDir = '../posts'\nstaticDir = ['static', 'a/../../files']\npublishDir = '../www'\n[languages.fr]\ncontentDir = '/srv/french'\n[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n[[module.mounts]]\nsource = '../more'\ntarget = 'content/more'\n";
    let page = ("content/a.md", "---\ntitle: A\n---\n");
    let new = moved(&[("hugo.toml", hugo), page], "zola@0.22", &[]);
    for name in ["contentdir", "staticdir", "languages.fr.contentdir", "module.mounts"] {
        assert_eq!(new.fate("setting", name), "needs-hand outside");
    }
    assert_eq!(new.fate("setting", "publishdir"), "changed own-way");
    for (folder, fate) in [
        ("../posts", "needs-hand outside"),
        ("source/", "changed own-way"),
        ("a/../source", "changed own-way"),
    ] {
        let hexo = format!("url: https://a.example\nsource_dir: {folder}\n");
        let new = moved(&[("_config.yml", &hexo), POST], "hugo", &[]);
        assert_eq!(new.fate("setting", "source_dir"), fate, "{folder}");
    }
}

#[test]
fn what_crawlers_ask_for_is_there_where_it_was() {
    let check = |name: &str, config: &str, more: &[(&str, &str)], expected: [bool; 2]| {
        let files: Vec<(&str, &str)> = [(name, config)].into_iter().chain(more.to_vec()).collect();
        let from = if name == "config.toml" { "zola@0.22" } else { "hugo" };
        let new = moved(&files, "hexo", &["--from", from]);
        let found =
            ["sitemap", "robots"].map(|name| new.files.contains_key(&format!("scripts/{name}.js")));
        assert_eq!(found, expected, "{config}");
        new
    };
    let zola = "base_url = 'https://a.example'\n";
    check("config.toml", zola, &[], [true, true]);
    let off = format!("{zola}generate_sitemap = false\ngenerate_robots_txt = false\n");
    let new = check("config.toml", &off, &[], [false, false]);
    assert_eq!(new.fate("setting", "generate_robots_txt"), "changed robots");
    check("config.toml", zola, &[("static/robots.txt", "x")], [true, false]);
    let hugo = "baseURL = 'https://a.example/'\n";
    check("hugo.toml", hugo, &[], [true, false]);
    let both = format!("{hugo}enableRobotsTXT = true\ndisableKinds = ['Sitemap']\n");
    check("hugo.toml", &both, &[], [false, true]);
    let new = moved(&[("config.toml", zola)], "hugo", &["--from", "zola@0.22"]);
    assert!(new.text("hugo.toml").contains("enableRobotsTXT = true\n"));
}
