//! The languages we have voices for.

use std::fmt;

/// A language that can be spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// `en`
    English,
    /// `de`
    German,
    /// `fr`
    French,
    /// `es`
    Spanish,
    /// `it`
    Italian,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::Italian];

    /// Reads a tag such as `en`, `de-AT` or `fr_CA`; only the part before the region counts.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The tag without a region (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Italian => "it",
        }
    }
}

/// Which part of a date in digits stands first where both could be a month: `03/04/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateOrder {
    /// The third of April.
    DayFirst,
    /// March fourth.
    MonthFirst,
}

/// A language as it is written somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Locale {
    pub(crate) language: Language,
    pub(crate) date_order: DateOrder,
}

/// Where English has the month first (CLDR's short dates, and Canada, which writes both); so it is
/// read too where no region is told.
const MONTH_FIRST: [&str; 9] = ["US", "CA", "PH", "AS", "GU", "MP", "PR", "UM", "VI"];

impl Locale {
    /// Reads a tag such as `en-GB`, `en_us` or `de`; scripts between language and region are passed
    /// over.
    pub(crate) fn parse(tag: &str) -> Option<Self> {
        let language = Language::parse(tag)?;
        let mut parts = tag.trim().split(['-', '_']).skip(1);
        let region = parts.find(|part| matches!(part.len(), 2 | 3));
        Some(region.map_or_else(|| language.into(), |region| Self::of(language, region)))
    }

    fn of(language: Language, region: &str) -> Self {
        let is_month_first = language == Language::English
            && MONTH_FIRST.iter().any(|known| known.eq_ignore_ascii_case(region));
        let date_order = if is_month_first { DateOrder::MonthFirst } else { DateOrder::DayFirst };
        Self { language, date_order }
    }
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        Self::of(language, "US")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_by_its_first_part() {
        assert_eq!(Language::parse("de-at"), Some(Language::German));
        assert_eq!(Language::parse("EN_GB"), Some(Language::English));
        assert_eq!(Language::parse("tlh"), None);
        assert_eq!(Language::parse(""), None);
    }

    #[track_caller]
    fn check_order(tag: &str, order: DateOrder) {
        assert_eq!(Locale::parse(tag).map(|locale| locale.date_order), Some(order), "{tag}");
    }

    #[test]
    fn a_region_tells_the_order_of_dates() {
        for tag in ["en-GB", "en_au", "en-Latn-IE", "en-001", "de", "fr-CA", "es-US"] {
            check_order(tag, DateOrder::DayFirst);
        }
        for tag in ["en", "en-US", "EN_us", "en-PH"] {
            check_order(tag, DateOrder::MonthFirst);
        }
        assert_eq!(Locale::parse("tlh-US"), None);
    }
}
