//! What is one story, what is trending, and what is worth hearing.
//!
//! - [`text_hash`] and [`Shingles`]: is this the same text, is this the same story.
//! - [`Sketch`]: which of all articles may tell the same story.
//! - [`place()`]: to which story an article belongs.
//! - [`trending`]: which keywords rise on several sites at once.
//! - [`choose`]: which articles become episodes, and which never will.
//!
//! Pure: time is an argument, and nothing is read, stored or sent. Absent on purpose: what the
//! rows look like, which voices there are, and what is done with a choice.
//!
//! # From a text to its story
//!
//! Of each article its [`Sketch`] is kept (261 bytes) and the sketch's [`Sketch::bands`] (at most 32
//! keys). The articles that have one of these keys are its neighbours: [`worth_comparing`] names at
//! most twelve whose texts are compared word by word, and [`place()`] tells the story. Whoever looks
//! neighbours up should take few hundred at most, those with the most keys in common first, and only
//! of the last days: a notice that a site prints instead of articles has neighbours without end.
//!
//! ```
//! use stories::{Neighbour, Relative, Shingles, Sketch, place, worth_comparing};
//!
//! let known = Shingles::of("Rain fell on the fields all day, and the fields drank it.");
//! let article = Shingles::of("RAIN fell on the fields all day, and the fields drank it");
//! let (Some(kept), Some(sketch)) = (Sketch::of(&known), Sketch::of(&article)) else { return };
//! assert!(sketch.bands().iter().any(|key| kept.bands().contains(key)));
//!
//! let neighbours = [Neighbour { article: 1, story: 7, sketch: &kept }];
//! assert_eq!(worth_comparing(&sketch, &neighbours), [1]);
//! let relative =
//!     Relative { article: 1, story: 7, story_articles: 1, same_site: false, shingles: &known };
//! assert_eq!(place(&article, &[relative]).story, Some(7));
//! ```
//!
//! # How good it is
//!
//! Over the test web (622 real pages, each on several sites, half of them edited: a sentence in front, 5
//! or 30 % of the paragraphs left out), the texts as `extract` gives them, placed in the order of their
//! publication: pairs of articles in one story, and what a slow core does in a second of its time
//! (shingles, sketch, look-up in memory, comparison with texts cut into shingles anew, placing).
//!
//! | test web | pairs | precision | recall | F1 | articles/s |
//! |---|---|---|---|---|---|
//! | 20 sites of 50, seed 7 | exact and light | 1.000 | 1.000 | 1.000 | 3,700 to 4,400 |
//! | | with heavy edits | .994 | .994 | .994 | |
//! | 20 sites of 50, seed 11 | exact and light | .996 | 1.000 | .998 | 4,700 to 5,300 |
//! | | with heavy edits | 1.000 | .975 | .988 | |
//!
//! All wrong pairs are one page that is in the corpus twice, taken at two times. Among really different
//! articles no text is in another by more than .29, far from the .6 of one story. Missed are copies of
//! which an edit, or the extractor after it, left next to nothing or another part than of the other.
//! With `build.py` of the test web:
//!
//! ```text
//! build.py OUT --hosts 20 --per 50 --seed 7
//! cargo run --release -p stories --example duplicates -- OUT/truth.jsonl
//! ```

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
