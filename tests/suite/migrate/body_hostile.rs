//! Bodies that nobody writes by hand: huge, deep, broken. They are converted in bounded time, and no tag goes without a
//! row.

use std::time::{Duration, Instant};

use super::body::{TARGETS, convert_only};

/// Far more than any of these takes where time grows with length alone; one that grows with its square takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn time_grows_with_length_alone() {
    const TIMES: usize = 30_000;
    let bodies = [
        "{{< ".repeat(TIMES),
        "{{< a */ ".repeat(TIMES),
        "{{% ".repeat(TIMES),
        "`{{` ".repeat(TIMES),
        "{% quote %}".repeat(TIMES),
        format!("{}x{}", "{% quote %}".repeat(TIMES), "{% endquote %}".repeat(TIMES)),
        format!("{}x{}", "{{< details >}}".repeat(TIMES), "{{< /details >}}".repeat(TIMES)),
        format!("{}x{}", "{% a() %}".repeat(TIMES), "{% end %}".repeat(TIMES)),
        "{% img /a.png %} ".repeat(TIMES),
        "{% codeblock %}\n{% raw %}a{% endraw %}\n{% endcodeblock %}\n\n".repeat(TIMES / 4),
        "{{< ref \"two.md#a\" >}} ".repeat(TIMES / 4),
        "(http://a.example/".repeat(TIMES),
        "[^a] ".repeat(TIMES),
        "    [^a]: b\n".repeat(TIMES),
        "[a](#b) <i id=c> ".repeat(TIMES / 4),
        "{% raw %}{% endraw %}".repeat(TIMES),
        "{# ".repeat(TIMES),
        "> ".repeat(TIMES),
        "{% tabs %}<!-- tab a -->{% img /a.png %}<!-- endtab -->".repeat(TIMES / 4),
    ];
    for (from, to) in
        [("hexo", "hugo"), ("hugo", "zola@0.23"), ("zola@0.22", "hexo"), ("hugo", "hexo")]
    {
        for body in &bodies {
            let start = Instant::now();
            convert_only(from, to, body);
            let took = start.elapsed();
            let shown: String = body.chars().take(30).collect();
            assert!(took < PATIENCE, "{from} to {to} took {took:?} for {shown:?} …");
        }
    }
    assert_eq!(TARGETS.len(), 4);
}
