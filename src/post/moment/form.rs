//! The spellings of a date, by what an engine most likely stumbles over.

/// How a date is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `2024-01-02`, `2024-01-02 03:04:05`, `2024-01-02T03:04:05.6+08:00`
    Iso,
    /// `2024-01-02t03:04:05z`
    LowerCase,
    /// `2024-1-2`, `3:4:5`
    ShortParts,
    /// `2024-01-02 03:04`
    NoSeconds,
    /// `+0800`, `+08`, `+8`
    BareOffset,
    /// `2024-01-02 03:04:05 +08:00`
    SpacedZone,
    /// `2024-01-02 03:04:05 CST`
    NamedZone,
    /// `2024-01-02 3:04 PM`
    TwelveHours,
    /// `2024-01-02 24:00:00`
    EndOfDay,
    /// `2024/01/02`
    Slashes,
    /// `2024.01.02`
    Dots,
    /// `01/02/2024`, `27-09-2021`
    YearLast,
    /// `24-01-02`
    ShortYear,
    /// `20240102`, `20240102T030405Z`
    Basic,
    /// `2024-W01-2`
    Week,
    /// `2024-002`
    Ordinal,
    /// `2024-01`
    Month,
    /// `2024`
    Year,
    /// `2024年1月2日`
    Cjk,
    /// `Mon, 27 Sep 2021 21:07:48 GMT`
    Rfc2822,
    /// `Monday, 27-Sep-21 21:07:48 GMT`
    Rfc850,
    /// `Mon Sep 27 21:07:48 2021`, also with a zone before the year
    Asctime,
    /// `Mon Sep 27 2021 21:07:48 GMT+0800 (CST)`
    JavaScript,
    /// `Sep 27, 2021`, `27 September 2021`
    MonthName,
    /// `1632776868`
    UnixSeconds,
    /// `1632776868000`
    UnixMilliseconds,
}

impl Form {
    /// What it is, as a sentence goes on behind "this is".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Iso => "an ISO date",
            Self::LowerCase => "an ISO date with small letters",
            Self::ShortParts => "a date with one-digit parts",
            Self::NoSeconds => "a date without seconds",
            Self::BareOffset => "a date with an offset that is not written `+hh:mm`",
            Self::SpacedZone => "a date with a blank before its zone",
            Self::NamedZone => "a date with the name of a zone",
            Self::TwelveHours => "a date with a twelve-hour clock",
            Self::EndOfDay => "a date at hour 24",
            Self::Slashes => "a date with slashes",
            Self::Dots => "a date with dots",
            Self::YearLast => "a date with its year at the end",
            Self::ShortYear => "a date with a two-digit year",
            Self::Basic => "a date without separators",
            Self::Week => "a date by week",
            Self::Ordinal => "a date by day of the year",
            Self::Month => "a month without a day",
            Self::Year => "a year alone",
            Self::Cjk => "a date with 年, 月 and 日",
            Self::Rfc2822 => "an RFC 2822 date",
            Self::Rfc850 => "an RFC 850 date",
            Self::Asctime => "a date as `date` prints it",
            Self::JavaScript => "a date as JavaScript prints it",
            Self::MonthName => "a date with the name of its month",
            Self::UnixSeconds => "seconds since 1970",
            Self::UnixMilliseconds => "milliseconds since 1970",
        }
    }
}
