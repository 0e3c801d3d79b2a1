//! Tokens of a date text as V8 cuts them (`src/date/dateparser-inl.h`).

/// What a word in a date means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A month, 1 to 12.
    Month(i32),
    /// `am` is 0, `pm` is 12.
    HalfDay(i32),
    /// Hours east of Greenwich.
    Zone(i32),
    /// `T` between date and time.
    Separator,
    /// Anything else.
    Garbage,
}

/// One token; lengths are in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    Number { value: i32, length: usize },
    Symbol(char),
    Word { word: Word, length: usize },
    Blank,
    Unknown,
    End,
}

impl Token {
    /// The value of a number with exactly so many digits.
    pub fn fixed(self, digits: usize) -> Option<i32> {
        match self {
            Self::Number { value, length } if length == digits => Some(value),
            _ => None,
        }
    }

    /// 1 for `+`, -1 for `-`.
    pub fn sign(self) -> Option<i32> {
        match self {
            Self::Symbol('+') => Some(1),
            Self::Symbol('-') => Some(-1),
            _ => None,
        }
    }

    pub fn is_number(self) -> bool {
        matches!(self, Self::Number { .. })
    }

    /// Whether it is `Z`.
    pub fn is_zulu(self) -> bool {
        matches!(self, Self::Word { word: Word::Zone(_), length: 1 })
    }
}

/// Longer words count only for months: `january` is `jan`, `gmtx` is nothing.
const WORDS: &[(&str, Word)] = &[
    ("jan", Word::Month(1)),
    ("feb", Word::Month(2)),
    ("mar", Word::Month(3)),
    ("apr", Word::Month(4)),
    ("may", Word::Month(5)),
    ("jun", Word::Month(6)),
    ("jul", Word::Month(7)),
    ("aug", Word::Month(8)),
    ("sep", Word::Month(9)),
    ("oct", Word::Month(10)),
    ("nov", Word::Month(11)),
    ("dec", Word::Month(12)),
    ("am", Word::HalfDay(0)),
    ("pm", Word::HalfDay(12)),
    ("ut", Word::Zone(0)),
    ("utc", Word::Zone(0)),
    ("z", Word::Zone(0)),
    ("gmt", Word::Zone(0)),
    ("cdt", Word::Zone(-5)),
    ("cst", Word::Zone(-6)),
    ("edt", Word::Zone(-4)),
    ("est", Word::Zone(-5)),
    ("mdt", Word::Zone(-6)),
    ("mst", Word::Zone(-7)),
    ("pdt", Word::Zone(-7)),
    ("pst", Word::Zone(-8)),
    ("t", Word::Separator),
];

/// Digits that count; further ones are read over.
const SIGNIFICANT_DIGITS: usize = 9;

/// Reads tokens with one ahead.
pub struct Scanner<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    next: Token,
}

/// White space and line ends of JavaScript.
fn is_space(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\x0B' | '\x0C' | '\r' | ' ' | '\u{A0}' | '\u{FEFF}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

impl<'t> Scanner<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut scanner = Self { rest: text.chars().peekable(), next: Token::End };
        scanner.next = scanner.scan();
        scanner
    }

    /// The token ahead.
    pub fn peek(&self) -> Token {
        self.next
    }

    /// Takes the token ahead.
    pub fn take(&mut self) -> Token {
        let next = self.scan();
        std::mem::replace(&mut self.next, next)
    }

    /// Takes the token ahead if it is this symbol.
    pub fn skip(&mut self, symbol: char) -> bool {
        let found = self.next == Token::Symbol(symbol);
        if found {
            self.take();
        }
        found
    }

    fn scan(&mut self) -> Token {
        let Some(&first) = self.rest.peek() else { return Token::End };
        match first {
            '0'..='9' => self.number(),
            ':' | '-' | '+' | '.' | ')' => {
                self.rest.next();
                Token::Symbol(first)
            }
            '(' => {
                self.parentheses();
                Token::Unknown
            }
            _ if is_space(first) => {
                self.rest.next();
                Token::Blank
            }
            _ if first >= 'A' => self.word(),
            _ => {
                self.rest.next();
                Token::Unknown
            }
        }
    }

    fn number(&mut self) -> Token {
        let (mut value, mut length, mut significant) = (0, 0, 0);
        while let Some(digit) = self.rest.peek().and_then(|digit| digit.to_digit(10)) {
            self.rest.next();
            length += 1;
            if significant > 0 || digit > 0 {
                if significant < SIGNIFICANT_DIGITS {
                    value = value * 10 + i32::try_from(digit).unwrap_or(0);
                }
                significant += 1;
            }
        }
        Token::Number { value, length }
    }

    fn word(&mut self) -> Token {
        let mut prefix = ['\0'; 3];
        let mut length = 0;
        while let Some(&character) = self.rest.peek().filter(|c| **c >= 'A' && !is_space(**c)) {
            self.rest.next();
            if let Some(slot) = prefix.get_mut(length) {
                // Setting the bit of lower case is all that V8 does, for any character.
                *slot = char::from_u32(character as u32 | 0x20).unwrap_or(character);
            }
            length += character.len_utf16();
        }
        let letter =
            |word: &str, at| word.as_bytes().get(at).map_or('\0', |byte| char::from(*byte));
        let matches = |word: &str| (0..3).all(|at| letter(word, at) == prefix[at]);
        let word = WORDS
            .iter()
            .find(|(name, word)| matches(name) && (length <= 3 || matches!(word, Word::Month(_))))
            .map_or(Word::Garbage, |(_, word)| *word);
        Token::Word { word, length }
    }

    fn parentheses(&mut self) {
        let mut depth = 0_usize;
        for character in self.rest.by_ref() {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }
}
