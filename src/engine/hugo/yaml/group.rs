//! Tokens to groups: a key with its colon, an anchor with its name, a tag with its scalar
//! (`parser/token.go`).

use super::token::{Kind, Refusal, Token};

/// What a group holds together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// A token by itself.
    Single,
    Anchor,
    AnchorName,
    Alias,
    /// `|` or `>` with its text.
    Literal,
    ScalarTag,
    MapKey,
    MapKeyValue,
    DirectiveName,
}

/// A token or a group of them. `raw` is the index of its first token, which gives it kind and place.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub group: Group,
    pub raw: usize,
    pub parts: Vec<Part>,
}

impl Part {
    fn single(raw: usize) -> Self {
        Self { group: Group::Single, raw, parts: Vec::new() }
    }

    fn of(group: Group, parts: Vec<Self>) -> Self {
        Self { group, raw: parts.first().map_or(0, |part| part.raw), parts }
    }

    pub fn kind(&self, tokens: &[Token]) -> Kind {
        tokens[self.raw].kind
    }
}

/// The documents of a text, each as its parts without the separators.
pub(super) fn documents(tokens: &[Token]) -> Result<Vec<Vec<Part>>, Refusal> {
    let mut parts: Vec<Part> = (0..tokens.len())
        .filter(|index| tokens[*index].kind != Kind::Comment)
        .map(Part::single)
        .collect();
    let has = |kinds: &[Kind]| tokens.iter().any(|token| kinds.contains(&token.kind));
    if has(&[Kind::Literal, Kind::Folded]) {
        parts = literals(tokens, parts);
    }
    if has(&[Kind::Anchor, Kind::Alias]) {
        parts = anchors(tokens, parts)?;
    }
    if has(&[Kind::Tag]) {
        parts = scalar_tags(tokens, parts)?;
        parts = tagged_anchors(tokens, parts)?;
    }
    if has(&[Kind::MappingKey]) {
        parts = question_keys(tokens, parts)?;
    }
    parts = keys(tokens, parts)?;
    parts = key_values(tokens, parts);
    if has(&[Kind::Directive]) {
        parts = directives(tokens, parts)?;
    }
    split(tokens, parts)
}

fn literals(tokens: &[Token], parts: Vec<Part>) -> Vec<Part> {
    let mut out = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter();
    while let Some(part) = parts.next() {
        match part.kind(tokens) {
            Kind::Literal | Kind::Folded => {
                let text = parts.next();
                out.push(Part::of(Group::Literal, std::iter::once(part).chain(text).collect()));
            }
            _ => out.push(part),
        }
    }
    out
}

fn anchors(tokens: &[Token], parts: Vec<Part>) -> Result<Vec<Part>, Refusal> {
    let mut out = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let mark = &tokens[part.raw];
        match mark.kind {
            Kind::Anchor => {
                let name =
                    parts.next().ok_or_else(|| Refusal::at(mark, "undefined anchor name"))?;
                let line = mark.line;
                let value =
                    parts.peek().ok_or_else(|| Refusal::at(mark, "undefined anchor value"))?;
                let value_token = &tokens[value.raw];
                if value_token.line == line && value_token.kind == Kind::SequenceEntry {
                    let message = "sequence entries are not allowed after anchor on the same line";
                    return Err(Refusal::at(value_token, message));
                }
                let scalar = value_token.line == line && is_scalar(tokens, value);
                let name = Part::of(Group::AnchorName, vec![part, name]);
                match parts.next_if(|_| scalar) {
                    Some(value) => out.push(Part::of(Group::Anchor, vec![name, value])),
                    None => out.push(name),
                }
            }
            Kind::Alias => {
                let name = parts.next().ok_or_else(|| Refusal::at(mark, "undefined alias name"))?;
                out.push(Part::of(Group::Alias, vec![part, name]));
            }
            _ => out.push(part),
        }
    }
    Ok(out)
}

fn scalar_tags(tokens: &[Token], parts: Vec<Part>) -> Result<Vec<Part>, Refusal> {
    let mut out = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let tag = &tokens[part.raw];
        let value = parts.peek().filter(|value| {
            tag.kind == Kind::Tag
                && tokens[value.raw].line == tag.line
                && value.group != Group::AnchorName
        });
        let Some(value) = value else {
            out.push(part);
            continue;
        };
        let taken = match tag.value.as_str() {
            "!!int" | "!!float" | "!!str" | "!!binary" | "!!timestamp" | "!!bool" | "!!null" => {
                is_scalar(tokens, value)
            }
            "!!merge" => match value.kind(tokens) {
                Kind::MergeKey => true,
                _ => return Err(Refusal::at(&tokens[value.raw], "could not find merge key")),
            },
            other if other.starts_with("!!") => false,
            _ => !matches!(
                value.kind(tokens),
                Kind::MappingStart | Kind::MappingEnd | Kind::SequenceStart | Kind::SequenceEntry
            ),
        };
        match parts.next_if(|_| taken) {
            Some(value) => out.push(Part::of(Group::ScalarTag, vec![part, value])),
            None => out.push(part),
        }
    }
    Ok(out)
}

fn tagged_anchors(tokens: &[Token], parts: Vec<Part>) -> Result<Vec<Part>, Refusal> {
    let mut out = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        if part.group != Group::AnchorName {
            out.push(part);
            continue;
        }
        let mark = &tokens[part.raw];
        let value = parts.peek().ok_or_else(|| Refusal::at(mark, "undefined anchor value"))?;
        let tagged = tokens[value.raw].line == mark.line && value.group == Group::ScalarTag;
        match parts.next_if(|_| tagged) {
            Some(value) => out.push(Part::of(Group::Anchor, vec![part, value])),
            None => out.push(part),
        }
    }
    Ok(out)
}

fn question_keys(tokens: &[Token], parts: Vec<Part>) -> Result<Vec<Part>, Refusal> {
    let mut out = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter();
    while let Some(part) = parts.next() {
        let mark = &tokens[part.raw];
        if mark.kind != Kind::MappingKey {
            out.push(part);
            continue;
        }
        let key = parts.next().ok_or_else(|| Refusal::at(mark, "undefined map key"))?;
        out.push(Part::of(Group::MapKey, vec![part, key]));
    }
    Ok(out)
}

fn keys(tokens: &[Token], parts: Vec<Part>) -> Result<Vec<Part>, Refusal> {
    let mut out: Vec<Part> = Vec::with_capacity(parts.len());
    let mut behind_colon = false;
    for part in parts {
        let token = &tokens[part.raw];
        if token.kind != Kind::MappingValue {
            behind_colon = false;
            out.push(part);
            continue;
        }
        let Some(key) = out.pop() else {
            return Err(Refusal::at(token, "unexpected key name"));
        };
        if behind_colon || is_no_key(key.kind(tokens)) {
            return Err(Refusal::at(token, "found an invalid key for this map"));
        }
        behind_colon = true;
        out.push(Part::of(Group::MapKey, vec![key, part]));
    }
    Ok(out)
}

fn key_values(tokens: &[Token], parts: Vec<Part>) -> Vec<Part> {
    let mut out = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let joins = |value: &Part| {
            part.group == Group::MapKey
                && tokens[part.raw].line == tokens[value.raw].line
                && value.group != Group::AnchorName
                && match value.kind(tokens) {
                    Kind::Tag => value.group == Group::ScalarTag,
                    _ => is_scalar(tokens, value),
                }
        };
        match parts.next_if(joins) {
            Some(value) => out.push(Part::of(Group::MapKeyValue, vec![part, value])),
            None => out.push(part),
        }
    }
    out
}

/// Directives must stand before a document; what they say does not matter here.
fn directives(tokens: &[Token], parts: Vec<Part>) -> Result<Vec<Part>, Refusal> {
    let mut out = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let mark = &tokens[part.raw];
        if mark.kind != Kind::Directive {
            out.push(part);
            continue;
        }
        parts.next().ok_or_else(|| Refusal::at(mark, "undefined directive value"))?;
        while parts.next_if(|value| tokens[value.raw].line == mark.line).is_some() {}
        match parts.peek().map(|next| next.kind(tokens)) {
            Some(Kind::DocumentHeader) => {}
            _ => {
                let message = "unexpected directive value. document not started";
                return Err(Refusal::at(mark, message));
            }
        }
        out.push(Part::of(Group::DirectiveName, vec![part]));
    }
    Ok(out)
}

fn split(tokens: &[Token], parts: Vec<Part>) -> Result<Vec<Vec<Part>>, Refusal> {
    let mut documents = vec![Vec::new()];
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let next = parts.peek();
        match part.kind(tokens) {
            Kind::DocumentHeader => {
                if let Some(next) = next {
                    let keyed = matches!(next.group, Group::MapKey | Group::MapKeyValue);
                    let token = &tokens[next.raw];
                    if token.line == tokens[part.raw].line
                        && (keyed || token.kind == Kind::SequenceEntry)
                    {
                        let message = "value cannot be placed after document separator";
                        return Err(Refusal::at(token, message));
                    }
                }
                documents.push(Vec::new());
            }
            Kind::DocumentEnd => {
                if let Some(next) = next.filter(|next| is_scalar(tokens, next)) {
                    return Err(Refusal::at(&tokens[next.raw], "unexpected end content"));
                }
                documents.push(Vec::new());
            }
            Kind::Directive => {}
            _ => documents.last_mut().expect("there is a first document").push(part),
        }
    }
    documents.retain(|document| !document.is_empty());
    Ok(documents)
}

fn is_scalar(tokens: &[Token], part: &Part) -> bool {
    !matches!(part.group, Group::MapKey | Group::MapKeyValue)
        && matches!(
            part.kind(tokens),
            Kind::Anchor
                | Kind::Alias
                | Kind::Literal
                | Kind::Folded
                | Kind::Null
                | Kind::Bool
                | Kind::Integer
                | Kind::Float
                | Kind::Infinity
                | Kind::Nan
                | Kind::String
                | Kind::SingleQuote
                | Kind::DoubleQuote
        )
}

fn is_no_key(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Directive
            | Kind::DocumentHeader
            | Kind::DocumentEnd
            | Kind::CollectEntry
            | Kind::MappingStart
            | Kind::MappingValue
            | Kind::MappingEnd
            | Kind::SequenceStart
            | Kind::SequenceEntry
            | Kind::SequenceEnd
    )
}
