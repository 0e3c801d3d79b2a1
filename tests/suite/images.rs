//! The rules on images work together: whatever stands in a post, their fixes come to rest, and what they
//! leave offers no more.

use chrono_tz::Tz;
use masthead::check::check;
use masthead::diagnostic::Applicability;
use masthead::document::Document;
use masthead::engine::{Engine, Setup, Target};
use masthead::fix::fix;
use masthead::rules::{Group, RULES, Settings};
use masthead::text::Source;
use proptest::prelude::*;

const ADDRESSES: [&str; 22] = [
    "a.png",
    "/img/a b.png",
    "",
    "http://a.example/b.jpg",
    "https://a.example/b.jpg",
    "//a.example/b(1).jpg",
    "https://x.workers.dev/?http://a.example/b.jpg",
    "http://x.workers.dev/?http://x.workers.dev/?http:/a.example/b.jpg",
    "https://images.weserv.nl/?url=http%3A%2F%2Fa.example%2Fb%20c.jpg&amp;w=3",
    "https://i0.wp.com/a.example/b'c.jpg",
    "http:/a.example/b.jpg",
    "http:\\\\a.example\\b.jpg",
    "https://https://a.example/b.jpg",
    "www.a.example/b.jpg",
    "https//a.example/b.jpg",
    "img\\a.png",
    "C:\\a.png",
    "http://a.example/b\"c.jpg",
    "http://a.example/港 口.jpg?a&b;c&copy;",
    "data:image/gif;base64,AAAA",
    "/loading.gif",
    "{{ site.url }}/a b.png",
];

const FRAMES: [&str; 16] = [
    "cover: @\n",
    "cover: '@'\n",
    "thumbnail: \"@\"\n",
    "headimg: @ # why\n",
    "photos:\n  - @\n  - '@'\n",
    "images: [@, \"@\"]\n",
    "params:\n  cover: { image: '@' }\n",
    "![a](@)",
    "[![](<@>)](b)",
    "![a][r]\n\n[r]: @\n\n",
    "<img src=\"@\">",
    "<img src='@' data-src=\"@\" alt>",
    "<img data-original=@ src=@>",
    "<img srcset=\"@ 1x, @ 2x\" data-lazy-src='@'>",
    "<p style=\"background: url('@')\">",
    "> <video\n> poster=\"@\">\n\n",
];

/// A post of frames with addresses in the places of their `@`.
fn post() -> impl Strategy<Value = String> {
    let piece = (0..FRAMES.len(), prop::collection::vec(0..ADDRESSES.len(), 2));
    prop::collection::vec(piece, 1..8).prop_map(|pieces| {
        let mut head = String::from("---\ntitle: Trip\n");
        let mut body = String::new();
        for (frame, addresses) in pieces {
            let mut addresses = addresses.into_iter().cycle();
            let filled: String = FRAMES[frame]
                .split_inclusive('@')
                .map(|part| match part.strip_suffix('@') {
                    Some(before) => format!("{before}{}", ADDRESSES[addresses.next().unwrap()]),
                    None => part.to_owned(),
                })
                .collect();
            // The first frames belong to the front matter.
            if frame < 7 { head.push_str(&filled) } else { body.push_str(&filled) }
        }
        format!("{head}---\n\n{body}\n")
    })
}

proptest! {
    #[test]
    fn fixes_of_images_come_to_rest(text in post()) {
        let now = "2026-01-01T00:00:00Z".parse().unwrap();
        let setups = Engine::ALL.map(|engine| Setup::standalone(Target::from(engine), Tz::UTC, now));
        let images = RULES.iter().filter(|rule| rule.group == Group::Image).map(|rule| rule.name);
        let settings = Settings { selected: images.collect(), ..Settings::default() };
        let find = |document: &Document<'_>| check(document, "post.md", &setups, &settings);
        let fixed = fix(Source::new("post.md", text.clone()), Applicability::Unsafe, &find);
        for left in &fixed.left {
            prop_assert!(left.fix.is_none(), "{text}\n=>\n{}\n{left:?}", fixed.source.text);
            prop_assert!(!left.message.contains("withheld"), "{text}\n{left:?}");
        }
        let again = fix(Source::new("post.md", fixed.source.text.clone()), Applicability::Unsafe, &find);
        prop_assert_eq!(again.source.text, fixed.source.text);
    }
}
