//! Tables whose hash is made for short keys: the standard library's was a twelfth of an extraction's
//! instructions. It is seeded at random, too, and no output depends on the order of a table.

use std::collections;

pub(crate) use foldhash::fast::RandomState;

pub(crate) type HashMap<K, V> = collections::HashMap<K, V, RandomState>;
pub(crate) type HashSet<T> = collections::HashSet<T, RandomState>;
