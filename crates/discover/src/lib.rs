//! Where articles are: addresses, robots.txt, feeds, sitemaps and front pages, read as values.
