//! Lists of words and phrases, as data in `data/`: one a line, in lower case. What begins with `#` is a
//! remark.

/// The entries of a list's text, in its order.
pub(crate) fn entries(text: &'static str) -> Vec<&'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Lists by name, each from the file of a folder of `data/` beside it; read when first asked for.
macro_rules! lists {
    ($folder:literal: $($(#[$doc:meta])* $name:ident = $file:literal;)+) => {
        $(
            $(#[$doc])*
            pub(super) static $name: std::sync::LazyLock<Vec<&'static str>> =
                std::sync::LazyLock::new(|| {
                    $crate::list::entries(include_str!(concat!(
                        env!("CARGO_MANIFEST_DIR"), "/data/", $folder, "/", $file, ".txt"
                    )))
                });
        )+
    };
}

pub(crate) use lists;

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn remarks_and_blank_lines_are_no_entries() {
        assert_eq!(
            entries("# English\nnot found\n\n# German\nnicht gefunden\n"),
            ["not found", "nicht gefunden"]
        );
    }
}
