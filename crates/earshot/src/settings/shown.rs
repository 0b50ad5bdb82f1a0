//! A value as errors repeat it.

/// An address without its name, password and query, which may be secrets; anything else as it is. What
/// is typed is mistyped: it need not be an address that can be parsed.
pub(super) fn shown(text: &str) -> String {
    let (before, rest) = match text.rsplit_once('@') {
        Some((secret, rest)) => (scheme(secret).to_owned() + "…@", rest),
        None if text.contains("://") => (String::new(), text),
        None => return text.to_owned(),
    };
    let end = rest.find(['?', '#']);
    let place = end.map_or(rest, |end| rest.get(..end).unwrap_or_default());
    let cut = if end.is_some() { "…" } else { "" };
    format!("{before}{place}{cut}")
}

/// `http://` of what begins so.
fn scheme(text: &str) -> &str {
    let end = text.find("://").map(|at| at + "://".len());
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_secret_is_not_repeated() {
        assert_eq!(shown("ftp://me:hunter2@host/a?key=s3cret"), "ftp://…@host/a…");
        assert_eq!(shown("me:hunt?er2@proxy:3128"), "…@proxy:3128");
        assert_eq!(shown("htp://host/a?key=s3cret"), "htp://host/a…");
        assert_eq!(shown("what?"), "what?");
        assert_eq!(shown("localhost"), "localhost");
    }
}
