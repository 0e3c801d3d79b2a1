//! An address of an image that is neither a URL nor a path.

use std::borrow::Cow;

use url::Url;

use super::images::{Image, Kind, Origin, Path, Role, Web, siblings};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::document::body::LinkForm;

/// `image-url-invalid`
pub const RULE: Rule = Rule {
    name: "image-url-invalid",
    group: Group::Image,
    page: include_str!("../../rules/image-url-invalid.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

/// Words that stand where a scheme should and mean one that browsers know.
const MISSPELLED: [(&str, &str); 12] = [
    ("htp", "http"),
    ("htpp", "http"),
    ("htttp", "http"),
    ("hhttp", "http"),
    ("ttp", "http"),
    ("http", "http"),
    ("htps", "https"),
    ("htpps", "https"),
    ("htttps", "https"),
    ("hhttps", "https"),
    ("ttps", "https"),
    ("https", "https"),
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let images = context.images();
    for (index, image) in images.iter().enumerate() {
        // A tag that has another address is the business of `image-lazy-source`.
        if image.kind() == Kind::Empty && siblings(images, index).next().is_some() {
            continue;
        }
        let Some(Flaw { message, help, mended }) = flaw(image) else { continue };
        let fix = mended
            .and_then(|address| image.guess(context, "write the address that was meant", &address));
        let span = match image.origin {
            Origin::Markdown(link) if image.span.is_empty() => link.span,
            Origin::Html { attribute, .. } if image.span.is_empty() => attribute.name,
            _ => image.span,
        };
        findings.add(Finding::new(span, message).help(help).fix(fix));
    }
}

/// What is wrong with an address.
struct Flaw<'a> {
    message: Cow<'static, str>,
    help: &'static str,
    /// The address that was probably meant.
    mended: Option<Cow<'a, str>>,
}

fn flaw<'a>(image: &'a Image<'_>) -> Option<Flaw<'a>> {
    let found =
        |message: &'static str, help, mended| Some(Flaw { message: message.into(), help, mended });
    match image.kind() {
        Kind::Empty if is_meant_empty(image) => None,
        Kind::Empty => found(
            "this image has no address",
            "browsers ask for the page itself again; give it an address or take it out",
            None,
        ),
        Kind::Scheme(scheme) => scheme_flaw(scheme, image),
        Kind::Web(web) => web_flaw(web, &image.address),
        Kind::Path(path) => path_flaw(path, image),
        Kind::Inline | Kind::Template => None,
    }
}

/// Whether an empty address is another rule's business, or none: no key of front matter must have an
/// image, and scripts of lazy loading begin with an empty `src`.
fn is_meant_empty(image: &Image<'_>) -> bool {
    match image.origin {
        Origin::FrontMatter { .. } => true,
        Origin::Html { role, .. } => role != Role::Source,
        Origin::Markdown(link) => matches!(link.form, LinkForm::Reference(_)),
    }
}

fn scheme_flaw<'a>(scheme: &str, image: &'a Image<'_>) -> Option<Flaw<'a>> {
    let address = image.address.trim();
    let rest = address[scheme.len() + 1..].trim_start_matches(['/', '\\']);
    let known = MISSPELLED.iter().find(|(word, _)| word.eq_ignore_ascii_case(scheme));
    if let Some((_, meant)) = known {
        return Some(Flaw {
            message: format!("`{scheme}:` needs to be `{meant}://` before a host").into(),
            help: "browsers take the rest for a path on your own site, or for nothing",
            mended: Some(format!("{meant}://{}", rest.replace('\\', "/")).into()),
        });
    }
    if scheme.eq_ignore_ascii_case("file") || scheme.len() == 1 {
        return Some(Flaw {
            message: "this is a file on the author's machine".into(),
            help: "readers cannot see it; copy the image into the site and link to it there",
            mended: None,
        });
    }
    // Placeholders of lazy loading.
    if scheme.eq_ignore_ascii_case("about") {
        return None;
    }
    Some(Flaw {
        message: format!("browsers load no image by `{scheme}:`").into(),
        help: "use a path of the site, or an address with https://",
        mended: None,
    })
}

fn web_flaw<'a>(web: Web<'_>, address: &'a str) -> Option<Flaw<'a>> {
    if web.is_local() {
        return Some(Flaw {
            message: format!("`{}` is the reader's own machine", web.host).into(),
            help: "the image was served to you alone while you wrote; link to its path on the site",
            mended: None,
        });
    }
    let twice = ["http", "https"].iter().any(|scheme| web.host.eq_ignore_ascii_case(scheme));
    if twice {
        let inner = address.trim().split_once("//").map(|(_, rest)| rest);
        let inner =
            inner.filter(|rest| matches!(Kind::of(rest), Kind::Web(web) if !web.host.is_empty()));
        return Some(Flaw {
            message: "the scheme stands there twice".into(),
            help: "browsers look for a host of that name",
            mended: inner.map(Cow::Borrowed),
        });
    }
    if memchr::memchr(b'\\', address.as_bytes()).is_some() {
        return Some(backslash(address));
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    if web.host.bytes().all(is_plain) && !web.host.is_empty() && !web.host.starts_with('.') {
        return None;
    }
    let full =
        if web.scheme.is_empty() { format!("https:{}", address.trim()) } else { address.into() };
    // The parser forgives a missing host: it takes the first folder for one.
    let reason = match Url::parse(&full) {
        Ok(_) if !web.host.is_empty() => return None,
        Ok(_) => "the host is missing".to_owned(),
        Err(error) => error.to_string(),
    };
    Some(Flaw {
        message: format!("this address cannot be read: {reason}").into(),
        help: "write it as your browser shows it when it shows the image",
        mended: None,
    })
}

fn path_flaw<'a>(path: Path<'a>, image: &'a Image<'_>) -> Option<Flaw<'a>> {
    let address = image.address.trim();
    for scheme in ["https", "http"] {
        if let Some(rest) = address.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("//")) {
            return Some(Flaw {
                message: format!("a colon is missing behind `{scheme}`").into(),
                help: "browsers take it for a path on your own site",
                mended: Some(format!("{scheme}://{rest}").into()),
            });
        }
    }
    let starts_with_host = path.path.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("www."))
        && path.path.contains('/');
    if starts_with_host {
        return Some(Flaw {
            message: "a host needs `https://` before it".into(),
            help: "browsers take it for a folder beside the page",
            mended: Some(format!("https://{address}").into()),
        });
    }
    let is_on_disk = path.path.starts_with("/Users/") || path.path.contains("typora-user-images");
    if is_on_disk {
        return Some(Flaw {
            message: "this is a file on the author's machine".into(),
            help: "readers cannot see it; copy the image into the site and link to it there",
            mended: None,
        });
    }
    path.path.contains('\\').then(|| backslash(address))
}

fn backslash(address: &str) -> Flaw<'_> {
    Flaw {
        message: "an address is written with `/`, not with `\\`".into(),
        help: "outside Windows a backslash is a part of the name, so the image is not found",
        mended: Some(address.replace('\\', "/").into()),
    }
}
