//! What is one story, what is trending, and what is worth hearing.
