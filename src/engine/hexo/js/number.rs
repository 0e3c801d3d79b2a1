//! Numbers as JavaScript writes and reads them.

/// `String(number)`: the shortest digits that read back as the same number.
pub fn to_string(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.into();
    }
    if number == 0.0 {
        return "0".into();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let scientific = format!("{:e}", number.abs());
    let (mantissa, exponent) = scientific.split_once('e').expect("`{:e}` writes an exponent");
    let digits = mantissa.replace('.', "");
    let exponent: i32 = exponent.parse().expect("`{:e}` writes a whole exponent");
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    // ECMA-262, Number::toString: `point` digits stand before the decimal point.
    let point = exponent + 1;
    let text = if count <= point && point <= 21 {
        format!("{digits}{}", "0".repeat(usize::try_from(point - count).unwrap_or(0)))
    } else if 0 < point && point <= 21 {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
        format!("{whole}.{fraction}")
    } else if -6 < point && point <= 0 {
        format!("0.{}{digits}", "0".repeat(usize::try_from(-point).unwrap_or(0)))
    } else {
        let (first, rest) = digits.split_at(1);
        let fraction = if rest.is_empty() { String::new() } else { format!(".{rest}") };
        format!("{first}{fraction}e{exponent:+}")
    };
    format!("{sign}{text}")
}

/// A whole number in base 2, 8 or 16; none where a character is no digit or there is none.
pub fn radix(text: &str, base: u32) -> Option<f64> {
    if text.is_empty() || !text.chars().all(|digit| digit.is_digit(base)) {
        return None;
    }
    match u128::from_str_radix(text, base) {
        Ok(value) => Some(value as f64),
        // Beyond 128 bits the last digits no longer count.
        Err(_) => Some(text.chars().fold(0.0, |sum, digit| {
            sum * f64::from(base) + f64::from(digit.to_digit(base).unwrap_or(0))
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        for (number, text) in [
            (2024.0, "2024"),
            (1.1, "1.1"),
            (1e3, "1000"),
            (1e21, "1e+21"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (1.5e-7, "1.5e-7"),
            (0.000_001, "0.000001"),
            (-0.0, "0"),
            (-12.5, "-12.5"),
            (f64::INFINITY, "Infinity"),
        ] {
            assert_eq!(to_string(number), text);
        }
    }
}
