//! Small tables, read row by row: "France: gold 12, silver 5."

use crate::clean;
use crate::line::Line;

/// Larger tables are for the eye; measured by what a listener can keep in mind.
const MOST_COLUMNS: usize = 4;
const MOST_ROWS: usize = 9;
const MOST_CHARACTERS: usize = 500;

/// Each row as a sentence; none for tables that are too large or have no form that can be heard.
/// Places are in the table's text: cells that are not empty, joined by spaces, a row a line.
pub(super) fn rows_said(rows: &[Vec<String>]) -> Vec<Line> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let characters: usize = rows.iter().flatten().map(|cell| cell.chars().count()).sum();
    let is_small = (2..=MOST_COLUMNS).contains(&columns)
        && (2..=MOST_ROWS).contains(&rows.len())
        && characters <= MOST_CHARACTERS;
    let headers = headers(rows);
    if !is_small || (headers.is_none() && columns > 2) {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut offset = 0;
    for (at, row) in rows.iter().enumerate() {
        if at > 0 || headers.is_none() {
            lines.extend(row_said(row, headers, offset));
        }
        offset += length(row);
    }
    lines
}

/// The first row, where it names what the others count. A name may hold digits ("2024", "Q1 2025",
/// "Week 3"), where the row stands over names alone, or each of its cells is of that form.
fn headers(rows: &[Vec<String>]) -> Option<&[String]> {
    let (first, rest) = rows.split_first()?;
    let (corner, names) = first.split_first()?;
    let counts = rest.iter().flat_map(|row| row.iter().skip(1)).any(|cell| has_digit(cell));
    let has_digits = has_digit(corner) || names.iter().any(|cell| has_digit(cell));
    // "Founded, 1901" is the first row of a list of facts.
    let stands_over_names = corner.is_empty() || names.len() > 1;
    let are_names =
        names.iter().all(|cell| !cell.is_empty() && (!has_digit(cell) || is_period(cell)));
    let is_header = are_names && !has_digit(corner) && (!has_digits || stands_over_names);
    (counts && is_header && !names.is_empty()).then_some(first)
}

fn has_digit(cell: &str) -> bool {
    cell.contains(|c: char| c.is_ascii_digit())
}

/// A year, a season, or a word with a small number: "2024", "2023/24", "Q1 2025", "Week 3".
fn is_period(cell: &str) -> bool {
    let numbers: Vec<&str> =
        cell.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let is_year = |run: &str| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    let begins_with_letter = cell.starts_with(char::is_alphabetic);
    let has_year = numbers.iter().any(|run| is_year(run));
    let holds_amount = cell.contains(['%', '$', '€', '£', ',', '.']);
    !holds_amount && (has_year || (begins_with_letter && numbers.iter().all(|run| run.len() < 3)))
}

fn row_said(row: &[String], headers: Option<&[String]>, offset: usize) -> Option<Line> {
    let mut line = Line::default();
    let mut at = offset;
    for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let header = headers.and_then(|headers| headers.get(column));
        push_cell(&mut line, cell, header.filter(|_| column > 0), at);
        at += cell.len() + 1;
    }
    if !line.text().contains(": ") {
        return None;
    }
    line.push_ours(".", at);
    Some(line)
}

/// A row without its first cell has no name, and is not said.
fn push_cell(line: &mut Line, cell: &str, header: Option<&String>, at: usize) {
    let Some(text) = clean::clean_at(cell, at) else { return };
    if !line.is_empty() {
        let between = if line.text().contains(": ") { ", " } else { ": " };
        let header = header.map(|word| named(word)).unwrap_or_default();
        line.push_ours(&format!("{between}{header}"), at);
    }
    line.push_part(&text, 0..text.text().len());
}

/// A header before its cell; one that ends in a number is set apart from the number it is of.
fn named(header: &str) -> String {
    let ends_in_number = header.ends_with(|c: char| c.is_ascii_digit());
    format!("{header}{} ", if ends_in_number { ":" } else { "" })
}

/// Of a row in the table's text, with a space or the line's end after each cell; a row of empty
/// cells is not there.
fn length(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.len() + 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rows: &[&[&str]]) -> Vec<String> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        rows_said(&rows).into_iter().map(Line::into_text).collect()
    }

    #[test]
    fn rows_are_read_with_their_headers() {
        assert_eq!(
            said(&[&["", "Gold", "Silver"], &["France", "12", "5"], &["Italy", "9", ""]]),
            ["France: Gold 12, Silver 5.", "Italy: Gold 9."]
        );
        assert_eq!(
            said(&[&["Founded", "1901"], &["Staff", "30"]]),
            ["Founded: 1901.", "Staff: 30."]
        );
    }

    #[test]
    fn headers_may_be_years_and_quarters() {
        assert_eq!(
            said(&[&["Country", "2023", "2024"], &["France", "12", "15"]]),
            ["France: 2023: 12, 2024: 15."]
        );
        assert_eq!(
            said(&[&["", "Q1 2025"], &["Sales", "€3m"], &["Jobs", "40"]]),
            ["Sales: Q1 2025: €3m.", "Jobs: Q1 2025: 40."]
        );
        assert_eq!(said(&[&["a", "5", "6"], &["b", "7", "8"]]), Vec::<String>::new());
    }

    #[test]
    fn large_and_odd_tables_are_left_out() {
        let row: &[&str] = &["a", "1"];
        assert_eq!(said(&[row; 12]), Vec::<String>::new());
        assert_eq!(said(&[&["a", "b", "c"], &["d", "e", "f"]]), Vec::<String>::new());
        assert_eq!(said(&[&["1"]]), Vec::<String>::new());
    }
}
