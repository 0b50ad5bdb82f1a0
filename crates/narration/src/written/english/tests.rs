//! Sentences as news has them.

use crate::Language;
use crate::written::spoken;

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (written, expected) in cases {
        assert_eq!(spoken(Language::English.into(), written), *expected, "{written}");
    }
}

#[test]
fn money_is_said_with_its_unit_last() {
    check(&[
        ("It weighs 5 kg. It is heavy.", "It weighs five kilograms. It is heavy."),
        ("He is 5 ft. tall.", "He is five feet tall."),
        ("Yes 52%, No 48%.", "Yes fifty two percent, No forty eight percent."),
        ("It cost $1.2bn.", "It cost one point two billion dollars."),
        ("It lost £3m in 2019.", "It lost three million pounds in twenty nineteen."),
        ("€50 or 50 €", "fifty euros or fifty euros"),
        ("a £200,000 loan", "a two hundred thousand pound loan"),
        ("CHF 1.1bn", "one point one billion Swiss francs"),
        ("$5-10 million", "five to ten million dollars"),
        ("It costs 50p.", "It costs fifty pence."),
        ("US$1.50", "one US dollar fifty cents"),
    ]);
}

#[test]
fn times_and_durations_are_said() {
    check(&[
        ("at 7.15pm", "at seven fifteen PM"),
        ("at 16:05 GMT", "at sixteen oh five GMT"),
        ("It lasted 2h 48m.", "It lasted two hours forty eight minutes."),
        ("We met at 5 p.m.", "We met at five PM."),
        ("10am-5pm", "ten AM to five PM"),
    ]);
}

#[test]
fn people_and_places_are_said_in_full() {
    check(&[
        ("Charles III and Elizabeth II", "Charles the third and Elizabeth the second"),
        ("World War II", "World War two"),
        ("Malcolm and I went", "Malcolm and I went"),
        ("Dr. Lee of No. 10", "Doctor Lee of number ten"),
        ("Sen. J.K. Lee, e.g. in St. Louis", "Senator JK Lee, for example in Saint Louis"),
        ("on Wall St.", "on Wall Street."),
        ("approx. 50 sq. ft.", "approximately fifty square feet."),
    ]);
}

#[test]
fn dates_are_said() {
    check(&[
        ("on 4 June 2014", "on the fourth of June twenty fourteen"),
        ("on Jan. 5", "on January fifth"),
        ("the 1990s and the '80s", "the nineteen nineties and the eighties"),
        ("from 1939–1945", "from nineteen thirty nine to nineteen forty five"),
        ("in Q2 2022", "in the second quarter of twenty twenty two"),
        ("We may 3 times try", "We may three times try"),
    ]);
}

#[test]
fn dates_in_digits_are_read_as_their_region_has_them() {
    for (region, written, expected) in [
        ("en-GB", "on 03/04/2024", "on the third of April twenty twenty four"),
        ("en-IE", "on 3.4.2024", "on the third of April twenty twenty four"),
        ("en-AU", "on 04/13/2024", "on April thirteenth twenty twenty four"),
        ("en-US", "on 03/04/2024", "on March fourth twenty twenty four"),
        ("en", "on 24.12.2024", "on the twenty fourth of December twenty twenty four"),
    ] {
        assert_eq!(crate::spoken(region, written), expected, "{region} {written}");
    }
}

#[test]
fn measures_and_ranges_are_said() {
    check(&[
        ("5-10% of 12kg", "five to ten percent of twelve kilograms"),
        ("5m people ran 5m", "five million people ran five meters"),
        ("-3°C", "minus three degrees Celsius"),
        ("ages 5-10 years", "ages five to ten years"),
        ("won 2-1", "won two one"),
        ("split 55/45", "split fifty five forty five"),
        ("2½ hours", "two and a half hours"),
        ("about 10000 people", "about ten thousand people"),
    ]);
}

#[test]
fn signs_of_the_web_are_said() {
    check(&[
        ("@earshot and #MeToo", "at earshot and hashtag Me Too"),
        ("see earshot.news", "see earshot dot news"),
        ("A&B 👍 C+D", "A and B C plus D"),
        ("24/7 and/or 9/11", "twenty four seven and or nine eleven"),
    ]);
}

#[test]
fn numbers_in_sport_votes_and_weather_are_said() {
    check(&[
        ("The vote was 218-210.", "The vote was two hundred and eighteen to two hundred and ten."),
        ("Over-65s ran in 9.58s", "Over-sixty fives ran in nine point five eight seconds"),
        (
            "A heat of 40C (104F)",
            "A heat of forty degrees Celsius (one hundred and four degrees Fahrenheit)",
        ),
        ("in 2008-09", "in two thousand eight to two thousand nine"),
        ("the 100m final", "the one hundred meter final"),
        ("Biden's $1.9tn plan", "Biden's one point nine trillion dollar plan"),
        ("version v2.3.1", "version v two point three point one"),
        ("3½ lb", "three and a half pounds"),
        ("52%-48%", "fifty two percent-forty eight percent"),
    ]);
}

#[test]
fn cricket_tennis_and_races_are_said_as_their_fans_say_them() {
    check(&[
        ("India declared at 287-6.", "India declared at two hundred and eighty seven for six."),
        ("He took 5/23 in 12 overs.", "He took five for twenty three in twelve overs."),
        ("a 10-6 record", "a ten and six record"),
        ("She won 6-4 7-6(10-8).", "She won six four seven six (ten eight)."),
        ("He ran it in 38:12.", "He ran it in thirty eight minutes twelve seconds."),
        ("a marathon in 2:05", "a marathon in two hours five minutes"),
        ("in 10:30 am trading", "in ten thirty AM trading"),
        ("It starts at 00:00.", "It starts at midnight."),
    ]);
}

#[test]
fn letters_after_a_hyphen_and_a_number_are_no_units() {
    check(&[
        (
            "A 787-9 and two 737-800s",
            "A seven eighty seven nine and two seven thirty seven eight hundreds",
        ),
        ("a Tu-95MS, an F-35B", "a Tu-ninety five MS, an F-thirty five B"),
        ("an A320neo", "an A three twenty neo"),
        ("an Xbox Series X", "an Xbox Series X"),
        ("a 401(k)", "a four oh one k"),
    ]);
}

#[test]
fn millions_and_meters_are_told_by_what_follows() {
    check(&[
        ("6m Jews and 2.5m Ukrainians", "six million Jews and two point five million Ukrainians"),
        ("5m new homes, 3m of them", "five million new homes, three million of them"),
        (
            "40m-50m people, the 1m-strong union",
            "forty to fifty million people, the one million-strong union",
        ),
        ("the 100m hurdles in 2m waves", "the one hundred meter hurdles in two meter waves"),
        ("It killed some 60m.", "It killed some sixty million."),
        ("She was 60m behind.", "She was sixty meters behind."),
    ]);
}

#[test]
fn rates_and_units_alone_are_said() {
    check(&[
        ("up 5% y/y, 2% q/q.", "up five percent year on year, two percent quarter on quarter."),
        ("120 g/km.", "one hundred and twenty grams per kilometer."),
        (
            "€45/MWh, $80/bbl, 30c per kWh",
            "forty five euros per megawatt hour, eighty dollars per barrel, thirty cents per kilowatt hour",
        ),
        ("(p<0.05)", "(p less than zero point zero five)"),
        ("£30/m², 50p/mile", "thirty pounds per square meter, fifty pence per mile"),
        ("3.50/kg, 3.2K", "three point five zero kg, three point two K"),
        ("+/- 3 points, 3/8ths", "plus or minus three points, three eighths"),
    ]);
}

#[test]
fn what_a_paper_bleeped_is_an_expletive() {
    check(&[
        ("What the f***!", "What the expletive!"),
        ("f***ing s**t, sh*t", "expletive expletive, expletive"),
        ("**bold** text, a*b", "bold text, a b"),
        ("the price* rose", "the price rose"),
    ]);
}
