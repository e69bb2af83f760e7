//! Forms: fields, their faults, and what every form carries besides.

use crate::web::{text::Ui, typed::Typed};

/// One choice of a selection or radio group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value sent.
    pub value: String,
    /// The words shown.
    pub label: String,
}

impl Choice {
    /// A choice.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// How a field is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Input {
    /// One line.
    #[default]
    Text,
    /// A date as people write it: 2026/11/22, R8.11.22, 令和8年11月22日.
    Date,
    /// A telephone number.
    Telephone,
    /// A mail address.
    Mail,
    /// A password.
    Password,
    /// Several lines.
    Lines(u8),
    /// One of several, in a list.
    Select(Vec<Choice>),
    /// One of several, all visible.
    Radio(Vec<Choice>),
    /// Yes or no.
    Check,
}

/// One field of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The name it is sent under.
    pub name: String,
    /// Its label.
    pub label: String,
    /// A line of help below the label, or empty.
    pub hint: String,
    /// What is wrong with what was typed, or empty.
    pub error: String,
    /// What was typed.
    pub value: String,
    /// Whether it must be filled.
    pub required: bool,
    /// How it is entered.
    pub input: Input,
    /// The `autocomplete` purpose, or empty.
    pub autocomplete: &'static str,
    /// The longest value in characters; 0 for no limit of its own.
    pub max: usize,
}

impl Field {
    /// An optional line of text.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// With another label.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Entered in another way than as a line of text.
    #[must_use]
    pub fn input(mut self, input: Input) -> Self {
        self.input = input;
        self
    }

    /// With a line of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With what was typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// With what was typed into the form that comes back, and what is wrong with it; a form that was
    /// not sent yet keeps what it proposes.
    #[must_use]
    pub fn typed(self, typed: Option<&Typed>, faults: &[Fault]) -> Self {
        match typed {
            Some(typed) => {
                let value = typed.get(&self.name).to_owned();
                self.value(value).judged_by(faults)
            }
            None => self,
        }
    }

    /// Must be filled.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// With an `autocomplete` purpose.
    #[must_use]
    pub fn autocomplete(mut self, purpose: &'static str) -> Self {
        self.autocomplete = purpose;
        self
    }

    /// With a limit in characters.
    #[must_use]
    pub fn max(mut self, characters: usize) -> Self {
        self.max = characters;
        self
    }

    /// With the fault that concerns it, if there is one.
    #[must_use]
    pub fn judged_by(mut self, faults: &[Fault]) -> Self {
        if let Some(fault) = faults.iter().find(|fault| fault.field == self.name) {
            self.error.clone_from(&fault.message);
        }
        self
    }

    /// Whether it must be filled and `typed` leaves it empty.
    #[must_use]
    pub fn lacks(&self, typed: &str) -> bool {
        self.required && typed.trim().is_empty()
    }

    /// The kind of control, for the template.
    #[must_use]
    pub fn control(&self) -> &'static str {
        match self.input {
            Input::Lines(_) => "lines",
            Input::Select(_) => "select",
            Input::Radio(_) => "radio",
            Input::Check => "check",
            _ => "line",
        }
    }

    /// The `type` of a one-line control.
    #[must_use]
    pub fn line_type(&self) -> &'static str {
        match self.input {
            Input::Telephone => "tel",
            Input::Mail => "email",
            Input::Password => "password",
            _ => "text",
        }
    }

    /// The height of a several-line control.
    #[must_use]
    pub fn rows(&self) -> u8 {
        match self.input {
            Input::Lines(rows) => rows,
            _ => 1,
        }
    }

    /// The choices, if it has any.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.input {
            Input::Select(choices) | Input::Radio(choices) => choices,
            _ => &[],
        }
    }

    /// The ids of hint and error, for `aria-describedby`.
    #[must_use]
    pub fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.name));
        }
        if !self.error.is_empty() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }
}

/// A field that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field's name.
    pub field: String,
    /// The stable code.
    pub code: String,
    /// What is wrong and what to do, in the reader's language.
    pub message: String,
}

/// Fields that belong together under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub legend: String,
    /// The fields.
    pub fields: Vec<Field>,
}

/// A form for one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// The groups of fields.
    pub groups: Vec<Group>,
    /// What is sent without being shown: names and values.
    pub hidden: Vec<(String, String)>,
    /// The version of the object it was made from, or empty.
    pub version: String,
    /// The number that makes sending it twice harmless, or empty.
    pub idempotency: String,
    /// The words on the button.
    pub submit: String,
    /// The words on a second button that only shows what would come of it, or empty.
    pub preview: String,
    /// What the step will do, in a sentence above the button, or empty.
    pub effect: String,
    /// Whether the button warns because the step cannot be taken back.
    pub grave: bool,
    /// Where the reader goes without sending, or empty.
    pub cancel: String,
    /// What was wrong with the last attempt.
    pub faults: Vec<Fault>,
}

impl Form {
    /// What anybody can ask without signing in: two numbers that only the holder of a letter knows.
    #[must_use]
    pub fn question(
        ui: Ui,
        action: &str,
        submit: &str,
        fields: [(&str, &str); 2],
        typed: &Typed,
    ) -> Self {
        let fields = fields.map(|(name, hint)| {
            Field::new(name, ui.term("fact", name))
                .value(typed.get(name))
                .hint(ui.t(hint))
                .autocomplete("off")
                .required()
        });
        Self {
            action: action.to_owned(),
            groups: vec![Group {
                legend: String::new(),
                fields: fields.into(),
            }],
            submit: ui.t(submit),
            cancel: "/".to_owned(),
            ..Self::default()
        }
    }

    /// With what was wrong, for the list above the form, in the order of its fields: each fault
    /// begins with the label of its field; one about something that is no field of this form is told without a link.
    #[must_use]
    pub fn with_faults(mut self, mut faults: Vec<Fault>, colon: &str) -> Self {
        faults.sort_by_key(|fault| self.fields().position(|field| field.name == fault.field));
        self.faults = faults
            .into_iter()
            .map(
                |fault| match self.fields().find(|field| field.name == fault.field) {
                    Some(field) => Fault {
                        message: format!("{}{colon}{}", field.label, fault.message),
                        ..fault
                    },
                    None => Fault {
                        field: String::new(),
                        ..fault
                    },
                },
            )
            .collect();
        self
    }

    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.groups.iter().flat_map(|group| &group.fields)
    }
}
