//! Columns and colours.

use std::fmt::Write as _;

/// The widest text that is shown in a column of its own line.
pub(crate) const WIDTH: usize = 78;

/// A page of text in the making.
pub(crate) struct Screen {
    text: String,
    colour: bool,
}

/// How a text is to look where there are colours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// As it is.
    Plain,
    /// What the eye should find first.
    Strong,
    /// What the eye may pass over.
    Faint,
    /// As it should be.
    Good,
    /// As it should not be.
    Bad,
}

impl Screen {
    /// An empty page.
    pub(crate) fn new(colour: bool) -> Self {
        Self { text: String::new(), colour }
    }

    /// A line of text.
    pub(crate) fn line(&mut self, look: Look, line: &str) {
        let line = self.painted(look, line.trim_end());
        self.text.push_str(&line);
        self.text.push('\n');
    }

    /// An empty line and a heading, with something faint on the right.
    pub(crate) fn heading(&mut self, heading: &str, aside: &str) {
        let gap = WIDTH.saturating_sub(heading.chars().count() + aside.chars().count()).max(2);
        let aside = if aside.is_empty() { String::new() } else { format!("{:gap$}{aside}", "") };
        let line = format!("{}{}", self.painted(Look::Strong, heading), self.painted(Look::Faint, &aside));
        let _ = write!(self.text, "\n{}\n", line.trim_end()); // a string takes everything
    }

    /// A text that is painted, or not.
    pub(crate) fn painted(&self, look: Look, text: &str) -> String {
        let code = match look {
            Look::Plain => return text.into(),
            _ if !self.colour || text.is_empty() => return text.into(),
            Look::Strong => "1",
            Look::Faint => "2",
            Look::Good => "32",
            Look::Bad => "31",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }

    /// The page.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// A text of at most so many characters, each of them on the line.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let text: String = text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    if text.chars().count() <= most {
        return text;
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}
