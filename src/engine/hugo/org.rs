//! Org keywords as front matter (`parser/metadecoders/decoder.go`, `unmarshalORG`).

use crate::value::Value;

/// Keys whose value may be an Org timestamp.
const DATES: &[&str] = &["date", "lastmod", "publishdate", "expirydate"];

/// Reads `#+KEY: value` lines into a map.
pub(super) fn read(block: &str) -> Value {
    let mut settings: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        let Some((key, value)) = keyword(line) else { continue };
        match settings.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => {
                old.push('\n');
                old.push_str(value);
            }
            None => settings.push((key, value.to_owned())),
        }
    }
    Value::Map(settings.into_iter().map(|(key, value)| entry(key, &value)).collect())
}

fn keyword(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.trim_start().strip_prefix("#+")?.split_once(':')?;
    if key.is_empty() || !(value.is_empty() || value.starts_with([' ', '\t'])) {
        return None;
    }
    Some((key.to_lowercase(), value.trim()))
}

fn entry(key: String, value: &str) -> (String, Value) {
    let list = |parts: Vec<&str>| {
        Value::List(parts.into_iter().map(|part| Value::String(part.to_owned())).collect())
    };
    if let Some(name) = key.strip_suffix("[]") {
        return (name.to_owned(), list(value.split_whitespace().collect()));
    }
    if value.contains('\n') {
        return (key, list(value.split('\n').collect()));
    }
    if key == "filetags" {
        let inner = value.strip_prefix(':').unwrap_or(value);
        let inner = inner.strip_suffix(':').unwrap_or(inner);
        return (key, list(inner.split(':').collect()));
    }
    let value = match DATES.contains(&key.as_str()) {
        true => timestamp(value).unwrap_or(value),
        false => value,
    };
    (key, Value::String(value.to_owned()))
}

/// The day of `<2021-09-27 Mon>` or `[…]`; a blank must follow it.
fn timestamp(value: &str) -> Option<&str> {
    let start = value.find(['<', '['])? + 1;
    let (day, rest) = value[start..].split_at_checked(10)?;
    let digits = day.char_indices().all(|(at, c)| match at {
        4 | 7 => c == '-',
        _ => c.is_ascii_digit(),
    });
    (digits && rest.starts_with(' ') && rest.contains(['>', ']'])).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_front_matter() {
        let text = |text: &str| Value::String(text.to_owned());
        let read =
            read("#+TITLE: A b\n#+DATE: <2021-09-27 Mon 10:00>\n#+TAGS[]: a b\n#+X: 1\n#+X: 2\n");
        assert_eq!(read.get("title"), Some(&text("A b")));
        assert_eq!(read.get("date"), Some(&text("2021-09-27")));
        assert_eq!(read.get("tags"), Some(&Value::List(vec![text("a"), text("b")])));
        assert_eq!(read.get("x"), Some(&Value::List(vec![text("1"), text("2")])));
    }
}
