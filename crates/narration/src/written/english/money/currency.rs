//! Currencies: how they are written and said.

/// What is paid in.
pub(super) struct Currency {
    /// As before or after a number; the first letters are those of a code where there is one.
    written: &'static str,
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    /// A hundredth, one and many; empty where there is none in use.
    pub(super) cent: [&'static str; 2],
}

const fn currency(
    written: &'static str,
    one: &'static str,
    many: &'static str,
    cent: [&'static str; 2],
) -> Currency {
    Currency { written, one, many, cent }
}

pub(super) const CENT: [&str; 2] = ["cent", "cents"];
pub(super) const PENNY: [&str; 2] = ["penny", "pence"];
const NONE: [&str; 2] = ["", ""];

/// Longer ones first, so that `US$` is found before `$`.
const CURRENCIES: [Currency; 41] = [
    currency("US$", "US dollar", "US dollars", CENT),
    currency("HK$", "Hong Kong dollar", "Hong Kong dollars", CENT),
    currency("NZ$", "New Zealand dollar", "New Zealand dollars", CENT),
    currency("AU$", "Australian dollar", "Australian dollars", CENT),
    currency("CA$", "Canadian dollar", "Canadian dollars", CENT),
    currency("A$", "Australian dollar", "Australian dollars", CENT),
    currency("C$", "Canadian dollar", "Canadian dollars", CENT),
    currency("S$", "Singapore dollar", "Singapore dollars", CENT),
    currency("R$", "real", "reais", NONE),
    currency("USD", "US dollar", "US dollars", CENT),
    currency("EUR", "euro", "euros", CENT),
    currency("GBP", "pound", "pounds", PENNY),
    currency("CHF", "Swiss franc", "Swiss francs", NONE),
    currency("JPY", "yen", "yen", NONE),
    currency("CNY", "yuan", "yuan", NONE),
    currency("RMB", "yuan", "yuan", NONE),
    currency("NZD", "New Zealand dollar", "New Zealand dollars", CENT),
    currency("AUD", "Australian dollar", "Australian dollars", CENT),
    currency("CAD", "Canadian dollar", "Canadian dollars", CENT),
    currency("SEK", "Swedish krona", "Swedish kronor", NONE),
    currency("NOK", "Norwegian krone", "Norwegian kroner", NONE),
    currency("DKK", "Danish krone", "Danish kroner", NONE),
    currency("PLN", "zloty", "zloty", NONE),
    currency("Rs.", "rupee", "rupees", NONE),
    currency("Rs", "rupee", "rupees", NONE),
    currency("INR", "rupee", "rupees", NONE),
    currency("$", "dollar", "dollars", CENT),
    currency("£", "pound", "pounds", PENNY),
    currency("€", "euro", "euros", CENT),
    currency("¥", "yen", "yen", NONE),
    currency("₩", "won", "won", NONE),
    currency("₹", "rupee", "rupees", NONE),
    currency("₽", "ruble", "rubles", NONE),
    currency("₺", "lira", "lira", NONE),
    currency("₪", "shekel", "shekels", NONE),
    currency("₴", "hryvnia", "hryvnias", NONE),
    currency("₦", "naira", "naira", NONE),
    currency("₱", "peso", "pesos", NONE),
    currency("฿", "baht", "baht", NONE),
    currency("₫", "dong", "dong", NONE),
    currency("₿", "bitcoin", "bitcoins", NONE),
];

/// An alternation of all as they are written.
pub(super) fn any_currency() -> String {
    CURRENCIES.iter().map(|one| regex::escape(one.written)).collect::<Vec<_>>().join("|")
}

/// The one that is written so.
pub(super) fn lookup(written: &str) -> Option<&'static Currency> {
    CURRENCIES.iter().find(|currency| currency.written == written)
}
