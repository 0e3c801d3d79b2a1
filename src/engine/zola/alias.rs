//! Redirect pages, as they are served (site/src/lib.rs: render_alias; in 0.23 site/src/queue.rs).

use crate::engine::Version;

/// The first version that writes aliases and pages at once, so that a page need not win over an alias.
const WRITTEN_AT_ONCE: Version = Version::new(0, 23);

/// The paths below which aliases are served, sorted: without a last `index.html`, and without those at which a page
/// stands, as far as `replaced` names them.
#[must_use]
pub fn served(aliases: &[String], replaced: &[&str], version: Version) -> Vec<String> {
    let mut served: Vec<String> = aliases.iter().filter_map(|alias| place(alias)).collect();
    if version < WRITTEN_AT_ONCE {
        served.retain(|path| !replaced.contains(&path.as_str()));
    }
    served.sort_unstable();
    served.dedup();
    served
}

/// Where one alias is served; nowhere if it leads out of the site.
fn place(alias: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in alias.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    let is_file = alias.ends_with(".html");
    if is_file && parts.last() == Some(&"index.html") {
        parts.pop();
        return Some(folder(&parts));
    }
    Some(if is_file { format!("/{}", parts.join("/")) } else { folder(&parts) })
}

fn folder(parts: &[&str]) -> String {
    parts.iter().fold(String::from("/"), |path, part| path + part + "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(aliases: &[&str], expected: &[&str]) {
        let aliases: Vec<String> = aliases.iter().map(ToString::to_string).collect();
        assert_eq!(served(&aliases, &["/", "/own/"], Version::new(0, 22)), expected);
    }

    #[test]
    fn folders_and_files() {
        check(&["old", "/b/c/", "x.html", "y.htm"], &["/b/c/", "/old/", "/x.html", "/y.htm/"]);
        check(&["a/index.html", "a/"], &["/a/"]);
        check(&["https://ex.com/a"], &["/https:/ex.com/a/"]);
        check(&["", "own", "../up", "a/../b"], &["/b/"]);
    }
}
