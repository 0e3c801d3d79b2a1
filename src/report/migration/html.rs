//! One page with everything in it: losses first, by reason, and the changes of any post side by side.
//!
//! It is plain HTML that needs no script to be read; a script of a few lines filters. Texts are escaped where they are written,
//! and the page may load nothing from anywhere.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::{Group, groups};
use super::markup::{Number, Plain, Sentence};
use super::sides::sides;
use super::{Migration, heading};
use crate::migrate::{Action, Kind, Row};

const PAGE: &str = include_str!("page.html");

/// How large the page may grow, in bytes: browsers stay quick, and most sites fit. What is left out is told.
const MOST_ROWS: usize = 8 << 20;
const MOST_CHANGES: usize = 16 << 20;

/// How many names of a group are shown before it is opened.
const NAMES: usize = 12;
/// How many things of a file are shown before the rest is asked for.
const THINGS: usize = 10;
/// And how many at all.
const MOST_THINGS: usize = 2000;
/// How many lines of a thing that stands in a file again and again are told.
const PLACES: usize = 8;
/// A group of losses with no more rows than this is open from the start.
const OPEN: usize = 6;

pub(super) fn page(migration: &Migration<'_>) -> String {
    let title = format!("{} → {}", migration.from, migration.to);
    let changes = Changes::new(migration);
    let mut content = head(migration, &title);
    let mut rows = Rows { changes: &changes, left: MOST_ROWS };
    let groups = groups(migration.rows);
    for action in Action::ALL {
        let own: Vec<&Group<'_>> = groups.iter().filter(|group| group.action == action).collect();
        rows.section(&mut content, action, &own);
    }
    changes.section(&mut content, migration);
    let (before, rest) = PAGE.split_once("{{title}}").expect("the page has a place for its title");
    let (middle, after) = rest.split_once("{{content}}").expect("and one for its content");
    format!("{before}{}{middle}{content}{after}", Plain(&title))
}

/// The title, the counts and the filter.
fn head(migration: &Migration<'_>, title: &str) -> String {
    let mut html = format!("<h1>{}</h1>\n", Plain(title));
    let losses: usize = Action::ALL
        .into_iter()
        .filter(|action| action.is_loss())
        .map(|action| migration.count(action))
        .sum();
    let (posts, all) = (Number(migration.posts), Number(migration.rows.len()));
    html.push_str(&format!("<p class=lead>{posts} posts and pages, {all} things accounted for. "));
    match losses {
        0 => html.push_str("Nothing was lost.</p>\n"),
        _ => {
            html.push_str(&format!(
                "{} of them need your eyes; they come first, by reason.</p>\n",
                Number(losses)
            ));
        }
    }
    html.push_str("<div class=bar aria-hidden=true>");
    let mut cards = String::new();
    for action in Action::ALL {
        let (count, name) = (migration.count(action), action.name());
        let (number, title) = (Number(count), heading(action).0);
        if count > 0 {
            html.push_str(&format!(
                "<span style=\"flex-grow:{count};background:var(--{name})\"></span>"
            ));
            cards.push_str(&format!(
                "<li class={name}><a href=\"#{name}\"><b>{number}</b>{title}</a></li>"
            ));
        } else {
            cards.push_str(&format!("<li><span><b>0</b>{title}</span></li>"));
        }
    }
    html.push_str(&format!("</div>\n<ul class=cards>{cards}</ul>\n"));
    filter(&mut html, migration);
    html
}

/// What the script filters by; without one it is not shown.
fn filter(html: &mut String, migration: &Migration<'_>) {
    html.push_str(
        "<div class=filter role=search hidden><input type=search placeholder=\"Filter by file, name or reason\" aria-label=Filter>\
         <select aria-label=Outcome><option value=\"\">every outcome</option>",
    );
    for action in Action::ALL.into_iter().filter(|action| migration.count(*action) > 0) {
        html.push_str(&format!("<option value={}>{}</option>", action.name(), heading(action).0));
    }
    html.push_str("</select><select aria-label=Kind><option value=\"\">every kind</option>");
    let kinds: BTreeSet<Kind> = migration.rows.iter().map(|row| row.kind).collect();
    for kind in kinds {
        html.push_str(&format!("<option>{}</option>", kind.name()));
    }
    html.push_str(
        "</select><button type=button>Open all</button><output aria-live=polite></output></div>\n",
    );
}

/// Writes rows as long as there is room.
struct Rows<'c> {
    changes: &'c Changes,
    left: usize,
}

impl Rows<'_> {
    fn section(&mut self, html: &mut String, action: Action, groups: &[&Group<'_>]) {
        if groups.is_empty() {
            return;
        }
        let (name, (title, meaning)) = (action.name(), heading(action));
        let count = Number(groups.iter().map(|group| group.rows.len()).sum());
        html.push_str(&format!("<section id={name} class={name}><h2>{title} <small>{count}</small></h2><p>{meaning}</p>\n"));
        for group in groups {
            self.group(html, group);
        }
        html.push_str("</section>\n");
    }

    fn group(&mut self, html: &mut String, group: &Group<'_>) {
        let files = group.by_file();
        let open = if group.action.is_loss() && group.rows.len() <= OPEN { " open" } else { "" };
        let (count, kind) = (group.rows.len(), group.kind.name());
        html.push_str(&format!("<details class=group data-kind={kind} data-n={count}{open}><summary><b>{}</b> <span class=kind>{kind}</span> ", Number(count)));
        let reason = if group.reason.is_empty() { heading(group.action).1 } else { &group.reason };
        html.push_str(&format!("{}{}</summary><ul class=files>", Sentence(reason), names(group)));
        let (mut told, mut others) = (0, 0);
        for (file, rows) in files {
            if self.left == 0 {
                others += 1;
                continue;
            }
            let line = self.line(group, file, &rows);
            self.left = self.left.saturating_sub(line.len());
            html.push_str(&line);
            told += rows.len();
        }
        html.push_str("</ul>");
        if others > 0 {
            let (rows, others) = (Number(count - told), Number(others));
            html.push_str(&format!("<p class=rest>… and {rows} more in {others} files, left out so that this page stays small. The JSON report has all of them.</p>"));
        }
        html.push_str("</details>\n");
    }

    /// A file with all things of a group in it.
    fn line(&self, group: &Group<'_>, file: &str, rows: &[&Row]) -> String {
        let mut html = format!("<li data-n={}><span>", rows.len());
        match self.changes.place(file) {
            Some(place) => put_link(&mut html, place, file),
            None => html.push_str(&format!("{}", Plain(file))),
        }
        html.push_str("</span><span class=things>");
        let things = things(group, rows);
        for (nth, thing) in things.iter().take(MOST_THINGS).enumerate() {
            if nth == THINGS {
                html.push_str(&format!(
                    "<details><summary>{} more</summary>",
                    Number(things.len() - nth)
                ));
            }
            html.push_str(thing);
        }
        if things.len() > MOST_THINGS {
            let others = Number(things.len() - MOST_THINGS);
            html.push_str(&format!("<span>… and {others} that only the JSON report lists</span>"));
        }
        if things.len() > THINGS {
            html.push_str("</details>");
        }
        html.push_str("</span></li>\n");
        html
    }
}

fn put_link(html: &mut String, place: usize, file: &str) {
    html.push_str(&format!("<a href=\"#f{place}\">{}</a>", Plain(file)));
}

/// The names of a group; nothing where the files are the things.
fn names(group: &Group<'_>) -> String {
    match &*group.shown_names(NAMES, " · ") {
        "" => String::new(),
        names => format!(" <span class=names>{}</span>", Plain(names)),
    }
}

/// What stands in one file: the same thing on several lines once.
fn things(group: &Group<'_>, rows: &[&Row]) -> Vec<String> {
    let mut alike: Vec<(&Row, Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<(&str, Option<&str>, &str), usize> = BTreeMap::new();
    for row in rows {
        let key = (&*row.name, row.to.as_deref(), &*row.reason);
        let at = *known.entry(key).or_insert_with(|| {
            alike.push((row, Vec::new()));
            alike.len() - 1
        });
        alike[at].1.extend(row.line);
    }
    alike.iter().map(|(row, lines)| thing(group, row, lines)).collect()
}

/// A thing with the lines on which it stands, in their order.
fn thing(group: &Group<'_>, row: &Row, lines: &[usize]) -> String {
    let mut html = "<span>".to_owned();
    let mut places = lines.to_vec();
    places.dedup();
    if !places.is_empty() {
        let mut shown: Vec<String> = places.iter().take(PLACES).map(usize::to_string).collect();
        if places.len() > PLACES {
            shown.push(format!("and {} more", places.len() - PLACES));
        }
        html.push_str(&format!("<i>{}</i>", shown.join(", ")));
    }
    if row.name != row.file {
        html.push_str(&format!("<code>{}</code>", Plain(&row.name)));
    }
    if lines.len() > places.len() {
        html.push_str(&format!(" ×{}", lines.len()));
    }
    if let Some(to) = &row.to {
        html.push_str(&format!(" → <code>{}</code>", Plain(to)));
    }
    if group.says_more(row) {
        html.push_str(&format!("<small>{}</small>", Sentence(&row.reason)));
    }
    html + "</span>"
}

/// The changes of files that there is room for: those with losses first.
struct Changes {
    /// The columns by the file's place in the account.
    shown: BTreeMap<usize, String>,
    /// The places by path.
    places: BTreeMap<String, usize>,
    /// The number of losses by path.
    losses: BTreeMap<String, usize>,
    /// The number of files that there is no room for.
    left_out: usize,
}

impl Changes {
    fn new(migration: &Migration<'_>) -> Self {
        let mut losses: BTreeMap<String, usize> = BTreeMap::new();
        for row in migration.rows.iter().filter(|row| row.action.is_loss()) {
            *losses.entry(row.file.clone()).or_default() += 1;
        }
        let changed = |nth: &usize| !migration.diffs[*nth].lines.is_empty();
        let mut order: Vec<usize> = (0..migration.diffs.len()).filter(changed).collect();
        let all = order.len();
        order.sort_by_key(|nth| !losses.contains_key(&migration.diffs[*nth].old));
        let (mut shown, mut size) = (BTreeMap::new(), 0);
        for nth in order {
            let columns = sides(&migration.diffs[nth]);
            if size + columns.len() <= MOST_CHANGES {
                size += columns.len();
                shown.insert(nth, columns);
            }
        }
        let places = shown.keys().map(|nth| (migration.diffs[*nth].old.clone(), *nth)).collect();
        let left_out = all - shown.len();
        Self { shown, places, losses, left_out }
    }

    /// The place of a file whose changes are shown.
    fn place(&self, file: &str) -> Option<usize> {
        self.places.get(file).copied()
    }

    fn section(&self, html: &mut String, migration: &Migration<'_>) {
        if self.shown.is_empty() {
            return;
        }
        let count = Number(self.shown.len());
        html.push_str(&format!("<section id=files><h2>Side by side <small>{count}</small></h2><p>Each file as it was and as it is now, where they differ.</p>\n"));
        for (nth, columns) in &self.shown {
            let diff = &migration.diffs[*nth];
            html.push_str(&format!(
                "<details class=file><summary>{} → {}",
                Plain(&diff.old),
                Plain(&diff.new)
            ));
            if let Some(losses) = self.losses.get(&diff.old) {
                html.push_str(&format!(" <span class=kind>{} to look at</span>", Number(*losses)));
            }
            html.push_str(&format!(
                "</summary><div class=sides id=f{nth}>{columns}</div></details>\n"
            ));
        }
        if self.left_out > 0 {
            html.push_str(&format!("<p class=rest>{} more files are left out so that this page stays small; <code>masthead migrate … --diff</code> shows all.</p>", Number(self.left_out)));
        }
        html.push_str("</section>\n");
    }
}
