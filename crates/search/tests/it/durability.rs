//! Commits, cursors, locks and damage.

use std::{fs, path::PathBuf};

use search::{Index, Query};

use crate::{Shelf, article};

/// Where the index of today's format lies.
fn place(shelf: &Shelf) -> PathBuf {
    shelf.folder.path().join("format-1")
}

#[test]
fn a_new_index_is_empty_at_cursor_zero() {
    let shelf = Shelf::new();
    assert_eq!((shelf.index.cursor(), shelf.index.documents()), (0, 0));
    shelf.check("anything -else", &[]);
    shelf.check("", &[]);
}

#[test]
fn a_folder_has_one_writer_and_the_next_one_takes_over() {
    let shelf = Shelf::new();
    let other = Index::open(shelf.folder.path()).unwrap();
    let writer = shelf.writer();
    assert!(other.writer().unwrap().is_none());
    assert!(shelf.index.writer().unwrap().is_none());
    drop(writer);
    assert!(other.writer().unwrap().is_some());
}

#[test]
fn a_reader_sees_a_commit_of_another_handle_after_reload() {
    let shelf = Shelf::new();
    let other = Index::open(shelf.folder.path()).unwrap();
    let mut writer = other.writer().unwrap().unwrap();
    writer.put(&article(7, "Storm", "")).unwrap();
    writer.commit(42).unwrap();
    assert_eq!(shelf.index.cursor(), 42);
    shelf.index.reload();
    shelf.check("storm", &[7]);
    assert_eq!(other.documents(), 1);
}

#[test]
fn what_is_not_committed_is_lost_together_with_its_cursor() {
    let shelf = Shelf::with(&[article(1, "Storm", "")]);
    let mut writer = shelf.writer();
    writer.put(&article(2, "Storm again", "")).unwrap();
    writer.remove(1).unwrap();
    drop(writer);
    let again = Index::open(shelf.folder.path()).unwrap();
    assert_eq!((again.cursor(), again.documents()), (1, 1));
    let mut writer = again.writer().unwrap().unwrap();
    writer.put(&article(2, "Storm again", "")).unwrap();
    writer.commit(2).unwrap();
    assert_eq!((again.cursor(), again.documents()), (2, 2));
}

#[test]
fn an_update_replaces_and_a_removal_removes() {
    let shelf = Shelf::with(&[article(1, "Storm", ""), article(2, "Calm", "")]);
    let mut writer = shelf.writer();
    writer.put(&article(1, "Flood", "")).unwrap();
    writer.put(&article(1, "Drought", "")).unwrap();
    writer.remove(2).unwrap();
    writer.remove(99).unwrap();
    writer.commit(2).unwrap();
    shelf.check("storm or flood or calm", &[]);
    shelf.check("drought", &[1]);
    assert_eq!(shelf.index.documents(), 1);
}

#[test]
fn a_cleared_index_is_found_until_the_commit_and_can_be_filled_again() {
    let shelf = Shelf::with(&[article(1, "Storm", ""), article(2, "Calm", "")]);
    let mut writer = shelf.writer();
    writer.put(&article(3, "Fog", "")).unwrap();
    writer.clear().unwrap();
    shelf.check("", &[1, 2]);
    writer.put(&article(1, "Storm", "")).unwrap();
    writer.commit(0).unwrap();
    shelf.check("", &[1]);
    assert_eq!(shelf.index.cursor(), 0);
}

#[test]
fn many_commits_stay_few_segments_and_keep_the_cursor() {
    let shelf = Shelf::new();
    let mut writer = shelf.writer();
    for number in 1..=60 {
        writer.put(&article(number % 20, "Storm", "of the year")).unwrap();
        writer.commit(number).unwrap();
    }
    drop(writer);
    assert_eq!((shelf.index.cursor(), shelf.index.documents()), (60, 20));
    let again = Index::open(shelf.folder.path()).unwrap();
    assert_eq!((again.cursor(), again.documents()), (60, 20));
}

#[test]
fn an_index_with_another_schema_is_rebuilt() {
    let shelf = Shelf::new();
    fs::remove_dir_all(place(&shelf)).unwrap();
    fs::create_dir(place(&shelf)).unwrap();
    let mut schema = tantivy::schema::Schema::builder();
    schema.add_text_field("old", tantivy::schema::TEXT);
    let old = tantivy::Index::create_in_dir(place(&shelf), schema.build()).unwrap();
    let mut writer: tantivy::IndexWriter = old.writer_with_num_threads(1, 15_000_000).unwrap();
    writer.prepare_commit().unwrap().set_payload("17");
    writer.commit().unwrap();
    drop(writer);
    check_rebuilt(&shelf);
}

#[test]
fn a_damaged_index_is_rebuilt() {
    let shelf = Shelf::with(&[article(1, "Storm", "")]);
    fs::write(place(&shelf).join("meta.json"), "{").unwrap();
    check_rebuilt(&shelf);
}

#[test]
fn an_index_that_misses_a_file_is_rebuilt() {
    let shelf = Shelf::with(&[article(1, "Storm", "")]);
    let files = fs::read_dir(place(&shelf)).unwrap().map(|entry| entry.unwrap().path());
    let terms = files.filter(|path| path.extension().is_some_and(|ending| ending == "term"));
    assert_eq!(terms.map(|path| fs::remove_file(path).unwrap()).count(), 1);
    check_rebuilt(&shelf);
}

#[test]
fn an_index_with_a_file_cut_short_is_rebuilt() {
    let shelf = Shelf::with(&[article(1, "Storm", "")]);
    for entry in fs::read_dir(place(&shelf)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "pos") {
            fs::write(path, "").unwrap();
        }
    }
    check_rebuilt(&shelf);
}

/// The next one who opens the folder has an empty index, and can use it; so can the older handle.
#[track_caller]
fn check_rebuilt(shelf: &Shelf) {
    let rebuilt = Index::open(shelf.folder.path()).unwrap();
    assert_eq!((rebuilt.cursor(), rebuilt.documents()), (0, 0));
    let mut writer = rebuilt.writer().unwrap().unwrap();
    writer.put(&article(5, "Flood", "")).unwrap();
    writer.commit(3).unwrap();
    assert_eq!(rebuilt.search(&Query::parse("flood")).unwrap().total, 1);
    shelf.index.reload();
    shelf.check("flood", &[5]);
    assert_eq!(shelf.index.cursor(), 3);
}
