//! What kind of thing an address is, by its looks alone.

/// An address by kind. The parts are slices of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// Nothing, or blanks.
    Empty,
    /// On another host, or the same one in full.
    Web(Web<'a>),
    /// On the site: from its root with `/`, else from the page.
    Path(Path<'a>),
    /// The image itself: `data:`, `blob:`.
    Inline,
    /// Made by a template language, so it is not known.
    Template,
    /// With a scheme that no browser loads an image by: `file`, `c`, `javascript`.
    Scheme(&'a str),
}

/// The parts of an address with a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Web<'a> {
    /// `http` or `https` as written; empty where it begins with `//`.
    pub scheme: &'a str,
    /// The host without user and port; empty where it is missing.
    pub host: &'a str,
    /// What follows host and port.
    pub rest: &'a str,
}

/// The parts of an address without a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path<'a> {
    /// The path; empty for one that only has a query or a fragment.
    pub path: &'a str,
    /// Query and fragment with their marks.
    pub rest: &'a str,
}

/// Endings of files that browsers show as images, in lower case.
pub const EXTENSIONS: [&str; 14] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp", "ico", "apng", "jfif", "tif",
    "tiff", "heic",
];

impl<'a> Kind<'a> {
    /// The kind of an address whose escapes are undone.
    #[must_use]
    pub fn of(address: &'a str) -> Self {
        let address = address.trim();
        if address.is_empty() {
            return Self::Empty;
        }
        if has_template(address) {
            return Self::Template;
        }
        if let Some(rest) = address.strip_prefix("//") {
            return Self::Web(Web::split("", rest));
        }
        match scheme(address) {
            Some((scheme, rest)) if is_web(scheme) && rest.starts_with("//") => {
                Self::Web(Web::split(scheme, &rest[2..]))
            }
            Some((scheme, _))
                if ["data", "blob"].iter().any(|it| scheme.eq_ignore_ascii_case(it)) =>
            {
                Self::Inline
            }
            Some((scheme, _)) => Self::Scheme(scheme),
            None => {
                let end = memchr::memchr2(b'?', b'#', address.as_bytes()).unwrap_or(address.len());
                Self::Path(Path { path: &address[..end], rest: &address[end..] })
            }
        }
    }
}

impl<'a> Web<'a> {
    fn split(scheme: &'a str, rest: &'a str) -> Self {
        // One pass: an authority is a few bytes long, so that looking for each mark by itself costs more.
        let (mut length, mut start, mut bracket, mut colon) = (rest.len(), 0, None, None);
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'/' | b'?' | b'#' | b'\\' => {
                    length = at;
                    break;
                }
                b'@' => (start, bracket, colon) = (at + 1, None, None),
                b']' => bracket = bracket.or(Some(at + 1)),
                b':' => colon = colon.or(Some(at)),
                _ => {}
            }
        }
        // The colons of an IPv6 address stand in brackets.
        let end = bracket.or(colon).unwrap_or(length);
        Self { scheme, host: &rest[start..end], rest: &rest[length..] }
    }

    /// Whether it is loaded without encryption.
    #[must_use]
    pub fn is_insecure(self) -> bool {
        self.scheme.eq_ignore_ascii_case("http")
    }

    /// Whether the host is the machine of whoever reads.
    #[must_use]
    pub fn is_local(self) -> bool {
        let host = self.host;
        ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"]
            .iter()
            .any(|it| host.eq_ignore_ascii_case(it))
    }
}

/// Scheme and what follows its colon, if the address begins with one.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let length = address.bytes().take_while(is_part).count();
    let begins = address.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let rest = address[length..].strip_prefix(':').filter(|_| begins)?;
    Some((&address[..length], rest))
}

fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

fn has_template(address: &str) -> bool {
    let address = address.as_bytes();
    memchr::memchr3(b'{', b'<', b'$', address).is_some_and(|at| {
        let is_mark = |pair: &[u8]| matches!(pair, b"{{" | b"{%" | b"<%" | b"<?" | b"${");
        address[at..].windows(2).any(is_mark)
    })
}

/// Whether a text ends like the name of an image.
#[must_use]
pub fn has_extension(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('.').is_some_and(|(_, ending)| {
        EXTENSIONS.iter().any(|extension| ending.eq_ignore_ascii_case(extension))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: Kind<'_>) {
        assert_eq!(Kind::of(address), expected, "{address}");
    }

    #[test]
    fn addresses_are_told_apart() {
        let web = |scheme, host, rest| Kind::Web(Web { scheme, host, rest });
        let path = |path, rest| Kind::Path(Path { path, rest });
        check(" ", Kind::Empty);
        check("http://a.example:80/b?c", web("http", "a.example", "/b?c"));
        check("HTTPS://u:p@a.example", web("HTTPS", "a.example", ""));
        check("//[::1]:80/b", web("", "[::1]", "/b"));
        check("https:///b", web("https", "", "/b"));
        check("/a b.png?c#d", path("/a b.png", "?c#d"));
        check("../a/b:c.png", path("../a/b:c.png", ""));
        check("#a", path("", "#a"));
        check("data:image/png;base64,", Kind::Inline);
        check("{{ site.url }}/a.png", Kind::Template);
        check("/a{b}<c>/{% asset_path a.png %}", Kind::Template);
        check("/a{b}<c>$d", path("/a{b}<c>$d", ""));
        check("C:\\a.png", Kind::Scheme("C"));
        check("http:/a.example/b", Kind::Scheme("http"));
    }

    #[test]
    fn endings_of_images_are_known() {
        assert!(
            has_extension("/a.b/c.JPG?x=1") && !has_extension("/a.png/b") && !has_extension("png")
        );
    }
}
