//! Over everything: the cases beside the repository, and what holds for any input.

mod cases;
mod hostile;
mod places;
