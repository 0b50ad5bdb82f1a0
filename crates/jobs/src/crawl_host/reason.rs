//! The words in which an address's end is recorded, and those of the summary, which are coarser.

/// The summary's word for a recorded reason: README.md, "The summary of `cron --json`".
pub(crate) fn in_summary(reason: &str) -> &str {
    match reason {
        "headers_too_large" => "too_large",
        "scheme" => "private_address",
        "redirect_invalid" => "redirect_loop",
        // No answer, whyever: the record says more.
        "dns" | "connect" => "timeout",
        "protocol" | "cut" => "decode",
        "resting" | "template" => "budget",
        "content_type" | "front_page" | "consent_wall" | "login_wall" | "error_page"
        | "soft_not_found" | "about_site" | "empty_shell" | "too_little_text" | "not_html"
        | "elsewhere" | "internal" => "not_article",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_knows_nothing_finer_than_its_words() {
        let words = [
            "robots",
            "not_article",
            "duplicate",
            "http_status",
            "timeout",
            "tls",
            "decode",
            "too_large",
            "redirect_loop",
            "private_address",
            "port",
            "rights",
            "budget",
            "not_archived",
        ];
        for word in words {
            assert_eq!(in_summary(word), word);
        }
        for fine in ["dns", "cut", "front_page", "resting", "scheme", "content_type"] {
            assert!(words.contains(&in_summary(fine)), "{fine}");
        }
    }
}
