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
            ("nach Abs. 1 lit. f", "nach Absatz eins Buchstabe f"),
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

#[test]
fn one_agrees_with_what_is_counted() {
    check(
        Language::German,
        &[
            ("1 Frau und 1 Mann", "eine Frau und ein Mann"),
            ("nach 1 Stunde, in 1 Jahr", "nach einer Stunde, in einem Jahr"),
            ("1 kWh", "eine Kilowattstunde"),
        ],
    );
    check(
        Language::French,
        &[
            ("21 femmes et 31 voix", "vingt et une femmes et trente et une voix"),
            ("71 personnes, 1 fois", "soixante et onze personnes, une fois"),
            ("21 hommes", "vingt et un hommes"),
        ],
    );
    check(
        Language::Spanish,
        &[
            ("1 hora, 21 días, 1 región", "una hora, veintiún días, una región"),
            ("300-400 personas", "trescientas a cuatrocientas personas"),
            ("21 millones de 21 periodistas", "veintiún millones de veintiún periodistas"),
        ],
    );
    check(
        Language::Italian,
        &[("1 ora, 1 donna, 1 studente, 1 anno", "un’ora, una donna, uno studente, un anno")],
    );
}

#[test]
fn roman_numerals_are_ordinals_beside_their_nouns() {
    check(
        Language::German,
        &[
            ("seit dem II. Weltkrieg", "seit dem zweiten Weltkrieg"),
            ("Der I. Weltkrieg", "Der erste Weltkrieg"),
            ("unter Kaiser Wilhelm II. stand", "unter Kaiser Wilhelm dem Zweiten stand"),
            ("das Schloss Ludwigs II. in", "das Schloss Ludwigs des Zweiten in"),
            (
                "Elisabeth II. und Pius XII. waren",
                "Elisabeth die Zweite und Pius der Zwölfte waren",
            ),
        ],
    );
    check(
        Language::Spanish,
        &[
            ("la II Guerra Mundial", "la segunda Guerra Mundial"),
            ("los siglos XVI y XVII", "los siglos dieciséis y diecisiete"),
            ("el I Congreso y Carlos III visitó", "el primer Congreso y Carlos tercero visitó"),
            ("Isabel II", "Isabel segunda"),
        ],
    );
    check(
        Language::Italian,
        &[("la II guerra e il XIII Municipio", "la seconda guerra e il tredicesimo Municipio")],
    );
}

#[test]
fn days_durations_and_prices_are_said() {
    check(
        Language::German,
        &[
            ("vom 24.12. bis 6.1. zu", "vom vierundzwanzigsten Dezember bis sechsten Januar zu"),
            ("in 2:11:53", "in zwei Stunden elf Minuten und dreiundfünfzig Sekunden"),
            ("12,50 €/m²", "zwölf Euro fünfzig pro Quadratmeter"),
            ("5%-10%", "fünf bis zehn Prozent"),
            ("44 v. Chr. starb er", "vierundvierzig vor Christus starb er"),
            ("9-17 Uhr", "neun bis siebzehn Uhr"),
            ("10:15 bis 12:30 Uhr", "zehn Uhr fünfzehn bis zwölf Uhr dreißig"),
            ("um 10:00, 28:25", "um zehn Uhr, achtundzwanzig zu fünfundzwanzig"),
            ("82,50 US-Dollar", "zweiundachtzig US-Dollar fünfzig"),
            ("500 Tsd. Euro", "fünfhunderttausend Euro"),
        ],
    );
    check(
        Language::French,
        &[
            (
                "au XIXᵉ siècle, l’article 49.3",
                "au dix-neuvième siècle, l’article quarante-neuf trois",
            ),
            (
                "le 24/12, 38 min 12 s",
                "le vingt-quatre décembre, trente-huit minutes douze secondes",
            ),
        ],
    );
    check(
        Language::Spanish,
        &[
            ("el 1.er día y la 2.ª vez", "el primer día y la segunda vez"),
            ("a las 8.00 y a la 1 de la tarde", "a las ocho y a la una de la tarde"),
        ],
    );
    check(
        Language::Italian,
        &[
            ("il 2° posto a 2°", "il secondo posto a due gradi"),
            ("un 80enne e il 23enne", "un ottantenne e il ventitreenne"),
            ("nel ’900 e nel ’68", "nel novecento e nel sessantotto"),
            ("500mila euro negli anni ’90", "cinquecentomila euro negli anni novanta"),
        ],
    );
}
