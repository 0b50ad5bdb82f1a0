//! The elements that matter, by name.

/// An element's name, as far as extraction tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Tag {
    A,
    Address,
    Article,
    Aside,
    Blockquote,
    Body,
    Br,
    Button,
    Dd,
    Details,
    Div,
    Dl,
    Dt,
    Em,
    Figcaption,
    Figure,
    Footer,
    Form,
    H(u8),
    Head,
    Header,
    Hr,
    Html,
    Iframe,
    Img,
    Inline,
    Li,
    Main,
    Nav,
    NoScript,
    Ol,
    P,
    Picture,
    Pre,
    Script,
    Section,
    Silent,
    Source,
    Strong,
    Table,
    Tbody,
    Td,
    Text,
    Th,
    Time,
    Title,
    Tr,
    Ul,
    Video,
}

impl Tag {
    /// The tag of an element's local name; unknown names flow within a line.
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "a" => Self::A,
            "div" => Self::Div,
            "p" => Self::P,
            "li" => Self::Li,
            "ul" | "menu" => Self::Ul,
            "ol" => Self::Ol,
            "img" | "amp-img" => Self::Img,
            "br" => Self::Br,
            "section" | "hgroup" | "fieldset" | "center" => Self::Section,
            "article" => Self::Article,
            "script" => Self::Script,
            "h1" => Self::H(1),
            "h2" => Self::H(2),
            "h3" => Self::H(3),
            "h4" => Self::H(4),
            "h5" => Self::H(5),
            "h6" => Self::H(6),
            "em" | "i" | "cite" => Self::Em,
            "strong" | "b" => Self::Strong,
            "address" => Self::Address,
            "aside" => Self::Aside,
            "blockquote" => Self::Blockquote,
            "body" => Self::Body,
            "button" => Self::Button,
            "dd" => Self::Dd,
            "details" | "summary" => Self::Details,
            "dl" => Self::Dl,
            "dt" => Self::Dt,
            "figcaption" => Self::Figcaption,
            "figure" => Self::Figure,
            "footer" => Self::Footer,
            "form" => Self::Form,
            "head" => Self::Head,
            "header" => Self::Header,
            "hr" => Self::Hr,
            "html" => Self::Html,
            "iframe" | "amp-youtube" | "amp-vimeo" | "amp-dailymotion" | "amp-twitter"
            | "amp-instagram" | "amp-facebook" | "amp-tiktok" | "amp-iframe" => Self::Iframe,
            "main" => Self::Main,
            "nav" => Self::Nav,
            "noscript" => Self::NoScript,
            "picture" => Self::Picture,
            "pre" => Self::Pre,
            "source" => Self::Source,
            "rt" | "rp" | "style" | "template" | "svg" | "math" | "select" | "textarea"
            | "object" | "canvas" | "audio" | "map" | "input" | "label" | "option" | "datalist"
            | "dialog" | "link" | "meta" => Self::Silent,
            "table" => Self::Table,
            "tbody" | "thead" | "tfoot" => Self::Tbody,
            "td" => Self::Td,
            "th" => Self::Th,
            "time" => Self::Time,
            "title" => Self::Title,
            "tr" => Self::Tr,
            "video" => Self::Video,
            _ => Self::Inline,
        }
    }

    /// Whether the element begins and ends a line.
    pub(crate) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::A
                | Self::Em
                | Self::Strong
                | Self::Inline
                | Self::Time
                | Self::Text
                | Self::Br
                | Self::Img
                | Self::Picture
                | Self::Source
                | Self::Silent
                | Self::Script
        )
    }

    /// Whether what stands in it is never read: code, drawings, fields of forms.
    pub(crate) fn is_silent(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Silent
                | Self::Head
                | Self::Title
                | Self::NoScript
                | Self::Iframe
                | Self::Video
                | Self::Button
        )
    }
}
