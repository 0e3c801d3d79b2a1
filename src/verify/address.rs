//! Where the addresses in a page lead: inside the site, or outside.

use percent_encoding::percent_decode_str;
use url::Url;

/// Where a site says that it stands.
#[derive(Clone, Debug)]
pub struct Base {
    /// Host and the folder below it, with a `/` at its end.
    url: Url,
    known: bool,
}

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// To a path of the same site.
    Internal {
        /// The path from the site's root, percent-decoded.
        path: String,
        /// The place in the page, percent-decoded; none where the whole page is meant.
        anchor: Option<String>,
    },
    /// To another site: the whole address, in one spelling.
    External(String),
    /// Nowhere that could be checked: `mailto:`, `data:`, `javascript:`, or no address at all.
    Other,
}

impl Default for Base {
    fn default() -> Self {
        let url = Url::parse("http://site.invalid/").expect("a constant that is an address");
        Self { url, known: false }
    }
}

impl Base {
    /// The site at this address; an address that is none, or a bare path, counts as the root of some host.
    #[must_use]
    pub fn new(address: &str) -> Self {
        let unknown = Self::default();
        let parsed = Url::parse(address).or_else(|_| unknown.url.join(address));
        let Ok(mut url) = parsed else { return unknown };
        if url.cannot_be_a_base() {
            return unknown;
        }
        url.set_query(None);
        url.set_fragment(None);
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Self { url, known: true }
    }

    /// Whether nobody said where the site stands.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        !self.known
    }

    /// Where `address`, as it is written in the page at `page`, leads. `page` is a percent-decoded path from the site's root.
    #[must_use]
    pub fn resolve(&self, page: &str, address: &str) -> Address {
        let mut here = self.url.clone();
        let root = self.url.path().trim_end_matches('/').to_owned();
        here.set_path(&format!("{root}{}", page.replace('%', "%25")));
        let Ok(url) = here.join(address.trim()) else { return Address::Other };
        if !matches!(url.scheme(), "http" | "https") {
            return Address::Other;
        }
        let same_host = url.host_str() == self.url.host_str() && url.port() == self.url.port();
        let below = url.path().strip_prefix(&root).filter(|rest| rest.starts_with('/'));
        match below.filter(|_| same_host) {
            Some(path) => Address::Internal {
                path: decoded(path),
                anchor: url.fragment().map(decoded).filter(|anchor| !anchor.is_empty()),
            },
            None => Address::External(spelled(url)),
        }
    }
}

/// The same address with its query written in one way: Hexo writes `is%3Aopen` as `is:open`, which asks for the same.
fn same_query(mut url: Url) -> Url {
    if url.query().is_some() {
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
    }
    url
}

/// Signs beside letters and digits that mean the same in a path with and without an escape: those that RFC 3986 reserves for
/// nothing, and the marks that RFC 2396 counted among them, which some engines escape and some do not.
const PLAIN: &[char] = &['-', '_', '.', '~', '!', '*', '\'', '(', ')'];

/// An address outside as it is compared. What stands behind `#` never leaves the browser, which looks for an anchor with the
/// text as it is and with its escapes undone.
fn spelled(url: Url) -> String {
    let mut url = same_query(url);
    let path = plain(url.path());
    url.set_path(&path);
    let fragment = url.fragment().map(decoded);
    url.set_fragment(None);
    let rest = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
    format!("{url}{rest}")
}

/// Without the escapes of plain signs.
fn plain(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        let escape = rest.get(..3).unwrap_or("%");
        let sign = u8::from_str_radix(&escape[1..], 16).ok().map(char::from);
        match sign.filter(|sign| sign.is_ascii_alphanumeric() || PLAIN.contains(sign)) {
            Some(sign) => written.push(sign),
            None => written.push_str(escape),
        }
        rest = &rest[escape.len()..];
    }
    written + rest
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: &str) {
        let base = Base::new("https://a.example/sub");
        let shown = match base.resolve("/2024/中 文/", address) {
            Address::Internal { path, anchor } => match anchor {
                Some(anchor) => format!("{path} {anchor}"),
                None => path,
            },
            Address::External(address) => address,
            Address::Other => "-".to_owned(),
        };
        assert_eq!(shown, expected, "{address}");
    }

    #[test]
    fn addresses_lead_where_a_browser_goes() {
        check("i.png", "/2024/中 文/i.png");
        check("/sub/a%20b/#%E4%B8%AD", "/a b/ 中");
        check("/other/", "https://a.example/other/");
        check("../x?y=1", "/2024/x");
        check("#top", "/2024/中 文/ top");
        check("http://a.example/sub/", "/");
        check("//b.example/x", "https://b.example/x");
        check("//b.example/x?q=is:c", "https://b.example/x?q=is%3Ac");
        check("//b.example/x?q=is:a%20b%26c", "https://b.example/x?q=is%3Aa+b%26c");
        check("//b.example/x?q=is%3Aa+b%26c", "https://b.example/x?q=is%3Aa+b%26c");
        check(
            "https://b.example/a_%28b%29%2f?c%284%29=%26",
            "https://b.example/a_(b)%2f?c%284%29=%26",
        );
        check("https://b.example/%2f%c3%a9%", "https://b.example/%2f%c3%a9%");
        check("https://b.example/#/%23room:x", "https://b.example/#/#room:x");
        check("https://b.example/é", "https://b.example/%C3%A9");
        check("mailto:me@a.example", "-");
        check("data:image/png;base64,x", "-");
    }
}
