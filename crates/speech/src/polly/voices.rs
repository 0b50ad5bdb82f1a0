//! Polly's kinds of voices, what each costs, and the voices that an operator has without naming any.

use aws_sdk_polly::types::Engine;

use crate::command::Speaker;
use crate::engine::Price;

/// A kind of voices: how they are made, and so what they cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// Pieces of recordings put together.
    Standard,
    /// A neural network.
    Neural,
    /// A neural network for longer texts.
    LongForm,
    /// A large model.
    Generative,
}

impl Tier {
    /// By the name that Polly has for it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "standard" => Self::Standard,
            "neural" => Self::Neural,
            "long-form" => Self::LongForm,
            "generative" => Self::Generative,
            _ => return None,
        })
    }

    pub(super) fn engine(self) -> Engine {
        match self {
            Self::Standard => Engine::Standard,
            Self::Neural => Engine::Neural,
            Self::LongForm => Engine::LongForm,
            Self::Generative => Engine::Generative,
        }
    }

    /// List prices in US dollars for a million characters, from aws.amazon.com/polly/pricing, beyond
    /// the free ones of a first year. They are nobody's promise: a setting tells the operator's own.
    pub(super) fn price(self) -> Price {
        let dollars = match self {
            Self::Standard => 4,
            Self::Neural => 16,
            Self::LongForm => 100,
            Self::Generative => 30,
        };
        let micros_per_million_characters = dollars * 1_000_000;
        Price { micros_per_million_characters, currency: "USD".to_owned() }
    }
}

/// Voices that are both standard and neural, one or two for each language that narration knows
/// (docs.aws.amazon.com/polly/latest/dg/available-voices.html).
pub(super) fn usual() -> Vec<Speaker> {
    [
        ("Joanna", "en-US"),
        ("Matthew", "en-US"),
        ("Amy", "en-GB"),
        ("Brian", "en-GB"),
        ("Vicki", "de-DE"),
        ("Lea", "fr-FR"),
        ("Lucia", "es-ES"),
        ("Bianca", "it-IT"),
    ]
    .map(|(id, language)| Speaker::new(id, language))
    .to_vec()
}
