//! The keys of one table, taken one by one; what nobody took is a mistake.

use std::collections::BTreeSet;

use strsim::levenshtein;
use toml::{Table, Value};

use crate::settings::{SettingsError, shown::shown};

/// A table, and what was asked of it.
pub(super) struct Keys {
    table: Table,
    place: String,
    known: BTreeSet<String>,
}

impl Keys {
    pub(super) fn new(table: Table, place: String) -> Self {
        Self { table, place, known: BTreeSet::new() }
    }

    /// A mistake in this table.
    pub(super) fn problem(&self, problem: String) -> SettingsError {
        SettingsError { name: self.place.clone(), problem }
    }

    /// The keys that are there.
    pub(super) fn names(&self) -> Vec<String> {
        self.table.keys().cloned().collect()
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        self.known.insert(key.to_owned());
        self.table.remove(key)
    }

    fn expected(&self, key: &str, expected: &str, value: &Value) -> SettingsError {
        // The value may be a secret that stands at the wrong place.
        self.problem(format!(
            "{key}: expected {expected}, not a value of kind {}",
            value.type_str()
        ))
    }

    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, SettingsError> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(value) => Err(self.expected(key, "a text between quotation marks", &value)),
        }
    }

    /// A text that must be there.
    pub(super) fn needed(&mut self, key: &str, example: &str) -> Result<String, SettingsError> {
        let text = self.text(key)?.filter(|text| !text.is_empty());
        text.ok_or_else(|| self.problem(format!("{key} is needed, as {key} = \"{example}\"")))
    }

    /// A text that is read by `parse`.
    pub(super) fn parsed<T>(
        &mut self,
        key: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, SettingsError> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        let value = parse(&text);
        value.map(Some).ok_or_else(|| {
            self.problem(format!("{key}: expected {expected}, not “{}”", shown(&text)))
        })
    }

    /// A whole number of 1 or more.
    pub(super) fn count(&mut self, key: &str) -> Result<Option<u64>, SettingsError> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Integer(number @ 1..)) => Ok(u64::try_from(number).ok()),
            Some(value) => Err(self.expected(key, "a whole number of 1 or more", &value)),
        }
    }

    /// A number above 0.
    pub(super) fn number(&mut self, key: &str) -> Result<Option<f64>, SettingsError> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Float(number)) if number > 0.0 && number.is_finite() => Ok(Some(number)),
            Some(Value::Integer(number @ 1..=1_000_000)) => {
                Ok(i32::try_from(number).ok().map(f64::from))
            }
            Some(value) => Err(self.expected(key, "a number above 0", &value)),
        }
    }

    pub(super) fn flag(&mut self, key: &str) -> Result<bool, SettingsError> {
        match self.take(key) {
            None => Ok(false),
            Some(Value::Boolean(flag)) => Ok(flag),
            Some(value) => Err(self.expected(key, "true or false", &value)),
        }
    }

    /// Texts; a single one is a list of itself.
    pub(super) fn list(&mut self, key: &str) -> Result<Option<Vec<String>>, SettingsError> {
        let value = match self.take(key) {
            None => return Ok(None),
            Some(Value::String(text)) => return Ok(Some(vec![text])),
            Some(value) => value,
        };
        let texts = value.as_array().and_then(|values| {
            values.iter().map(|value| value.as_str().map(str::to_owned)).collect()
        });
        match texts {
            Some(texts) => Ok(Some(texts)),
            None => Err(self.expected(key, "a list of texts", &value)),
        }
    }

    /// The same, of which one at least must be there.
    pub(super) fn full_list(
        &mut self,
        key: &str,
        example: &str,
    ) -> Result<Option<Vec<String>>, SettingsError> {
        let texts = self.list(key)?;
        if texts.as_ref().is_some_and(|texts| texts.iter().all(String::is_empty)) {
            return Err(self.empty(key, &format!("{key} = [\"{example}\"]")));
        }
        Ok(texts)
    }

    fn empty(&self, key: &str, example: &str) -> SettingsError {
        self.problem(format!("{key}: the list is empty: write {example}, or leave the key out"))
    }

    /// Tables, each with keys of its own; one at least.
    pub(super) fn tables(&mut self, key: &str) -> Result<Option<Vec<Self>>, SettingsError> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let tables: Option<Vec<Self>> = value.as_array().and_then(|values| {
            let keys = |(index, value): (usize, &Value)| {
                let place = format!("{} {key}, entry {}", self.place, index + 1);
                Some(Self::new(value.as_table()?.clone(), place))
            };
            values.iter().enumerate().map(keys).collect()
        });
        let example = "[{ id = \"anna\", language = \"de\" }]";
        match tables {
            Some(tables) if tables.is_empty() => {
                Err(self.empty(key, &format!("{key} = {example}")))
            }
            Some(tables) => Ok(Some(tables)),
            None => Err(self.expected(key, &format!("a list, as {example}"), &value)),
        }
    }

    pub(super) fn table(&mut self, key: &str) -> Result<Table, SettingsError> {
        match self.take(key) {
            None => Ok(Table::new()),
            Some(Value::Table(table)) => Ok(table),
            Some(value) => Err(self.expected(key, "a table", &value)),
        }
    }

    /// # Errors
    /// A key that nobody took.
    pub(super) fn finish(&self) -> Result<(), SettingsError> {
        let Some(key) = self.table.keys().next() else { return Ok(()) };
        let closest = self.known.iter().min_by_key(|known| levenshtein(key, known));
        let meant = match closest {
            Some(known) if levenshtein(key, known) <= 3 => format!("; did you mean “{known}”?"),
            _ => {
                let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
                format!("; there are {}", known.join(", "))
            }
        };
        Err(self.problem(format!("“{key}” is no key here{meant}")))
    }
}
