//! The web site as readers, apps and strangers meet it: real rows, a real store, real answers.

mod feeds;
mod guarding;
mod hostile;
mod listening;
mod newspaper;
mod pages;
mod pushing;
mod rights;
mod serving;
