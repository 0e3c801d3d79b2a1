//! Calls and the tags that do not fit together, as Zola 0.22.1 takes them.

use super::*;

/// `expected` lists the names of calls, those with a body behind a `+`, or says what is wrong.
#[track_caller]
fn check(body: &str, expected: &str) {
    let found = read(body);
    let names = found.calls.iter().map(|call| {
        let mark = if call.body.is_some() { "+" } else { "" };
        format!("{mark}{}", call.name.text(body))
    });
    let read = match found.problem {
        Some(problem) => format!("{:?}", problem.kind),
        None => names.collect::<Vec<_>>().join(" "),
    };
    assert_eq!(read, expected, "{body:?}");
}

#[test]
fn calls() {
    check("{{ a() }} {{b()}} {{{ c() }}} ${{ d( ) }}", "a b c d");
    check("{{ a(x=1, y=-0.5, z='q') }}", "a");
    check("{{ a(x=true y=[1, [`b`, ], false,]) }}", "a");
    check("{{\n a (\n x = \"1\n2\" )\n}}", "a");
    check("`{{ a() }}` <!-- {{ b() }} -->", "a b");
}

#[test]
fn text() {
    check("{{ a }} {{ a.b() }} {{ a('x') }} {{ a(x=b) }} {{- a() -}}", "");
    check("{{ a(x=1,) }} {{ a(,) }} {{ a(x=.5) }} {{ a(x=1.) }} {{ a(x=01) }}", "");
    check("{{ a(x=\"b\\\"c\") }} {{ a-b() }} {{ 1a() }} {{< a >}} {{% a() %}}", "Unclosed");
    check("{% raw %}{{ x }}{% endraw %} {% a b %} {%- end -%} {{ }}", "");
    check("{{ a(x=[,]) }} {{ a(x=[1 2]) }} {{ a(x=[1) }} {{ a(", "");
}

#[test]
fn bodies() {
    check("{% a() %} x {% end %} {% b(x=1) %}{{ c() }}{%end%}", "+a +b c");
    check("{% a() %} x {% b() %} y {% end %} {% end %}", "+a +b");
    check("{% a() %} {{ x }} {% end %}", "+a");
    let body = "{% a() %} x {% end %}";
    let call = read(body).calls[0];
    assert_eq!((call.span.text(body), call.body.unwrap().text(body)), (body, " x "));
}

#[test]
fn escapes() {
    check("{{/* a(x=1) */}} {%/* b() */%} {{ c() }} {%/* end */%} {{ d() }}", "d");
    check("{{/* a */}}", "");
    check("{%/* a() */%}", "Unclosed");
    check("{%/* a() */%}{%/* end */%}", "EmptyBody");
    check("{%/* a() */%} {% end %}", "EndAlone");
    check("{%/* a() */%} {% b() %} x {%/* end */%}", "EndAlone");
}

#[test]
fn problems() {
    check("{% end %}", "EndAlone");
    check("```\n{% end %}\n```", "EndAlone");
    check("{% a() %}{% end %}", "EmptyBody");
    check("{% a() %} \n {% end %}", "EmptyBody");
    check("{% a() %} x", "Unclosed");
    check("{% a() %} x {% b() %} y {% end %}", "Unclosed");
    check("{{% end %}}", "EndAlone");
    check("{% a() %} x {%/* end */%}", "EndAlone");
}

#[test]
fn deep_nesting_is_linear() {
    let deep = format!("{{{{ a(x={}{}) }}}}", "[".repeat(100_000), "]".repeat(100_000));
    check(&deep, "a");
    let calls = format!("{}x{}", "{% a() %}x".repeat(20_000), "{% end %}".repeat(20_000));
    assert_eq!(read(&calls).calls.len(), 20_000);
}
