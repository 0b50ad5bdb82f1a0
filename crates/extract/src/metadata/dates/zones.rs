//! Offsets of the zones that clocks name: data and its look-up.
//!
//! A name that several countries use for zones of their own counts only where the page's country or
//! language decides, or where one meaning is by far the most usual.

use chrono::{FixedOffset, NaiveDate};

use super::region::Region;

/// The offset from UTC of a zone's abbreviation, in any case.
pub(super) fn offset_of(name: &str, region: &Region, day: NaiveDate) -> Option<FixedOffset> {
    let named = || ZONES.iter().filter(|(known, ..)| known.eq_ignore_ascii_case(name));
    let claimed = named().find(|(.., places)| places.iter().any(|place| region.is(place)));
    let (_, minutes, _) = claimed.or_else(|| named().find(|(.., places)| places.is_empty()))?;
    let is_old_moscow = name.eq_ignore_ascii_case("MSK") && day < MOSCOW_SINCE;
    FixedOffset::east_opt(minutes.filter(|_| !is_old_moscow)? * 60)
}

/// Since when Moscow has its offset of today; before, "MSK" was another for some years.
const MOSCOW_SINCE: NaiveDate = NaiveDate::from_ymd_opt(2014, 10, 26).expect("a day");

/// A zone's name, its minutes east of UTC, and the countries and languages (two letters) that call it
/// so; without these it is so everywhere else. No minutes: there the name is a common word.
type Zone = (&'static str, Option<i32>, &'static [&'static str]);

const ZONES: &[Zone] = &[
    ("UTC", Some(0), &[]),
    ("GMT", Some(0), &[]),
    // Europe
    ("WET", Some(0), &["pt"]),
    ("WEST", Some(60), &["pt"]),
    ("BST", Some(60), &[]),
    ("BST", Some(360), &["bd", "bn"]),
    ("CET", Some(60), &[]),
    ("CEST", Some(120), &[]),
    ("MEZ", Some(60), &[]),
    ("MESZ", Some(120), &[]),
    ("EET", Some(120), &[]),
    ("EEST", Some(180), &[]),
    ("MSK", Some(180), &[]),
    ("TRT", Some(180), &[]),
    // America
    ("EST", Some(-300), &[]),
    ("EST", Some(600), &["au"]),
    ("EST", None, &["fr"]),
    ("EDT", Some(-240), &[]),
    ("EDT", Some(660), &["au"]),
    ("CST", Some(-360), &["us", "ca", "mx"]),
    ("CST", Some(480), &["cn", "tw", "zh"]),
    ("CDT", Some(-300), &[]),
    ("CDT", None, &["cn", "tw", "zh", "cu"]),
    ("MST", Some(-420), &[]),
    ("MST", None, &["my", "ms", "mm"]),
    ("MDT", Some(-360), &[]),
    ("PST", Some(-480), &[]),
    ("PST", Some(480), &["ph", "tl"]),
    ("PDT", Some(-420), &[]),
    ("AKST", Some(-540), &[]),
    ("AKDT", Some(-480), &[]),
    ("HST", Some(-600), &[]),
    ("AST", Some(-240), &["ca", "pr", "bm", "tt"]),
    ("AST", Some(180), &["sa", "kw", "qa", "bh", "iq", "ar"]),
    ("ADT", Some(-180), &["ca", "bm"]),
    ("BRT", Some(-180), &[]),
    // Africa
    ("WAT", Some(60), &[]),
    ("SAST", Some(120), &[]),
    // Asia
    ("IST", Some(330), &["in", "hi", "bn", "ta", "te", "mr", "ml", "kn", "gu", "pa"]),
    ("IST", Some(120), &["il", "he"]),
    ("IST", Some(60), &["ie", "ga"]),
    ("IDT", Some(180), &["il", "he"]),
    ("GST", Some(240), &["ae", "om"]),
    ("PKT", Some(300), &[]),
    ("ICT", Some(420), &[]),
    ("WIB", Some(420), &[]),
    ("WITA", Some(480), &[]),
    ("HKT", Some(480), &[]),
    ("SGT", Some(480), &[]),
    ("PHT", Some(480), &[]),
    ("JST", Some(540), &[]),
    ("KST", Some(540), &[]),
    // Australia and New Zealand
    ("AWST", Some(480), &[]),
    ("ACST", Some(570), &[]),
    ("ACDT", Some(630), &[]),
    ("AEST", Some(600), &[]),
    ("AEDT", Some(660), &[]),
    ("NZST", Some(720), &[]),
    ("NZDT", Some(780), &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, country: &str, hours: Option<f64>) {
        let region = Region::of_country(country);
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let found =
            offset_of(name, &region, day).map(|it| f64::from(it.local_minus_utc()) / 3600.0);
        assert_eq!(found, hours, "{name} in {country}");
    }

    #[test]
    fn a_name_of_several_zones_counts_where_the_country_decides() {
        check("cet", "de", Some(1.0));
        check("EST", "us", Some(-5.0));
        check("EST", "au", Some(10.0));
        check("EST", "fr", None);
        check("CST", "cn", Some(8.0));
        check("CST", "us", Some(-6.0));
        check("CST", "", None);
        check("IST", "in", Some(5.5));
        check("IST", "ie", Some(1.0));
        check("IST", "", None);
        check("PT", "us", None);
    }
}
