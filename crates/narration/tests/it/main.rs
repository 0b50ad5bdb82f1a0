//! Over everything: the cases beside the repository, the gold sentences, and what holds for any
//! input.

mod gold;
mod growth;
mod hostile;
mod places;
#[path = "../../examples/figures/table.rs"]
mod table;
