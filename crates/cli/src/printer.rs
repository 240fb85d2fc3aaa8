//! The only writer: results to standard output, everything else to standard error.

use std::io::{BufWriter, IsTerminal, Stderr, Stdout, Write, stderr, stdout};

/// So many letters of a progress line are shown: as many as the narrowest usual terminal has.
const LIVE_LETTERS: usize = 79;

/// Writes results and messages.
pub(crate) struct Printer {
    out: BufWriter<Stdout>,
    err: Stderr,
    /// Whether results go to a terminal and may be coloured.
    pub(crate) colour: bool,
    /// Whether messages go to a terminal and may be overwritten.
    live: bool,
    /// Whether a progress line stands that has to be wiped first.
    dirty: bool,
}

impl Printer {
    pub(crate) fn new() -> Self {
        let colour = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let live = stderr().is_terminal();
        Self { out: BufWriter::new(stdout()), err: stderr(), colour, live, dirty: false }
    }

    /// A result, as it is.
    pub(crate) fn text(&mut self, text: &str) -> std::io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// A result of one line.
    pub(crate) fn line(&mut self, line: &str) -> std::io::Result<()> {
        self.text(line)?;
        self.text("\n")
    }

    /// A result as one line of JSON, or over several lines.
    pub(crate) fn json(
        &mut self,
        value: &impl serde::Serialize,
        pretty: bool,
    ) -> std::io::Result<()> {
        if pretty {
            serde_json::to_writer_pretty(&mut self.out, value)?;
        } else {
            serde_json::to_writer(&mut self.out, value)?;
        }
        self.text("\n")
    }

    /// Sends results on their way.
    pub(crate) fn flush(&mut self) -> std::io::Result<()> {
        self.wipe();
        self.out.flush()
    }

    /// A message. That nobody reads standard error is no reason to stop.
    pub(crate) fn say(&mut self, message: &str) {
        self.wipe();
        let _ = writeln!(self.err, "{message}");
    }

    /// A message about something that went wrong.
    pub(crate) fn complain(&mut self, message: &str) {
        self.say(&format!("vanban: {message}"));
    }

    /// How far the work is: a line that the next one overwrites; nothing where nobody watches.
    pub(crate) fn progress(&mut self, message: &str) {
        if self.live {
            self.wipe();
            // A line that wraps could not be wiped.
            let message: String = message.chars().take(LIVE_LETTERS).collect();
            let _ = write!(self.err, "{message}");
            let _ = self.err.flush();
            self.dirty = true;
        }
    }

    fn wipe(&mut self) {
        if std::mem::take(&mut self.dirty) {
            let _ = write!(self.err, "\r\x1b[K");
        }
    }

    /// The text in bold, where results are coloured.
    pub(crate) fn bold(&self, text: &str) -> String {
        if self.colour { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// The text dimmed, where results are coloured.
    pub(crate) fn dim(&self, text: &str) -> String {
        if self.colour { format!("\x1b[2m{text}\x1b[0m") } else { text.to_owned() }
    }
}
