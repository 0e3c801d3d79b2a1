//! One post from one engine to another: converted, read again by the target, and mended until both read the same.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use crate::document::{Document, Format};
use crate::engine::{Engine, Outcome, Reading, Role, Setup};
use crate::text::{Source, Span};
use crate::value::Value;

use super::census::reading as reading_of;
use super::claims::bare;
use super::feed_keys::feed_keys;
use super::front_matter::{
    Content, Conversion, Out, Place, assemble, in_order, name, path, rest, take,
};
use super::skeleton::ALIASES;
use super::{Action, FrontMatterFormat, Home, Kind, Row};

/// Rounds of reading again and mending; each mends everything that it finds, so two are enough. The first of them reads
/// no body.
const ROUNDS: usize = 3;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One post and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The engine that reads it now.
    pub from: &'a Setup,
    /// The engine that will read it.
    pub to: &'a Setup,
    /// Its path from the source's root.
    pub path: &'a str,
    /// Its path from the new site's root.
    pub new_path: &'a str,
    /// Which language its block shall have.
    pub format: FrontMatterFormat,
    /// Whether the address has to stay; else it is the engine's own choice and an alias leads there.
    pub keep_url: bool,
    /// Its rank among the posts that are pinned or weighted, from 1.
    pub rank: Option<i64>,
    /// Whether the target makes a page of its own at the address.
    pub covered: Covered,
    /// Aliases of it that are not written, because another page or alias has the address.
    pub refused: &'a BTreeSet<String>,
    /// Where the site came from, if it goes back there.
    pub home: Option<&'a Home>,
    /// The address that it gets back on the way home.
    pub at_home: Option<&'a str>,
    /// Whether the new site has feeds, whose entries keep their ids.
    pub has_feeds: bool,
    /// Whether it is a section of Zola that has to ask for a feed.
    pub asks_for_feed: bool,
}

/// Whether the target makes a page of its own at the address of a file, such as that of a term or a taxonomy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Covered {
    /// The file is the page.
    No,
    /// It does, and the theme shows there what the file says.
    Shown,
    /// It does, and nothing of the file is seen there.
    Unseen,
}

/// A converted post.
#[derive(Clone, Debug)]
pub struct Converted {
    /// The text of the new file.
    pub text: String,
    /// The account of its keys and its address.
    pub rows: Vec<Row>,
    /// What the target engine reads from it.
    pub reading: Reading,
}

/// Converts a post whose source engine reads `reading` from it; `body` is its body, converted already.
#[must_use]
pub fn convert(job: &Job<'_>, document: &Document<'_>, reading: &Reading, body: &str) -> Converted {
    let source_format = document.front_matter.as_ref().map_or(Format::Yaml, |block| block.format);
    let conversion = Conversion {
        from: job.from,
        to: job.to,
        path: job.path,
        new_path: job.new_path,
        text: &document.source.text,
        reading,
        source_format,
        format: job.format.choose(source_format, job.to),
        copies: true,
        rank: job.rank,
        refused: job.refused,
        home: job.home,
        keeps_url: job.keep_url,
        at_home: job.at_home,
    };
    let first = attempt(job, &conversion, document, body);
    if job.covered != Covered::No
        || first.reading.outcome == Outcome::Page
        || reading.outcome != Outcome::Page
    {
        return first;
    }
    // The lines as they stand may be what the target cannot read: a tab, a plain text that only one reader takes.
    let second = attempt(job, &Conversion { copies: false, ..conversion }, document, body);
    if second.reading.outcome == Outcome::Page { second } else { first }
}

/// Converts, reads again, and mends.
fn attempt(
    job: &Job<'_>,
    conversion: &Conversion<'_>,
    document: &Document<'_>,
    body: &str,
) -> Converted {
    let reading = conversion.reading;
    let Fields { mut outs, mut rows, url_at, mut said } = fields(job, conversion, document);
    if job.covered != Covered::No {
        outs.extend(unrendered(job));
        let text = write(conversion, document, &outs, body);
        let new = read(job, &text);
        rows.push(covered_row(job, reading, body));
        rows.extend(alias_rows(job, reading, &new));
        return Converted { text, rows, reading: new };
    }
    outs.extend(unwritten_aliases(job, reading, &outs));
    if job.asks_for_feed {
        let asked = Content::Value(Value::Bool(true));
        set(&mut outs, added(Place::Top, "generate_feeds", asked), None);
    }
    // The body has no say in what is mended, and takes longest to read: what must be mended is mostly known without it.
    let mut wanted = mends(job, conversion, &read(job, &write(conversion, document, &outs, "")));
    let mut round = 1;
    let (mut text, new) = loop {
        for mend in wanted {
            let is_url = job.to.key(&mend.key).is_some_and(|key| key.role == Role::Url);
            let as_said = said.take_if(|_| is_url);
            set(&mut outs, as_said.unwrap_or(mend), url_at.filter(|_| is_url));
        }
        let text = write(conversion, document, &outs, body);
        let new = read(job, &text);
        wanted = mends(job, conversion, &new);
        round += 1;
        if wanted.is_empty() || round == ROUNDS {
            break (text, new);
        }
    };
    let of_feeds = feed_keys(job, reading, &new);
    if !of_feeds.is_empty() {
        of_feeds.into_iter().for_each(|out| set(&mut outs, out, None));
        text = write(conversion, document, &outs, body);
    }
    rows.push(url_row(job, reading, &new, &outs));
    rows.extend(alias_rows(job, reading, &new));
    rows.extend(differences(job, reading, &new));
    Converted { text, rows, reading: new }
}

/// The new entries and the account of the old ones.
#[derive(Default)]
struct Fields {
    outs: Vec<Out>,
    rows: Vec<Row>,
    /// Before which of them the old address stood.
    url_at: Option<usize>,
    /// The old address as it was written, for where the target would choose another.
    said: Option<Out>,
}

fn fields(job: &Job<'_>, conversion: &Conversion<'_>, document: &Document<'_>) -> Fields {
    let mut outs: Vec<Out> = Vec::new();
    let mut places: HashMap<(Place, String), usize> = HashMap::new();
    let (mut rows, mut url_at, mut said) = (Vec::new(), None, None);
    let Some(block) = &document.front_matter else { return Fields::default() };
    for field in take(conversion.from, job.path, conversion.reading, conversion.text, block) {
        let mut decision = conversion.decide(&field);
        let line = document.source.lines().row(field.entry.key.span.start) + 1;
        rows.push(Row {
            file: job.path.to_owned(),
            line: Some(line),
            kind: Kind::Key,
            name: field.path,
            action: decision.action,
            to: decision.to,
            reason: decision.reason,
            code: decision.code,
        });
        if decision.code == "url" {
            url_at = Some(outs.len());
            said = decision.outs.pop();
        }
        let restored = decision.code == "restored";
        for out in decision.outs {
            match places.entry((out.place, out.key.clone())) {
                // What an engine left for itself says more than what the others made of it.
                Entry::Occupied(known) if restored => outs[*known.get()] = out,
                Entry::Occupied(_) => {}
                Entry::Vacant(place) => {
                    place.insert(outs.len());
                    outs.push(out);
                }
            }
        }
    }
    Fields { outs, rows, url_at, said }
}

/// The whole file: fences, block, body. A file that says nothing and needs no block gets none.
fn write(conversion: &Conversion<'_>, document: &Document<'_>, outs: &[Out], body: &str) -> String {
    let fence = if conversion.format == Format::Toml { "+++" } else { "---" };
    let block = match conversion.home {
        Some(home) => {
            let outs = in_order(conversion.to, conversion.format, outs, &home.habits.keys);
            assemble(conversion.to, conversion.format, &outs)
        }
        None => assemble(conversion.to, conversion.format, outs),
    };
    let same = conversion.copies && conversion.format == conversion.source_format;
    let written = document.front_matter.as_ref().filter(|_| same);
    let rest = written.map_or("", |block| rest(conversion.text, block));
    let says_nothing = block.is_empty() && rest.is_empty() && conversion.home.is_some();
    if says_nothing && conversion.to.target.engine != Engine::Zola && stands_alone(body) {
        return body.to_owned();
    }
    let unfenced = conversion.home.is_some_and(|home| home.habits.unfenced) && !block.is_empty();
    let open = if unfenced { String::new() } else { format!("{fence}\n") };
    // All engines pass over a byte order mark.
    let mark = if document.source.text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { "" };
    let text = format!("{mark}{open}{block}{rest}{fence}\n{body}");
    let crlf = document.source.text.contains("\r\n");
    if crlf { with_crlf(&text) } else { text }
}

/// Whether no engine takes a part of the body for front matter.
fn stands_alone(body: &str) -> bool {
    let begins = |mark: &str| body.trim_start().starts_with(mark);
    let is_fence = |line: &str| ["---", ";;;"].into_iter().any(|mark| line.starts_with(mark));
    !["-", "+", "{", "#+"].into_iter().any(begins) && !body.lines().any(is_fence)
}

/// Every newline as CR LF, as in the source.
fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn read(job: &Job<'_>, text: &str) -> Reading {
    let source = Source::new(job.new_path, text);
    reading_of(job.to, job.new_path, &Document::parse(&source))
}

/// An entry that no line of the source stands for.
pub(super) fn added(place: Place, key: &str, content: Content) -> Out {
    Out { place, key: key.to_owned(), was: None, lead: String::new(), above: None, content }
}

/// Entries that make the target read what the source says, where it does not yet.
fn mends(job: &Job<'_>, conversion: &Conversion<'_>, new: &Reading) -> Vec<Out> {
    let old = conversion.reading;
    let mut mends = Vec::new();
    let mut set = |role, content| {
        if let Some(key) = conversion.key_for(role) {
            mends.push(added(Place::Top, key.name, content));
        }
    };
    let text = |text: &str| Content::Value(Value::String(text.to_owned()));
    let title = old.title.as_deref().filter(|title| !title.is_empty());
    if let Some(title) = title.filter(|title| new.title.as_deref() != Some(title)) {
        set(Role::Title, text(title));
    }
    for (role, wanted, read) in
        [(Role::Date, old.date, new.date), (Role::Updated, old.updated, new.updated)]
    {
        let source = wanted
            .filter(|_| wanted != read)
            .and_then(|at| conversion.to.write_date(at, conversion.format));
        if let Some(source) = source {
            set(role, Content::Raw(source));
        }
    }
    if old.draft && !new.draft {
        let has_draft = conversion.key_for(Role::Draft).is_some();
        let (role, value) = if has_draft { (Role::Draft, true) } else { (Role::Published, false) };
        set(role, Content::Value(Value::Bool(value)));
    }
    if let Some(url) =
        old.url.as_deref().filter(|url| job.keep_url && new.url.as_deref() != Some(url))
    {
        // Zola's sections have no such key.
        match conversion.to.write_url(url).filter(|_| conversion.key_for(Role::Url).is_some()) {
            Some(value) => set(Role::Url, text(&value)),
            None => mends.extend(alias(conversion, new, url)),
        }
    } else if let Some(url) = old.url.as_deref().filter(|url| !job.keep_url && !answers(new, url)) {
        mends.extend(alias(conversion, new, url));
    }
    if is_hidden(job, old) && new.url.is_some() && !new.draft {
        mends.extend(unrendered(job));
    }
    mends
}

/// Whether the source publishes no page of the file: in Hexo an address may be unknown, but every page has one.
fn is_hidden(job: &Job<'_>, old: &Reading) -> bool {
    old.url.is_none() && job.from.target.engine != Engine::Hexo
}

/// An entry that keeps a page out of the site that its engine publishes nowhere.
fn unrendered(job: &Job<'_>) -> Option<Out> {
    let never = || Value::String("never".to_owned());
    let (key, value) = match job.to.target.engine {
        Engine::Hexo => return None,
        Engine::Hugo => {
            let keys = ["render", "list"].map(|key| (key.to_owned(), never()));
            ("build", Value::Map(keys.into()))
        }
        Engine::Zola => ("render", Value::Bool(false)),
    };
    Some(added(Place::Top, key, Content::Value(value)))
}

/// An entry for old addresses that no key of the page says: those of sections that only lead to it.
fn unwritten_aliases(job: &Job<'_>, old: &Reading, outs: &[Out]) -> Option<Out> {
    let all = old.aliases.iter().flatten().filter(|alias| !job.refused.contains(*alias));
    let all: Vec<Value> = all.cloned().map(Value::String).collect();
    let is_said = outs.iter().any(|out| out.place == Place::Top && out.key == ALIASES);
    let content = Content::Value(Value::List(all.clone()));
    (!all.is_empty() && !is_said).then(|| added(Place::Top, ALIASES, content))
}

/// An entry that makes `url` lead to the page, with the aliases that it has.
fn alias(conversion: &Conversion<'_>, new: &Reading, url: &str) -> Option<Out> {
    let key = conversion.key_for(Role::Aliases)?;
    let known = new.aliases.clone()?;
    let all: Vec<Value> = known.into_iter().chain([url.to_owned()]).map(Value::String).collect();
    Some(added(Place::Top, key.name, Content::Value(Value::List(all))))
}

/// Whether the page can be reached at `url`.
fn answers(reading: &Reading, url: &str) -> bool {
    let own = reading.url.iter().chain(reading.aliases.iter().flatten());
    own.into_iter().any(|known| bare(known) == bare(url))
}

/// Puts an entry in the place of the one with its key, or at its own, or behind the others.
fn set(outs: &mut Vec<Out>, new: Out, at: Option<usize>) {
    match outs.iter_mut().find(|out| out.place == new.place && out.key == new.key) {
        Some(out) => out.content = new.content,
        None => outs.insert(at.unwrap_or(outs.len()).min(outs.len()), new),
    }
}

/// What became of the page's address.
fn url_row(job: &Job<'_>, old: &Reading, new: &Reading, outs: &[Out]) -> Row {
    let to = name(job.to.target.engine);
    let written =
        outs.iter().find(|out| job.to.key(&out.key).is_some_and(|key| key.role == Role::Url));
    let (action, reason, code) = match (&old.url, &new.url) {
        (None, _) if is_hidden(job, old) && (new.url.is_none() || new.draft) => {
            (Action::Kept, "The page is published nowhere.".to_owned(), "unpublished")
        }
        (None, _) => {
            let reason =
                "The address hangs on the time of a file, so it is not known; write a date."
                    .to_owned();
            (Action::NeedsHand, reason, "url-unknown")
        }
        (Some(old), Some(new)) if old == new && written.is_some() => {
            let key =
                path(job.to, Place::Top, &written.map(|out| out.key.clone()).unwrap_or_default());
            (
                Action::Kept,
                format!("Written as {key}, because {to} would choose another."),
                "url-written",
            )
        }
        (Some(old), Some(new)) if old == new => (Action::Kept, String::new(), "same"),
        (Some(old), Some(_)) if answers(new, old) => {
            (Action::Changed, "The old address leads to the new one.".to_owned(), "url-alias")
        }
        _ => (Action::Dropped, format!("{to} does not answer at the old address."), "url-lost"),
    };
    Row {
        file: job.path.to_owned(),
        line: None,
        kind: Kind::Url,
        name: old.url.clone().unwrap_or_else(|| job.path.to_owned()),
        action,
        to: new.url.clone().filter(|url| old.url.as_ref() != Some(url)),
        reason,
        code,
    }
}

/// The account of an address at which the new site has a page of its engine's own.
fn covered_row(job: &Job<'_>, old: &Reading, body: &str) -> Row {
    let to = name(job.to.target.engine);
    let (action, rest) = match (job.covered, body.trim().is_empty()) {
        (Covered::Shown, _) => (Action::Changed, "; the new theme shows there what the file says."),
        (_, true) => (Action::Changed, "."),
        (_, false) => (Action::NeedsHand, ". What the file says is not shown there."),
    };
    Row {
        file: job.path.to_owned(),
        line: None,
        kind: Kind::Url,
        name: old.url.clone().unwrap_or_else(|| job.path.to_owned()),
        action,
        to: None,
        reason: format!("{to} makes the page at this address itself{rest}"),
        code: "term-page",
    }
}

/// What became of each old address that led to the page.
fn alias_rows(job: &Job<'_>, old: &Reading, new: &Reading) -> Vec<Row> {
    let to = name(job.to.target.engine);
    let row = |alias: &String| {
        let (action, reason, code) = if job.refused.contains(alias) {
            let reason =
                "Another page or an earlier alias has this address, and only one can answer there.";
            (Action::Dropped, reason.to_owned(), "address-taken")
        } else if new.aliases.is_none() || answers(new, alias) {
            (Action::Kept, String::new(), "same")
        } else {
            (Action::Dropped, format!("{to} makes no redirect of it."), "url-lost")
        };
        Row {
            file: job.path.to_owned(),
            line: None,
            kind: Kind::Url,
            name: alias.clone(),
            action,
            to: None,
            reason,
            code,
        }
    };
    old.aliases.iter().flatten().map(row).collect()
}

/// What the target reads in another way than the source, in spite of all.
fn differences(job: &Job<'_>, old: &Reading, new: &Reading) -> Vec<Row> {
    let date = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map(|at| at.to_rfc3339()).unwrap_or_default()
    };
    let title = |reading: &Reading| reading.title.clone().unwrap_or_default();
    let facts = [
        ("title", title(old), title(new), "title-differs"),
        ("date", date(old.date), date(new.date), "date-differs"),
        ("updated", date(old.updated), date(new.updated), "updated-differs"),
        ("draft", old.draft.to_string(), new.draft.to_string(), "draft-differs"),
        ("tags", old.tags.join(", "), new.tags.join(", "), "tags-differ"),
    ];
    let mut rows = Vec::new();
    if new.outcome != Outcome::Page && old.outcome == Outcome::Page {
        let reason = new
            .error
            .clone()
            .unwrap_or_else(|| "The target engine makes no page of it.".to_owned());
        rows.push(difference(job, "page", String::new(), reason, "no-page"));
    }
    // What the engine in between could not say is said again at home.
    let is_back = |was: &str| job.home.is_some() && was.is_empty();
    let differ = |was: &str, is: &str| was != is && !is_back(was);
    for (fact, was, is, code) in facts.into_iter().filter(|(_, was, is, _)| differ(was, is)) {
        if fact == "draft" && is_hidden(job, old) {
            // A draft is published nowhere, too.
            continue;
        }
        let reason = format!("It was `{was}` and is read as `{is}` now.");
        rows.push(difference(job, fact, is, reason, code));
    }
    rows
}

fn difference(job: &Job<'_>, fact: &str, is: String, reason: String, code: &'static str) -> Row {
    Row {
        file: job.path.to_owned(),
        line: None,
        kind: Kind::Page,
        name: fact.to_owned(),
        action: Action::Dropped,
        to: Some(is),
        reason,
        code,
    }
}

/// The body of a document as the source engine sees it, or all below the block where it keeps none.
#[must_use]
pub fn body_span(document: &Document<'_>, reading: &Reading) -> Span {
    reading.body.unwrap_or(document.body)
}
