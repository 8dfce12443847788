//! A measured figure and how it is printed.

use serde::Serialize;

/// Measures something.
pub type Measure = fn() -> Result<Vec<Figure>, String>;

/// One measured figure.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: &'static str,
    /// The figure of the same run that it is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// This value by that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
}

impl Figure {
    /// A figure by itself.
    pub fn new(name: &str, value: f64, unit: &'static str) -> Self {
        Self { name: name.to_owned(), value, unit, of: None, ratio: None }
    }

    /// The figure, compared with another of the same run.
    #[must_use]
    pub fn compared(self, with: &Self) -> Self {
        let ratio = (with.value > 0.0).then(|| self.value / with.value);
        Self { of: Some(with.name.clone()), ratio, ..self }
    }

    /// Prints it, for people or as a line of JSON.
    pub fn print(&self, json: bool) {
        if json {
            println!("{}", serde_json::to_string(self).unwrap_or_default());
            return;
        }
        let compared = match (&self.of, self.ratio) {
            (Some(of), Some(ratio)) if ratio < 0.1 => format!("  {ratio:.4} of {of}"),
            (Some(of), Some(ratio)) => format!("  {ratio:.2} of {of}"),
            _ => String::new(),
        };
        // What is small is not a whole number of anything.
        let decimals = if self.value < 10.0 { 2 } else { 0 };
        println!("{:<40} {:>12.decimals$} {}{compared}", self.name, self.value, self.unit);
    }
}

/// The middle one of several measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
