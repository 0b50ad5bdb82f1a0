//! What is one story, what is trending, and what is worth hearing.
//!
//! - [`text_hash`] and [`Shingles`]: is this the same text, is this the same story.
//! - [`Sketch`]: which of all articles may tell the same story.
//! - [`place`]: to which story an article belongs.
//! - [`trending`]: which keywords rise on several sites at once.
//! - [`choose`]: which articles become episodes, and which never will.
//!
//! Pure: time is an argument, and nothing is read, stored or sent. Absent on purpose: what the
//! rows look like, which voices there are, and what is done with a choice.

mod choice;
mod place;
mod sameness;
mod sketch;
mod trend;
mod words;

pub use choice::{
    Candidate, Choice, Chosen, MAX_CHARACTERS, MIN_CHARACTERS, Refusal, SAME_STORY_MICROS, Told,
    choose,
};
pub use place::{Neighbour, Place, Relative, place, worth_comparing};
pub use sameness::{SAME_STORY, Shingles, text_hash};
pub use sketch::Sketch;
pub use trend::{KeywordHour, Trend, trending};
