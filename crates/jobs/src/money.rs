//! Money as people write it.

/// Millionths of a currency's unit with four places, rounded up, as `0.0160 USD`: sentences cost
/// little.
#[must_use]
pub fn exact(micros: i64, currency: &str) -> String {
    let parts = rounded_up(micros, 100);
    format!("{}.{:04} {currency}", parts / 10_000, parts % 10_000)
}

/// The same to the cent, rounded up.
#[must_use]
pub fn rounded(micros: i64, currency: &str) -> String {
    let hundredths = rounded_up(micros, 10_000);
    format!("{}.{:02} {currency}", hundredths / 100, hundredths % 100)
}

fn rounded_up(micros: i64, part: i64) -> i64 {
    micros.div_euclid(part) + i64::from(micros.rem_euclid(part) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_four_places_or_is_rounded_up_to_the_cent() {
        assert_eq!(exact(16_000_000, "USD"), "16.0000 USD");
        assert_eq!(exact(16_000, "USD"), "0.0160 USD");
        assert_eq!(exact(16, "USD"), "0.0001 USD");
        assert_eq!(rounded(16, "USD"), "0.01 USD");
        assert_eq!(rounded(12_340_000, "EUR"), "12.34 EUR");
        assert_eq!(rounded(12_340_001, "EUR"), "12.35 EUR");
    }
}
