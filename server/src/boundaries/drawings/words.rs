//! Faults of a drawing in words, for the person who drew it.

use crate::http::Fault;
use serde::Serialize;
use utoipa::ToSchema;

/// Code, Dutch, English.
const WORDS: [(&str, &str, &str); 11] = [
    (
        "bad_coordinates",
        "Deze plek bestaat niet op de kaart. Misschien zijn de getallen verwisseld.",
        "There is no such place on the map. Perhaps the numbers are swapped.",
    ),
    (
        "wrong_type",
        "Dit is geen getekende grens.",
        "This is not a border that was drawn.",
    ),
    (
        "too_few_points",
        "Teken minstens drie punten.",
        "Draw at least three points.",
    ),
    (
        "too_many_vertices",
        "Je lijn heeft te veel punten: 2.000 is het meeste.",
        "Your line has too many points: 2,000 is the most.",
    ),
    (
        "too_small",
        "Dit is kleiner dan een tuin. Teken iets groters.",
        "This is smaller than a garden. Draw something larger.",
    ),
    (
        "too_large",
        "Dit is groter dan een buurt kan zijn.",
        "This is larger than a neighbourhood can be.",
    ),
    (
        "outside",
        "Hier gaat je lijn te ver de stad uit.",
        "Here your line goes too far out of the city.",
    ),
    (
        "self_intersection",
        "Hier kruist je lijn zichzelf.",
        "Your line crosses itself here.",
    ),
    (
        "holes_not_supported",
        "Hier zit een gat in je buurt. Teken alleen de buitenkant.",
        "There is a hole here. Draw the outside only.",
    ),
    (
        "multipart",
        "Je tekende losse stukken. Welk stuk is jouw buurt?",
        "You drew separate parts. Which one is your neighbourhood?",
    ),
    (
        "unknown_buurt",
        "Deze buurt kennen we niet.",
        "We do not know this neighbourhood.",
    ),
];

/// What was repaired or is to be asked about: code, Dutch, English.
const NOTES: [(&str, &str, &str); 7] = [
    ("unclosed", "We maakten je lijn rond.", "We closed your line."),
    (
        "multipart",
        "Je tekende losse stukken. We hielden het grootste. Klopt het zo?",
        "You drew separate parts. We kept the largest. Is it right now?",
    ),
    (
        "holes_not_supported",
        "We vulden een klein gat op. Klopt het zo?",
        "We filled a small hole. Is it right now?",
    ),
    (
        "repaired_spike",
        "We hebben een scherpe punt weggehaald. Klopt het zo?",
        "We took a sharp point away. Is it right now?",
    ),
    (
        "repaired_bowtie",
        "We hebben een klein lusje weggehaald. Klopt het zo?",
        "We took a small loop away. Is it right now?",
    ),
    (
        "warn_small",
        "Dit is wel heel klein voor een buurt. Bedoel je dit?",
        "This is very small for a neighbourhood. Do you mean this?",
    ),
    (
        "warn_large",
        "Dit is wel heel groot voor een buurt. Bedoel je dit?",
        "This is very large for a neighbourhood. Do you mean this?",
    ),
];

/// What a repair or a question says to the person who drew it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DrawingNote)]
pub struct Note {
    /// A code of `repaired` or `warnings`.
    pub code: &'static str,
    /// In Dutch.
    pub nl: &'static str,
    /// In English.
    pub en: &'static str,
}

/// The words of these codes; codes without any are left out.
pub fn notes<'a>(codes: impl Iterator<Item = &'a String>) -> Vec<Note> {
    let note = |code: &String| {
        let &(code, nl, en) = NOTES.iter().find(|(known, _, _)| *known == code.as_str())?;
        Some(Note { code, nl, en })
    };
    codes.filter_map(note).collect()
}

/// The fault with its words, when it has any.
pub fn worded(mut fault: Fault) -> Fault {
    let found = WORDS.iter().find(|(code, _, _)| *code == fault.code);
    if let Some(&(_, nl, en)) = found {
        (fault.nl, fault.en) = (Some(nl), Some(en));
    }
    fault
}
