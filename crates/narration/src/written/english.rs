//! English: each class of written forms in its own file, the special before the general.

mod abbreviation;
mod address;
mod amount;
mod cricket;
mod date;
mod electronic;
mod fraction;
mod measure;
mod model;
mod money;
mod number;
mod odds;
mod period;
mod phone;
mod range;
mod roman;
mod score;
mod state;
mod symbol;
mod time;

use crate::language::DateOrder;
use crate::line::Line;

/// The line with every class rewritten.
pub(super) fn rewrite(date_order: DateOrder, line: &mut Line) {
    amount::join_thousands(line);
    let date = match date_order {
        DateOrder::DayFirst => date::rewrite_day_first,
        DateOrder::MonthFirst => date::rewrite_month_first,
    };
    let classes: [fn(&mut Line); 22] = [
        electronic::rewrite,
        phone::rewrite,
        address::rewrite,
        state::rewrite,
        abbreviation::rewrite,
        period::rewrite,
        date,
        time::rewrite,
        odds::rewrite,
        score::rewrite,
        cricket::rewrite,
        symbol::rewrite_comparisons,
        model::rewrite,
        money::rewrite,
        measure::rewrite,
        fraction::rewrite,
        roman::rewrite,
        number::rewrite_ordinals,
        range::rewrite,
        symbol::rewrite_sums,
        number::rewrite,
        symbol::rewrite,
    ];
    for class in classes {
        class(line);
    }
}

#[cfg(test)]
mod tests;
