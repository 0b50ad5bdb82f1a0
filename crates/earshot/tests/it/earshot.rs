//! The program as a process, with settings of its own.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use anyhow::Context as _;
use testkit::{S3Server, Site};

/// A port of loopback that nobody has just now.
pub(crate) fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// How the program is started in one test.
#[derive(Debug, Clone, Default)]
pub(crate) struct Earshot {
    variables: BTreeMap<String, String>,
}

impl Earshot {
    /// Over a data folder, crawling one site on loopback without delays.
    pub(crate) fn over(folder: &Path, site: &Site) -> anyhow::Result<Self> {
        let sites = folder.join("sites.toml");
        let text = format!("[[site]]\nname = \"The Loopback Post\"\nhome = \"{}/\"\n", site.base());
        std::fs::write(&sites, text)?;
        Ok(Self::default()
            .with("DATA_DIR", &folder.join("data").display().to_string())
            .with("SITES", &sites.display().to_string())
            .with("LISTEN", "127.0.0.1:0")
            .with("LEASE_SECONDS", "2")
            .with("FETCH_MIN_DELAY_MS", "0")
            .with("FETCH_ALLOW_NETWORKS", "127.0.0.0/8"))
    }

    /// With one more setting.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(format!("EARSHOT_{name}"), value.to_owned());
        self
    }

    /// With a variable that is none of ours.
    pub(crate) fn with_foreign(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Without one of the settings.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.variables.remove(&format!("EARSHOT_{name}"));
        self
    }

    /// With objects in an S3 server.
    pub(crate) fn with_s3(self, server: &S3Server) -> Self {
        self.with("STORAGE", "s3")
            .with("S3_ENDPOINT", &server.endpoint())
            .with("S3_BUCKET", S3Server::BUCKET)
            .with("S3_ACCESS_KEY_ID", S3Server::ACCESS_KEY)
            .with("S3_SECRET_ACCESS_KEY", S3Server::SECRET_KEY)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_earshot"));
        command.args(arguments).env_clear().envs(&self.variables).stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> anyhow::Result<Output> {
        self.command(arguments).output().context("the program")
    }

    /// Runs a command to its end in a folder.
    pub(crate) fn run_in(&self, folder: &Path, arguments: &[&str]) -> anyhow::Result<Output> {
        self.command(arguments).current_dir(folder).output().context("the program")
    }

    /// Runs a command to its end that can write no file larger than so many kilobytes: what a full disk
    /// is to it, but for the database, which stays small.
    pub(crate) fn run_with_small_files(
        &self,
        kilobytes: u32,
        arguments: &[&str],
    ) -> anyhow::Result<Output> {
        // Without the trap, the signal that comes with the limit would end the program.
        let script = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";
        let program = env!("CARGO_BIN_EXE_earshot");
        let mut command = Command::new("/bin/bash");
        command.args(["-c", script, &kilobytes.to_string(), program]).args(arguments);
        command.env_clear().envs(&self.variables).stdin(Stdio::null());
        command.output().context("the program")
    }

    /// Runs a command that must succeed, and returns the JSON that it prints.
    pub(crate) fn json(&self, arguments: &[&str]) -> anyhow::Result<serde_json::Value> {
        let output = self.run(arguments)?;
        let errors = String::from_utf8_lossy(&output.stderr);
        anyhow::ensure!(output.status.success(), "{arguments:?}: {}\n{errors}", output.status);
        serde_json::from_slice(&output.stdout).context("one JSON object on standard output")
    }

    /// Starts a command, and leaves it running, unheard.
    pub(crate) fn start(&self, arguments: &[&str]) -> anyhow::Result<Child> {
        let mut command = self.command(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().context("the program")
    }

    /// Starts a command, and leaves it running; what it says can be had at its end.
    pub(crate) fn start_heard(&self, arguments: &[&str]) -> anyhow::Result<Child> {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().context("the program")
    }

    /// Starts a command that is killed when what is returned is dropped.
    pub(crate) fn start_until_dropped(&self, arguments: &[&str]) -> anyhow::Result<Server> {
        Ok(Server { child: self.start(arguments)?, address: String::new() })
    }

    /// Starts `earshot serve`, and returns it with its address once it is bound.
    pub(crate) fn serve(&self) -> anyhow::Result<Server> {
        let (mut server, line) = self.start_until_told(&["serve"], "Serving ")?;
        line.trim_start_matches("Serving ").clone_into(&mut server.address);
        Ok(server)
    }

    /// Starts a command that is killed when what is returned is dropped, and waits until it says
    /// something. Returns the line.
    pub(crate) fn start_until_told(
        &self,
        arguments: &[&str],
        words: &str,
    ) -> anyhow::Result<(Server, String)> {
        let mut command = self.command(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().context("the program")?;
        let mut server = Server { child, address: String::new() };
        let errors = server.child.stderr.take().context("standard error")?;
        for line in BufReader::new(errors).lines() {
            let line = line?;
            if line.contains(words) {
                return Ok((server, line));
            }
        }
        anyhow::bail!("it ended before it said “{words}”: {:?}", server.child.wait()?)
    }
}

/// A running server, killed when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`, where it is known.
    pub(crate) address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _killed = self.child.kill();
        let _reaped = self.child.wait();
    }
}
