//! Addresses whose query Hexo's renderer would change: it decodes `%26`, `%2B` and `%3D`, and with them what is asked for.

use super::Surroundings;
use super::output::Output;
use super::syntax;
use super::walk::{Answer, Change};
use crate::document::Markup;
use crate::document::body::{Link, LinkForm, LinkKind, decode_entities};
use crate::engine::Engine;
use crate::migrate::Kind;
use crate::text::Span;

/// Signs of a query, percent-encoded, that mean another thing when they are not (hexo-util, `lib/encode_url.ts`).
const SIGNS: [&str; 3] = ["26", "2b", "3d"];

/// Changes that make HTML of such links, which the renderer leaves alone.
pub fn changes(around: &Surroundings<'_>, text: &str, markup: &Markup) -> Vec<Change> {
    if around.to.target.engine != Engine::Hexo || around.from.target.engine == Engine::Hexo {
        return Vec::new();
    }
    let is_ours = |link: &&Link| {
        link.kind == LinkKind::Link
            && link.form != LinkForm::Loose
            && has_sign(link.destination.text(text))
    };
    markup.links.iter().filter(is_ours).flat_map(|link| as_html(text, link)).collect()
}

fn has_sign(address: &str) -> bool {
    let Some((_, query)) = address.split_once('?').filter(|(path, _)| path.contains("://")) else {
        return false;
    };
    query.split('%').skip(1).any(|rest| {
        let code = rest.get(..2).unwrap_or_default();
        SIGNS.iter().any(|sign| sign.eq_ignore_ascii_case(code))
    })
}

fn as_html(text: &str, link: &Link) -> [Change; 2] {
    let address = syntax::html_text(&decode_entities(link.destination.text(text)));
    let title = link.title.map(|title| syntax::html_text(title.text(text)));
    let title = title.map_or(String::new(), |title| format!(" title=\"{title}\""));
    let answer = Answer::changed(
        Output::literal(format!("<a href=\"{address}\"{title}>")),
        "a link in HTML",
    );
    let opening = Span::new(link.span.start, link.text.start);
    let name = link.destination.text(text).to_owned();
    let opening = Change { name, kind: Kind::Link, ..Change::of(opening, text, answer) };
    [opening, Change::part(Span::new(link.text.end, link.span.end), "</a>")]
}
