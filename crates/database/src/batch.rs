//! Statements that nobody waits for one by one -> one trip to the database.
//!
//! SQLite works on a thread of its own, and each trip there and back wakes two: with one trip for each
//! statement a crawl of 1,000 articles had 147,000 context switches, so it has 75,000. There the statements
//! go together; PostgreSQL takes them one by one.

use sea_orm::{ConnectionTrait, Value};

use crate::{
    Result,
    statement::{execute, is_postgres, number},
};

/// The values of a statement that has none.
pub(crate) const NONE: [Value; 0] = [];

/// A statement and its values.
type Written = (String, Vec<Value>);

/// Statements in the order in which they are to run: those of a transaction.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    statements: Vec<Written>,
}

impl Batch {
    /// Adds a statement with its values, which stand in it as `$1`, `$2` …; it ends without a semicolon
    /// and has no dollar sign else.
    pub(crate) fn add(
        &mut self,
        text: impl Into<String>,
        values: impl IntoIterator<Item = impl Into<Value>>,
    ) {
        let values = values.into_iter().map(Into::into).collect();
        self.statements.push((text.into(), values));
    }

    /// Runs them.
    pub(crate) async fn run(self, db: &impl ConnectionTrait) -> Result<()> {
        run(db, self.for_database(db)).await
    }

    /// Runs them, of which the last alone returns a row: its number, which is called `n`.
    pub(crate) async fn number(self, db: &impl ConnectionTrait) -> Result<i64> {
        let mut statements = self.for_database(db);
        let Some((last, its_values)) = statements.pop() else { return Ok(0) };
        run(db, statements).await?;
        number(db, &last, its_values).await
    }

    /// Its statements as the database takes them: together or one by one.
    fn for_database(self, db: &impl ConnectionTrait) -> Vec<Written> {
        if is_postgres(db) { self.statements } else { joined(self.statements) }
    }
}

async fn run(db: &impl ConnectionTrait, statements: Vec<Written>) -> Result<()> {
    for (text, values) in statements {
        execute(db, &text, values).await?;
    }
    Ok(())
}

/// All of them as one text over one list of values.
fn joined(statements: Vec<Written>) -> Vec<Written> {
    let mut whole = (String::new(), Vec::new());
    for (text, values) in statements {
        push_renumbered(&mut whole.0, &text, whole.1.len());
        whole.0.push(';');
        whole.1.extend(values);
    }
    if whole.0.is_empty() { Vec::new() } else { vec![whole] }
}

/// Appends a statement whose values begin behind so many others.
fn push_renumbered(whole: &mut String, text: &str, before: usize) {
    let mut parts = text.split('$');
    whole.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (number, rest) = part.split_at(part.bytes().take_while(u8::is_ascii_digit).count());
        let number: usize = number.parse().unwrap_or(0);
        whole.push('$');
        whole.push_str(&(before + number).to_string());
        whole.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_share_one_list_of_values() {
        let mut batch = Batch::default();
        batch.add("UPDATE a SET b = $2 WHERE id = $1", [1_i64, 2]);
        batch.add("DELETE FROM a", NONE);
        batch.add("UPDATE a SET b = $1, c = $2, d = $10 WHERE id = $1", [3_i64, 4]);

        let joined = joined(batch.statements);

        let text = "UPDATE a SET b = $2 WHERE id = $1;DELETE FROM a;\
                    UPDATE a SET b = $3, c = $4, d = $12 WHERE id = $3;";
        assert_eq!(joined, [(text.to_owned(), [1_i64, 2, 3, 4].map(Value::from).to_vec())]);
    }

    #[test]
    fn nothing_is_no_statement() {
        assert!(joined(Vec::new()).is_empty());
    }
}
