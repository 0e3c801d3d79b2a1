//! Code: fences with the options of each engine, and tags that hold code.

use super::Surroundings;
use super::caption;
use super::output::Output;
use super::syntax::{self, continued, longest_run};
use super::walk::{Answer, Change, Walk};
use crate::document::Markup;
use crate::document::body::CodeKind;
use crate::engine::{Config, Engine, FenceInfo, Setup, Tag, TagKind};
use crate::migrate::{Action, Kind, Row};
use crate::text::{Edit, Span, apply};
use crate::value::Value;

/// A block of code with its fences.
fn fenced(info: &FenceInfo, engine: Engine, code: &str) -> (Output, Vec<String>) {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    let (info, lost) = info.write(engine);
    let newline = if code.is_empty() || code.ends_with('\n') { "" } else { "\n" };
    (Output::literal(format!("{fence}{info}\n{code}{newline}{fence}")), lost)
}

fn answer(walk: &Walk<'_>, tag: &Tag, info: &mut FenceInfo, code: &str) -> Answer {
    let caption = caption(walk.around, info);
    let (code, lost) = fenced(info, walk.around.to.target.engine, code);
    let out = Output::literal(caption.map_or(String::new(), |caption| format!("{caption}\n\n")))
        .then(&code);
    noted(Answer::changed(walk.as_block(tag, &out), "fenced code"), &lost)
}

/// An answer that says what was not said again.
fn noted(answer: Answer, lost: &[String]) -> Answer {
    if lost.is_empty() {
        return answer;
    }
    let reason = format!("There is no such option: {}.", lost.join(", "));
    answer.with_note("code-option", reason)
}

/// What only Hexo shows above code, to stand there as text.
fn caption(around: &Surroundings<'_>, info: &mut FenceInfo) -> Option<String> {
    let shows = |setup: &Setup| setup.target.engine == Engine::Hexo;
    if shows(around.from) && !shows(around.to) { take_caption(info) } else { None }
}

/// What Hexo shows above the code, as Markdown; the title and the link are then no longer part of the options.
pub(super) fn take_caption(info: &mut FenceInfo) -> Option<String> {
    let title = std::mem::take(&mut info.title);
    let link = info.link.take();
    let title =
        (!title.is_empty()).then(|| format!("**{}**", syntax::markdown_around_html(&title)));
    let link = link.map(|(url, text)| {
        let text = if text.is_empty() { "link" } else { &*text };
        format!("[{}]({})", syntax::markdown_text(text), syntax::address(&url))
    });
    let parts: Vec<String> = title.into_iter().chain(link).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Code between tags: whole lines, without the indentation that all of them share.
fn code_of(walk: &Walk<'_>, tag: &Tag) -> String {
    let Some(inner) = tag.inner else { return String::new() };
    let mut code = String::with_capacity(inner.len());
    let mut at = inner.start;
    let first = walk.tags.partition_point(|one| one.span.start < inner.start);
    for one in walk.tags[first..].iter().take_while(|one| one.span.start < inner.end) {
        if let (TagKind::Raw, Some(content)) = (one.kind, one.inner) {
            code.push_str(&walk.text[at..one.span.start]);
            code.push_str(content.text(walk.text));
            at = one.span.end;
        }
    }
    code.push_str(&walk.text[at..inner.end.max(at)]);
    let code = code.replace("\r\n", "\n");
    let code = match code.split_once('\n') {
        Some((first, rest)) if first.trim().is_empty() => rest,
        _ => &code,
    };
    let code = code.trim_end();
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines = || code.lines();
    let shared = lines().filter(|line| !line.trim().is_empty()).map(indentation).min().unwrap_or(0);
    let lines: Vec<&str> = lines().map(|line| line.get(shared..).unwrap_or_default()).collect();
    lines.join("\n")
}

/// `{% codeblock title url text lang:x … %}…{% endcodeblock %}`
pub fn codeblock(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind != TagKind::Block {
        return None;
    }
    let mut language = String::new();
    let mut words: Vec<String> = Vec::new();
    for word in walk.words(tag) {
        match word.strip_prefix("lang:") {
            Some(name) => language = name.to_owned(),
            None => words.push(word),
        }
    }
    // Behind its language, a fence of Hexo takes the same words.
    let mut info = FenceInfo::read(Engine::Hexo, &format!("x {}", words.join(" ")))?;
    info.language = language;
    let code = code_of(walk, tag);
    Some(answer(walk, tag, &mut info, &code))
}

/// The folder of a source, from its root, whose files `include_code` puts into posts.
#[must_use]
pub fn code_folder(from: &Setup) -> Option<String> {
    let Config::Hexo(config) = &from.config else { return None };
    let folder = match config.values.get("code_dir") {
        Some(Value::String(folder)) => folder.trim_matches('/'),
        _ => "downloads/code",
    };
    Some(format!("{}/{folder}", config.source_dir))
}

/// `{% include_code title lang:x from:n to:n path %}`: the file stands in the post now.
pub fn include_code(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let option =
        |name: &str| words.iter().find_map(|word| word.strip_prefix(name).map(str::to_owned));
    let plain: Vec<&String> = words
        .iter()
        .filter(|word| !["lang:", "from:", "to:"].iter().any(|name| word.starts_with(name)))
        .collect();
    let (path, title) = plain.split_last()?;
    let file = format!("{}/{path}", code_folder(walk.around.from)?);
    let text = walk.around.texts.get(&file)?;
    let number = |name: &str| option(name).and_then(|number| number.parse::<usize>().ok());
    let from = number("from:").unwrap_or(1).max(1);
    let to = number("to:").unwrap_or(usize::MAX);
    let lines: Vec<&str> = text.lines().skip(from - 1).take(to.saturating_sub(from - 1)).collect();
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_owned());
    let title: Vec<&str> = title.iter().map(|word| word.as_str()).collect();
    let mut info = FenceInfo {
        language: option("lang:").or(extension).unwrap_or_default(),
        title: if title.is_empty() { path.rsplit('/').next()?.to_owned() } else { title.join(" ") },
        link: walk
            .around
            .assets
            .get(&file)
            .and_then(|asset| asset.new_url.clone())
            .map(|url| (url, "view raw".to_owned())),
        ..FenceInfo::default()
    };
    walk.references.insert(file);
    let found = answer(walk, tag, &mut info, &lines.join("\n"));
    Some(found.with_note(
        "code-inlined",
        "The text of the file stands in the post now; later changes of the file do not reach it.",
    ))
}

/// Theme tags around the text of a diagram: code in that language.
pub fn diagram(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind != TagKind::Block {
        return None;
    }
    let mut info =
        FenceInfo { language: tag.name.text(walk.text).to_owned(), ..FenceInfo::default() };
    let code = code_of(walk, tag);
    Some(answer(walk, tag, &mut info, &code).with_note("diagram", "The new theme has to draw it."))
}

/// `{{< highlight go "linenos=table,hl_lines=2-3" >}}…{{< /highlight >}}`
pub fn highlight(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind != TagKind::Block {
        return None;
    }
    let options = walk.argument(tag, "options", 1).unwrap_or_default();
    let mut info = FenceInfo::default();
    let mut name = String::new();
    for part in options.split(',') {
        match part.split_once('=') {
            Some((key, value)) => {
                name = key.trim().to_ascii_lowercase();
                option(&mut info, &name, value.trim());
            }
            None => option(&mut info, &name, part.trim()),
        }
    }
    info.language = walk.argument(tag, "lang", 0).unwrap_or_default();
    let code = code_of(walk, tag);
    if info.others.iter().any(|(name, value)| name == "hl_inline" && value == "true") {
        let out = Output::literal(super::syntax::code_span(code.trim()));
        return Some(Answer::changed(out, "code in a line"));
    }
    Some(answer(walk, tag, &mut info, &code))
}

fn option(info: &mut FenceInfo, name: &str, value: &str) {
    match name {
        "" => {}
        "linenos" => info.numbered = Some(value != "false"),
        "linenostart" => info.first = Some(value.to_owned()),
        "hl_lines" => info.marked.extend(value.split(' ').map(str::to_owned)),
        _ => info.others.push((name.to_owned(), value.to_owned())),
    }
}

/// Changes of what stands behind opening fences.
pub fn changes(
    around: &Surroundings<'_>,
    text: &str,
    markup: &Markup,
    tags: &[Tag],
) -> Vec<Change> {
    let (from, to) = (around.from.target.engine, around.to.target.engine);
    let mut changes = Vec::new();
    let mut edges: Vec<usize> =
        tags.iter().flat_map(|tag| [tag.span.start, tag.span.end]).collect();
    edges.sort_unstable();
    for code in &markup.code {
        let CodeKind::Fenced { info: span, closed } = code.kind else { continue };
        if to == Engine::Hexo {
            changes.extend(closing(text, code.span, closed));
        }
        if let Some(change) = caption::change(around, text, code.span, span) {
            changes.push(change);
            continue;
        }
        let written = span.text(text);
        let next_edge = edges.get(edges.partition_point(|edge| *edge < span.start));
        if from == to || next_edge.is_some_and(|edge| *edge <= span.end) {
            continue;
        }
        let mut read = FenceInfo::read(from, written);
        let is_plain = read.as_ref().is_some_and(FenceInfo::is_plain);
        if let Some(info) = read.as_ref().filter(|_| is_plain && from == Engine::Hugo) {
            changes.extend(passed_over(span, text, &info.language));
            continue;
        }
        if is_plain && !written.contains(['{', ',']) {
            continue;
        }
        let above = read.as_mut().and_then(|info| caption(around, info));
        if let Some(above) = above {
            changes.push(above_fence(text, code.span, &above, written));
        }
        let (new, lost) = match &read {
            Some(info) => info.write(to),
            None => (
                written.split(['{', ' ']).next().unwrap_or_default().to_owned(),
                vec![written.to_owned()],
            ),
        };
        if new == written {
            continue;
        }
        let answer = noted(Answer::changed(Output::literal(new.clone()), &new), &lost);
        changes.push(Change { span, kind: Kind::Markup, name: written.to_owned(), answer });
    }
    changes
}

/// The new body with what stands behind its fences as far as the build of the target does not stop at it.
pub fn accepted(walk: &Walk<'_>, text: String, rows: &mut Vec<Row>) -> String {
    let to = walk.around.to.target.engine;
    if !FenceInfo::may_be_refused(to, &text) {
        return text;
    }
    let new = Markup::read(&text, Span::new(0, text.len()));
    let (old, new) = (infos(walk.markup), infos(&new));
    let is_same_order = old.len() == new.len();
    let mut edits = Vec::new();
    for (nth, info) in new.into_iter().enumerate() {
        let written = info.text(&text);
        let Some(at) = written.find('{').filter(|_| FenceInfo::is_refused(to, written)) else {
            continue;
        };
        let kept = written[..at].trim_end();
        edits.push(Edit::delete(Span::new(info.start + kept.len(), info.end)));
        let line = |info: &Span| walk.document.source.lines().row(info.start) + 1;
        rows.push(Row {
            file: walk.around.path.to_owned(),
            line: old.get(nth).filter(|_| is_same_order).map(line),
            kind: Kind::Markup,
            name: written.to_owned(),
            action: Action::Changed,
            to: Some(kept.to_owned()),
            reason: format!(
                "The build of {} stops at braces behind a fence that are no attributes.",
                syntax::engine_name(walk.around.to)
            ),
            code: "code-option",
        });
    }
    // Each fence has one place.
    apply(&text, &edits).unwrap_or(text)
}

/// What stands behind each opening fence.
fn infos(markup: &Markup) -> Vec<Span> {
    let info = |kind: CodeKind| match kind {
        CodeKind::Fenced { info, .. } => Some(info),
        _ => None,
    };
    markup.code.iter().filter_map(|code| info(code.kind)).collect()
}

/// What stands behind a language without braces, which Hugo passes over: others would take it for a title or a part of the
/// language.
fn passed_over(span: Span, text: &str, language: &str) -> Option<Change> {
    let written = span.text(text);
    let answer = Answer::changed(Output::literal(language), language)
        .with_note("code-words", "Hugo passes over what stands behind the language.");
    (written != language && !language.is_empty()).then(|| Change::of(span, text, answer))
}

/// A line of text above a block of code.
fn above_fence(text: &str, code: Span, caption: &str, written: &str) -> Change {
    let line = line_start(text, code.start);
    let fence = text[line..].find(['`', '~']).map_or(code.start, |at| line + at);
    let indent = continued(&text[line..fence]);
    let out = Output::literal(format!("{caption}\n{}\n{indent}", indent.trim_end()));
    let answer = Answer::changed(out, caption);
    Change { span: Span::at(fence), kind: Kind::Markup, name: written.to_owned(), answer }
}

/// Where the line of a block of code begins. Before a fence stand only marks and blanks, so that this is near.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// What ends a block of code for Hexo, which wants the same fence again with nothing behind it: without, the block goes
/// on to the next fence in the post.
fn closing(text: &str, code: Span, closed: bool) -> Option<Change> {
    let line = line_start(text, code.start);
    let start = line + text[line..].find(['`', '~'])?;
    let mark = text[start..].chars().next()?;
    let run = |text: &str| text.len() - text.trim_start_matches(mark).len();
    let fence = &text[start..start + run(&text[start..])];
    let last = text[..code.end].trim_end();
    let indent = continued(&text[line..start]);
    let (span, out) = if closed {
        let from = last.len() - last.bytes().rev().take_while(|byte| *byte == mark as u8).count();
        let rest = &text[from..];
        let end = from + rest.find('\n').unwrap_or(rest.len());
        let span = Span::new(from, from + text[from..end].trim_end_matches('\r').len());
        (span, fence.to_owned())
    } else {
        (Span::at(last.len()), format!("\n{indent}{fence}"))
    };
    if span.text(text) == out || last.len() <= start {
        return None;
    }
    let answer = Answer::changed(Output::literal(out), "a fence that Hexo sees");
    Some(Change { span, kind: Kind::Markup, name: fence.to_owned(), answer })
}
