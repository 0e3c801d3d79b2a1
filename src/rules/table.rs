//! One row a rule, in the order of the catalogue.

use super::Rule;

/// All rules.
pub const RULES: &[&Rule] = &[
    &super::front_matter_missing::RULE,
    &super::front_matter_unclosed::RULE,
    &super::front_matter_no_opener::RULE,
    &super::front_matter_eaten::RULE,
    &super::front_matter_not_map::RULE,
    &super::front_matter_conflict::RULE,
    &super::fence_malformed::RULE,
    &super::fence_in_value::RULE,
    &super::yaml_invalid::RULE,
    &super::toml_invalid::RULE,
    &super::json_invalid::RULE,
    &super::value_unquoted::RULE,
    &super::value_cut::RULE,
    &super::quote_unbalanced::RULE,
    &super::escape_invalid::RULE,
    &super::colon_without_space::RULE,
    &super::tab_indentation::RULE,
    &super::duplicate_key::RULE,
    &super::yaml_not_portable::RULE,
    &super::toml_key_after_table::RULE,
    &super::toml_1_1_only::RULE,
    &super::readers_disagree::RULE,
    &super::template_left_over::RULE,
    &super::encoding_invalid::RULE,
    &super::byte_order_mark::RULE,
    &super::newlines_mixed::RULE,
    &super::invisible_character::RULE,
    &super::front_matter_format::RULE,
    &super::title_missing::RULE,
    &super::title_empty::RULE,
    &super::title_not_string::RULE,
    &super::title_quoting::RULE,
    &super::title_whitespace::RULE,
    &super::title_markup::RULE,
    &super::title_repeated::RULE,
    &super::title_length::RULE,
    &super::title_duplicate::RULE,
    &super::date_missing::RULE,
    &super::date_invalid::RULE,
    &super::date_not_portable::RULE,
    &super::date_weekday_wrong::RULE,
    &super::date_zone_ignored::RULE,
    &super::date_zone_missing::RULE,
    &super::date_number::RULE,
    &super::date_ambiguous::RULE,
    &super::date_null::RULE,
    &super::date_future::RULE,
    &super::date_order::RULE,
    &super::date_file_name::RULE,
    &super::image_url_invalid::RULE,
    &super::image_empty::RULE,
    &super::image_unencoded::RULE,
    &super::image_proxied::RULE,
    &super::image_insecure::RULE,
    &super::image_missing_file::RULE,
    &super::image_not_published::RULE,
    &super::image_lazy_source::RULE,
    &super::image_alt_missing::RULE,
    &super::image_type::RULE,
    &super::image_repeated::RULE,
    &super::image_hotlinked::RULE,
    &super::terms_comma_string::RULE,
    &super::terms_not_list::RULE,
    &super::terms_nested::RULE,
    &super::term_not_string::RULE,
    &super::term_empty::RULE,
    &super::term_duplicate::RULE,
    &super::category_path_unmeant::RULE,
    &super::draft_not_boolean::RULE,
    &super::draft_ignored::RULE,
    &super::published_misused::RULE,
    &super::more_marker::RULE,
    &super::html_dropped::RULE,
    &super::fence_unclosed::RULE,
    &super::html_active::RULE,
    &super::html_body::RULE,
    &super::key_misspelled::RULE,
    &super::key_case::RULE,
    &super::key_foreign::RULE,
    &super::key_reserved::RULE,
    &super::key_unknown::RULE,
    &super::key_refused::RULE,
    &super::key_deprecated::RULE,
    &super::suppression_unused::RULE,
];

/// The rules that look at the whole site: only where one of them is selected are all posts of a site read.
pub const OF_SITE: &[&Rule] = &[&super::title_duplicate::RULE];

/// The rule of this name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// Whether `name`, of a rule or of a group, stands for the rule `rule`.
#[must_use]
pub fn covers(name: &str, rule: &str) -> bool {
    name == rule || by_name(rule).is_some_and(|rule| rule.group.name() == name)
}
