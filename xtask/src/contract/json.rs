//! JSON that keeps the order in which it was made, in lines that a person may read and compare.

/// A value of JSON.
#[derive(Debug, Clone)]
pub(crate) enum Json {
    Text(String),
    /// What is JSON already: numbers, truths, defaults.
    Raw(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// The longest line that a value may be written in.
const WIDTH: usize = 120;

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn object<const N: usize>(fields: [(&str, Json); N]) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The value with one more field, if there is one.
    pub(crate) fn with(self, name: &str, value: Option<Json>) -> Self {
        match (self, value) {
            (Self::Object(mut fields), Some(value)) => {
                fields.push((name.to_owned(), value));
                Self::Object(fields)
            }
            (own, _) => own,
        }
    }

    /// The value in lines, with one at the end.
    pub(crate) fn pretty(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text.push('\n');
        text
    }

    fn write(&self, text: &mut String, indent: usize) {
        let line = self.line();
        let (open, close, rows): (char, char, Vec<(String, &Json)>) = match self {
            Self::List(list) if line.len() + indent > WIDTH => {
                ('[', ']', list.iter().map(|one| (String::new(), one)).collect())
            }
            Self::Object(fields) if line.len() + indent > WIDTH => {
                ('{', '}', fields.iter().map(|(name, value)| (format!("{}: ", quoted(name)), value)).collect())
            }
            _ => return text.push_str(&line),
        };
        text.push(open);
        for (at, (name, value)) in rows.iter().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            text.push_str(&" ".repeat(indent + 2));
            text.push_str(name);
            value.write(text, indent + 2);
        }
        text.push('\n');
        text.push_str(&" ".repeat(indent));
        text.push(close);
    }

    fn line(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Raw(text) => text.clone(),
            Self::List(list) => format!("[{}]", list.iter().map(Self::line).collect::<Vec<_>>().join(", ")),
            Self::Object(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{}: {}", quoted(name), value.line())).collect();
                format!("{{{}}}", fields.join(", "))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
