use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::*;

const NAME: &str = "en_GB-tiny-low";

/// Puts a voice whose files all say the same.
fn add(shelf: &Path, says: &str) {
    let _lock = lock(shelf).unwrap().unwrap();
    fill(shelf, says);
    put(shelf, NAME).unwrap();
}

fn fill(shelf: &Path, says: &str) {
    let room = make_room(shelf, NAME).unwrap();
    for ending in [DESCRIPTION, MODEL] {
        fs::write(room.join(format!("{NAME}{ending}")), says).unwrap();
    }
}

/// What both files say.
fn said(held: &Held) -> [String; 2] {
    [DESCRIPTION, MODEL].map(|ending| fs::read_to_string(held.file(ending)).unwrap())
}

fn folders(shelf: &Path) -> usize {
    entries(&shelf.join(ADDED)).unwrap().len()
}

#[test]
fn what_is_held_stays_as_it_was_and_goes_when_nobody_holds_it() {
    let shelf = tempfile::tempdir().unwrap();
    let shelf = shelf.path();
    add(shelf, "one");
    let first = hold(shelf, NAME).unwrap();

    add(shelf, "two");

    assert_eq!(said(&first), ["one", "one"]);
    assert_eq!(said(&hold(shelf, NAME).unwrap()), ["two", "two"]);
    tidy(shelf).unwrap();
    assert_eq!(folders(shelf), 2, "the first one is held");
    drop(first);
    tidy(shelf).unwrap();
    assert_eq!(folders(shelf), 1);
    assert_eq!(said(&hold(shelf, NAME).unwrap()), ["two", "two"]);
}

#[test]
fn nobody_ever_finds_one_file_of_a_voice_and_one_of_another() {
    let shelf = tempfile::tempdir().unwrap();
    let shelf = shelf.path();
    add(shelf, "0");
    let is_over = AtomicBool::new(false);

    let found = thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut found = 0;
            while !is_over.load(Ordering::Relaxed) {
                let [description, model] = said(&hold(shelf, NAME).unwrap());
                assert_eq!(description, model);
                tidy(shelf).unwrap();
                found += 1;
            }
            found
        });
        for number in 1..50 {
            // The reader tidies up now and then.
            let _lock = std::iter::repeat_with(|| lock(shelf).unwrap()).find_map(|lock| lock);
            fill(shelf, &number.to_string());
            put(shelf, NAME).unwrap();
        }
        is_over.store(true, Ordering::Relaxed);
        reader.join().unwrap()
    });

    assert!(found > 0);
    tidy(shelf).unwrap();
    assert_eq!(folders(shelf), 1);
}

#[test]
fn a_kill_at_any_step_leaves_the_old_voice_and_the_next_try_mends_it() {
    let shelf = tempfile::tempdir().unwrap();
    let shelf = shelf.path();
    add(shelf, "one");
    let still_one = || assert_eq!(said(&hold(shelf, NAME).unwrap()), ["one", "one"]);

    // While it is fetched: half of it is there, and a part.
    fill(shelf, "two");
    let room = make_room(shelf, NAME).unwrap();
    fs::remove_file(room.join(format!("{NAME}{MODEL}"))).unwrap();
    fs::write(room.join(format!("{NAME}{MODEL}.part")), "tw").unwrap();
    tidy(shelf).unwrap();
    still_one();

    // Between its folder and its link.
    fill(shelf, "two");
    let folder = shelve(shelf, NAME).unwrap();
    symlink("nowhere", shelf.join(ADDED).join(LINK)).unwrap();
    still_one();

    // While a folder is removed.
    fs::remove_file(shelf.join(ADDED).join(&folder).join(format!("{NAME}{MODEL}"))).unwrap();
    still_one();

    add(shelf, "two");
    assert_eq!(said(&hold(shelf, NAME).unwrap()), ["two", "two"]);
    assert_eq!(folders(shelf), 1);
}

#[test]
fn the_same_voice_again_changes_nothing() {
    let shelf = tempfile::tempdir().unwrap();
    let shelf = shelf.path();
    add(shelf, "one");
    let before = target_of(shelf, NAME);

    add(shelf, "one");

    assert_eq!(target_of(shelf, NAME), before);
    assert_eq!(folders(shelf), 1);
    // One that was spoiled on the disk is put beside.
    fs::write(hold(shelf, NAME).unwrap().file(MODEL), "spoiled").unwrap();
    add(shelf, "one");
    assert_eq!(said(&hold(shelf, NAME).unwrap()), ["one", "one"]);
    assert_eq!(folders(shelf), 1);
}

#[test]
fn links_of_others_are_no_voices() {
    let shelf = tempfile::tempdir().unwrap();
    let shelf = shelf.path();
    assert_eq!(names(&shelf.join("none")).unwrap(), Vec::<String>::new());
    for (name, target) in [("up", "../up"), ("out", "/etc"), ("deep", ".added/a/b"), ("a", "b")] {
        symlink(target, shelf.join(name)).unwrap();
    }
    symlink(".added/gone", shelf.join("gone")).unwrap();

    assert_eq!(names(shelf).unwrap(), ["gone"]);
    assert!(hold(shelf, "gone").is_none() && hold(shelf, "out").is_none());
}
