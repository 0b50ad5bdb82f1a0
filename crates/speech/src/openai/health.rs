//! Whether a server speaks, found out without having anything said.

use std::time::Duration;

use reqwest::{RequestBuilder, Response};
use tokio::time::timeout;

use crate::error::SpeechError;

use super::OpenAi;

/// The longest that one question may take.
pub(super) const CHECKING: Duration = Duration::from_secs(10);

/// What servers answer that have nothing at a path, or do nothing of the kind there.
const NOT_THERE: [u16; 3] = [404, 405, 501];

impl OpenAi {
    /// Asks for the list of models, which costs nothing, and then for speech without naming a text:
    /// where that is answered by a complaint, somebody knows what speech is. A server that is paid,
    /// and has the list, is not asked the second.
    pub(super) async fn answers(&self) -> Result<(), SpeechError> {
        let models = self.asked(self.client.get(self.path("models"))).await?;
        let has_list = !NOT_THERE.contains(&models.status().as_u16());
        if has_list {
            self.check_list(models).await?;
        }
        if has_list && self.settings.price.is_some() {
            return Ok(());
        }
        self.check_speech().await
    }

    /// A page that says hello at every path is no list.
    async fn check_list(&self, answer: Response) -> Result<(), SpeechError> {
        let mut answer = self.server.successful(answer, "").await?;
        let beginning = super::answer::beginning(&mut answer).await;
        let first = beginning.iter().find(|byte| !byte.is_ascii_whitespace());
        if first.is_some_and(|byte| matches!(byte, b'{' | b'[')) {
            return Ok(());
        }
        Err(self.astray("/models", "is no list of models"))
    }

    async fn check_speech(&self) -> Result<(), SpeechError> {
        let request = self
            .client
            .post(self.path("audio/speech"))
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .body("{}");
        let answer = self.asked(request).await?;
        match answer.status().as_u16() {
            code if NOT_THERE.contains(&code) => {
                Err(self.astray("/audio/speech", &format!("is nothing ({code})")))
            }
            // Without a text there is nothing else to be said.
            400 | 406 | 411 | 413 | 415 | 422 | 500 => Ok(()),
            _ => self.server.successful(answer, "").await.map(drop),
        }
    }

    pub(super) async fn asked(&self, request: RequestBuilder) -> Result<Response, SpeechError> {
        let answer = timeout(CHECKING, self.with_key(request).send()).await;
        let answer = answer.map_err(|_| SpeechError::Timeout { after: CHECKING })?;
        answer.map_err(|error| self.server.unreachable(error))
    }

    fn astray(&self, path: &str, problem: &str) -> SpeechError {
        SpeechError::Unfit {
            what: self.server.name(),
            reason: format!(
                "what it has at {path} behind the `address` {problem}: name what stands before \
                 /audio/speech, as http://127.0.0.1:8880/v1"
            ),
        }
    }
}
