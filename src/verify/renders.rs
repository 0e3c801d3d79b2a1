//! Which pages the engines can render: what one cannot is no page of its site, and has nothing else to compare.

use super::built::{Broken, Built, Kind};
use super::compare::{Aspect, Comparison, Difference, Verdict};

/// Compares which pages of the source the engines can render.
pub fn compare(source: &Built, dest: &Built, comparison: &mut Comparison) {
    for (url, page) in source.pages.iter().filter(|(_, page)| page.kind != Kind::List) {
        match dest.broken.get(url) {
            None => comparison.count(Aspect::Renders, Verdict::Equal),
            Some(broken) => {
                let said = [A_PAGE.to_owned(), refused(dest, broken)];
                note(comparison, Verdict::Different, url, &page.file, said);
            }
        }
    }
    for (url, broken) in &source.broken {
        let (verdict, other) = match dest.broken.get(url) {
            Some(broken) => (Verdict::Equal, refused(dest, broken)),
            None if dest.answer(url).is_some() => (Verdict::Different, A_PAGE.to_owned()),
            None => (Verdict::Missing, String::new()),
        };
        note(comparison, verdict, url, &broken.file, [refused(source, broken), other]);
    }
}

const A_PAGE: &str = "a page";

fn refused(site: &Built, broken: &Broken) -> String {
    format!("{} cannot render it: {}", site.engine, broken.reason)
}

fn note(comparison: &mut Comparison, verdict: Verdict, url: &str, file: &str, said: [String; 2]) {
    let [source, dest] = said;
    let (url, file) = (url.to_owned(), file.to_owned());
    comparison
        .note(verdict, Difference { aspect: Aspect::Renders, verdict, url, file, source, dest });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Count;

    fn site(pages: &[&str], broken: &[&str]) -> Built {
        let mut built = Built { engine: "Hexo 8".to_owned(), ..Built::default() };
        for url in pages {
            let record = r#"{"kind":"page","file":"a.md","title":"A"}"#;
            built.add(url, serde_json::from_str(record).unwrap());
        }
        let reason = Broken { file: "b.md".to_owned(), reason: "unclosed".to_owned() };
        built.broken = broken.iter().map(|url| ((*url).to_owned(), reason.clone())).collect();
        built
    }

    #[test]
    fn what_only_one_engine_renders_is_a_difference() {
        let source = site(&["/both/", "/worse/"], &["/better/", "/neither/", "/gone/"]);
        let dest = site(&["/both/", "/better/"], &["/worse/", "/neither/"]);
        let comparison = super::super::compare(&source, &dest);
        let count = comparison.counts[&Aspect::Renders];
        assert_eq!(count, Count { equal: 2, different: 2, missing: 1, added: 0 });
        let told: Vec<[&str; 3]> = comparison
            .differences
            .iter()
            .filter(|one| one.aspect == Aspect::Renders)
            .map(|one| [&*one.url, &one.source, &one.dest])
            .collect();
        let refused = "Hexo 8 cannot render it: unclosed";
        let expected = [
            ["/better/", refused, "a page"],
            ["/gone/", refused, ""],
            ["/worse/", "a page", refused],
        ];
        assert_eq!(told, expected);
        let urls = comparison.counts[&Aspect::Urls];
        assert_eq!(
            (urls.equal, urls.missing),
            (1, 1),
            "what is no page in the source is not missed"
        );
    }
}
