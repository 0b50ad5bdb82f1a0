//! Which pictures of a page are pictures of its text.

use extract::Block;

use crate::extract_at;

const PAGE: &str = include_str!("../../fixtures/pictures-without-figures/source.html");

#[test]
fn pictures_without_a_figure_are_found_and_the_first_leads() {
    let article = extract_at(PAGE.as_bytes(), "https://valley.example/news/1").expect("an article");
    let addresses = article.blocks.iter().filter_map(|block| match block {
        Block::Figure { image: Some(image), .. } => Some(image.address.as_str()),
        _ => None,
    });
    let expected = ["a.jpg", "b.jpg", "c.jpg", "d.jpg"];
    let expected = expected.map(|name| format!("https://valley.example/{name}"));
    assert_eq!(addresses.collect::<Vec<_>>(), expected);
    assert_eq!(article.lead_image.map(|image| image.address).as_ref(), expected.first());
}
