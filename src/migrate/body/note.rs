//! Notes, folds, tabs and labels: quotes, `<details>` and plain Markdown, which show the same text everywhere.

use super::lines::outside_fences;
use super::output::Output;
use super::quote::quoted;
use super::syntax::{self, Dialect};
use super::walk::{Answer, Walk};
use crate::engine::{Tag, TagKind};

/// Words that choose the look of a note and are not its title.
const LOOKS: &[&str] = &[
    "default",
    "primary",
    "info",
    "success",
    "warning",
    "danger",
    "no-icon",
    "simple",
    "modern",
    "flat",
    "disabled",
    "blue",
    "pink",
    "red",
    "purple",
    "orange",
    "green",
    "gray",
    "cyan",
    "yellow",
    "light",
    "dark",
    "secondary",
    "quote",
    "error",
    "done",
    "radiation",
    "bug",
    "idea",
    "link",
    "paperclip",
    "todo",
    "message",
    "guide",
    "download",
    "up",
    "undo",
];

/// Theme notes: `{% note info Title %}…{% endnote %}`. With a title they fold.
pub fn note(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind != TagKind::Block {
        let answer = styled(walk, tag)?;
        return Some(Answer { out: walk.as_block(tag, &quoted(&answer.out)), ..answer });
    }
    let words = walk.words(tag);
    let is_look = |word: &&String| LOOKS.contains(&word.as_str()) || word.starts_with("fa");
    let title: Vec<&str> = words.iter().skip_while(is_look).map(String::as_str).collect();
    let inner = walk.inner(tag).trimmed();
    let dropped = !title.is_empty() || !words.is_empty();
    let out = match title.is_empty() {
        true => quoted(&inner),
        false => disclosure(walk, &title.join(" "), &inner, ""),
    };
    let answer = Answer::changed(walk.as_block(tag, &out), "a quote");
    Some(match dropped {
        true => answer
            .with_note("note-look", "What the theme shows of its kind, such as a colour, is gone."),
        false => answer,
    })
}

/// Boxes of themes for Hugo and Zola: `admonition`, `notice`, `alert`, with a kind and perhaps a title.
pub fn admonition(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let title = walk.argument(tag, "title", 1).filter(|title| !title.is_empty());
    let inner = match tag.kind {
        TagKind::Block => walk.inner(tag).trimmed(),
        _ => Output::literal(walk.argument(tag, "text", usize::MAX)?),
    };
    let out = match title {
        Some(title) => {
            Output::literal(format!("**{}**\n\n", syntax::markdown_text(&title))).then(&inner)
        }
        None => inner,
    };
    let answer = Answer::changed(walk.as_block(tag, &quoted(&out)), "a quote");
    Some(
        answer
            .with_note("note-look", "What the theme shows of its kind, such as a colour, is gone."),
    )
}

/// Theme folds: `{% hideToggle title %}…{% endhideToggle %}`, `{% fold class @title %}`.
pub fn fold(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag).join(" ");
    if tag.kind != TagKind::Block {
        // `{% hideInline content,display,bg,color %}`
        let mut parts = words.split(',');
        let content = syntax::html_text(parts.next()?.trim());
        let title = syntax::html_text(parts.next().unwrap_or("Click").trim());
        let out = Output::literal(format!("{title} {content}"));
        return Some(
            Answer::changed(out, "text")
                .with_note("always-shown", "What was hidden until a click is always shown."),
        );
    }
    let title = words.split_once('@').map_or(&*words, |(_, title)| title);
    let title = match (tag.name.text(walk.text), title.split_once(',')) {
        // `{% folding look, title %}`
        ("folding", Some((_, title))) => title.trim(),
        (_, Some((title, _))) => title.trim(),
        (_, None) => title.trim(),
    };
    let inner = walk.inner(tag).trimmed();
    let out = disclosure(walk, if title.is_empty() { "Click" } else { title }, &inner, "");
    Some(Answer::changed(walk.as_block(tag, &out), "details"))
}

/// Hugo's `details`.
pub fn details(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let summary = walk.argument(tag, "summary", usize::MAX);
    let summary =
        summary.or_else(|| walk.argument(tag, "", 0)).unwrap_or_else(|| "Details".to_owned());
    let open = walk.argument(tag, "open", usize::MAX).is_some_and(|open| open == "true");
    let inner = walk.inner(tag).trimmed();
    let attributes = if open { " open" } else { "" };
    let out = disclosure(walk, &summary, &inner, attributes);
    Some(Answer::changed(walk.as_block(tag, &out), "details"))
}

/// A part that opens at a click: Hugo's own shortcode, elsewhere HTML.
fn disclosure(walk: &Walk<'_>, summary: &str, inner: &Output, attributes: &str) -> Output {
    if Dialect::of(walk.around.to) == Dialect::Hugo
        && let Some(summary) = syntax::go_string(summary)
    {
        return Output::run(format!("{{{{< details summary={summary} >}}}}"))
            .then_text("\n")
            .then(inner)
            .then_text("\n")
            .then(&Output::run("{{< /details >}}"));
    }
    let summary = syntax::html_text(summary);
    Output::literal(format!("<details{attributes}><summary>{summary}</summary>\n\n"))
        .then(inner)
        .then_text("\n\n</details>")
}

/// `{% tabs name, n %}<!-- tab caption@icon -->…<!-- endtab -->{% endtabs %}`: one part below the other.
pub fn tabs(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind != TagKind::Block {
        return None;
    }
    let inner = walk.inner(tag).trimmed();
    let mut out = Output::default();
    let mut at = 0;
    let text = inner.text.clone();
    let mut number = 0;
    // What stands in code is an example.
    let marks = outside_fences(&text)
        .flat_map(|(at, line)| line.match_indices("<!--").map(move |(inside, _)| at + inside));
    for start in marks {
        let Some(end) = text[start..].find("-->").map(|length| start + length + 3) else { break };
        let mark = text[start + 4..end - 3].trim();
        let caption =
            mark.strip_prefix("tab").filter(|rest| rest.is_empty() || rest.starts_with(' '));
        if caption.is_none() && mark != "endtab" || start < at {
            continue;
        }
        out.append(&inner.part((at..start).into()).trimmed());
        at = end;
        if let Some(caption) = caption {
            number += 1;
            let caption = caption.split('@').next().unwrap_or_default().trim();
            let caption = match caption.is_empty() {
                true => format!(
                    "{} {number}",
                    walk.words(tag).join(" ").split(',').next().unwrap_or_default().trim()
                ),
                false => caption.to_owned(),
            };
            if !out.text.is_empty() {
                out.push("\n\n");
            }
            out.push(&bold(caption.trim()));
            out.push("\n\n");
        }
    }
    out.append(&inner.part((at..inner.text.len()).into()).trimmed());
    Some(
        Answer::changed(walk.as_block(tag, &out), "one part below the other").with_note(
            "tabs-unfolded",
            "Tabs are shown one below the other, each under its caption.",
        ),
    )
}

/// A caption in bold; one that held a tag is Markdown already.
fn bold(caption: &str) -> String {
    let is_markdown = caption.contains("**");
    if is_markdown { caption.to_owned() } else { format!("**{}**", syntax::markdown_text(caption)) }
}

/// Theme tags that only give a text a look: `{% span red, text %}`, `{% kbd text %}`.
pub fn styled(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind == TagKind::Block {
        return None;
    }
    let all = walk.words(tag).join(" ");
    let text = all.split_once(',').map_or(&*all, |(_, text)| text).trim();
    if text.is_empty() {
        return None;
    }
    let out = match tag.name.text(walk.text) {
        "kbd" => syntax::code_span(text),
        "del" => format!("~~{}~~", syntax::markdown_text(text)),
        "emp" => format!("*{}*", syntax::markdown_text(text)),
        _ => given(walk, tag, text),
    };
    let answer = Answer::changed(Output::literal(out), "text");
    Some(answer.with_note("text-look", "What the theme made of its look is gone."))
}

/// A text that a theme prints as it is given, HTML in it too.
fn given(walk: &Walk<'_>, tag: &Tag, text: &str) -> String {
    let is_html = text.contains('<') || walk.is_verbatim(tag.span.start);
    if is_html { text.to_owned() } else { syntax::markdown_text(text) }
}

/// Theme boxes to tick: `{% checkbox green checked, text %}`
pub fn checkbox(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind == TagKind::Block {
        return None;
    }
    let all = walk.words(tag).join(" ");
    let (look, text) = all.split_once(',').unwrap_or(("", &all));
    let mark = if look.contains("checked") { "☑" } else { "☐" };
    let out = format!("{mark} {}", given(walk, tag, text.trim()));
    let answer = Answer::changed(Output::literal(out), "text");
    Some(answer.with_note("text-look", "What the theme made of its look is gone."))
}

/// `{% label class@text %}`, `{% label text class %}`
pub fn label(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let all = words.join(" ");
    let text = match all.split_once('@') {
        Some((_, text)) => text.to_owned(),
        None => words.first()?.clone(),
    };
    let text = format!("**{}**", syntax::markdown_text(text.trim()));
    Some(
        Answer::changed(Output::literal(text), "bold text")
            .with_note("label-look", "The colour that the theme gave it is gone."),
    )
}
