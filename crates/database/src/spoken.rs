//! The ledger of speech: what was spoken, by whom, for which episode, and what it cost; and the
//! budget that it is held against.
//!
//! Characters are written down before they are sent to an engine, so that neither a kill nor a
//! second worker can spend what is not there; what an engine did not take is given back.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use crate::{
    Result,
    statement::{all, execute, number},
};

/// What an engine is to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// For which episode; none: an operator tried a voice.
    pub episode_id: Option<i64>,
    /// Which month (UTC): year times 100, plus the month.
    pub month: i32,
    /// The engine.
    pub engine: String,
    /// The voice.
    pub voice: String,
    /// ISO 4217; empty where nothing is paid.
    pub currency: String,
    /// Characters.
    pub characters: i64,
    /// What they cost, in millionths of the currency's unit.
    pub cost_micros: i64,
}

/// The most that an engine may be given in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Characters.
    pub characters: i64,
    /// Money, in millionths of the currency's unit.
    pub cost_micros: i64,
}

impl Budget {
    /// As much as one likes.
    pub const UNLIMITED: Self = Self { characters: i64::MAX, cost_micros: i64::MAX };
}

/// Writes down what an engine is about to be given, if the month's budget has room for it. Returns
/// whether it has.
///
/// # Errors
/// When the database is away; then the transaction is to be dropped, and nothing was spent.
pub async fn spend(
    transaction: &crate::Transaction,
    spoken: &Spoken,
    budget: Budget,
) -> Result<bool> {
    let begin = "INSERT INTO spending (engine, month, characters, cost_micros) \
                 VALUES ($1, $2, 0, 0) ON CONFLICT DO NOTHING";
    execute(transaction, begin, key(spoken)).await?;
    let text = "UPDATE spending SET characters = characters + $3, cost_micros = cost_micros + $4 \
                WHERE engine = $1 AND month = $2 \
                AND characters <= $5 AND cost_micros <= $6";
    let room = [
        spoken.characters.into(),
        spoken.cost_micros.into(),
        (budget.characters - spoken.characters).into(),
        (budget.cost_micros - spoken.cost_micros).into(),
    ];
    let has_room = execute(transaction, text, key(spoken).into_iter().chain(room)).await? > 0;
    if has_room {
        add(transaction, spoken, 1).await?;
    }
    Ok(has_room)
}

/// Gives back what an engine did not take.
///
/// # Errors
/// When the database is away: then it stays written down as spent.
pub async fn give_back(transaction: &crate::Transaction, spoken: &Spoken) -> Result<()> {
    let text = "UPDATE spending SET characters = characters - $3, cost_micros = cost_micros - $4 \
                WHERE engine = $1 AND month = $2";
    let values = [spoken.characters.into(), spoken.cost_micros.into()];
    execute(transaction, text, key(spoken).into_iter().chain(values)).await?;
    let back = Spoken {
        characters: -spoken.characters,
        cost_micros: -spoken.cost_micros,
        ..spoken.clone()
    };
    add(transaction, &back, -1).await
}

fn key(spoken: &Spoken) -> [Value; 2] {
    [spoken.engine.clone().into(), spoken.month.into()]
}

async fn add(db: &impl ConnectionTrait, spoken: &Spoken, calls: i64) -> Result<()> {
    let (table, key, column, place) = match spoken.episode_id {
        Some(_) => ("spoken", "episode_id, voice, month", ", episode_id", ", $8"),
        None => ("tried", "voice, month", "", ""),
    };
    let text = format!(
        "INSERT INTO {table} (month, engine, voice, currency, calls, characters, cost_micros{column}) \
         VALUES ($1, $2, $3, $4, $5, $6, $7{place}) \
         ON CONFLICT ({key}) DO UPDATE SET \
         calls = {table}.calls + excluded.calls, \
         characters = {table}.characters + excluded.characters, \
         cost_micros = {table}.cost_micros + excluded.cost_micros"
    );
    let values = [
        spoken.month.into(),
        spoken.engine.clone().into(),
        spoken.voice.clone().into(),
        spoken.currency.clone().into(),
        calls.into(),
        spoken.characters.into(),
        spoken.cost_micros.into(),
    ];
    let episode = spoken.episode_id.map(Value::from);
    execute(db, &text, values.into_iter().chain(episode)).await.map(drop)
}

/// Characters that an engine was given in a month, and what they cost.
///
/// # Errors
/// When the database is away.
pub async fn spent_in(db: &impl ConnectionTrait, engine: &str, month: i32) -> Result<(i64, i64)> {
    let of = |column: &str| {
        format!("SELECT {column} AS n FROM spending WHERE engine = $1 AND month = $2")
    };
    let values = || [Value::from(engine), month.into()];
    let characters = number(db, &of("characters"), values()).await?;
    Ok((characters, number(db, &of("cost_micros"), values()).await?))
}

/// A line of the ledger, summed up.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Sum {
    /// Year times 100, plus the month.
    pub month: i32,
    /// The engine.
    pub engine: String,
    /// The voice.
    pub voice: String,
    /// Host of the site whose articles were read; none: voices were tried.
    pub site: Option<String>,
    /// ISO 4217; empty where nothing was paid.
    pub currency: String,
    /// Episodes.
    pub episodes: i64,
    /// Calls of the engine.
    pub calls: i64,
    /// Characters.
    pub characters: i64,
    /// What they cost, in millionths of the currency's unit.
    pub cost_micros: i64,
}

/// The ledger since a month (as in [`Spoken::month`]), summed up by month, voice and site; what was
/// tried comes behind the sites.
///
/// # Errors
/// When the database is away.
pub async fn sums(db: &impl ConnectionTrait, since: i32) -> Result<Vec<Sum>> {
    let text = "SELECT * FROM (\
                SELECT spoken.month, spoken.engine, spoken.voice, site.host AS site, \
                spoken.currency, count(*) AS episodes, \
                CAST(sum(spoken.calls) AS BIGINT) AS calls, \
                CAST(sum(spoken.characters) AS BIGINT) AS characters, \
                CAST(sum(spoken.cost_micros) AS BIGINT) AS cost_micros FROM spoken \
                JOIN episode ON episode.id = spoken.episode_id \
                JOIN article ON article.id = episode.article_id \
                JOIN site ON site.id = article.site_id WHERE spoken.month >= $1 \
                GROUP BY spoken.month, spoken.engine, spoken.voice, site.host, spoken.currency \
                UNION ALL \
                SELECT month, engine, voice, NULL, currency, 0, calls, characters, cost_micros \
                FROM tried WHERE month >= $1) AS ledger \
                ORDER BY month, engine, voice, site IS NULL, site";
    all(db, text, [since.into()]).await
}
