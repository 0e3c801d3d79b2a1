//! Which plain scalars are numbers (`token/token.go`, `toNumber`).

/// A number as the library holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    /// `int64` or `uint64`.
    Int(i128),
    /// `float64`.
    Float(f64),
}

/// The number that a plain scalar is, if it is one. Out of range is none.
pub(super) fn number(text: &str) -> Option<Number> {
    let first = *text.as_bytes().first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    let dots = text.bytes().filter(|byte| *byte == b'.').count();
    if dots > 1 {
        return None;
    }
    let negative = first == b'-';
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let digits = unsigned.strip_prefix('-').unwrap_or(unsigned).replace('_', "");
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(rest) = digits.strip_prefix(prefix) {
            return integer(rest, radix, negative);
        }
    }
    match dots {
        0 if digits.len() > 1 && digits.starts_with('0') => integer(&digits, 8, negative),
        0 => integer(&digits, 10, negative),
        _ => float(&digits, negative),
    }
}

fn integer(digits: &str, radix: u32, negative: bool) -> Option<Number> {
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let magnitude = i128::from(u64::from_str_radix(digits, radix).ok()?);
    match negative {
        true if magnitude > 1 << 63 => None,
        true => Some(Number::Int(-magnitude)),
        false => Some(Number::Int(magnitude)),
    }
}

fn float(digits: &str, negative: bool) -> Option<Number> {
    if negative && digits.starts_with(['+', '-']) {
        return None;
    }
    let value: f64 = digits.parse().ok().filter(|value: &f64| value.is_finite())?;
    Some(Number::Float(if negative { -value } else { value }))
}
