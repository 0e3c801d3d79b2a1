//! Addresses that Go's `url.Parse` refuses (`net/url/url.go`), as Hugo's own hook for links has it read them.

/// Why an address cannot be read, in Go's words; none where it can.
#[must_use]
pub fn refusal(address: &str) -> Option<String> {
    let reason = reason(address)?;
    Some(format!("parse {address:?}: {reason}"))
}

fn reason(address: &str) -> Option<String> {
    let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
    if address.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return Some("net/url: invalid control character in URL".to_owned());
    }
    beyond_scheme(address).or_else(|| bad_escape(fragment))
}

fn beyond_scheme(address: &str) -> Option<String> {
    let (scheme, rest) = match scheme(address) {
        Some("") => return Some("missing protocol scheme".to_owned()),
        Some(scheme) => (scheme, &address[scheme.len() + 1..]),
        None => ("", address),
    };
    let path = rest.split('?').next().unwrap_or_default();
    if !path.starts_with('/') {
        // Behind a scheme that is no path, and nobody looks at it.
        let first = path.split('/').next().unwrap_or_default();
        return match scheme.is_empty() {
            true if first.contains(':') => {
                Some("first path segment in URL cannot contain colon".to_owned())
            }
            true => bad_escape(path),
            false => None,
        };
    }
    let has_host = path.starts_with("//") && (!scheme.is_empty() || !path.starts_with("///"));
    let Some(rest) = path.strip_prefix("//").filter(|_| has_host) else { return bad_escape(path) };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    bad_authority(authority).or_else(|| bad_escape(path))
}

/// What stands before the first colon, if it could be a scheme.
fn scheme(address: &str) -> Option<&str> {
    let (before, _) = address.split_once(':')?;
    let mut bytes = before.bytes();
    let is_first = bytes.next().is_none_or(|byte| byte.is_ascii_alphabetic());
    let is_rest =
        bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (is_first && is_rest).then_some(before)
}

fn bad_authority(authority: &str) -> Option<String> {
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    if let Some(reason) = bad_escape(user) {
        return Some(reason);
    }
    let (name, port) = match (host.starts_with('['), host.rfind(']')) {
        (true, None) => return Some("missing ']' in host".to_owned()),
        (true, Some(end)) => host.split_at(end + 1),
        (false, _) => host.split_at(host.rfind(':').unwrap_or(host.len())),
    };
    let digits = port.strip_prefix(':').unwrap_or(port);
    if digits.len() + 1 < port.len() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("invalid port {port:?} after host"));
    }
    // A host may have escapes of what is not ASCII only.
    let ascii = |at: usize| name[at + 1..].bytes().next().is_none_or(|byte| byte < b'8');
    if let Some((at, _)) = name.match_indices('%').find(|(at, _)| ascii(*at)) {
        let shown: String = name[at..].chars().take(3).collect();
        return Some(format!("invalid URL escape {shown:?}"));
    }
    let strange = |c: &char| c.is_ascii() && (*c == ' ' || "\\^`{|}".contains(*c));
    let strange = name.chars().find(strange);
    strange.map(|character| format!("invalid character {:?} in host name", character.to_string()))
}

/// The first `%` that no two hexadecimal digits follow.
fn bad_escape(text: &str) -> Option<String> {
    let is_escape = |at: usize| {
        let digits = text.as_bytes().get(at + 1..at + 3);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let (at, _) = text.match_indices('%').find(|(at, _)| !is_escape(*at))?;
    let shown: String = text[at..].chars().take(3).collect();
    Some(format!("invalid URL escape {shown:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_refused_as_go_refuses_them() {
        let check = |address: &str, expected: Option<&str>| {
            let expected = expected.map(|reason| format!("parse {address:?}: {reason}"));
            assert_eq!(refusal(address), expected, "{address}");
        };
        let colon = Some("first path segment in URL cannot contain colon");
        let no_bracket = Some("missing ']' in host");
        for address in ["(https://x.y/z", "1a:b", "中:b", "（http://x/", "a b:c"] {
            check(address, colon);
        }
        for address in ["x y", "a:b", "a/1:b", "?q=%zz", "mailto:a%b", "http:a%b", "./a:b", "a%20b"]
        {
            check(address, None);
        }
        check("http://a:70000/", None);
        check("http://中.文/%20#a", None);
        check("50%", Some("invalid URL escape \"%\""));
        check("a%zz", Some("invalid URL escape \"%zz\""));
        check("#%zz", Some("invalid URL escape \"%zz\""));
        check("https://h/50%", Some("invalid URL escape \"%\""));
        check("http://%41/", Some("invalid URL escape \"%41\""));
        check("http://u:p%@h/", Some("invalid URL escape \"%\""));
        check("http://[::1", no_bracket);
        check("//[x", no_bracket);
        check(":foo", Some("missing protocol scheme"));
        check("http://a:b/", Some("invalid port \":b\" after host"));
        check("http://a b/", Some("invalid character \" \" in host name"));
    }
}
