//! Faults of a drawing in words, for the person who drew it.

use crate::http::Fault;

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

/// The fault with its words, when it has any.
pub fn worded(mut fault: Fault) -> Fault {
    let found = WORDS.iter().find(|(code, _, _)| *code == fault.code);
    if let Some(&(_, nl, en)) = found {
        (fault.nl, fault.en) = (Some(nl), Some(en));
    }
    fault
}
