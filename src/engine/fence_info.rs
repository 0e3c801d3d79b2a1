//! Options of fenced code: the three grammars behind an opening fence, read into one shape and written again.

use super::Engine;
use super::hugo::fence_attributes;

/// What stands behind an opening fence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FenceInfo {
    /// The language; empty for none.
    pub language: String,
    /// What a reader sees above the code.
    pub title: String,
    /// A link beside the title, with its text.
    pub link: Option<(String, String)>,
    /// Whether lines have numbers; none where the site decides.
    pub numbered: Option<bool>,
    /// The number of the first line.
    pub first: Option<String>,
    /// Marked lines: numbers and ranges such as `4-7`.
    pub marked: Vec<String>,
    /// Hidden lines, which only Zola knows.
    pub hidden: Vec<String>,
    /// Other attributes as name and value.
    pub others: Vec<(String, String)>,
}

impl FenceInfo {
    /// Whether there is nothing but a language, which all engines write alike.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self { language: self.language.clone(), ..Self::default() }
    }

    /// Whether it is worth looking in a body for what the build of an engine stops at.
    #[must_use]
    pub fn may_be_refused(engine: Engine, body: &str) -> bool {
        engine == Engine::Hugo && fence_attributes::may_stand_in(body)
    }

    /// Whether the build of an engine stops at what stands behind a fence.
    #[must_use]
    pub fn is_refused(engine: Engine, info: &str) -> bool {
        match engine {
            Engine::Hugo => fence_attributes::bad(info).is_some(),
            Engine::Hexo | Engine::Zola => false,
        }
    }

    /// Reads what stands behind a fence of an engine. None where it is not of its grammar.
    #[must_use]
    pub fn read(engine: Engine, info: &str) -> Option<Self> {
        match engine {
            Engine::Hexo => Some(hexo(info)),
            Engine::Hugo => hugo(info),
            Engine::Zola => Some(zola(info)),
        }
    }

    /// Writes it for an engine, with the names of what that cannot say.
    #[must_use]
    pub fn write(&self, engine: Engine) -> (String, Vec<String>) {
        match engine {
            Engine::Hexo => self.for_hexo(),
            Engine::Hugo => self.for_hugo(),
            Engine::Zola => self.for_zola(),
        }
    }

    /// The engine in whose grammar alone this is said, with what it says there. None where it may be that of several, or
    /// of none: `js {1,3}` comes from documentation tools, and Hugo has a word for it.
    #[must_use]
    pub fn foreign(info: &str) -> Option<(Engine, Self)> {
        const ZOLA: [&str; 6] =
            ["linenos", "linenostart", "hl_lines", "hide_lines", "name", "copy"];
        if let Some(open) = info.find('{') {
            let inside = info[open + 1..].strip_suffix('}')?;
            let is_lines = |c: char| c.is_ascii_digit() || matches!(c, ',' | '-' | ' ');
            if !inside.is_empty() && inside.chars().all(is_lines) {
                let language = info[..open].trim().to_owned();
                return Some((
                    Engine::Hugo,
                    Self { language, marked: ranges(inside), ..Self::default() },
                ));
            }
            return hugo(info)
                .filter(|read| inside.contains('=') && !read.is_plain())
                .map(|read| (Engine::Hugo, read));
        }
        let names_zola = |part: &str| ZOLA.contains(&part.split('=').next().unwrap_or(part).trim());
        if info.split(',').skip(1).any(names_zola) {
            return Some((Engine::Zola, zola(info)));
        }
        let says_hexo =
            |word: &str| word.split_once(':').is_some_and(|(name, _)| HEXO_OPTIONS.contains(&name));
        info.split_whitespace().skip(1).any(says_hexo).then(|| (Engine::Hexo, hexo(info)))
    }

    fn for_hexo(&self) -> (String, Vec<String>) {
        let mut words = vec![self.language.clone()];
        let needs_language = !self.title.is_empty() && self.language.is_empty();
        if needs_language {
            words[0] = "plaintext".to_owned();
        }
        words.extend((!self.title.is_empty()).then(|| self.title.clone()));
        for part in self.link.iter().flat_map(|(url, text)| [url, text]) {
            words.extend((!part.is_empty()).then(|| part.clone()));
        }
        words.extend(self.numbered.map(|numbered| format!("line_number:{numbered}")));
        words.extend(self.first.as_ref().map(|first| format!("first_line:{first}")));
        words.extend((!self.marked.is_empty()).then(|| format!("mark:{}", self.marked.join(","))));
        let known = ["wrap", "language_attr", "highlight", "line_threshold"];
        let mut lost = self.lost_hidden();
        for (name, value) in &self.others {
            match known.contains(&name.as_str()) {
                true => words.push(format!("{name}:{value}")),
                false => lost.push(name.clone()),
            }
        }
        (words.join(" ").trim().to_owned(), lost)
    }

    fn for_hugo(&self) -> (String, Vec<String>) {
        let mut attributes = Vec::new();
        let mut lost = self.lost_hidden();
        attributes.extend(self.numbered.map(|numbered| format!("linenos={numbered}")));
        attributes.extend(self.first.as_ref().map(|first| format!("linenostart={first}")));
        if !self.marked.is_empty() {
            let item = |range: &String| match range.contains('-') {
                true => format!("\"{range}\""),
                false => range.clone(),
            };
            let items: Vec<String> = self.marked.iter().map(item).collect();
            attributes.push(format!("hl_lines=[{}]", items.join(",")));
        }
        let is_sayable = |text: &str| !text.contains(['"', '\\', '`', '{', '}', '\n']);
        if !self.title.is_empty() && is_sayable(&self.title) {
            attributes.push(format!("title=\"{}\"", self.title));
        }
        lost.extend(self.link.as_ref().map(|_| "link".to_owned()));
        for (name, value) in &self.others {
            let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
            match is_name && is_sayable(value) {
                true if name == "class" && !value.contains(' ') => {
                    attributes.push(format!(".{value}"));
                }
                true if name == "id" => attributes.push(format!("#{value}")),
                true => attributes.push(format!("{name}=\"{value}\"")),
                false => lost.push(name.clone()),
            }
        }
        let language = self.language.replace(['{', '}'], "");
        // Attributes without a language before them are taken for one.
        let language =
            if language.is_empty() && !attributes.is_empty() { "text" } else { &language };
        match attributes.is_empty() {
            true => (language.to_owned(), lost),
            false => (format!("{language} {{{}}}", attributes.join(" ")), lost),
        }
    }

    fn for_zola(&self) -> (String, Vec<String>) {
        let mut words = vec![self.language.replace(',', "")];
        let mut lost = Vec::new();
        // To Zola `linenos=false` still numbers lines.
        words.extend(self.numbered.filter(|numbered| *numbered).map(|_| "linenos".to_owned()));
        words.extend(self.first.as_ref().map(|first| format!("linenostart={first}")));
        words.extend(
            (!self.marked.is_empty()).then(|| format!("hl_lines={}", self.marked.join(" "))),
        );
        words.extend(
            (!self.hidden.is_empty()).then(|| format!("hide_lines={}", self.hidden.join(" "))),
        );
        let is_sayable = |text: &str| !text.contains([',', '=', '"', '\n']);
        match is_sayable(&self.title) {
            true => words.extend((!self.title.is_empty()).then(|| format!("name={}", self.title))),
            false => lost.push("title".to_owned()),
        }
        lost.extend(self.link.as_ref().map(|_| "link".to_owned()));
        // Other options become attributes of the code (giallo, `markdown_fence.rs`).
        for (name, value) in &self.others {
            let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
            match is_name && !value.is_empty() && is_sayable(value) {
                true => words.push(format!("{name}={value}")),
                false => lost.push(name.clone()),
            }
        }
        (words.join(","), lost)
    }

    fn lost_hidden(&self) -> Vec<String> {
        if self.hidden.is_empty() { Vec::new() } else { vec!["hide_lines".to_owned()] }
    }
}

/// Numbers and ranges of lines, however they are divided.
fn ranges(text: &str) -> Vec<String> {
    let parts = text.split([' ', ',', '"', '\'', '[', ']']).filter(|part| !part.is_empty());
    let is_range = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    parts.filter(is_range).map(str::to_owned).collect()
}

/// Names of Hexo's options (`lib/plugins/filter/before_post_render/backtick_code_block.ts`).
const HEXO_OPTIONS: [&str; 7] =
    ["line_number", "line_threshold", "first_line", "wrap", "mark", "language_attr", "highlight"];

/// `lang title url text`, with `key:value` options anywhere behind a blank (`backtick_code_block.ts`).
fn hexo(info: &str) -> FenceInfo {
    let mut read = FenceInfo::default();
    let mut words: Vec<&str> = Vec::new();
    for (at, word) in info.split_whitespace().enumerate() {
        let option = word.split_once(':').filter(|(name, _)| at > 0 && HEXO_OPTIONS.contains(name));
        match option {
            Some(("line_number", value)) => read.numbered = Some(value != "false"),
            Some(("first_line", value)) => read.first = Some(value.to_owned()),
            Some(("mark", value)) => read.marked = ranges(value),
            Some((name, value)) => read.others.push((name.to_owned(), value.to_owned())),
            None => words.push(word),
        }
    }
    let is_url = |word: &&&str| {
        word.starts_with("http://") || word.starts_with("https://") || word.starts_with('/')
    };
    let mut words = words.into_iter();
    read.language = words.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = words.collect();
    match rest.iter().skip(1).position(|word| is_url(&word)).map(|at| at + 1) {
        Some(at) => {
            read.title = rest[..at].join(" ");
            read.link = Some((rest[at].to_owned(), rest[at + 1..].join(" ")));
        }
        None => read.title = rest.join(" "),
    }
    read
}

/// `lang {linenos=table hl_lines=[1,"2-3"] .class #id}`; what stands behind the language without braces counts for
/// nothing.
fn hugo(info: &str) -> Option<FenceInfo> {
    let (language, attributes) = match info.find('{') {
        Some(at) => (&info[..at], info[at + 1..].rsplit_once('}')?.0),
        None => (info, ""),
    };
    let language = language.split_whitespace().next().unwrap_or_default();
    let mut read = FenceInfo { language: language.to_owned(), ..FenceInfo::default() };
    let mut rest = attributes.trim_matches([' ', ',']);
    while !rest.is_empty() {
        let end = rest.find([' ', ',', '=']).unwrap_or(rest.len());
        let name = &rest[..end];
        let Some(behind) = rest[end..].strip_prefix('=') else {
            match name.split_at_checked(1) {
                Some((".", class)) => read.others.push(("class".to_owned(), class.to_owned())),
                Some(("#", id)) => read.others.push(("id".to_owned(), id.to_owned())),
                _ => return None,
            }
            rest = rest[end..].trim_start_matches([' ', ',']);
            continue;
        };
        let (value, behind) = value(behind)?;
        match name.to_ascii_lowercase().as_str() {
            "linenos" => read.numbered = Some(value != "false"),
            "linenostart" => read.first = Some(value.to_owned()),
            "hl_lines" => read.marked = ranges(value),
            "title" | "name" => read.title = value.to_owned(),
            _ => read.others.push((name.to_owned(), value.to_owned())),
        }
        rest = behind.trim_start_matches([' ', ',']);
    }
    Some(read)
}

/// A value without its quotes, and what follows it.
fn value(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    match first {
        '"' | '\'' => {
            let end = text[1..].find(first)? + 1;
            Some((&text[1..end], &text[end + 1..]))
        }
        '[' => {
            let end = text.find(']')? + 1;
            Some((&text[..end], &text[end..]))
        }
        _ => {
            let end = text.find([' ', ',']).unwrap_or(text.len());
            Some((&text[..end], &text[end..]))
        }
    }
}

/// `lang,linenos,hl_lines=1 3-5,name=x` (giallo `markdown_fence.rs`).
fn zola(info: &str) -> FenceInfo {
    let mut read = FenceInfo::default();
    for (at, part) in info.split(',').map(str::trim).enumerate() {
        match part.split_once('=') {
            None if part == "linenos" => read.numbered = Some(true),
            None if at == 0 || read.language.is_empty() => read.language = part.to_owned(),
            None => read.others.push((part.to_owned(), String::new())),
            Some(("linenos", _)) => read.numbered = Some(true),
            Some(("linenostart", value)) => read.first = Some(value.to_owned()),
            Some(("hl_lines", value)) => read.marked = ranges(value),
            Some(("hide_lines", value)) => read.hidden = ranges(value),
            Some(("name", value)) => read.title = value.to_owned(),
            Some((name, value)) => read.others.push((name.to_owned(), value.to_owned())),
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: Engine, info: &str, to: Engine, expected: &str) {
        let written = FenceInfo::read(from, info).unwrap().write(to).0;
        assert_eq!(written, expected, "{info}");
    }

    #[test]
    fn options_are_said_in_each_grammar() {
        let hugo = "go {linenos=true linenostart=5 hl_lines=[1,\"3-5\"]}";
        let zola = "go,linenos,linenostart=5,hl_lines=1 3-5";
        let hexo = "go line_number:true first_line:5 mark:1,3-5";
        for (from, info) in [(Engine::Hugo, hugo), (Engine::Zola, zola), (Engine::Hexo, hexo)] {
            check(from, info, Engine::Hugo, hugo);
            check(from, info, Engine::Zola, zola);
            check(from, info, Engine::Hexo, hexo);
        }
        check(
            Engine::Hugo,
            "go {linenos=table,hl_lines=[\"2-3\"]}",
            Engine::Zola,
            "go,linenos,hl_lines=2-3",
        );
        check(Engine::Hugo, "go {linenos=false .wide}", Engine::Hexo, "go line_number:false");
    }

    #[test]
    fn titles_and_links_of_hexo() {
        check(Engine::Hexo, "js a b.js", Engine::Zola, "js,name=a b.js");
        check(Engine::Hexo, "js a.js https://a.example/ here", Engine::Hugo, "js {title=\"a.js\"}");
        check(Engine::Zola, "js,name=a.js", Engine::Hexo, "js a.js");
        let read = FenceInfo::read(Engine::Hexo, "js a.js https://a.example/ here").unwrap();
        assert_eq!(read.link, Some(("https://a.example/".to_owned(), "here".to_owned())));
    }

    #[test]
    fn what_is_no_option_is_told() {
        assert_eq!(FenceInfo::read(Engine::Hugo, "js {1,3}"), None);
        assert!(FenceInfo::read(Engine::Hexo, "js").unwrap().is_plain());
        let (written, lost) =
            FenceInfo::read(Engine::Zola, "rs,hide_lines=1,ignore").unwrap().write(Engine::Hexo);
        assert_eq!((&*written, lost), ("rs", vec!["hide_lines".to_owned(), "ignore".to_owned()]));
    }
}
