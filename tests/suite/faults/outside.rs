//! Posts and settings that want to lead out of their site: written nowhere else, and nothing is fetched.

use std::net::TcpListener;

use crate::place::{MENDED, Place};

#[test]
fn an_address_above_the_site_is_told_and_never_written() {
    let post = "+++\ntitle = 'a'\npath = '../../x'\nslug = '../../../y'\naliases = ['../../z', '/../../w']\n+++\nText.\n";
    let place = Place::with(&[
        ("deep/er/zola/config.toml", "base_url = 'https://a.example'\n"),
        ("deep/er/zola/content/p.md", post),
    ]);
    let ran = place.run(&["lint", "deep", "--output-format", "concise"]);
    assert!(ran.out.contains("error[url-escapes-output]"), "{}", ran.out);
    for to in ["hugo", "hexo"] {
        let new = format!("deep/er/new-{to}");
        let ran = place.run(&[
            "migrate",
            "deep/er/zola",
            &new,
            "--to",
            to,
            "--redirects",
            "csv,netlify,nginx,apache",
        ]);
        assert!(matches!(ran.code, 0 | 1), "{}", ran.err);
        assert!(place.path(&new).is_dir(), "{}", ran.err);
        let mut above: Vec<_> = [".", "deep", "deep/er"]
            .into_iter()
            .flat_map(|folder| std::fs::read_dir(place.path(folder)).unwrap())
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with("new-"))
            .collect();
        above.sort();
        assert_eq!(above, ["deep", "er", "zola"], "written outside, to {to}");
    }
}

#[test]
fn a_schema_that_refers_to_the_network_is_refused_and_nothing_is_fetched() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let address = format!("http://{}/schema.json", server.local_addr().unwrap());
    let place = Place::with(&[("p.md", MENDED)]);
    place.file("masthead.toml", "[rules.schema-violation.schemas]\n\"schema.json\" = []\n");
    let schemas = [
        format!("{{\"$ref\": \"{address}\"}}"),
        format!(
            "{{\"$id\": \"{address}\", \"$ref\": \"#/a\", \"a\": {{\"$ref\": \"other.json\"}}}}"
        ),
        format!("{{\"$schema\": \"{address}\"}}"),
        format!("{{\"allOf\": [{{\"$dynamicRef\": \"{address}\"}}]}}"),
    ];
    for schema in schemas {
        place.file("schema.json", &schema);
        let ran = place.run(&["lint", "--select", "schema-violation"]);
        assert_eq!(ran.code, 2, "{schema}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("masthead.toml"), "{}", ran.err);
    }
    let asked = server.accept();
    assert!(asked.is_err(), "something was fetched: {asked:?}");
}

#[test]
fn a_schema_refers_to_no_device_and_not_to_itself_without_end() {
    let place = Place::with(&[("p.md", MENDED)]);
    place.file("masthead.toml", "[rules.schema-violation.schemas]\n\"schema.json\" = []\n");
    for schema in [
        "{\"$ref\": \"file:///dev/zero\"}",
        "{\"$ref\": \"schema.json\"}",
        "{\"$ref\": \"#\"}",
        "{\"allOf\": [{\"$ref\": \"#/allOf/0\"}]}",
        "{\"pattern\": \"(a+)+$\", \"propertyNames\": {\"pattern\": \"^(([a-z])+.)+[A-Z]([a-z])+$\"}}",
    ] {
        place.file("schema.json", schema);
        let ran = place.run(&["lint", "--select", "schema-violation"]);
        assert!(
            matches!(ran.code, 0..=2) && !ran.err.contains("panicked"),
            "{schema}: {}",
            ran.err
        );
    }
}
