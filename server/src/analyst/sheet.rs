//! Rows of a CSV file, plain or gzip, one after another, within limits.
//!
//! Whatever the bytes are, memory stays below a few MiB: no row may be longer than [`LONGEST_ROW`], and nothing but
//! the row at hand is kept.

use csv::{ByteRecord, Reader, ReaderBuilder};
use flate2::read::MultiGzDecoder;
use std::{
    borrow::Cow,
    cell::Cell,
    fmt,
    io::{self, Cursor, Read},
    rc::Rc,
};

/// Most bytes of one row, the header too: 1 MiB. What is longer is a quote that nobody closed.
pub const LONGEST_ROW: u64 = 1 << 20;
/// Most columns.
pub const MOST_COLUMNS: usize = 1_000;
/// Most rows.
pub const MOST_ROWS: u64 = 20_000_000;
/// Most bytes of a file after unpacking: 16 GiB.
pub const MOST_BYTES: u64 = 1 << 34;

/// How much is looked at before the separator is known.
const HEAD: u64 = 64 << 10;
/// Separators, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line from 1; 0 is the file as a whole.
    pub line: u64,
    /// One English sentence.
    pub text: String,
}

impl Fault {
    /// A fault of the file as a whole.
    pub fn whole(text: impl Into<String>) -> Self {
        Self {
            line: 0,
            text: text.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}", self.text),
            line => write!(out, "line {line}: {}", self.text),
        }
    }
}

/// A file with its header read.
pub struct Sheet<'a> {
    /// Names of the columns, trimmed, without control characters.
    pub header: Vec<String>,
    reader: Reader<Measured<'a>>,
    given: Rc<Given>,
    record: ByteRecord,
    rows: u64,
    /// Do lines end with a line feed alone?
    plain_ends: bool,
}

/// One row.
pub struct Line<'a> {
    /// Line in the file on which it begins, from 1.
    pub number: u64,
    fields: &'a ByteRecord,
}

impl Line<'_> {
    /// A field, trimmed; empty when the row is too short. Bytes that are not UTF-8 are replaced.
    pub fn field(&self, column: usize) -> Cow<'_, str> {
        match String::from_utf8_lossy(self.fields.get(column).unwrap_or_default()) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// How many fields it has.
    pub fn fields(&self) -> usize {
        self.fields.len()
    }
}

impl<'a> Sheet<'a> {
    /// Opens a file and reads its header. Gzip is known by its first bytes; `,`, `;`, tab or `|` by what the header
    /// holds most of; a first line `sep=;` is believed. Fields may be quoted, also over several lines; a BOM is
    /// passed over.
    ///
    /// # Errors
    /// An empty file, UTF-16, a spreadsheet (ZIP), a header that is too long or names too many columns, bad gzip.
    pub fn open(reader: impl Read + 'a) -> Result<Self, Fault> {
        let (mut head, mut rest) = begin(Box::new(reader))?;
        if head.starts_with(&[0x1f, 0x8b]) {
            (head, rest) = begin(Box::new(MultiGzDecoder::new(Cursor::new(head).chain(rest))))?;
        }
        if let Some(what) = foreign(&head) {
            return Err(Fault::whole(what));
        }
        let skipped = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let told = told_separator(&head[skipped..]);
        let separator = told.unwrap_or_else(|| likely_separator(&head[skipped..]));
        let plain_ends = head.iter().find(|byte| matches!(byte, b'\r' | b'\n')) == Some(&b'\n');
        let mut start = Cursor::new(head);
        start.set_position(skipped as u64);
        let given = Rc::new(Given::default());
        let measured = Measured {
            inner: Box::new(start.chain(rest)),
            given: Rc::clone(&given),
        };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(separator).flexible(true).has_headers(false);
        let mut sheet = Self {
            header: Vec::new(),
            reader: builder.from_reader(measured),
            given,
            record: ByteRecord::new(),
            rows: 0,
            plain_ends,
        };
        sheet.read_header(told.is_some())?;
        Ok(sheet)
    }

    fn read_header(&mut self, skip: bool) -> Result<(), Fault> {
        if skip {
            self.next_row()?;
        }
        let Some(line) = self.next_row()? else {
            return Err(Fault::whole(
                "the file is empty: its first line must name the columns",
            ));
        };
        let count = line.fields();
        if count > MOST_COLUMNS {
            return Err(Fault::whole(format!("{count} columns: at most {MOST_COLUMNS}")));
        }
        // Names are told in faults: they must not steer a terminal.
        let name = |column: usize| line.field(column).replace(char::is_control, " ");
        let header: Vec<String> = (0..count).map(name).collect();
        (self.header, self.rows) = (header, 0);
        Ok(())
    }

    /// The next row that is not blank.
    ///
    /// # Errors
    /// A row that is too long, too many rows or bytes, broken gzip, a file that cannot be read.
    pub fn next_row(&mut self) -> Result<Option<Line<'_>>, Fault> {
        self.given.since_row.set(0);
        let begins = self.reader.position().line() + u64::from(!self.plain_ends);
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => {
                return Err(Fault {
                    line: begins,
                    text: error_text(error),
                });
            }
        }
        self.rows += 1;
        if self.rows > MOST_ROWS {
            return Err(Fault::whole(format!(
                "more than {MOST_ROWS} rows: divide the file"
            )));
        }
        Ok(Some(Line {
            number: self.number(),
            fields: &self.record,
        }))
    }

    /// The line on which the row at hand begins: where it ends, less the line feeds in it. The reader stands behind the
    /// line feed of a row that has one, but between the two signs of `\r\n`.
    fn number(&self) -> u64 {
        let inside = self
            .record
            .as_slice()
            .iter()
            .filter(|byte| **byte == b'\n')
            .count() as u64;
        let stands = self.reader.position();
        let at_end = stands.byte() == self.given.total.get() && self.given.last.get() != b'\n';
        let ended = u64::from(self.plain_ends && !at_end);
        stands.line().saturating_sub(inside + ended)
    }
}

/// The first bytes, and the rest to come.
fn begin<'a>(mut reader: Box<dyn Read + 'a>) -> Result<(Vec<u8>, Box<dyn Read + 'a>), Fault> {
    let mut head = Vec::new();
    let read = reader.by_ref().take(HEAD).read_to_end(&mut head);
    read.map_err(|error| Fault::whole(format!("it cannot be read: {error}")))?;
    Ok((head, reader))
}

/// What the file is instead of CSV in UTF-8.
fn foreign(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Some("the file is UTF-16: save it as CSV in UTF-8");
    }
    head.starts_with(b"PK\x03\x04")
        .then_some("the file is a ZIP or a spreadsheet: save it as CSV in UTF-8")
}

/// The separator of a first line `sep=;`, as spreadsheets write it.
fn told_separator(text: &[u8]) -> Option<u8> {
    let rest = text.strip_prefix(b"sep=")?;
    match rest {
        [separator, b'\r' | b'\n', ..] if SEPARATORS.contains(separator) => Some(*separator),
        _ => None,
    }
}

fn likely_separator(text: &[u8]) -> u8 {
    let mut counts = [0_usize; 4];
    let mut quoted = false;
    let blank = text
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count();
    for &byte in &text[blank..] {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(which) = SEPARATORS.iter().position(|separator| *separator == byte) {
                    counts[which] += 1;
                }
            }
        }
    }
    let best = counts.iter().copied().max().unwrap_or_default();
    let first = counts.iter().position(|count| *count == best).unwrap_or_default();
    SEPARATORS[first]
}

/// What was given to the reader of rows so far.
#[derive(Default)]
struct Given {
    /// Bytes since the last row was asked for.
    since_row: Cell<u64>,
    /// Bytes in all.
    total: Cell<u64>,
    /// The last byte.
    last: Cell<u8>,
}

/// Stops a row that does not end, and a file that does not.
struct Measured<'a> {
    inner: Box<dyn Read + 'a>,
    given: Rc<Given>,
}

impl Read for Measured<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Given {
            since_row,
            total,
            last,
        } = &*self.given;
        if since_row.get() > LONGEST_ROW {
            return Err(io::Error::other(format!(
                "a row of more than {LONGEST_ROW} bytes; is a quote not closed?"
            )));
        }
        if total.get() > MOST_BYTES {
            return Err(io::Error::other(format!(
                "more than {MOST_BYTES} bytes: divide the file"
            )));
        }
        let count = self.inner.read(buffer)?;
        since_row.set(since_row.get() + count as u64);
        total.set(total.get() + count as u64);
        last.set(buffer[..count].last().copied().unwrap_or_else(|| last.get()));
        Ok(count)
    }
}

fn error_text(error: csv::Error) -> String {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => format!("it cannot be read: {error}"),
        kind => format!("it cannot be read: {kind:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header, and each row with its line.
    type Told = (Vec<String>, Vec<(u64, Vec<String>)>);

    fn rows(bytes: &[u8]) -> Result<Told, Fault> {
        let mut sheet = Sheet::open(bytes)?;
        let mut rows = Vec::new();
        while let Some(line) = sheet.next_row()? {
            let fields = (0..line.fields()).map(|at| line.field(at).into_owned()).collect();
            rows.push((line.number, fields));
        }
        Ok((sheet.header, rows))
    }

    #[test]
    fn separators_quotes_marks_and_line_ends_of_the_world_give_the_same_rows() {
        let wanted = (
            vec!["a".to_owned(), "b;c".to_owned()],
            vec![(2, vec!["1".to_owned(), "x, \"y\"\nz".to_owned()])],
        );
        for text in [
            "a,\"b;c\"\n1,\"x, \"\"y\"\"\nz\"\n",
            "\u{feff}a;\"b;c\"\r\n1;\"x, \"\"y\"\"\nz\"",
            "a\t\"b;c\"\n 1\t\"x, \"\"y\"\"\nz\"\n\n",
            "a|\"b;c\"\n1|\"x, \"\"y\"\"\nz\"",
        ] {
            assert_eq!(rows(text.as_bytes()).unwrap(), wanted, "{text}");
        }
        let told = rows(b"sep=;\na,x;b\n1;2\n").unwrap();
        assert_eq!(
            told,
            (
                vec!["a,x".into(), "b".into()],
                vec![(3, vec!["1".into(), "2".into()])]
            )
        );
    }

    #[test]
    fn lines_are_numbered_as_an_editor_does_also_behind_blank_and_broken_ones() {
        for end in ["\n", "\r\n"] {
            let text = ["", "a", "", "", "1", "\"2", "2\"", "3", "", "4"].join(end);
            let numbers = |text: String| -> Vec<u64> {
                let (_, rows) = rows(text.as_bytes()).unwrap();
                rows.into_iter().map(|(number, _)| number).collect()
            };
            assert_eq!(numbers(text.clone()), [5, 6, 8, 10], "{text:?}");
            assert_eq!(numbers(text + end), [5, 6, 8, 10]);
        }
    }

    #[test]
    fn what_is_not_utf8_is_replaced_and_short_rows_have_empty_fields() {
        let (_, rows) = rows(b"a,b\ncaf\xe9\n").unwrap();
        assert_eq!(rows, [(2, vec!["caf\u{fffd}".to_owned()])]);
        let mut sheet = Sheet::open(&b"a,b\nx\n"[..]).unwrap();
        assert_eq!(sheet.next_row().unwrap().unwrap().field(1), "");
    }

    #[test]
    fn what_is_no_table_says_what_it_is() {
        for (bytes, word) in [
            (&b""[..], "empty"),
            (b"\n\n", "empty"),
            (b"\xff\xfea\0", "UTF-16"),
            (b"PK\x03\x04....", "spreadsheet"),
            (b"\x1f\x8b\x08\x00", "cannot be read"),
        ] {
            let fault = rows(bytes).unwrap_err();
            assert!(fault.text.contains(word), "{fault}");
        }
        let many = vec!["c"; MOST_COLUMNS + 1].join(",");
        assert!(rows(many.as_bytes()).unwrap_err().text.contains("1001 columns"));
    }

    #[test]
    fn a_quote_that_nobody_closes_is_named_by_its_line_and_takes_no_memory() {
        let mut text = b"a,b\n1,2\n3,\"".to_vec();
        text.resize(8 << 20, b'\n');
        let fault = rows(&text).unwrap_err();
        assert_eq!(fault.line, 3);
        assert!(fault.text.contains("quote"), "{fault}");
    }
}
