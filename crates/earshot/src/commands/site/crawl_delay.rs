//! What a host's robots.txt asks between two requests, where that is more than is kept.

use std::time::Duration;

use discover::Robots;
use fetch::MOST_CRAWL_DELAY;

use crate::output;

/// Tells it, beside what a command answers.
pub(super) fn tell(host: &str, robots: &Robots) {
    if let Some(told) = clamped(robots.crawl_delay()) {
        output::note(&format!("{host}: {told}"));
    }
}

fn clamped(wished: Option<Duration>) -> Option<String> {
    let wished = wished.filter(|wished| *wished > MOST_CRAWL_DELAY)?;
    let kept = MOST_CRAWL_DELAY.as_secs();
    Some(format!(
        "its robots.txt asks for {} s between two requests; {kept} s are kept",
        wished.as_secs_f64()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_told_where_it_is_longer_than_what_is_kept() {
        let told = |seconds| clamped(Some(Duration::from_millis(seconds)));
        let expected = "its robots.txt asks for 90.5 s between two requests; 30 s are kept";
        assert_eq!(told(90_500).as_deref(), Some(expected));
        assert_eq!(told(30_000), None);
        assert_eq!(clamped(None), None);
    }
}
