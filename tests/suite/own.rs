//! Rules that `masthead.toml` states: what they find, how they are chosen and silenced, and what they mend.

use super::place::{Place, Ran};

const CONFIG: &str = "
select = ['own']

[[rule]]
name = 'own-author'
key = 'author'
one-of = ['Anna', 'Benedikt']
required = true
message = 'the author must be one of us'
severity = 'error'

[[rule]]
name = 'own-description'
key = 'description'
min-columns = 10
max-columns = 20
message = 'a description has 10 to 20 columns'
files = ['posts/**', 'a.md']

[[rule]]
name = 'own-old-host'
body = 'http://old\\.example(/\\w+)?'
message = 'the old host is gone'
help = 'the new one has all of it'
replacement = 'https://new.example$1'
safe = true
";

const POST: &str = "---\ntitle: t\nauthor: Benedict\ndescription: 港口的夜色很美丽啊真的\n---\n\
    [a](http://old.example/b) `http://old.example`\n";

fn run(config: &str, post: &str, arguments: &[&str]) -> (Place, Ran) {
    let place = Place::with(&[("masthead.toml", config), ("a.md", post)]);
    let ran = place.run(arguments);
    (place, ran)
}

fn found(config: &str, post: &str, arguments: &[&str]) -> Vec<String> {
    let all: Vec<&str> = ["lint", "-q", "--output-format", "concise", "--exit-zero"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let (_, ran) = run(config, post, &all);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.lines().map(str::to_owned).collect()
}

#[test]
fn keys_and_bodies_are_held_against_their_conditions() {
    assert_eq!(
        found(CONFIG, POST, &[]),
        [
            "a.md:3:9: error[own-author] the author must be one of us",
            "a.md:4:14: warning[own-description] a description has 10 to 20 columns",
            "a.md:6:5: warning[own-old-host] [*] the old host is gone",
        ]
    );
    let missing = found(CONFIG, "---\ntitle: t\ndescription: long enough\n---\n", &[]);
    assert_eq!(missing, ["a.md:1:1: error[own-author] the author must be one of us"]);
    assert!(found(CONFIG, "---\ntitle: t\nauthor: [Anna, Benedikt]\n---\n", &[]).is_empty());
    let patterns =
        "[[rule]]\nname = 'own-slug'\nkey = 'extra.slug'\nmatches = '^[a-z-]+$'\nmessage = 'm'\n";
    let bad = found(patterns, "---\ntitle: t\nextra:\n  slug: A b\n---\n", &["--select", "own"]);
    assert_eq!(bad, ["a.md:4:9: warning[own-slug] m"]);
}

#[test]
fn they_are_chosen_silenced_and_weighed_like_all_rules() {
    let of = |config: &str, arguments: &[&str]| found(config, POST, arguments).len();
    assert_eq!(of(CONFIG, &["--select", "own-author"]), 1);
    assert_eq!(of(CONFIG, &["--ignore", "own"]), 0);
    assert_eq!(of(CONFIG, &["--select", "date-order"]), 0);
    assert_eq!(of(&format!("ignore = ['own-author']{CONFIG}"), &[]), 2);
    let quiet = format!("{CONFIG}[severity]\nown-author = 'info'\n");
    assert!(found(&quiet, POST, &[])[0].contains("info[own-author]"));
    let ignored = format!("{CONFIG}[per-file-ignores]\n'a.md' = ['own']\n");
    assert_eq!(of(&ignored, &[]), 0);
    let silenced =
        POST.replace("author: Benedict", "author: Benedict # masthead: ignore[own-author] a guest");
    assert_eq!(found(CONFIG, &silenced, &["--extend-select", "suppression-unused"]).len(), 2);
}

#[test]
fn they_mend_with_and_without_asking() {
    let (place, ran) = run(CONFIG, POST, &["fix", "-q"]);
    assert!(ran.code <= 1, "{}", ran.err);
    let mended = place.read("a.md");
    assert!(mended.contains("[a](https://new.example/b) `http://old.example`"), "{mended}");
    let config = "[[rule]]\nname = 'own-name'\nkey = 'author'\nnot-matches = '(?i)^ann$'\nreplacement = 'Anna'\nmessage = 'm'\n";
    let (place, _) =
        run(config, "---\ntitle: t\nauthor: ANN\n---\n", &["fix", "-q", "--select", "own"]);
    assert!(place.read("a.md").contains("author: ANN"));
    place.run(&["fix", "-q", "--unsafe", "--select", "own"]);
    assert!(place.read("a.md").contains("author: Anna\n"), "{}", place.read("a.md"));
}

#[test]
fn they_are_explained_and_reported_to_machines() {
    let (place, ran) = run(CONFIG, POST, &["explain", "own-old-host"]);
    assert!(ran.out.contains("the old host is gone") && ran.out.contains("safe"), "{}", ran.out);
    let unknown = place.run(&["explain", "own-nothing"]);
    assert!(unknown.code == 2 && unknown.err.contains("own-nothing"), "{}", unknown.err);
    let sarif = place.run(&["lint", "-q", "--output-format", "sarif", "--exit-zero"]).out;
    assert!(sarif.contains("\"ruleId\":\"own-author\""), "{sarif}");
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let declared = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let own: Vec<&str> = declared
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .filter(|id| id.starts_with("own-"))
        .collect();
    assert_eq!(own, ["own-author", "own-description", "own-old-host"]);
}

#[test]
fn they_are_listed_behind_the_rules_that_masthead_brings() {
    let (place, ran) = run(CONFIG, POST, &["explain"]);
    let row = ran.out.lines().find(|line| line.starts_with("own-author")).unwrap();
    assert!(row.contains("E    E    E") && row.contains("the author must be one of us"), "{row}");
    let json = place.run(&["explain", "--output-format", "json"]).out;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let last = rows.last().unwrap();
    assert_eq!((&last["name"], &last["group"]), (&"own-old-host".into(), &"own".into()));
    // A broken configuration hides its own rules only.
    let (_, ran) = run("select = [", POST, &["explain"]);
    assert!(ran.code == 0 && ran.out.contains("date-order"), "{}", ran.out);
    assert!(ran.err.contains("rules of your own are not listed"), "{}", ran.err);
}

#[test]
fn a_name_that_nothing_states_is_told() {
    for option in ["--select", "--extend-select", "--ignore"] {
        let (_, ran) = run(CONFIG, POST, &["lint", option, "own-auther"]);
        assert_eq!(ran.code, 2, "{option}: {}", ran.out);
        assert!(ran.err.contains("did you mean `own-author`?"), "{option}: {}", ran.err);
    }
    let extended = "extend = 'base.toml'\nselect = ['own-b']\n";
    let base = "[[rule]]\nname = 'own-a'\nbody = 'a'\nmessage = 'm'";
    for (config, code) in [(extended, 2), ("extend = 'base.toml'\nselect = ['own-a']\n", 0)] {
        let place = Place::with(&[
            ("masthead.toml", config),
            ("base.toml", base),
            ("a.md", "---\nx: y\n---\n"),
        ]);
        let ran = place.run(&["lint", "a.md"]);
        assert_eq!(ran.code, code, "{config}: {}", ran.err);
        assert_eq!(ran.err.contains("masthead.toml:2:12"), code == 2, "{}", ran.err);
    }
    // Of several folders one is enough.
    let place = Place::with(&[
        ("one/masthead.toml", CONFIG),
        ("one/a.md", POST),
        ("two/masthead.toml", "exclude = []"),
        ("two/b.md", POST),
    ]);
    let ran = place.run(&["lint", "--exit-zero", "--select", "own-author", "."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn mistakes_are_told_with_their_place() {
    let cases = [
        (
            "[[rule]]\nname = 'Author'\nkey = 'a'\nrequired = true\nmessage = 'm'",
            "2:8",
            "write `own-author`",
        ),
        ("[[rule]]\nname = 'own-a'\nmessage = 'm'", "2:8", "either `key` or `body`"),
        ("[[rule]]\nname = 'own-a'\nkey = 'a'\nmessage = 'm'", "2:8", "`one-of`"),
        ("[[rule]]\nname = 'own-a'\nbody = '(a'\nmessage = 'm'", "3:8", "no regular expression"),
        ("[[rule]]\nname = 'own-a'\nkei = 'a'\nmessage = 'm'", "3:1", "did you mean `key`?"),
        (
            "select = ['own-b']\n[[rule]]\nname = 'own-a'\nbody = 'a'\nmessage = 'm'",
            "1:11",
            "did you mean `own-a`?",
        ),
        (
            "[[rule]]\nname = 'own-a'\nbody = 'a'\nmessage = 'm'\nseverity = 'bad'",
            "5:12",
            "error, warning or info",
        ),
    ];
    for (config, at, advice) in cases {
        let (_, ran) = run(config, POST, &["lint"]);
        assert_eq!(ran.code, 2, "{config}");
        assert!(ran.err.contains(&format!("masthead.toml:{at}")), "{config}: {}", ran.err);
        assert!(ran.err.contains(advice), "{config}: no {advice} in {}", ran.err);
    }
}
