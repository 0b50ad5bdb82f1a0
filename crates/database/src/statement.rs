//! Statements in SQL that both databases read the same.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};

use crate::{DatabaseError, Result};

/// A statement with its values, which stand in it as `$1`, `$2` …
pub(crate) fn sql(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), text, values)
}

/// Whether several may write at once: on SQLite whoever may write is alone, and holds everything.
pub(crate) fn is_postgres(db: &impl ConnectionTrait) -> bool {
    db.get_database_backend() == DbBackend::Postgres
}

/// Runs a statement and returns how many rows it changed.
pub(crate) async fn execute(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    Ok(db.execute_raw(sql(db, text, values)).await?.rows_affected())
}

/// Runs a write that bears a lease's epoch.
///
/// # Errors
/// [`DatabaseError::LeaseLost`] when it changed nothing.
pub(crate) async fn execute_held(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<()> {
    match execute(db, text, values).await? {
        0 => Err(DatabaseError::LeaseLost),
        _ => Ok(()),
    }
}

/// All rows of a query.
pub(crate) async fn all<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    Ok(T::find_by_statement(sql(db, text, values)).all(db).await?)
}

/// The first row of a query.
pub(crate) async fn one<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    Ok(T::find_by_statement(sql(db, text, values)).one(db).await?)
}

/// One number: the first column of the first row, which is called `n`.
pub(crate) async fn number(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<i64> {
    let row = db.query_one_raw(sql(db, text, values)).await?;
    Ok(row.map(|row| row.try_get::<Option<i64>>("", "n")).transpose()?.flatten().unwrap_or(0))
}

/// Numbers in ascending order: the first column of each row, which is called `n`.
pub(crate) async fn numbers(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<i64>> {
    let rows = db.query_all_raw(sql(db, text, values)).await?;
    let mut numbers =
        rows.iter().map(|row| row.try_get::<i64>("", "n")).collect::<Result<Vec<_>, _>>()?;
    numbers.sort_unstable();
    Ok(numbers)
}

/// Ids as the values of a list of placeholders.
pub(crate) fn numbered(ids: &[i64]) -> Vec<Value> {
    ids.iter().map(|id| Value::from(*id)).collect()
}

/// Numbers of our own in a list: they need no placeholders. Of none, a list that nothing is in.
pub(crate) fn list(ids: &[i64]) -> String {
    let words: Vec<String> = ids.iter().map(i64::to_string).collect();
    if words.is_empty() { "NULL".to_owned() } else { words.join(", ") }
}

/// `$first, $second, …` for a list of so many values, the first numbered `start`.
pub(crate) fn placeholders(start: usize, count: usize) -> String {
    (start..start + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
