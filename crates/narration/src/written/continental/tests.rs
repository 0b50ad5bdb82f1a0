use crate::Language;
use crate::written::spoken;

#[track_caller]
fn check(language: Language, cases: &[(&str, &str)]) {
    for (written, expected) in cases {
        assert_eq!(spoken(language.into(), written), *expected, "{written}");
    }
}

#[test]
fn money_as_english_writes_it_is_money() {
    check(
        Language::German,
        &[("£3m und US$5bn", "drei Millionen Pfund und fünf Milliarden US-Dollar")],
    );
    check(
        Language::Spanish,
        &[("£3m y $5bn", "tres millones de libras y cinco mil millones de dólares")],
    );
    check(Language::Italian, &[("£3m, 3 m", "tre milioni di sterline, tre metri")]);
    check(Language::French, &[("$5bn", "cinq milliards de dollars")]);
}

#[test]
fn deutsch() {
    check(
        Language::German,
        &[
            ("Am 3. Oktober 1990", "Am dritten Oktober neunzehnhundertneunzig"),
            ("der 03.10.2025", "der dritte Oktober zweitausendfünfundzwanzig"),
            ("um 14:30 Uhr", "um vierzehn Uhr dreißig"),
            ("um 20 Uhr", "um zwanzig Uhr"),
            ("1,2 Mrd. Euro", "eins Komma zwei Milliarden Euro"),
            ("1 Mio. €", "eine Million Euro"),
            ("3,50 € und $5", "drei Euro fünfzig und fünf Dollar"),
            ("3,87 Euro", "drei Euro siebenundachtzig"),
            ("1.234,5 km", "tausendzweihundertvierunddreißig Komma fünf Kilometer"),
            ("12,5 % oder 1 %", "zwölf Komma fünf Prozent oder ein Prozent"),
            ("10-12 Grad, -3 °C", "zehn bis zwölf Grad, minus drei Grad Celsius"),
            ("auf dem 3. Platz", "auf dem dritten Platz"),
            ("z. B. Dr. Lee", "zum Beispiel Doktor Lee"),
            ("3:1 in der 90. Minute", "drei zu eins in der neunzigsten Minute"),
            ("die 1990er Jahre", "die neunzehnhundertneunziger Jahre"),
            ("3/4 auf tagesschau.de", "drei Viertel auf tagesschau Punkt de"),
            ("Ludwig XIV. kam", "Ludwig der Vierzehnte kam"),
        ],
    );
}

#[test]
fn francais() {
    check(
        Language::French,
        &[
            ("le 1er octobre 1995", "le premier octobre mille neuf cent quatre-vingt-quinze"),
            ("à 14h30", "à quatorze heures trente"),
            ("à 14 h 05", "à quatorze heures cinq"),
            ("12,5 %", "douze virgule cinq pour cent"),
            ("1 200 €", "mille deux cents euros"),
            ("3 M€", "trois millions d’euros"),
            ("au XXe siècle", "au vingtième siècle"),
            ("Louis XIV", "Louis quatorze"),
            ("M. Dupont", "monsieur Dupont"),
            ("Le score : 3-1 ; Vers 9 h", "Le score : trois à un ; Vers neuf heures"),
            ("la 2e fois", "la deuxième fois"),
        ],
    );
}

#[test]
fn espanol() {
    check(
        Language::Spanish,
        &[
            ("el 3 de octubre de 2025", "el tres de octubre de dos mil veinticinco"),
            ("el 03/10/2025", "el tres de octubre de dos mil veinticinco"),
            ("a las 14:30", "a las catorce y treinta"),
            ("3,50 €", "tres euros con cincuenta"),
            ("21 casas", "veintiuna casas"),
            ("el siglo XXI", "el siglo veintiuno"),
            ("Felipe VI", "Felipe sexto"),
            ("el 5 % de 2.500 km", "el cinco por ciento de dos mil quinientos kilómetros"),
            ("la 3.ª vez", "la tercera vez"),
        ],
    );
}

#[test]
fn italiano() {
    check(
        Language::Italian,
        &[
            ("il 1º ottobre 2025", "il primo ottobre duemilaventicinque"),
            ("alle 14.30", "alle quattordici e trenta"),
            ("3,50 €", "tre euro e cinquanta"),
            ("1,5 mln di euro", "uno virgola cinque milioni di euro"),
            ("il XX secolo", "il ventesimo secolo"),
            ("Leone XIV", "Leone quattordicesimo"),
            ("il 12,5% di 10 km", "il dodici virgola cinque per cento di dieci chilometri"),
        ],
    );
}
