//! The fenced blocks of a Markdown page, with the words of their info strings.

use std::borrow::Cow;

/// A fenced block of a page.
#[derive(Debug)]
pub struct Block<'p> {
    /// The last heading above it.
    pub heading: &'p str,
    /// The page's line, from 1, on which it opens.
    pub line: usize,
    info: &'p str,
    lines: &'p str,
}

impl<'p> Block<'p> {
    /// Whether its info string begins with these two words.
    pub fn is(&self, language: &str, word: &str) -> bool {
        let mut words = self.words();
        words.next() == Some(language) && words.next() == Some(word)
    }

    /// The words of its info string.
    pub fn words(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        self.info.split_whitespace()
    }

    /// The values of all words `name=value`.
    pub fn values<'n>(&self, name: &'n str) -> impl Iterator<Item = &'p str> + use<'p, 'n> {
        self.words().filter_map(move |word| word.strip_prefix(name)?.strip_prefix('='))
    }

    /// The value of the first word `name=value`.
    pub fn value(&self, name: &str) -> Option<&'p str> {
        self.values(name).next()
    }

    /// What stands in it, escapes undone where the info string says `escaped`.
    pub fn text(&self) -> String {
        let escaped = self.words().any(|word| word == "escaped");
        if escaped { unescape(self.lines).into_owned() } else { self.lines.to_owned() }
    }

    /// The file that it stands for: in UTF-8, or one byte a character where the info string says `latin1`.
    pub fn bytes(&self) -> Vec<u8> {
        let text = self.text();
        if self.words().any(|word| word == "latin1") {
            text.chars().map(|c| u8::try_from(c).expect("a page writes Latin-1")).collect()
        } else {
            text.into_bytes()
        }
    }
}

/// All fenced blocks of a page.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut heading = "";
    let mut open: Option<(&str, Block<'_>, usize)> = None;
    let mut offset = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += line.len();
        let bare = line.trim_end();
        let fence = &bare[..bare.len() - bare.trim_start_matches('`').len()];
        match open.take() {
            Some((mark, mut block, from)) => {
                if fence.len() >= mark.len() && bare == fence {
                    block.lines = &page[from..start];
                    blocks.push(block);
                } else {
                    open = Some((mark, block, from));
                }
            }
            None if fence.len() >= 3 => {
                let block = Block {
                    heading,
                    line: number + 1,
                    info: bare[fence.len()..].trim(),
                    lines: "",
                };
                open = Some((fence, block, offset));
            }
            None if bare.starts_with('#') => heading = bare,
            None => {}
        }
    }
    blocks
}

fn unescape(text: &str) -> Cow<'_, str> {
    let mut result = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        result.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let (character, length) = match escape.chars().next() {
            Some('t') => ('\t', 1),
            Some('r') => ('\r', 1),
            Some('n') => ('\n', 1),
            Some('u') => {
                let end = escape.find('}').expect("a page closes its \\u{…}");
                let code =
                    u32::from_str_radix(&escape[2..end], 16).expect("a page writes hex digits");
                (char::from_u32(code).expect("a page names a character"), end + 1)
            }
            _ => ('\\', usize::from(escape.starts_with('\\'))),
        };
        result.push(character);
        rest = &escape[length..];
    }
    result.push_str(rest);
    result.into()
}

#[test]
fn blocks_know_their_words_and_heading() {
    let page = "# rule\n\n````md fail hexo at=1:1-1:2\n```\nx\n```\n````\n## Options\n```md pass escaped\na\\tb\\u{feff}\n```\n";
    let blocks = blocks(page);
    assert_eq!(blocks.len(), 2);
    assert!(blocks[0].is("md", "fail") && blocks[0].line == 3);
    assert_eq!(
        (blocks[0].value("at"), blocks[0].text().as_str()),
        (Some("1:1-1:2"), "```\nx\n```\n")
    );
    assert_eq!((blocks[1].heading, blocks[1].text().as_str()), ("## Options", "a\tb\u{feff}\n"));
}
