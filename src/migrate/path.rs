//! Paths of the new site, and the promise that none leaves it.

use crate::text::character_at;

/// Why a path may not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnsafePath {
    /// It is absolute, or names a drive or a host.
    #[error("it is absolute")]
    Absolute,
    /// A part of it is `..`.
    #[error("it leads out of the site")]
    Escapes,
    /// A part of it cannot be a file name on some platform.
    #[error("a part of it is no file name everywhere")]
    BadName,
}

/// Device names that Windows keeps for itself, whatever the ending.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// The most bytes that a file system takes for one name.
const LONGEST_NAME: usize = 255;

/// Checks a path that is relative to the root of the new site and uses `/`.
///
/// # Errors
/// When writing it could touch anything outside that root, or could not be done on every platform.
pub fn check(path: &str) -> Result<(), UnsafePath> {
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.is_empty() || path.starts_with(['/', '\\']) || drive {
        return Err(UnsafePath::Absolute);
    }
    for part in path.split(['/', '\\']) {
        if part == ".." || part == "." {
            return Err(UnsafePath::Escapes);
        }
        let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let bad =
            part.is_empty() || part.len() > LONGEST_NAME || part.chars().any(char::is_control);
        if bad || RESERVED.contains(&stem.as_str()) {
            return Err(UnsafePath::BadName);
        }
    }
    Ok(())
}

/// The same path with every part made a name that [`check`] allows.
#[must_use]
pub fn mended(path: &str) -> String {
    let parts = path.split(['/', '\\']).filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(mended_part).collect();
    parts.join("/")
}

fn mended_part(part: &str) -> String {
    let plain: String = part.chars().filter(|character| !character.is_control()).collect();
    let plain = plain.replace(':', "-");
    let plain =
        if plain.chars().all(|character| character == '.') { "dots".to_owned() } else { plain };
    let stem = plain.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let plain = match plain.split_at(stem.len()) {
        (device, rest) if RESERVED.contains(&stem.as_str()) => format!("{device}-{rest}"),
        _ => plain,
    };
    if plain.len() <= LONGEST_NAME {
        return plain;
    }
    // The extension stays; what is cut off is made up for by the number that keeps names apart.
    let (stem, extension) = plain.rsplit_once('.').unwrap_or((&plain, ""));
    let room = LONGEST_NAME.saturating_sub(extension.len() + 8);
    format!("{}.{extension}", &stem[..character_at(stem, room)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_the_site() {
        for good in ["content/posts/a.md", "static/日本語/ü.png", "a/..b/c", ".gitignore"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for (bad, why) in [
            ("", UnsafePath::Absolute),
            ("/etc/passwd", UnsafePath::Absolute),
            ("\\\\host\\share", UnsafePath::Absolute),
            ("C:/x", UnsafePath::Absolute),
            ("content/../../x", UnsafePath::Escapes),
            ("a\\..\\..\\x", UnsafePath::Escapes),
            ("./a", UnsafePath::Escapes),
            ("a//b", UnsafePath::BadName),
            ("a\0b", UnsafePath::BadName),
            ("aux.md", UnsafePath::BadName),
        ] {
            assert_eq!(check(bad), Err(why), "{bad}");
            assert_eq!(check(&mended(bad)).is_ok(), !bad.is_empty(), "{bad}: {}", mended(bad));
        }
    }
}
