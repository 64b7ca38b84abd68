//! An answer as a tree that can be bent: members in their order, also twice, scalars as they are written.

/// A value of JSON.
#[derive(Clone, Debug)]
pub enum Tree {
    Object(Vec<(String, Tree)>),
    List(Vec<Tree>),
    /// A text with its quotes, a number or a word, as written.
    Scalar(String),
}

/// One change, at the first or another of the nodes that it fits; numbers beyond the last begin again at the first.
#[derive(Clone, Debug)]
pub enum Change {
    /// Members of an object change places: the first so many go to the end.
    Turn(usize, usize),
    /// A member of an object goes.
    Drop(usize, usize),
    /// A member of an object comes a second time, at the end.
    Repeat(usize, usize),
    /// A member that no vendor has, with this value, comes first.
    Add(usize, &'static str),
    /// A member of an object has another name.
    Rename(usize, usize, &'static str),
    /// An element of a list comes a second time, at the end.
    Again(usize, usize),
    /// A scalar is written with quotes where it had none, or without.
    Requote(usize),
    /// Another value for a scalar.
    Replace(usize, &'static str),
}

impl Tree {
    /// Reads JSON that we wrote.
    pub fn read(body: &[u8]) -> Self {
        let text = std::str::from_utf8(body).expect("our own answer");
        let (tree, rest) = Self::start(text.trim_start());
        assert_eq!(rest.trim(), "", "our own answer");
        tree
    }

    fn start(text: &str) -> (Self, &str) {
        if let Some(mut rest) = text.strip_prefix('{') {
            let mut members = Vec::new();
            while !rest.trim_start().starts_with('}') {
                let (name, after) = scalar(rest.trim_start());
                let value = after.trim_start().strip_prefix(':').expect("a colon");
                let (value, after) = Self::start(value.trim_start());
                members.push((name.trim_matches('"').to_owned(), value));
                rest = after.trim_start().trim_start_matches(',');
            }
            return (Self::Object(members), &rest.trim_start()[1..]);
        }
        let Some(mut rest) = text.strip_prefix('[') else {
            let (scalar, rest) = scalar(text);
            return (Self::Scalar(scalar.to_owned()), rest);
        };
        let mut values = Vec::new();
        while !rest.trim_start().starts_with(']') {
            let (value, after) = Self::start(rest.trim_start());
            values.push(value);
            rest = after.trim_start().trim_start_matches(',');
        }
        (Self::List(values), &rest.trim_start()[1..])
    }

    /// Its tokens, between which white space may stand.
    pub fn tokens(&self) -> Vec<String> {
        let list = |[open, close]: [&str; 2], values: Vec<Vec<String>>| {
            let mut tokens = vec![open.to_owned()];
            tokens.extend(values.join(&",".to_owned()));
            tokens.push(close.to_owned());
            tokens
        };
        let member = |(name, value): &(String, Self)| {
            let mut tokens = vec![format!("\"{name}\""), ":".to_owned()];
            tokens.extend(value.tokens());
            tokens
        };
        match self {
            Self::Scalar(text) => vec![text.clone()],
            Self::Object(members) => list(["{", "}"], members.iter().map(member).collect()),
            Self::List(values) => list(["[", "]"], values.iter().map(Self::tokens).collect()),
        }
    }

    /// Makes a change, if the tree has a node for it.
    pub fn change(&mut self, change: &Change) {
        let (Change::Turn(which, _)
        | Change::Drop(which, _)
        | Change::Repeat(which, _)
        | Change::Add(which, _)
        | Change::Rename(which, ..)
        | Change::Again(which, _)
        | Change::Requote(which)
        | Change::Replace(which, _)) = change;
        let fitting = self.fitting(change);
        if fitting == 0 {
            return;
        }
        let mut left = which % fitting + 1;
        self.each(&mut |tree| {
            left = left.saturating_sub(usize::from(tree.fits(change)));
            if left == 0 {
                tree.bend(change);
                left = usize::MAX;
            }
        });
    }

    /// How many nodes a change of this kind fits.
    pub fn fitting(&mut self, change: &Change) -> usize {
        let mut fitting = 0;
        self.each(&mut |tree| fitting += usize::from(tree.fits(change)));
        fitting
    }

    /// Every node, outer ones first.
    fn each(&mut self, visit: &mut dyn FnMut(&mut Self)) {
        visit(self);
        match self {
            Self::Scalar(_) => {}
            Self::Object(members) => members.iter_mut().for_each(|(_, value)| value.each(visit)),
            Self::List(values) => values.iter_mut().for_each(|value| value.each(visit)),
        }
    }

    fn fits(&self, change: &Change) -> bool {
        match change {
            Change::Again(..) => matches!(self, Self::List(values) if !values.is_empty()),
            Change::Requote(_) | Change::Replace(..) => matches!(self, Self::Scalar(_)),
            _ => matches!(self, Self::Object(members) if !members.is_empty()),
        }
    }

    fn bend(&mut self, change: &Change) {
        match (self, change) {
            (Self::Object(members), Change::Turn(_, by)) => {
                let by = by % members.len();
                members.rotate_left(by);
            }
            (Self::Object(members), Change::Drop(_, at)) => {
                members.remove(at % members.len());
            }
            (Self::Object(members), Change::Repeat(_, at)) => {
                members.push(members[at % members.len()].clone());
            }
            (Self::Object(members), Change::Add(_, value)) => {
                let value = Self::Scalar((*value).to_owned());
                members.insert(0, ("Remark".to_owned(), value));
            }
            (Self::Object(members), Change::Rename(_, at, name)) => {
                let at = at % members.len();
                members[at].0 = (*name).to_owned();
            }
            (Self::List(values), Change::Again(_, at)) => {
                values.push(values[at % values.len()].clone());
            }
            (Self::Scalar(text), Change::Requote(_)) => {
                *text = match text
                    .strip_prefix('"')
                    .and_then(|text| text.strip_suffix('"'))
                {
                    Some(bare) => bare.to_owned(),
                    None => format!("\"{text}\""),
                };
            }
            (Self::Scalar(text), Change::Replace(_, value)) => *text = (*value).to_owned(),
            _ => {}
        }
    }
}

/// A text with its quotes, or what stands before the next sign of JSON's.
fn scalar(text: &str) -> (&str, &str) {
    let end = match text.strip_prefix('"') {
        Some(after) => after.find('"').expect("an end") + 2,
        None => text
            .find(|c: char| ",]}".contains(c) || c.is_whitespace())
            .unwrap_or(text.len()),
    };
    text.split_at(end)
}
