//! Every address of an image in a post, with its exact place: in front matter, Markdown and HTML.

pub mod address;
mod body;
mod front_matter;
mod local;
pub mod proxy;
mod write;

use std::borrow::Cow;
use std::cell::OnceCell;

pub use address::{Kind, Path, Web};
pub use body::is_lazy_name;
pub use local::fates;
pub use proxy::Proxy;

use super::Context;
use crate::document::body::{Attribute, Link, LinkForm, Tag};
use crate::document::{Entry, Node};
use crate::text::Span;

/// One address of an image.
#[derive(Clone, Debug)]
pub struct Image<'a> {
    /// The address as written, without quotes or brackets around it; empty where there is none.
    pub span: Span,
    /// The address with the escapes and entities of the language around it undone.
    pub address: Cow<'a, str>,
    /// Where it comes from.
    pub origin: Origin<'a>,
    /// The kind of the address, where that is a piece of the post: every rule asks for it.
    known: Option<Kind<'a>>,
    /// The address that a proxy passes on, once somebody asked for it.
    inside: OnceCell<Option<Cow<'a, str>>>,
}

/// Where an address stands.
#[derive(Clone, Debug)]
pub enum Origin<'a> {
    /// Under a key that some theme takes for an image.
    FrontMatter {
        /// The key as the tables of themes write it: with dots.
        path: String,
        /// The entry at the root of the block.
        root: &'a Entry<'a>,
        /// The entry whose key is one for images; the root or below it.
        entry: &'a Entry<'a>,
        /// The value, or an item of it.
        node: &'a Node<'a>,
        /// The place of the item in the list that the value is.
        item: Option<usize>,
    },
    /// In a Markdown image; for a reference, in its definition.
    Markdown(&'a Link),
    /// In an attribute of an HTML tag.
    Html {
        /// The tag.
        tag: &'a Tag,
        /// The attribute.
        attribute: &'a Attribute,
        /// What the attribute is for.
        role: Role,
    },
}

/// What an attribute that holds addresses of images is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `src`, `poster`, `background`, SVG's `href`: a browser loads it.
    Source,
    /// One candidate of `srcset`.
    Candidate,
    /// A `data-*` attribute: only a script loads it.
    Lazy,
    /// `url(…)` in `style`.
    Style,
}

impl<'a> Image<'a> {
    /// An address that stands at `span`.
    fn new(span: Span, address: Cow<'a, str>, origin: Origin<'a>) -> Self {
        let known = match address {
            Cow::Borrowed(address) => Some(Kind::of(address)),
            Cow::Owned(_) => None,
        };
        Self { span, address, origin, known, inside: OnceCell::new() }
    }

    /// The address inside, where this is one that only passes on an image from elsewhere: for a proxy that is known, or
    /// one of those that the options of `image-proxied` name.
    #[must_use]
    pub fn inside(&self, context: &Context<'_>) -> Option<&str> {
        let more = &context.options.image_proxied.proxies;
        let unwrap = || match self.known {
            Some(kind) => proxy::unwrap(kind, more),
            None => proxy::unwrap(self.kind(), more).map(|inside| inside.into_owned().into()),
        };
        self.inside.get_or_init(unwrap).as_deref()
    }

    /// What kind of thing the address is.
    #[must_use]
    pub fn kind(&self) -> Kind<'_> {
        self.known.unwrap_or_else(|| Kind::of(&self.address))
    }

    /// Where the HTML tag begins that it stands in.
    fn tag(&self) -> Option<usize> {
        match self.origin {
            Origin::Html { tag, .. } => Some(tag.span.start),
            Origin::FrontMatter { .. } | Origin::Markdown(_) => None,
        }
    }

    /// Whether the engine sees no image, because the address is not written as CommonMark wants it.
    #[must_use]
    pub fn is_loose(&self) -> bool {
        matches!(self.origin, Origin::Markdown(link) if link.form == LinkForm::Loose)
    }
}

/// All addresses of images of a post, in order of place.
#[must_use]
pub fn read<'a>(context: &Context<'a>) -> Vec<Image<'a>> {
    let mut images = Vec::new();
    front_matter::read(context, &mut images);
    body::read(context.document, &mut images);
    images
}

/// The other addresses in the tag of the image at `index`, the nearest ones before it first.
pub fn siblings<'i, 'a>(
    images: &'i [Image<'a>],
    index: usize,
) -> impl Iterator<Item = &'i Image<'a>> {
    let own = images[index].tag();
    // All addresses of one tag follow each other.
    let is_sibling = move |other: &&Image<'a>| own.is_some() && other.tag() == own;
    let before = images[..index].iter().rev().take_while(is_sibling);
    before.chain(images[index + 1..].iter().take_while(is_sibling))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::rules::Options;
    use crate::text::Source;

    /// Addresses with where they stand, as `address@place`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let source = Source::new("post.md", text);
        let (document, options) = (Document::parse(&source), Options::default());
        let context = Context::new(&document, "post.md", &[], &options);
        let place = |image: &Image<'_>| match &image.origin {
            Origin::FrontMatter { path, .. } => path.clone(),
            Origin::Markdown(link) => format!("{:?}", link.form),
            Origin::Html { attribute, .. } => source.slice(attribute.name).to_owned(),
        };
        let found: Vec<String> = read(&context)
            .iter()
            .map(|image| {
                assert_eq!(image.span.text(text).is_empty(), image.address.is_empty(), "{image:?}");
                format!("{}@{}", image.address, place(image))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn front_matter_gives_the_images_of_any_theme() {
        check(
            "---\ntitle: a.png\ncover: 'a.png'\nthumbnail:\nphotos:\n- b/c\n- \"d.png\"\n---\n",
            &["a.png@cover", "@thumbnail", "b/c@photos", "d.png@photos"],
        );
        check(
            "---\ncover: {image: a.png, alt: b.png}\nparams:\n  cover:\n    image: c.png\n---\n",
            &["a.png@cover.image", "c.png@params.cover.image"],
        );
        check(
            "+++\n[extra]\nog_image = 'a.png'\n[[resources]]\nsrc = 'b.png'\n+++\n",
            &["a.png@extra.og_image"],
        );
        check(
            "---\ncover: false\ntop_img: '#abc'\nbackground: rgb(1, 2, 3)\nimage: me\n---\n",
            &[],
        );
    }

    #[test]
    fn markdown_gives_what_the_engines_show() {
        check(
            "![a](b.png 'c') ![](<d e.png>) ![f](g h.png) ![i](j\\_k&amp;l)",
            &["b.png@Inline", "d e.png@Bracketed", "g h.png@Loose", "j_k&l@Inline"],
        );
        check("![a][b] ![c][b]\n\n[b]: d.png\n", &["d.png@Reference(0)"]);
        check("[a](b.png) `![c](d.png)`", &[]);
    }

    #[test]
    fn html_gives_all_that_browsers_and_their_scripts_load() {
        check(
            "<img src=a.png data-src='b.png' data-width=1 data-x='http://c/d.jpg' data-y='e.jpg'>",
            &["a.png@src", "b.png@data-src", "http://c/d.jpg@data-x"],
        );
        check(
            "<img srcset='a,b.png 1x, c.png, d.png 2x'><IMG SRC>",
            &["a,b.png@srcset", "c.png@srcset", "d.png@srcset", "@SRC"],
        );
        check(
            "<div style=\"color: red; background: url('a.png'), url(b.png)\"></div>",
            &["a.png@style", "b.png@style"],
        );
        check("<video src=a.mp4 poster=b.png><source src=c.mp4></video>", &["b.png@poster"]);
        check("<img src='a?b&amp;c'><!-- <img src=d> --><a href=e.png></a>", &["a?b&c@src"]);
    }
}
