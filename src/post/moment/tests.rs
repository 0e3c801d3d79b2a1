//! Spellings of dates and what is read from them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;

/// What is written, in one line: form, parts, and what is odd.
fn shown(text: &str) -> String {
    let Some(written) = Written::parse(text) else { return "no date".to_owned() };
    let Day { year, month, day } = written.day;
    let mut shown = format!("{:?} {year:04}-{month:02}-{day:02}", written.form);
    if let Some(Clock { hour, minute, second, nanosecond, .. }) = written.clock {
        shown += &format!(" {hour:02}:{minute:02}:{second:02}");
        if nanosecond > 0 {
            shown += &format!(".{nanosecond:09}");
        }
    }
    match written.zone.map(|zone| zone.kind) {
        None => {}
        Some(ZoneKind::Offset(offset) | ZoneKind::Abbreviation(offset)) => {
            shown += &format!(" {offset}");
        }
        Some(other) => shown += &format!(" {other:?}"),
    }
    let usual = match written.clock {
        Some(clock) if clock.nanosecond > 0 => Precision::Fraction,
        Some(_) => Precision::Second,
        None => Precision::Day,
    };
    if written.precision != usual {
        shown += &format!(" {:?}", written.precision);
    }
    if written.weekday_contradicts() {
        shown += " wrong-weekday";
    }
    match written.doubt {
        Some(Doubt::DayOrMonth(other)) => {
            shown += &format!(" or {:02}-{:02}", other.month, other.day);
        }
        Some(doubt) => shown += &format!(" {doubt:?}?"),
        None => {}
    }
    if let Some(impossible) = written.impossible {
        let name = format!("{impossible:?}");
        let name = name.split('(').next().unwrap_or_default();
        shown += &format!(" no-{name}: {}", impossible.span().text(text));
    }
    shown
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}

#[test]
fn iso_dates_and_what_people_make_of_them() {
    check(&[
        ("2024-01-02", "Iso 2024-01-02"),
        ("2024-01-02 03:04:05", "Iso 2024-01-02 03:04:05"),
        ("2024-01-02T03:04:05", "Iso 2024-01-02 03:04:05"),
        ("2024-01-02T03:04:05Z", "Iso 2024-01-02 03:04:05 +00:00"),
        ("2024-01-02T03:04:05.123+08:00", "Iso 2024-01-02 03:04:05.123000000 +08:00"),
        ("2024-01-02T03:04:05,5-05:30", "Iso 2024-01-02 03:04:05.500000000 -05:30"),
        ("2024-01-02t03:04:05z", "LowerCase 2024-01-02 03:04:05 +00:00"),
        ("2024-1-2", "ShortParts 2024-01-02"),
        ("2024-01-02 3:4:5", "ShortParts 2024-01-02 03:04:05"),
        ("2024-01-02 03:04", "NoSeconds 2024-01-02 03:04:00 Minute"),
        ("2024-01-02T03:04Z", "NoSeconds 2024-01-02 03:04:00 +00:00 Minute"),
        ("2024-01-02T03", "NoSeconds 2024-01-02 03:00:00 Minute"),
        ("2024-01-02 03:04:05 +0800", "BareOffset 2024-01-02 03:04:05 +08:00"),
        ("2024-01-02T03:04:05-0500", "BareOffset 2024-01-02 03:04:05 -05:00"),
        ("2024-01-02 03:04:05 +8", "BareOffset 2024-01-02 03:04:05 +08:00"),
        ("2024-01-02 03:04:05 +08:00", "SpacedZone 2024-01-02 03:04:05 +08:00"),
        ("2024-01-02 03:04:05 Z", "SpacedZone 2024-01-02 03:04:05 +00:00"),
        ("2024-01-02 03:04:05 UTC", "NamedZone 2024-01-02 03:04:05 +00:00"),
        ("2024-01-02 03:04:05 +0800 CST", "BareOffset 2024-01-02 03:04:05 +08:00"),
        ("2024-01-02 03:04:05 +0800 +08", "BareOffset 2024-01-02 03:04:05 +08:00"),
        ("2024-01-02 10:00 AM", "TwelveHours 2024-01-02 10:00:00 Minute"),
        ("2024-01-02 12:00 am", "TwelveHours 2024-01-02 00:00:00 Minute"),
        ("2024-01-02 24:00:00", "EndOfDay 2024-01-02 24:00:00"),
        ("  2024-01-02 \n", "Iso 2024-01-02"),
        ("2024-01", "Month 2024-01-01 Month"),
        ("2024", "Year 2024-01-01 Year"),
        ("2024-002", "Ordinal 2024-01-02"),
        ("2024-W01-2", "Week 2024-01-02"),
        ("20240102", "Basic 2024-01-02"),
        ("20240102T030405Z", "Basic 2024-01-02 03:04:05 +00:00"),
        ("20240102030405", "Basic 2024-01-02 03:04:05"),
        ("202401020304", "Basic 2024-01-02 03:04:00 Minute"),
    ]);
}

#[test]
fn other_orders_and_separators() {
    check(&[
        ("2024/01/02", "Slashes 2024-01-02"),
        ("2024/1/2 3:4", "Slashes 2024-01-02 03:04:00 Minute"),
        ("2024.01.02", "Dots 2024-01-02"),
        ("01/02/2024", "YearLast 2024-01-02 or 02-01"),
        ("02/02/2024", "YearLast 2024-02-02"),
        ("13/01/2024", "YearLast 2024-01-13"),
        ("01/13/2024 10:00", "YearLast 2024-01-13 10:00:00 Minute"),
        ("27-09-2021", "YearLast 2021-09-27"),
        ("2.1.2024", "YearLast 2024-01-02 or 02-01"),
        ("31/31/2024", "YearLast 2024-31-31 no-Month: 31"),
        ("24-01-02", "ShortYear 2024-01-02 ShortYear?"),
        ("2024年1月2日", "Cjk 2024-01-02"),
        ("2024年1月2日 3:04", "Cjk 2024-01-02 03:04:00 Minute"),
        ("2024年01月02日 03时04分05秒", "Cjk 2024-01-02 03:04:05"),
        ("2024年1月2日下午3点04分", "Cjk 2024-01-02 15:04:00 Minute"),
        ("2024年1月2日 星期二 03:04:05", "Cjk 2024-01-02 03:04:05"),
        ("2024年1月2日（周三）", "Cjk 2024-01-02 wrong-weekday"),
        ("2024年1月", "Cjk 2024-01-01 Month"),
        ("1632776868", "UnixSeconds 2021-09-27 21:07:48 +00:00"),
        ("1632776868123", "UnixMilliseconds 2021-09-27 21:07:48.123000000 +00:00"),
    ]);
}

#[test]
fn dates_with_the_name_of_a_month() {
    check(&[
        ("Mon, 27 Sep 2021 21:07:48 GMT", "Rfc2822 2021-09-27 21:07:48 +00:00"),
        ("Sun, 27 Sep 2021 21:07:48 GMT", "Rfc2822 2021-09-27 21:07:48 +00:00 wrong-weekday"),
        ("Tue, 7 Sep 2021 21:07 +0800", "Rfc2822 2021-09-07 21:07:00 +08:00 Minute"),
        ("Mon, 27 Sep 2021 21:07:48 +0000 (UTC)", "Rfc2822 2021-09-27 21:07:48 +00:00"),
        ("Mon, 27 Sep 2021 21:07:48", "Rfc2822 2021-09-27 21:07:48"),
        ("1 Jan 2021 00:00:00 EST", "Rfc2822 2021-01-01 00:00:00 -05:00"),
        ("18 Mar 14 20:17 GMT", "Rfc2822 2014-03-18 20:17:00 +00:00 Minute"),
        ("18 Mar 64 20:17 GMT", "Rfc2822 1964-03-18 20:17:00 +00:00 Minute ShortYear?"),
        ("Fri, 01 Jan 21 00:00:00 UT", "Rfc2822 2021-01-01 00:00:00 +00:00"),
        ("Monday, 27-Sep-21 21:07:48 GMT", "Rfc850 2021-09-27 21:07:48 +00:00"),
        ("Mon Sep 27 21:07:48 2021", "Asctime 2021-09-27 21:07:48"),
        ("Mon Sep 27 21:07:48 +0800 2021", "Asctime 2021-09-27 21:07:48 +08:00"),
        (
            "Mon Sep 27 21:07:48 CST 2021",
            "Asctime 2021-09-27 21:07:48 Ambiguous { name: \"CST\", mail: Some(-06:00) } ZoneName?",
        ),
        (
            "Mon Sep 27 2021 21:07:48 GMT+0800 (China Standard Time)",
            "JavaScript 2021-09-27 21:07:48 +08:00",
        ),
        ("Mon, 27 Sep 2021 21:07:48 GMT+8", "Rfc2822 2021-09-27 21:07:48 +08:00"),
        ("2021-09-27 21:07:48 Asia/Shanghai", "NamedZone 2021-09-27 21:07:48 Iana(Asia/Shanghai)"),
        ("2021-09-27T21:07:48+08:00[Asia/Shanghai]", "Iso 2021-09-27 21:07:48 +08:00"),
        ("2021-09-27 21:07:48 XYZ", "NamedZone 2021-09-27 21:07:48 Unknown UnknownZone?"),
        ("Jan 2, 2024", "MonthName 2024-01-02"),
        ("January 2nd, 2024 at 3:04 PM", "MonthName 2024-01-02 15:04:00 Minute"),
        ("2 Jan 2024", "MonthName 2024-01-02"),
        ("27-Sep-2021", "MonthName 2021-09-27"),
        ("Jul-2019", "MonthName 2019-07-01 Month"),
        ("Sept. 27, 2021", "MonthName 2021-09-27"),
    ]);
}

#[test]
fn impossible_dates_are_told_from_texts_that_are_none() {
    check(&[
        ("2024-13-45", "Iso 2024-13-45 no-Month: 13"),
        ("2024-02-30", "Iso 2024-02-30 no-Day: 30"),
        ("2023-02-29 10:00:00", "Iso 2023-02-29 10:00:00 no-Day: 29"),
        ("2024-01-02 25:00:00", "Iso 2024-01-02 25:00:00 no-Time: 25:00:00"),
        ("2024-01-02 24:00:01", "EndOfDay 2024-01-02 24:00:01 no-Time: 24:00:01"),
        ("0000-00-00 00:00:00", "Iso 0000-00-00 00:00:00 no-Month: 00"),
        ("Mon, 31 Sep 2021 21:07:48 GMT", "Rfc2822 2021-09-31 21:07:48 +00:00 no-Day: 31"),
        ("2024-01-02T03:04:05+99:00", "Iso 2024-01-02 03:04:05 Impossible no-Offset: +99:00"),
        ("2024-366", "Ordinal 2024-12-31"),
        ("2023-366", "Ordinal 2023-01-366 no-Day: 366"),
    ]);
    for text in [
        "",
        "today",
        "now",
        "foo",
        "{{ date }}",
        "10:11:12",
        "true",
        "0",
        "12",
        "123456",
        "2024-01-02 and then some",
        "2024-01-02T",
        "May",
        "May 5",
        "3-4",
        "1.2.3.4",
        "Mon",
        "Sep 27 21:07:48",
        "2024-",
        "99999999999999999999999999",
        "标题",
    ] {
        assert_eq!(shown(text), "no date", "{text}");
    }
    assert_eq!(Written::parse(&"2024-01-02 ".repeat(1_000_000)), None);
}

fn meant(text: &str, site: Option<Tz>) -> String {
    let instant = Written::parse(text).and_then(|written| written.resolve(site));
    let utc = |instant: DateTime<Utc>| instant.format("%FT%T%.fZ").to_string();
    match instant {
        None => "unknown".to_owned(),
        Some(Instant::Once(one)) => utc(one),
        Some(Instant::Twice(one, other)) => format!("{} or {}", utc(one), utc(other)),
        Some(Instant::Never(one)) => format!("never, so {}", utc(one)),
    }
}

#[test]
fn instants_follow_the_written_zone_else_the_sites() {
    let (shanghai, new_york) = (Tz::Asia__Shanghai, Tz::America__New_York);
    for (text, site, expected) in [
        ("Mon, 27 Sep 2021 21:07:48 GMT", Some(shanghai), "2021-09-27T21:07:48Z"),
        ("2024-01-02 03:04:05", Some(shanghai), "2024-01-01T19:04:05Z"),
        ("2024-01-02 03:04:05", None, "unknown"),
        ("2024-01-02", Some(new_york), "2024-01-02T05:00:00Z"),
        ("2024-01-02 24:00:00", Some(Tz::UTC), "2024-01-03T00:00:00Z"),
        ("2016-12-31 23:59:60", Some(Tz::UTC), "2017-01-01T00:00:00Z"),
        ("2024-02-30", Some(Tz::UTC), "unknown"),
        ("2024-03-10 02:30:00", Some(new_york), "never, so 2024-03-10T07:30:00Z"),
        ("2024-11-03 01:30:00", Some(new_york), "2024-11-03T05:30:00Z or 2024-11-03T06:30:00Z"),
        ("2024-11-03 01:30:00 -0500", Some(new_york), "2024-11-03T06:30:00Z"),
        ("2011-12-30 12:00:00", Some(Tz::Pacific__Apia), "never, so 2011-12-30T22:00:00Z"),
        ("Thu Apr 20 07:31:21 CST 2017", Some(shanghai), "2017-04-19T23:31:21Z"),
        ("Thu Apr 20 07:31:21 CST 2017", None, "2017-04-20T13:31:21Z"),
        ("2017-04-20 07:31:21 IST", None, "unknown"),
        ("2017-04-20 07:31:21 IST", Some(Tz::Asia__Kolkata), "2017-04-20T02:01:21Z"),
        ("2017-04-20 07:31:21 Asia/Kolkata", Some(shanghai), "2017-04-20T02:01:21Z"),
    ] {
        assert_eq!(meant(text, site), expected, "{text}");
    }
}

#[test]
fn a_day_without_a_time_allows_any_instant_of_it() {
    let day = Written::parse("2024-01-02").unwrap();
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    assert!(day.allows(at("2024-01-02T00:00:00Z"), Tz::Asia__Shanghai));
    assert!(!day.allows(at("2024-01-02T00:00:00Z"), Tz::America__New_York));
    let time = Written::parse("2024-01-02 00:00:01").unwrap();
    assert!(!time.allows(at("2024-01-02T00:00:00Z"), Tz::UTC));
    assert!(time.allows(at("2024-01-02T00:00:01.5Z"), Tz::UTC));
    let month = Written::parse("2024-02").unwrap();
    assert!(month.allows(at("2024-02-29T12:00:00Z"), Tz::UTC));
    assert!(!month.allows(at("2024-01-31T12:00:00Z"), Tz::UTC));
}

proptest! {
    #[test]
    fn any_text_can_be_read_and_places_lie_in_it(text in "([0-9]{1,5}|[-/.:, T+()\\[]|Mon|Sep|sunday|GMT|CST|Asia/Tokyo|年|月|日|下午|周三|pm|\\PC){0,14}") {
        if let Some(written) = Written::parse(&text) {
            let parts = [
                written.clock.map(|clock| clock.span),
                written.zone.map(|zone| zone.span),
                written.weekday.map(|weekday| weekday.span),
                written.impossible.map(Impossible::span),
            ];
            for part in parts.into_iter().flatten() {
                prop_assert!(text.get(part.start..part.end).is_some(), "{part:?}");
            }
            for zone in [Tz::UTC, Tz::America__New_York, Tz::Pacific__Apia] {
                prop_assert_eq!(written.instant(Some(zone)).is_some(), written.resolve(Some(zone)).is_some());
            }
        }
    }
}
