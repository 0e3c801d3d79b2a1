//! Addresses that only pass on an image from elsewhere, and what is inside them.

use std::borrow::Cow;
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use serde::Deserialize;

use super::address::{Kind, Web};
use crate::text::holds_mark;

/// How one proxy writes the address that it passes on; see `rules/proxies.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String")]
pub struct Proxy {
    /// What the host must begin with.
    host: String,
    /// What it must end with, with anything between; none where it must be `host`.
    host_end: Option<String>,
    /// What must stand between the host and the address inside; `*` stands for anything but `/`.
    before: String,
    /// Whether the address inside may lack its scheme.
    bare: bool,
}

impl TryFrom<String> for Proxy {
    type Error = String;

    fn try_from(pattern: String) -> Result<Self, String> {
        let marks = [("{url}", false), ("{bare}", true)];
        let found =
            marks.iter().find_map(|(mark, bare)| Some((pattern.split_once(mark)?.0, *bare)));
        let (before, bare) = found.ok_or_else(|| {
            format!("`{pattern}` does not say where the address inside stands: write {{url}} there")
        })?;
        let Kind::Web(Web { host, rest, .. }) = Kind::of(before) else {
            return Err(format!("`{pattern}` does not begin with http:// or https:// and a host"));
        };
        let host = host.to_lowercase();
        let (host, host_end) = match host.split_once('*') {
            Some((start, end)) => (start.to_owned(), Some(end.to_owned())),
            None => (host, None),
        };
        Ok(Self { host, host_end, before: rest.to_owned(), bare })
    }
}

impl Proxy {
    /// Whether a host may be the proxy's by its first letter; nearly all proxies that are known differ in it.
    fn may_begin_with(&self, first: Option<u8>) -> bool {
        self.host.as_bytes().first().is_none_or(|own| Some(*own) == first)
    }

    /// The address inside, if this proxy made the one with this host, in lower case, and this rest.
    fn unwrap<'a>(&self, host: &str, rest: &'a str) -> Option<Cow<'a, str>> {
        let behind = host.strip_prefix(&*self.host)?;
        let fits = match &self.host_end {
            Some(end) => behind.ends_with(&**end),
            None => behind.is_empty(),
        };
        if !fits {
            return None;
        }
        let inside = after(&self.before, rest)?;
        let is_parameter = self.before.ends_with('=');
        let inside = if is_parameter { inside.split('&').next()? } else { inside };
        let inside = decoded(inside, is_parameter)?;
        if let Kind::Web(web) = Kind::of(&inside) {
            return (!web.host.is_empty()).then_some(inside);
        }
        if !self.bare {
            return None;
        }
        // `ssl:` is how weserv.nl writes https without slashes.
        let bare = inside.strip_prefix("ssl:").unwrap_or(&inside);
        let bare = if is_parameter { bare } else { bare.split('?').next()? };
        let (host, path) = bare.split_once('/')?;
        (host.contains('.') && !path.is_empty()).then(|| Cow::Owned(format!("https://{bare}")))
    }
}

/// An address inside another with its escapes undone, where it is escaped as a whole.
fn decoded(inside: &str, is_parameter: bool) -> Option<Cow<'_, str>> {
    let starts =
        |mark: &str| inside.get(..mark.len()).is_some_and(|it| it.eq_ignore_ascii_case(mark));
    let is_escaped = starts("http%3a") || starts("https%3a");
    if is_escaped || is_parameter && !inside.contains("://") {
        return percent_decode_str(inside).decode_utf8().ok();
    }
    Some(Cow::Borrowed(inside))
}

/// The proxies that come with Masthead.
#[must_use]
pub fn builtin() -> &'static [Proxy] {
    #[derive(Deserialize)]
    struct Table {
        patterns: Vec<Proxy>,
    }
    static PROXIES: LazyLock<Vec<Proxy>> = LazyLock::new(|| {
        let table: Table = toml::from_str(include_str!("../../../rules/proxies.toml"))
            .expect("the table is tested");
        table.patterns
    });
    &PROXIES
}

/// The address inside, if one of the proxies that are known, or one of `more`, made the address of this kind.
#[must_use]
pub fn unwrap<'a>(address: Kind<'a>, more: &[Proxy]) -> Option<Cow<'a, str>> {
    let Kind::Web(Web { host, rest, .. }) = address else { return None };
    let first = host.as_bytes().first().map(u8::to_ascii_lowercase);
    // An address inside has its slashes, escaped or not, unless the proxy wants it bare.
    let may_hold_whole =
        memchr::memchr(b'%', rest.as_bytes()).is_some() || holds_mark(rest, b'/', b"/");
    let may_fit = |proxy: &&Proxy| proxy.may_begin_with(first) && (may_hold_whole || proxy.bare);
    let proxies = more.iter().chain(builtin()).filter(may_fit);
    let host = match host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(host.to_ascii_lowercase()),
        false => Cow::Borrowed(host),
    };
    { proxies }.find_map(|proxy| proxy.unwrap(&host, rest))
}

/// What follows the pattern at the start of a text; `*` stands for anything but `/`, as little as fits.
fn after<'a>(pattern: &str, text: &'a str) -> Option<&'a str> {
    let Some((start, rest)) = pattern.split_once('*') else { return text.strip_prefix(pattern) };
    let text = text.strip_prefix(start)?;
    let literal = rest.split('*').next()?;
    let found = text.find(literal).filter(|&at| !text[..at].contains('/'))?;
    after(rest, &text[found..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, inside: Option<&str>) {
        assert_eq!(unwrap(Kind::of(address), &[]).as_deref(), inside, "{address}");
    }

    #[test]
    fn the_address_inside_is_found() {
        let image = "http://a.example/b.jpg";
        for proxy in [
            "https://cors.zfour.workers.dev/?http://a.example/b.jpg",
            "https://any.example/?http://a.example/b.jpg",
            "https://x.workers.dev/http://a.example/b.jpg",
            "https://images.weserv.nl/?url=http%3A%2F%2Fa.example%2Fb.jpg&w=300",
            "https://images.weserv.nl/?url=http://a.example/b.jpg&w=300",
            "https://cors-anywhere.herokuapp.com/http://a.example/b.jpg",
            "https://gimg2.baidu.com/image_search/src=http%3A%2F%2Fa.example%2Fb.jpg&refer=http%3A%2F%2Fc",
            "https://res.cloudinary.com/me/image/fetch/w_300,f_auto/http://a.example/b.jpg",
            "https://slack-imgs.com/?c=1&o1=wi1&url=http%3A%2F%2Fa.example%2Fb.jpg",
        ] {
            check(proxy, Some(image));
        }
        check("https://i0.wp.com/a.example/b.jpg?w=300&ssl=1", Some("https://a.example/b.jpg"));
        check("https://wsrv.nl/?url=ssl:a.example/b.jpg", Some("https://a.example/b.jpg"));
        check("https://any.example/?https://a.example/b?c=d&e", Some("https://a.example/b?c=d&e"));
    }

    #[test]
    fn ordinary_addresses_hold_nothing() {
        check("https://a.example/b.jpg?from=http://c.example", None);
        check("https://a.example/http.jpg", None);
        check("https://web.archive.org/web/2020/http://a.example/b.jpg", None);
        check("https://i0.wp.com/logo.png", None);
        check("/a/?http://b.example/c", None);
    }

    #[test]
    fn a_pattern_must_say_where_the_address_stands() {
        let error = Proxy::try_from("https://a.example/?u=".to_owned()).unwrap_err();
        assert!(error.contains("{url}"), "{error}");
        assert!(Proxy::try_from("a.example/{url}".to_owned()).is_err());
        assert!(Proxy::try_from("https://a.example/{url}".to_owned()).is_ok());
    }
}
