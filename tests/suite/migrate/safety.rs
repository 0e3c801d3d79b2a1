//! Nothing half, nothing outside, nothing silent: what a migration does where it is stopped, refused or tricked.

use std::fs;
use std::path::Path;

use super::made::{command, moved, moved_from, site, tree};

const CONFIG: (&str, &str) = ("_config.yml", "url: https://a.example\n");

#[test]
fn no_path_of_a_post_leaves_the_new_site() {
    let paths = [
        "../../x",
        "/../../x",
        "%2e%2e/%2e%2e/x",
        "..\\..\\x",
        "C:\\x",
        "a/../../../x",
        "aux",
        "//host/x",
    ];
    for (nth, path) in paths.iter().enumerate() {
        let hexo = format!("---\ntitle: A\ndate: 2024-01-02\npermalink: '{path}'\n---\nx\n");
        let zola = format!("---\ntitle: A\npath: '{path}'\naliases: ['{path}']\n---\nx\n");
        let hugo = format!("---\ntitle: A\nurl: '{path}'\naliases: ['{path}']\n---\nx\n");
        for (config, post, text) in [
            (CONFIG, "source/_posts/a.md", &hexo),
            (("config.toml", "base_url = 'https://a.example'\n"), "content/a.md", &zola),
            (("hugo.toml", "baseURL = 'https://a.example/'\n"), "content/a.md", &hugo),
        ] {
            let source = site(&[config, (post, text)]);
            for to in ["hexo", "hugo", "zola@0.22"] {
                let above = tempfile::tempdir().unwrap();
                let place = above.path().join("one/two/new");
                let out = command(source.path(), &place, to)
                    .args(["--redirects", "netlify"])
                    .output()
                    .unwrap();
                let told = String::from_utf8_lossy(&out.stderr);
                if !told.contains("is both") {
                    assert!(
                        out.status.code() < Some(2) || told.contains("already"),
                        "{path} to {to}: {told}"
                    );
                }
                let outside: Vec<String> = tree(above.path())
                    .into_keys()
                    .filter(|file| !file.starts_with("one/two/new/"))
                    .collect();
                assert!(outside.is_empty(), "{nth} {path} to {to}: {outside:?}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn links_and_hostile_names_of_the_source_have_rows() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let source = site(&[
        CONFIG,
        ("source/a.txt", "a"),
        ("source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-02\n---\nx\n"),
    ]);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret"), "secret").unwrap();
    let folder = source.path().join("source");
    symlink(outside.path().join("secret"), folder.join("secret.txt")).unwrap();
    symlink(outside.path(), folder.join("folder")).unwrap();
    symlink("a.txt", folder.join("inside.txt")).unwrap();
    symlink("nowhere", folder.join("dangling")).unwrap();
    fs::write(folder.join("new\nline.txt"), "n").unwrap();
    fs::write(folder.join("l".repeat(251) + ".txt"), "l").unwrap();
    fs::write(folder.join(std::ffi::OsStr::from_bytes(b"bad-\xff.txt")), "b").unwrap();
    let new = moved_from(source.path(), "hugo", &[]);
    for name in ["source/secret.txt", "source/folder", "source/dangling"] {
        assert_eq!(new.fate("file", name), "needs-hand not-followed");
    }
    assert!(new.files.values().all(|bytes| !bytes.windows(6).any(|six| six == b"secret")));
    assert_eq!(new.text("static/inside.txt"), "a");
    assert!(new.files.contains_key(&format!("static/{}.txt", "l".repeat(251))));
    let told = |part: &str| new.rows.iter().any(|row| row["name"].as_str().unwrap().contains(part));
    assert!(told("new\nline.txt") && told("bad-"), "{:#?}", new.rows);
}

#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let source =
        site(&[CONFIG, ("source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-02\n---\nx\n")]);
    let space = tempfile::tempdir().unwrap();
    let above = space.path().join("closed");
    fs::create_dir(&above).unwrap();
    fs::write(space.path().join("file"), "mine").unwrap();
    let told = |place: &Path| {
        let out = command(source.path(), place, "hugo").output().unwrap();
        (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let (code, reason) = told(&space.path().join("file"));
    assert!(code == Some(2) && reason.contains("is a file"), "{reason}");
    let (code, reason) = told(&space.path().join("file/below"));
    assert!(code == Some(2) && reason.contains("file"), "{reason}");
    fs::set_permissions(&above, fs::Permissions::from_mode(0o555)).unwrap();
    // Who may do everything is stopped by nothing.
    if fs::write(above.join("try"), "").is_err() {
        let (code, reason) = told(&above.join("new"));
        assert!(code == Some(2) && reason.contains("closed"), "{reason}");
    }
    fs::set_permissions(&above, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(fs::read(space.path().join("file")).unwrap(), b"mine");
}

#[test]
fn only_a_place_with_our_manifest_is_written_anew() {
    let source =
        site(&[CONFIG, ("source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-02\n---\nx\n")]);
    let space = tempfile::tempdir().unwrap();
    let place = space.path().join("new");
    let code = |more: &[&str]| {
        command(source.path(), &place, "hugo").args(more).output().unwrap().status.code()
    };
    assert!(code(&[]) < Some(2));
    fs::write(place.join("note.txt"), "added later").unwrap();
    assert_eq!(code(&[]), Some(2));
    assert!(code(&["--force"]) < Some(2));
    assert!(!place.join("note.txt").exists());
    fs::remove_file(place.join(".masthead/manifest.json")).unwrap();
    assert_eq!(code(&["--force"]), Some(2), "nobody knows whose it is");
    assert!(place.join("hugo.toml").is_file());
}

#[test]
fn files_that_posts_name_and_that_are_not_there_are_told() {
    let post = "---\ntitle: A\ndate: 2024-01-02\n---\n![gone](/images/gone.png) ![case](/images/lens.PNG) ![there](/images/there.png)\n";
    let files = [
        CONFIG,
        ("source/_posts/a.md", post),
        ("source/images/lens.png", "p"),
        ("source/images/there.png", "p"),
        ("source/images/other.png", "p"),
    ];
    let new = moved(&files, "hugo", &[]);
    assert_eq!(new.fate("link", "/images/gone.png"), "needs-hand file-missing");
    assert_eq!(new.fate("link", "/images/lens.PNG"), "needs-hand file-case");
    assert_eq!(new.fate("asset", "source/images/there.png"), "moved same");
    assert_eq!(new.fate("asset", "source/images/other.png"), "moved unnamed");
}
