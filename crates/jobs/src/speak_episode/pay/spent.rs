//! What is told of a budget that has no room, in numbers.

use chrono::NaiveDate;
use database::spoken::{Budget, Spoken};

use crate::money;

/// Why what is asked for does not fit behind the characters and the money (in millionths) that are
/// spent, and when it will: in the month that begins at `next`, if ever.
pub(super) fn told(
    (budget, (characters, cost)): (Budget, (i64, i64)),
    asked: &Spoken,
    next: NaiveDate,
) -> String {
    let lacks_characters = characters.saturating_add(asked.characters) > budget.characters;
    let (numbers, ever_fits) = if lacks_characters {
        let (most, asks) = (budget.characters, asked.characters);
        (format!("{characters} of {most} characters are spent, and it takes {asks}"), asks <= most)
    } else {
        let (most, asks) = (budget.cost_micros, asked.cost_micros);
        let [spent, all, takes] =
            [cost, most, asks].map(|micros| money::exact(micros, &asked.currency));
        (format!("{spent} of {all} is spent, and it takes {takes}"), asks <= most)
    };
    let goes_on = if ever_fits {
        format!("it goes on on {next} (UTC), or once the budget is raised")
    } else {
        "that is more than a month has: it goes on once the budget is raised".to_owned()
    };
    format!(
        "the budget of {} for this month has no room for it: {numbers}; {goes_on}",
        asked.engine
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(budget: Budget, asked: i64, expected: &str) {
        let asked = Spoken {
            episode_id: None,
            month: 202_611,
            engine: "openai".to_owned(),
            voice: "openai-onyx".to_owned(),
            currency: "USD".to_owned(),
            characters: asked,
            cost_micros: 16 * asked,
        };
        let next = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let told = told((budget, (3_900, 62_400)), &asked, next);
        let expected =
            format!("the budget of openai for this month has no room for it: {expected}");
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_short_is_told_with_numbers_and_when_it_goes_on() {
        let characters = Budget { characters: 4_000, ..Budget::UNLIMITED };
        let later = "it goes on on 2026-12-01 (UTC), or once the budget is raised";
        check(
            characters,
            350,
            &format!("3900 of 4000 characters are spent, and it takes 350; {later}"),
        );
        let money = Budget { cost_micros: 64_000, ..Budget::UNLIMITED };
        check(
            money,
            350,
            &format!("0.0624 USD of 0.0640 USD is spent, and it takes 0.0056 USD; {later}"),
        );
        let never = "that is more than a month has: it goes on once the budget is raised";
        check(
            characters,
            4_001,
            &format!("3900 of 4000 characters are spent, and it takes 4001; {never}"),
        );
    }
}
