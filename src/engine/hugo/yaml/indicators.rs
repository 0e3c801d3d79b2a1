//! What the characters that YAML gives a meaning do (`scanner/scanner.go`, `scanFlowMapStart` and the others).

use super::multi_line::MultiLine;
use super::scan::{Indent, Scanner};
use super::token::{Kind, Refusal};

impl Scanner {
    pub fn indicator(&mut self, kind: Kind) -> bool {
        self.end_scalar();
        self.push(kind, "");
        self.advance(1);
        self.clear();
        true
    }

    pub fn scan_flow_start(&mut self, c: char) -> bool {
        if self.in_scalar() && !self.in_flow() {
            return false;
        }
        if c == '{' {
            self.indicator(Kind::MappingStart);
            self.flow_maps += 1;
        } else {
            self.indicator(Kind::SequenceStart);
            self.flow_sequences += 1;
        }
        true
    }

    pub fn flow_end(&mut self, kind: Kind) -> bool {
        self.indicator(kind);
        match kind {
            Kind::MappingEnd => self.flow_maps -= 1,
            _ => self.flow_sequences -= 1,
        }
        true
    }

    fn repeats(&self, c: char) -> usize {
        self.source[self.at..].iter().take(4).take_while(|other| **other == c).count()
    }

    pub fn scan_document_end(&mut self) -> bool {
        if self.indent_spaces != 0 || self.column != 1 || self.repeats('.') != 3 {
            return false;
        }
        self.end_scalar();
        self.push(Kind::DocumentEnd, "...");
        self.advance(3);
        self.clear();
        true
    }

    pub fn scan_document_start(&mut self) -> bool {
        let behind = self.source.get(self.at + 3).copied().unwrap_or(' ');
        if self.indent_spaces != 0
            || self.column != 1
            || self.repeats('-') != 3
            || !matches!(behind, ' ' | '\t' | '\n' | '\r')
        {
            return false;
        }
        self.end_scalar();
        self.push(Kind::DocumentHeader, "---");
        self.advance(3);
        self.clear();
        self.delimiter_column = 0;
        self.indent_spaces = 0;
        true
    }

    pub fn scan_merge_key(&mut self) -> bool {
        if self.repeats('<') != 2 || !self.colon_follows() {
            return false;
        }
        self.delimiter_column = self.column;
        self.push(Kind::MergeKey, "<<");
        self.advance(2);
        self.clear();
        true
    }

    fn colon_follows(&self) -> bool {
        let mut rest = self.source[self.at + 2..].iter().skip_while(|c| **c == ' ').peekable();
        while let Some(':') = rest.next() {
            match rest.peek() {
                Some(' ' | '\n' | '\r') => return true,
                Some(':') => {}
                _ => return false,
            }
        }
        false
    }

    pub fn scan_dash(&mut self) -> Result<bool, Refusal> {
        if self.scan_document_start() {
            return Ok(true);
        }
        if self.in_scalar() {
            if self.indent != Indent::Up {
                return Ok(false);
            }
            self.multi_line = Some(MultiLine::raw_folded(self.column));
            self.push_text('-');
            self.push_raw('-');
            self.advance(1);
            return Ok(true);
        }
        if !matches!(self.next(), '\0' | ' ' | '\t' | '\n' | '\r') {
            return Ok(false);
        }
        if self.raw_begins_with_tab() {
            return Err(self.refuse("tab character cannot use as a sequence delimiter"));
        }
        self.delimiter_column = self.column;
        Ok(self.indicator(Kind::SequenceEntry))
    }

    fn raw_begins_with_tab(&self) -> bool {
        let raw = self.raw.strip_prefix(&[' ']).unwrap_or(&self.raw);
        raw.first() == Some(&'\t')
    }

    pub fn scan_colon(&mut self) -> Result<bool, Refusal> {
        let next = self.next();
        if self.in_directive || self.in_anchor || self.in_alias {
            return Ok(false);
        }
        if self.flow_maps <= 0 {
            if !matches!(next, ' ' | '\t' | '\n' | '\r') && !self.is_last() {
                return Ok(false);
            }
        } else if next == '/'
            || self.tokens.last().is_some_and(|last| last.kind == Kind::MappingValue)
        {
            return Ok(false);
        }
        if self.raw_begins_with_tab() && self.text.first() != Some(&'\t') {
            return Err(self.refuse("tab character cannot use as a map key directly"));
        }
        let ended = self.end_scalar();
        if let Some(last) = self.tokens.last()
            && (ended || matches!(last.kind, Kind::SingleQuote | Kind::DoubleQuote))
        {
            self.delimiter_column = last.column;
        }
        self.push(Kind::MappingValue, "");
        self.advance(1);
        self.clear();
        Ok(true)
    }

    pub fn scan_question(&mut self) -> bool {
        if self.in_scalar() || !matches!(self.next(), ' ' | '\t') {
            return false;
        }
        self.delimiter_column = self.column;
        self.push(Kind::MappingKey, "");
        self.advance(1);
        self.clear();
        true
    }

    pub fn scan_directive(&mut self) -> bool {
        if self.in_scalar() || self.indent_spaces != 0 {
            return false;
        }
        self.indicator(Kind::Directive);
        self.in_directive = true;
        true
    }

    pub fn scan_reference(&mut self, c: char) -> bool {
        if self.in_scalar() {
            return false;
        }
        self.indicator(if c == '&' { Kind::Anchor } else { Kind::Alias });
        match c {
            '&' => self.in_anchor = true,
            _ => self.in_alias = true,
        }
        true
    }

    pub fn scan_tag(&mut self) -> Result<bool, Refusal> {
        if self.in_scalar() || self.in_directive {
            return Ok(false);
        }
        let rest = &self.source[self.at..];
        let in_flow = self.in_flow();
        let ends = |c: &char| matches!(c, ' ' | '\n' | '\r' | '{' | '}') || *c == ',' && in_flow;
        let Some(length) = rest.iter().position(ends) else {
            // A tag at the very end of the text is lost.
            self.advance(rest.len());
            self.clear();
            return Ok(true);
        };
        let value: String = rest[..length].iter().collect();
        match rest[length] {
            end @ ('{' | '}') => {
                self.advance(length);
                Err(self.refuse(format!("found invalid tag character '{end}'")))
            }
            end => {
                self.push(Kind::Tag, value);
                self.at += length;
                // The library counts the blank behind a tag, and one character less before a break.
                self.column += if end == ' ' { length as isize } else { length as isize - 1 };
                if end == ' ' {
                    self.at += 1;
                }
                self.clear();
                Ok(true)
            }
        }
    }

    pub fn scan_comment(&mut self) -> bool {
        let before = self.at.checked_sub(1).map_or('\0', |at| self.source[at]);
        if self.in_scalar() && !matches!(before, ' ' | '\t' | '\n' | '\r') {
            return false;
        }
        self.end_scalar();
        let length = self.source[self.at..].iter().position(|c| matches!(c, '\n' | '\r'));
        self.push(Kind::Comment, "");
        match length {
            Some(length) => self.at += length,
            None => self.at = self.source.len() - 1,
        }
        self.new_line();
        self.clear();
        true
    }

    pub fn scan_space(&mut self) -> bool {
        if self.at_line_start {
            self.advance(1);
            self.push_raw(' ');
            return true;
        }
        if self.in_directive {
            self.end_scalar();
            self.advance(1);
            self.push_raw(' ');
            return true;
        }
        if self.in_anchor || self.in_alias {
            self.end_scalar();
            self.in_anchor = false;
            self.in_alias = false;
            return true;
        }
        false
    }

    pub fn scan_tab(&mut self) -> Result<bool, Refusal> {
        let in_plain_text = self.in_scalar() && self.delimiter_column == 0;
        if in_plain_text || self.delimiter_column < self.column {
            self.indent_spaces += 1;
            self.push_raw('\t');
            self.at += 1;
            return Ok(true);
        }
        if self.in_flow() || !self.at_line_start {
            return Ok(false);
        }
        Err(self.refuse("found character '\t' that cannot start any token"))
    }

    pub fn scan_line_break(&mut self, c: char) {
        if !self.text.is_empty() && self.saved.is_none() {
            self.saved = Some((self.line, self.column - self.text_end as isize));
        }
        if self.raw_end < self.raw.len() {
            self.raw.truncate(self.raw_end);
            self.text.truncate(self.text_end);
        }
        let crlf = c == '\r' && self.next() == '\n';
        if crlf {
            self.push_raw('\r');
            self.at += 1;
        }
        if self.is_last() || self.in_anchor || self.in_alias || self.in_directive {
            self.end_scalar();
        }
        if self.in_scalar() && self.at_line_start {
            match self.text.last_mut() {
                Some(last) if *last == ' ' => *last = '\n',
                _ => self.text.push('\n'),
            }
        } else {
            self.push_text(' ');
        }
        self.push_raw(if crlf { '\n' } else { c });
        self.new_line();
    }
}
