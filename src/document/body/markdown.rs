//! Markdown structure, through `pulldown-cmark`.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd,
};

use super::{
    Code, CodeKind, Definition, Flow, Heading, Link, LinkForm, LinkKind, Markup, destination, html,
};
use crate::text::Span;

/// What all three engines read, as far as places depend on it (engines' own notes: Zola section 10,
/// Hugo section 6.4, Hexo section 6.5).
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// Reads the Markdown of the body.
pub fn read(text: &str, body: Span, markup: &mut Markup) {
    let mut events = Parser::new_ext(body.text(text), OPTIONS).into_offset_iter();
    markup.definitions = definitions(text, body, &events);
    let mut walker = Walker {
        text,
        body,
        markup,
        html: html::Reader::default(),
        html_run: None,
        open: Vec::new(),
        inner_end: 0,
    };
    while let Some((event, range)) = events.next() {
        walker.take(event, Span::from(range).shifted(body.start), &events);
    }
}

/// All reference definitions in order of place.
fn definitions(text: &str, body: Span, events: &OffsetIter<'_>) -> Vec<Definition> {
    let mut list: Vec<_> = events
        .reference_definitions()
        .iter()
        .map(|(_, defined)| definition(text, Span::from(defined.span.clone()).shifted(body.start)))
        .collect();
    list.sort_unstable_by_key(|definition| definition.span);
    list
}

fn definition(text: &str, span: Span) -> Definition {
    let span = without_newline(text, span);
    let label = Span::new(span.start + 1, label_end(text, span));
    let target = destination::read(text, (label.end + 2).min(span.end), span.end);
    Definition {
        span,
        label,
        destination: target.destination,
        bracketed: target.bracketed,
        title: target.title,
    }
}

/// Where the `]` stands that ends the label of a definition.
fn label_end(text: &str, definition: Span) -> usize {
    let bytes = &text.as_bytes()[..definition.end];
    let mut at = definition.start + 1;
    while at < bytes.len() && bytes[at] != b']' {
        at += 1 + usize::from(bytes[at] == b'\\');
    }
    at.min(definition.end)
}

/// A link or heading whose end is still to come: its place in its list.
#[derive(Clone, Copy, Debug)]
struct Open(usize);

struct Walker<'t, 'm> {
    text: &'t str,
    body: Span,
    markup: &'m mut Markup,
    html: html::Reader,
    /// Lines of an HTML block that are not read yet.
    html_run: Option<Span>,
    open: Vec<Open>,
    /// End of what was read last inside the innermost open element.
    inner_end: usize,
}

impl<'t> Walker<'t, '_> {
    fn take(&mut self, event: Event<'t>, span: Span, events: &OffsetIter<'t>) {
        match event {
            Event::Start(tag) => {
                self.start(tag, span, events);
                self.inner_end = span.start;
                return;
            }
            Event::End(tag) => {
                self.inner_end = self.end(tag).unwrap_or(span.end);
                return;
            }
            Event::Html(_) => self.html_line(span),
            Event::InlineHtml(_) => self.html.read(self.text, span, Flow::Inline, self.markup),
            Event::Code(_) => self.inline_code(span),
            _ => {}
        }
        self.inner_end = span.end;
    }

    fn start(&mut self, tag: Tag<'t>, span: Span, events: &OffsetIter<'t>) {
        match tag {
            Tag::Link { link_type, id, .. } => {
                self.open_link(LinkKind::Link, link_type, &id, span, events);
            }
            Tag::Image { link_type, id, .. } => {
                self.open_link(LinkKind::Image, link_type, &id, span, events);
            }
            Tag::Heading { level, id, .. } => {
                let span = without_newline(self.text, span);
                let id = id.and_then(|id| self.place(&id));
                self.open.push(Open(self.markup.headings.len()));
                self.markup.headings.push(Heading { span, text: span, level: level as u8, id });
            }
            Tag::CodeBlock(kind) => {
                let code = code_block(self.text, without_newline(self.text, span), &kind);
                self.markup.code.push(code);
            }
            Tag::HtmlBlock => self.markup.html_blocks.push(without_newline(self.text, span)),
            _ => {}
        }
    }

    /// Finishes an element; where it ends, if that is elsewhere than the parser says.
    fn end(&mut self, tag: TagEnd) -> Option<usize> {
        match tag {
            TagEnd::Link | TagEnd::Image => return self.close_link(),
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::HtmlBlock => self.flush_html(),
            _ => {}
        }
        None
    }

    fn open_link(
        &mut self,
        kind: LinkKind,
        link_type: LinkType,
        label: &CowStr<'t>,
        span: Span,
        events: &OffsetIter<'t>,
    ) {
        let form = match link_type {
            LinkType::Autolink | LinkType::Email => LinkForm::Autolink,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                let defined = events.reference_definitions().get(label);
                let start = defined.map_or(0, |defined| defined.span.start + self.body.start);
                let before = |definition: &Definition| definition.span.start < start;
                LinkForm::Reference(self.markup.definitions.partition_point(before))
            }
            _ => LinkForm::Inline,
        };
        // The parser leaves the empty brackets out.
        let has_empty = link_type == LinkType::Collapsed && self.text[span.end..].starts_with("[]");
        let span = Span::new(span.start, span.end + if has_empty { 2 } else { 0 });
        let link = Link { span, kind, form, text: span, destination: span, title: None };
        self.open.push(Open(self.markup.links.len()));
        self.markup.links.push(link);
    }

    fn close_link(&mut self) -> Option<usize> {
        let Open(index) = self.open.pop()?;
        let link = &mut self.markup.links[index];
        let span = link.span;
        if link.form == LinkForm::Autolink {
            link.text = Span::new(span.start + 1, (span.end - 1).max(span.start + 1));
            link.destination = link.text;
            return Some(span.end);
        }
        let mark = if link.kind == LinkKind::Image { 2 } else { 1 };
        let text_start = span.start + mark;
        let from = self.inner_end.max(text_start);
        let close = memchr::memchr(b']', &self.text.as_bytes()[from..span.end]);
        link.text = Span::new(text_start, close.map_or(from, |found| from + found));
        if let LinkForm::Reference(definition) = link.form {
            if let Some(definition) = self.markup.definitions.get(definition) {
                (link.destination, link.title) = (definition.destination, definition.title);
            }
            return Some(span.end);
        }
        let target = destination::read(self.text, (link.text.end + 2).min(span.end), span.end);
        (link.destination, link.title) = (target.destination, target.title);
        if target.bracketed {
            link.form = LinkForm::Bracketed;
        }
        Some(span.end)
    }

    fn close_heading(&mut self) {
        let Some(Open(index)) = self.open.pop() else { return };
        let heading = &mut self.markup.headings[index];
        let whole = heading.span.text(self.text);
        let unmarked = whole.trim_start_matches('#');
        // Text of a heading that is underlined may begin with `#`, but not with `# `.
        let is_marked = unmarked.is_empty() || unmarked.starts_with([' ', '\t', '\n', '\r']);
        let text = if is_marked { unmarked.trim_start_matches([' ', '\t']) } else { whole };
        let start = heading.span.end - text.len();
        heading.text = Span::new(start, self.inner_end.max(start).min(heading.span.end));
    }

    /// Lines that follow each other are read as one piece, since a tag may go over several. Only the
    /// marks of a quote around the block tear them apart.
    fn html_line(&mut self, span: Span) {
        match &mut self.html_run {
            Some(run) if !self.text[run.end..span.start].contains('>') => run.end = span.end,
            _ => {
                self.flush_html();
                self.html_run = Some(span);
            }
        }
    }

    fn flush_html(&mut self) {
        if let Some(run) = self.html_run.take() {
            self.html.read(self.text, run, Flow::Block, self.markup);
        }
    }

    fn inline_code(&mut self, span: Span) {
        let whole = span.text(self.text);
        let marks = whole.bytes().take_while(|&byte| byte == b'`').count().min(whole.len() / 2);
        let content = Span::new(span.start + marks, span.end - marks);
        self.markup.code.push(Code { span, content, kind: CodeKind::Inline });
    }

    /// Where a text that the parser took over unchanged stands.
    fn place(&self, part: &CowStr<'_>) -> Option<Span> {
        let CowStr::Borrowed(part) = part else { return None };
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let span = Span::new(start, start + part.len());
        (self.text.get(start..span.end) == Some(*part)).then_some(span)
    }
}

fn code_block(text: &str, span: Span, kind: &CodeBlockKind<'_>) -> Code {
    if kind.is_indented() {
        return Code { span, content: span, kind: CodeKind::Indented };
    }
    let whole = span.text(text);
    let first = whole.split(['\n', '\r']).next().unwrap_or_default();
    let info = first.trim_start_matches(['`', '~']);
    let marks = first.len() - info.len();
    let info = Span::of(info.trim(), text);
    let content_start = next_line(whole, first.len());
    let last = whole.rfind(['\n', '\r']).map_or(whole.len(), |newline| newline + 1);
    let closer = whole[last..].trim_matches([' ', '\t', '>']);
    let closed = last >= content_start
        && closer.len() >= marks
        && closer.bytes().all(|byte| byte == whole.as_bytes()[0]);
    let content_end = if closed { last } else { whole.len() };
    let content = Span::new(content_start, content_end.max(content_start)).shifted(span.start);
    Code { span, content, kind: CodeKind::Fenced { info, closed } }
}

/// Where the line after the one that ends at `end` begins.
fn next_line(text: &str, end: usize) -> usize {
    match &text.as_bytes()[end..] {
        [b'\r', b'\n', ..] => end + 2,
        [_, ..] => end + 1,
        [] => end,
    }
}

fn without_newline(text: &str, span: Span) -> Span {
    let kept = span.text(text).trim_end_matches(['\n', '\r']).len();
    Span::new(span.start, span.start + kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Markup {
        Markup::read(text, Span::new(0, text.len()))
    }

    /// Links as `whole|text|address|title`.
    #[track_caller]
    fn check_links(text: &str, expected: &[&str]) {
        let found: Vec<String> = read_all(text)
            .links
            .iter()
            .map(|link| {
                let parts = [link.span, link.text, link.destination].map(|span| span.text(text));
                format!("{}|{}", parts.join("|"), link.title.map_or("", |title| title.text(text)))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[track_caller]
    fn check_code(text: &str, content: &str, info_and_closed: Option<(&str, bool)>) {
        let markup = read_all(text);
        let [code] = markup.code[..] else { panic!("{text}: {:?}", markup.code) };
        let kind = match code.kind {
            CodeKind::Fenced { info, closed } => Some((info.text(text), closed)),
            _ => None,
        };
        assert_eq!((code.content.text(text), kind), (content, info_and_closed), "{text}");
    }

    #[track_caller]
    fn check_heading(text: &str, expected: (&str, u8, Option<&str>)) {
        let markup = read_all(text);
        let [heading] = markup.headings[..] else { panic!("{text}: {:?}", markup.headings) };
        let id = heading.id.map(|id| id.text(text));
        assert_eq!((heading.text.text(text), heading.level, id), expected, "{text}");
    }

    #[test]
    fn links_know_where_their_parts_stand() {
        check_links("a [b *c*](d \"e\") f", &["[b *c*](d \"e\")|b *c*|d|e"]);
        check_links(
            "![标题](图 .png)![]( <a b.png> )",
            &["![标题](图 .png)|标题|图 .png|", "![]( <a b.png> )||a b.png|"],
        );
        check_links(
            "[![a](b)](c) [](x) [y]()",
            &["[![a](b)](c)|![a](b)|c|", "![a](b)|a|b|", "[](x)||x|", "[y]()|y||"],
        );
        check_links(
            "<https://a.example/?b> <a@b.example>",
            &[
                "<https://a.example/?b>|https://a.example/?b|https://a.example/?b|",
                "<a@b.example>|a@b.example|a@b.example|",
            ],
        );
        check_links(
            "[a\\]&amp;`]`](b\\)&amp;c 'd')",
            &["[a\\]&amp;`]`](b\\)&amp;c 'd')|a\\]&amp;`]`|b\\)&amp;c|d"],
        );
        check_links("> [a\n> b](\n> c)", &["[a\n> b](\n> c)|a\n> b|c|"]);
    }

    #[test]
    fn references_have_the_address_of_their_definition() {
        check_links(
            "[a][x] ![Y][] [z]\n\n> [y]: <b c> 't'\n\n[X]: d\n[z]:\n  e\n",
            &["[a][x]|a|d|", "![Y][]|Y|b c|t", "[z]|z|e|"],
        );
        let text = "[a]: b\n[c]: d \"e\"\n[f\\]g]: h\n";
        let labels: Vec<_> = read_all(text)
            .definitions
            .iter()
            .map(|it| (it.span.text(text), it.label.text(text)))
            .collect();
        assert_eq!(labels, [("[a]: b", "a"), ("[c]: d \"e\"", "c"), ("[f\\]g]: h", "f\\]g")]);
    }

    #[test]
    fn code_knows_its_fences() {
        check_code("a `` b`c `` d", " b`c ", None);
        check_code("    a\n    b\n", "a\n    b", None);
        check_code("```rust,x\na\n```\n", "a\n", Some(("rust,x", true)));
        check_code("~~~~ a b\r\n~~~\r\n~~~~~  \r\nx", "~~~\r\n", Some(("a b", true)));
        check_code("```\na\n", "a", Some(("", false)));
        check_code("```", "", Some(("", false)));
        check_code("```\n```", "", Some(("", true)));
        check_code("> ```a\n> b\n> ```\n", "> b\n", Some(("a", true)));
        check_code("> ```a\n> b\n\nc\n", "> b", Some(("a", false)));
        check_code("- ```a\n  b\n  ```\n", "  b\n", Some(("a", true)));
    }

    #[test]
    fn headings_know_text_level_and_id() {
        check_heading("## A `b` ##\n", ("A `b`", 2, None));
        check_heading("# T {#x .y}\n", ("T", 1, Some("x")));
        check_heading("a\nb\n---\n", ("a\nb", 2, None));
        check_heading("#a\n==\n", ("#a", 1, None));
        check_heading("###", ("", 3, None));
        check_heading("- # [a](b)\n", ("[a](b)", 1, None));
    }

    #[test]
    fn html_is_read_in_blocks_and_between_text() {
        let text = "a <img src=b> `<i>`\n\n<div\nid=x>\n<!-- c -->\n</div>\n\n> <p\n> id=y>\n\n<!--more-->";
        let markup = read_all(text);
        let names: Vec<_> = markup.tags.iter().map(|tag| tag.name.text(text)).collect();
        assert_eq!(names, ["img", "div", "div"]);
        let comments: Vec<_> = markup
            .comments
            .iter()
            .map(|comment| (comment.inner.text(text), comment.flow))
            .collect();
        assert_eq!(comments, [(" c ", Flow::Block), ("more", Flow::Block)]);
        assert_eq!(markup.html_blocks.len(), 3);
    }

    #[test]
    fn spans_count_from_the_start_of_the_file() {
        let text = "---\n---\n# 标\n[a](b)";
        let markup = Markup::read(text, Span::new(8, text.len()));
        assert_eq!(markup.headings[0].text.text(text), "标");
        assert_eq!(markup.links[0].destination.text(text), "b");
    }

    /// The addresses that the parser itself gives, in order of place.
    fn parsed_addresses(text: &str) -> Vec<(usize, String)> {
        let mut found: Vec<(usize, String)> = Parser::new_ext(text, OPTIONS)
            .into_offset_iter()
            .filter_map(|(event, range)| match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    Some((range.start, dest_url.to_string()))
                }
                _ => None,
            })
            .collect();
        found.sort();
        found
    }

    #[track_caller]
    fn check_addresses(text: &str) {
        let mut written: Vec<(usize, String)> = read_all(text)
            .links
            .iter()
            .filter(|link| link.form != LinkForm::Loose)
            .map(|link| (link.span.start, link.destination.text(text).to_owned()))
            .collect();
        written.sort();
        let parsed = parsed_addresses(text);
        assert_eq!(written.len(), parsed.len(), "{text:?}");
        for ((_, written), (_, parsed)) in written.iter().zip(&parsed) {
            let is_escaped = written.contains(['\\', '&', '\0']);
            assert!(is_escaped || written == parsed, "{written:?} {parsed:?} {text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn places_of_addresses_are_where_the_parser_reads_them(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "[", "]", "(", ")", "![", "](", "](", "<", ">", "\n", "\n> ", "\n\n", " ", "a", "b.png", "`", "*",
                    "\\", "\"", "'", "[a]: ", "[a]", "[]", "> ", "- ", "| ", "|\n|-|\n", "<http://x/>", "标", "(b)", "&amp;",
                ]),
                0..30,
            ),
        ) {
            check_addresses(&parts.concat());
        }
    }
}
