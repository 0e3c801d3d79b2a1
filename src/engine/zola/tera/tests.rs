//! Templates as Zola 0.23 takes them.

use super::component::{Lookup, definitions};
use super::*;
use crate::value::Value;

fn world_call(name: &str, _: &[(&str, Eval)]) -> Result<Eval, String> {
    if name == "throw" { Err("thrown".to_owned()) } else { Ok(Eval::Unknown) }
}

fn lacks_template(name: &str) -> bool {
    name.starts_with("no")
}

fn component(name: &str) -> Lookup<'static> {
    if name.starts_with("no") { Lookup::Missing } else { Lookup::Unknown }
}

/// Checks what is rendered, or the start of the reason why nothing is, behind a `!`.
#[track_caller]
fn check(body: &str, expected: &str) {
    let page = vec![
        ("title", Eval::text("T")),
        ("summary", Eval::Known(Value::Null)),
        ("extra", Eval::Known(Value::Map(vec![("x".to_owned(), Value::Int(1))]))),
        ("toc", Eval::Unknown),
    ];
    let world = World {
        variables: vec![("page", Eval::Record(page)), ("lang", Eval::text("en"))],
        lacks_template: &lacks_template,
        component: &component,
        call: &world_call,
    };
    let rendered = match render(body, &world) {
        Ok(text) => text,
        Err(problem) => format!("!{}", problem.message),
    };
    if expected.starts_with('!') {
        assert!(rendered.starts_with(expected), "{body:.200?}: {rendered:.200}");
    } else {
        assert_eq!(rendered, expected, "{body:.200?}");
    }
}

#[test]
fn only_double_braces_and_tags_make_a_template() {
    assert!(is_template("a {{ b") && is_template("{% a") && !is_template("# T {#id}\n{ x }"));
}

#[test]
fn values() {
    check("{{ page.title }} {{ page.extra.x }} {{ page.summary }}.", "T 1 .");
    check("{{ \"{{ x }}\" }} {{ 'a' ~ 1 ~ true }} {{ 1.0 }}", "{{ x }} a1true 1.0");
    check(
        "{{ page['title'] }} {{ page.toc }} {{ page?.nope?.more | default(value='d') }}",
        "T template d",
    );
    check("{{ 'a' if page.title else 'b' }} {{ page.toc | upper }}", "a template");
    check("{{ not page.title }} {{ page.nope is defined }}", "false false");
}

#[test]
fn what_is_not_defined() {
    check("{{ x }}", "!Variable `x`");
    check("{{ page.nope }}", "!Field `nope`");
    check("{{ page.nope.more }}", "!Field `nope`");
    check("{{ page.extra.y }}", "!Field `y`");
    check("$\\frac{{a}}{{79}}$", "!Variable `a`");
    check("{{ x | upper }} ", "!the filter `upper`");
    check("{% for a in x %}{% endfor %}", "!Iteration");
    check("{{ 1 + x }}", "!Math");
    check("{% if x %}a{% else %}b{% endif %} {{ x or 'c' }}", "b c");
    check("{% if page.toc %}{{ x }}{% endif %}", "template");
}

#[test]
fn names_that_nobody_knows() {
    check("{{ f() }}", "!Unknown function `f`");
    check("{{ 1 | f }}", "!Unknown filter `f`");
    check("{% if 1 is f %}{% endif %}", "!Unknown test `f`");
    check("{{ <no.such a=\"b\" /> }}", "!Unknown component `no.such`");
    check("{% include \"no.html\" %}", "!Unknown template `no.html`");
    check("{{ <fig src=\"a\" n={1} {...page} x=\"y\" /> }}", "template");
    check(
        "{% component a(b, c: string, d = [1], ...e) %}{% endcomponent a %}{{ <a b={1} c=\"x\" f=\"y\" /> }}",
        "template",
    );
    check("{{ throw(message='x') }}", "!thrown");
    check("{{ get_url() }}", "!`get_url` needs the argument `path`");
}

#[test]
fn syntax() {
    check("{{ }}", "!Found `}}` but expected one of");
    check("{{< figure >}}", "!Components with body content");
    check("{{/* f(a=1) */}}", "!Found `/`");
    check("{% asset_img a.png %}", "!Unknown tag");
    check("{% end %}", "!Unknown tag");
    check("{{ f(\"a\") }}", "!Found string but expected identifier");
    check("{{ a b }}", "!Found identifier but expected }}");
    check("{{ a ? b : c }}", "!Unexpected character");
    check("{% if page %}", "!unexpected end");
    check("{% for a in [1, 2] %}x", "!unexpected end");
    check("{% <box a=\"b\"> %}x{% </bax> %}", "!Closing tag");
    check("{% <box> %}x", "!Unclosed component");
    check("{% block a %}{% endblock %}", "!Blocks not supported");
    check("{{ 1 {# x #} }}", "!Found `{`");
    check("{{ -not a }}", "!`-` and `not`");
    check("{{ [[[1]]] }}", "!Arrays can have");
    check("{% break %}", "!break can only");
    check("{% set loop = 1 %}", "!loop is a reserved");
}

#[test]
fn blocks() {
    check("{% raw %}{{ x }}{% endraw %}{# c #}", "{{ x }}");
    check("{% set a = 'b' %}{{ a }}{% set c %}d{% endset %}{{ c }}", "btemplate");
    check(
        "{% for a, b in page.extra %}<!-- more -->{{ a }}{{ loop.index }}{% else %}e{% endfor %}",
        "<!-- more -->templatetemplate",
    );
    check("{% for a in [] %}{{ x }}{% else %}e{% endfor %}", "e");
    check("{% <box kind=\"y\"> %}a {{ page.title }}{% </box> %}", "a T");
    check("{% filter upper %}a{% endfilter %}", "a");
    check("{% if 1 == 2 %}a{% elif page.title %}b{% else %}c{% endif %}", "b");
    check("{{ [a * 2 for a in [1] if a not in [3]] | length }}", "template");
}

#[test]
fn depth_and_length_are_bounded() {
    check(
        &format!("{{{{ {}1{} }}}}", "(".repeat(100_000), ")".repeat(100_000)),
        "!The expression is too",
    );
    check(&format!("{{{{ 1{} }}}}", " + 1".repeat(100_000)), "template");
    check(&format!("{{{{ page{} }}}}", ".toc".repeat(100_000)), "template");
    check(&format!("{{% if 1 %}}{}{{% endif %}}", "{% elif 1 %}".repeat(20_000)), "");
    check(&"{% if 1 %}".repeat(100_000), "!The ");
}

#[test]
fn components_and_their_arguments() {
    let own = "{% component c(a, b = 1, d: map) %}{% endcomponent %}";
    check(&format!("{own}{{{{ <c a={{1}} d={{page.extra}} /> }}}}"), "template");
    check(&format!("{own}{{{{ <c d={{page.extra}} /> }}}}"), "!Argument `a` missing");
    check(&format!("{own}{{{{ <c {{...page.extra}} /> }}}}"), "template");
    check(&format!("{own}{{{{ <c a d={{page.extra}} e=\"\" /> }}}}"), "!Unknown argument(s) `e`");
    check(
        &format!("{own}{{{{ <c a=\"\" b=\"\" d={{page.extra}} /> }}}}"),
        "!Component argument `b`",
    );
    check(&format!("{own}{{{{ <c a=\"\" d=\"\" /> }}}}"), "!Component argument `d`");
}

#[test]
fn components_that_a_template_defines() {
    let text = "{% component a(b) %}x{% endcomponent a %}{%- component c.d(...e) -%}{% endcomponent %}{% block component %}";
    let found = definitions(text);
    let names: Vec<_> = found.iter().map(|it| (it.name.as_str(), it.takes_more)).collect();
    assert_eq!(names, [("a", false), ("c.d", true)]);
    assert!(found[0].parameters[0].required);
}
