//! From an article to a script: what a newsreader would say.
