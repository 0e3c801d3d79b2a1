//! The lines of a body outside of fenced code, read quickly.

/// These lines with their places in bytes; the lines of the fences are not among them.
pub fn outside_fences(body: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut open: Option<(char, usize)> = None;
    let mut at = 0;
    body.split_inclusive('\n').filter_map(move |whole| {
        let start = at;
        at += whole.len();
        let line = whole.trim_end_matches(['\r', '\n']);
        match (open, fence(line.trim_start_matches(' '))) {
            (None, None) => return Some((start, line)),
            (None, Some((sign, length, _))) => open = Some((sign, length)),
            (Some(opened), Some((sign, length, behind)))
                if sign == opened.0 && length >= opened.1 && behind.trim().is_empty() =>
            {
                open = None;
            }
            (Some(_), _) => {}
        }
        None
    })
}

/// The sign of a fence at the start of a line, how often it stands there, and what stands behind it.
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let behind = line.trim_start_matches(sign);
    let length = line.len() - behind.len();
    let is_fence = length >= 3 && !(sign == '`' && behind.contains('`'));
    is_fence.then_some((sign, length, behind))
}
