//! Source text with its comments taken out, once with and once without what stands in quotes.
//!
//! Not a parser: a reader of quotes and comments, so that a rule never trips over a word in a comment. All
//! texts keep their length and their lines; letters outside ASCII become `?`.

/// A piece of text in quotes and the line it begins on, from 1.
pub(super) struct Quote {
    pub line: usize,
    pub text: String,
}

/// One source file, read. `bare` and `spoken` have the same length, so a place in one is a place in the other.
pub(super) struct Ink {
    /// Code only: comments and the insides of quotes are blank.
    pub bare: String,
    /// Code and quotes: only comments are blank.
    pub spoken: String,
    pub quotes: Vec<Quote>,
}

impl Ink {
    /// Reads Rust.
    pub fn of_rust(text: &str) -> Self {
        let mut pen = Pen::new(text);
        while let Some(c) = pen.now() {
            match c {
                '/' if pen.ahead(1) == Some('/') => pen.blank_line(),
                '/' if pen.ahead(1) == Some('*') => pen.blank_block(true),
                'r' if pen.raw_hashes().is_some() => pen.raw_quote(),
                '"' => pen.quote('"', false),
                '\'' if pen.ahead(1) == Some('\\') || pen.ahead(2) == Some('\'') => pen.quote('\'', false),
                _ => pen.copy(),
            }
        }
        pen.ink
    }

    /// Reads TypeScript.
    pub fn of_script(text: &str) -> Self {
        let mut pen = Pen::new(text);
        pen.script(false);
        pen.ink
    }

    /// Reads a Svelte component: its scripts as TypeScript, its markup as it stands, comments and style not at all.
    pub fn of_svelte(text: &str) -> Self {
        let mut ink = Self {
            bare: String::new(),
            spoken: String::new(),
            quotes: Vec::new(),
        };
        let mut rest = text;
        while let Some((at, part)) = Part::first_in(rest) {
            ink.add(&rest[..at], Part::Markup);
            let end = rest[at..]
                .find(part.close())
                .map_or(rest.len(), |end| at + end + part.close().len());
            ink.add(&rest[at..end], part);
            rest = &rest[end..];
        }
        ink.add(rest, Part::Markup);
        ink
    }

    /// The line of a place in `bare` or `spoken`, from 1.
    pub fn line(&self, place: usize) -> usize {
        1 + self
            .bare
            .as_bytes()
            .iter()
            .take(place)
            .filter(|b| **b == b'\n')
            .count()
    }

    /// Every place in the bare code where `word` stands by itself.
    pub fn places(&self, word: &str) -> Vec<usize> {
        let bytes = self.bare.as_bytes();
        let part_of_name = |at: Option<&u8>| at.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        let free = |at: usize| {
            let open = word.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let shut = word.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            (!open || at == 0 || !part_of_name(bytes.get(at - 1)))
                && (!shut || !part_of_name(bytes.get(at + word.len())))
        };
        self.bare
            .match_indices(word)
            .map(|(at, _)| at)
            .filter(|at| free(*at))
            .collect()
    }

    /// The place where a trailing `#[cfg(test)] mod ... {` begins, or the end of the file.
    pub fn tests_begin(&self) -> usize {
        let opens_module = |at: &usize| {
            let after = self.bare[at + "#[cfg(test)]".len()..].trim_start();
            let until = after.find(['{', ';']).unwrap_or(0);
            after.starts_with("mod ") && after[until..].starts_with('{')
        };
        self.places("#[cfg(test)]")
            .into_iter()
            .find(opens_module)
            .unwrap_or(self.bare.len())
    }

    fn add(&mut self, text: &str, part: Part) {
        let above = self.line(self.bare.len()) - 1;
        let read = match part {
            Part::Script => Self::of_script(text),
            Part::Markup => Self {
                bare: ascii(text),
                spoken: ascii(text),
                quotes: Vec::new(),
            },
            Part::Comment | Part::Style => Self {
                bare: blank(text),
                spoken: blank(text),
                quotes: Vec::new(),
            },
        };
        self.bare.push_str(&read.bare);
        self.spoken.push_str(&read.spoken);
        self.quotes.extend(read.quotes.into_iter().map(|q| Quote {
            line: q.line + above,
            ..q
        }));
    }
}

/// The parts of a Svelte component.
#[derive(Clone, Copy)]
enum Part {
    Markup,
    Script,
    Style,
    Comment,
}

impl Part {
    fn first_in(text: &str) -> Option<(usize, Self)> {
        [
            ("<script", Self::Script),
            ("<style", Self::Style),
            ("<!--", Self::Comment),
        ]
        .into_iter()
        .filter_map(|(open, part)| text.find(open).map(|at| (at, part)))
        .min_by_key(|(at, _)| *at)
    }

    fn close(self) -> &'static str {
        match self {
            Self::Markup => "<",
            Self::Script => "</script",
            Self::Style => "</style",
            Self::Comment => "-->",
        }
    }
}

fn ascii(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect()
}

fn blank(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { ' ' }).collect()
}

/// Walks over the text and writes both versions.
struct Pen {
    text: Vec<char>,
    at: usize,
    line: usize,
    ink: Ink,
}

impl Pen {
    fn new(text: &str) -> Self {
        let ink = Ink {
            bare: String::new(),
            spoken: String::new(),
            quotes: Vec::new(),
        };
        Self {
            text: text.chars().collect(),
            at: 0,
            line: 1,
            ink,
        }
    }

    fn now(&self) -> Option<char> {
        self.ahead(0)
    }

    fn ahead(&self, steps: usize) -> Option<char> {
        self.text.get(self.at + steps).copied()
    }

    /// Writes the next letter as it stands, once as code and once as speech.
    fn write(&mut self, in_bare: bool, in_spoken: bool) {
        let Some(c) = self.now() else { return };
        let shown = if c.is_ascii() { c } else { '?' };
        let kept = |keep: bool| if keep || c == '\n' { shown } else { ' ' };
        self.ink.bare.push(kept(in_bare));
        self.ink.spoken.push(kept(in_spoken));
        self.line += usize::from(c == '\n');
        self.at += 1;
    }

    fn copy(&mut self) {
        self.write(true, true);
    }

    fn blank_line(&mut self) {
        while self.now().is_some_and(|c| c != '\n') {
            self.write(false, false);
        }
    }

    /// A `/* */` comment; Rust's may stand inside each other.
    fn blank_block(&mut self, nested: bool) {
        let mut depth = 0;
        while let Some(c) = self.now() {
            let opens = c == '/' && self.ahead(1) == Some('*') && (nested || depth == 0);
            let closes = c == '*' && self.ahead(1) == Some('/');
            self.write(false, false);
            if opens || closes {
                self.write(false, false);
            }
            depth += usize::from(opens);
            depth -= usize::from(closes);
            if depth == 0 {
                return;
            }
        }
    }

    /// A quote with backslash escapes. In a script it ends with its line at the latest.
    fn quote(&mut self, end: char, one_line: bool) {
        let (line, from) = (self.line, self.at + 1);
        self.copy();
        while let Some(c) = self.now() {
            if c == end || (one_line && c == '\n') {
                break;
            }
            if c == '\\' {
                self.write(false, true);
            }
            self.write(false, true);
        }
        self.keep(line, from);
        self.copy();
    }

    /// The number of `#` of a raw string that begins here, if one does.
    fn raw_hashes(&self) -> Option<usize> {
        let name = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '_');
        let before = |steps: usize| self.at.checked_sub(steps).and_then(|at| self.text.get(at));
        let prefixed = matches!(before(1), Some('b' | 'c')) && !name(before(2));
        if name(before(1)) && !prefixed {
            return None;
        }
        let hashes = self.text[self.at + 1..].iter().take_while(|c| **c == '#').count();
        (self.ahead(1 + hashes) == Some('"')).then_some(hashes)
    }

    fn raw_quote(&mut self) {
        let hashes = self.raw_hashes().unwrap_or(0);
        for _ in 0..hashes + 2 {
            self.copy();
        }
        let (line, from) = (self.line, self.at);
        let ends = |pen: &Self| pen.now() == Some('"') && (1..=hashes).all(|n| pen.ahead(n) == Some('#'));
        while self.now().is_some() && !ends(self) {
            self.write(false, true);
        }
        self.keep(line, from);
        for _ in 0..=hashes {
            self.copy();
        }
    }

    /// TypeScript up to its end, or up to the `}` that closes the `${` of a template.
    fn script(&mut self, in_template: bool) {
        let mut depth = 0_usize;
        while let Some(c) = self.now() {
            match c {
                '/' if self.ahead(1) == Some('/') => self.blank_line(),
                '/' if self.ahead(1) == Some('*') => self.blank_block(false),
                '/' if self.pattern_may_begin() => self.pattern(),
                '"' | '\'' => self.quote(c, true),
                '`' => self.template(),
                '}' if in_template && depth == 0 => return,
                _ => {
                    depth += usize::from(c == '{');
                    depth = depth.saturating_sub(usize::from(c == '}'));
                    self.copy();
                }
            }
        }
    }

    /// A template in backticks: its text is a quote, what stands in `${}` is code.
    fn template(&mut self) {
        let (line, from) = (self.line, self.at + 1);
        self.copy();
        while let Some(c) = self.now() {
            match c {
                '`' => break,
                '\\' => {
                    self.write(false, true);
                    self.write(false, true);
                }
                '$' if self.ahead(1) == Some('{') => {
                    self.copy();
                    self.copy();
                    self.script(true);
                    self.copy();
                }
                _ => self.write(false, true),
            }
        }
        self.keep(line, from);
        self.copy();
    }

    /// A slash after one of these begins a regular expression, elsewhere it divides.
    fn pattern_may_begin(&self) -> bool {
        let before = self.ink.bare.trim_end();
        before.ends_with(['(', ',', '=', ':', '[', '!', '&', '|', '?', '{', '}', ';'])
            || before.is_empty()
            || before.ends_with("return")
    }

    fn pattern(&mut self) {
        let mut in_class = false;
        self.copy();
        while let Some(c) = self.now() {
            match c {
                '\n' => return,
                '/' if !in_class => break,
                '\\' => self.write(false, true),
                '[' => in_class = true,
                ']' => in_class = false,
                _ => {}
            }
            self.write(false, true);
        }
        self.copy();
    }

    fn keep(&mut self, line: usize, from: usize) {
        let text = self.text[from.min(self.at)..self.at].iter().collect();
        self.ink.quotes.push(Quote { line, text });
    }
}
