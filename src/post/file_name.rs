//! The day that people put before the name of a post: `2021-09-27-hello.md`.

use super::moment::Day;

/// The day at the start of a post's file name, or of its folder's name where the file is called `index`.
/// It may not exist. `path` has `/` between folders.
#[must_use]
pub fn day(path: &str) -> Option<Day> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.split('.').next().unwrap_or_default();
    let name = match stem {
        "index" => folder.rsplit('/').next().unwrap_or_default(),
        _ => file,
    };
    let number = |from: usize, to: usize| {
        name.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let dash = |at: usize| name.as_bytes().get(at) == Some(&b'-');
    let ends = name.as_bytes().get(10).is_none_or(|byte| !byte.is_ascii_digit());
    if !(dash(4) && dash(7) && ends) {
        return None;
    }
    Some(Day {
        year: number(0, 4)?.parse().ok()?,
        month: number(5, 7)?.parse().ok()?,
        day: number(8, 10)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stands_at_the_start_of_the_name() {
        let found = |path: &str| day(path).map(|Day { year, month, day }| (year, month, day));
        assert_eq!(found("_posts/2021-09-27-hello.md"), Some((2021, 9, 27)));
        assert_eq!(found("2021-09-27.md"), Some((2021, 9, 27)));
        assert_eq!(found("blog/2021-09-27_hello/index.zh.md"), Some((2021, 9, 27)));
        assert_eq!(found("2021-02-31-bad.md"), Some((2021, 2, 31)));
        for none in
            ["2021-9-7-x.md", "20210927-x.md", "a-2021-09-27.md", "2021-09-271.md", "标题.md", ""]
        {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
