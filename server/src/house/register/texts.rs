//! What a finding says beyond the columns of the index: note, photos and the like, packed in bytes.

use super::Card;
use std::{collections::BTreeSet, sync::Arc};
use uuid::Uuid;

/// Bytes of one piece. A packed finding never crosses from one piece into the next.
const PIECE: usize = 1 << 18;
/// Bytes before the words: radius 4, safety 1, length of the measure 1, photos 1, length of the note 2.
const HEAD: usize = 9;
/// Bytes of a photo: its id, and whether it is here.
const PHOTO: usize = 17;
/// Bytes of who saw it too: the person, and the local day.
const VOICE: usize = 18;
/// Most voices that are kept of one finding; so many fit into a piece.
pub(super) const VOICES: usize = 4_000;
/// Beside how safe it feels, in the same byte: there is a case.
const CASE: u8 = 64;
/// The same: there are voices.
const VOICED: u8 = 128;

/// Packed details of findings, each at its tag. Only grows, and copies share their pieces: what is let go of stays until
/// [`Texts::only`] leaves it behind.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    pieces: Vec<Arc<Vec<u8>>>,
    /// Bytes of what was let go of.
    spare: usize,
}

/// The details of one finding, as they lie there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Details<'a> {
    /// Radius of the fix in metres.
    pub accuracy_m: f32,
    /// How safe it feels, 1-5.
    pub perceived_safety: Option<u8>,
    /// Code of the measure its maker suggests.
    pub suggested_measure: Option<&'a str>,
    /// What the walker wrote.
    pub note: Option<&'a str>,
    /// What it is about, when other findings are about the same.
    pub case: Option<Uuid>,
    photos: &'a [u8],
    voices: &'a [u8],
}

impl Details<'_> {
    /// Its photos in order: id, and whether the bytes are here.
    pub fn photos(&self) -> impl Iterator<Item = (Uuid, bool)> + '_ {
        let (photos, _) = self.photos.as_chunks::<PHOTO>();
        photos.iter().map(|photo| {
            let (id, here) = photo.split_at(PHOTO - 1);
            (Uuid::from_slice(id).unwrap_or_default(), here == [1])
        })
    }

    /// Who saw it too, and on which local day.
    pub fn voices(&self) -> impl Iterator<Item = (Uuid, u16)> + '_ {
        let (voices, _) = self.voices.as_chunks::<VOICE>();
        voices.iter().map(|voice| {
            let (person, day) = voice.split_at(VOICE - 2);
            let day = day.try_into().map_or(0, u16::from_le_bytes);
            (Uuid::from_slice(person).unwrap_or_default(), day)
        })
    }

    /// How many others saw it too, and whether this person is one of them.
    pub fn confirmed_by(&self, person: Option<Uuid>) -> (usize, bool) {
        if self.voices.is_empty() {
            return (0, false);
        }
        let people: BTreeSet<Uuid> = self.voices().map(|(person, _)| person).collect();
        (
            people.len(),
            person.is_some_and(|person| people.contains(&person)),
        )
    }
}

impl Texts {
    /// Packs what a card says and gives its tag; `None` when 4 GiB are full.
    pub fn keep(&mut self, card: &Card) -> Option<u32> {
        self.add(&pack(card))
    }

    fn add(&mut self, packed: &[u8]) -> Option<u32> {
        let is_full = |last: &Arc<Vec<u8>>| last.len() + packed.len() > PIECE;
        if self.pieces.last().is_none_or(is_full) {
            self.pieces.push(Arc::new(Vec::with_capacity(PIECE)));
        }
        let piece = self.pieces.len() - 1;
        let last = Arc::make_mut(&mut self.pieces[piece]);
        let tag = u32::try_from(piece * PIECE + last.len()).ok()?;
        last.extend_from_slice(packed);
        Some(tag)
    }

    /// Notes that nobody will ask for this tag any more.
    pub fn let_go(&mut self, tag: u32) {
        self.spare += self.packed(tag).map_or(0, <[u8]>::len);
    }

    /// Is more than a quarter of it let go of?
    pub fn is_wasteful(&self) -> bool {
        self.spare > PIECE && self.spare > self.bytes() / 4
    }

    /// Does more than one row of the index point here: that of the finding, and of who saw it too?
    pub fn is_shared(&self, tag: u32) -> bool {
        self.from(tag)
            .and_then(|bytes| bytes.get(4))
            .is_some_and(|safety| safety & VOICED != 0)
    }

    /// Takes over what lies at a tag of `others`, and gives its tag here.
    pub fn only(&mut self, others: &Self, tag: u32) -> Option<u32> {
        self.add(others.packed(tag)?)
    }

    /// Bytes in use, those of replaced and withdrawn findings too.
    pub fn bytes(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    fn from(&self, tag: u32) -> Option<&[u8]> {
        self.pieces.get(tag as usize / PIECE)?.get(tag as usize % PIECE..)
    }

    /// What [`pack`] made of the finding at a tag.
    fn packed(&self, tag: u32) -> Option<&[u8]> {
        let bytes = self.from(tag)?;
        let &[_, _, _, _, safety, measure, photos, low, high] = bytes.first_chunk()?;
        let note = u16::from_le_bytes([low, high]);
        let mut end = HEAD + usize::from(measure) + usize::from(photos) * PHOTO + usize::from(note);
        end += if safety & CASE == 0 { 0 } else { 16 };
        if safety & VOICED != 0 {
            let &[low, high] = bytes.get(end..)?.first_chunk()?;
            end += 2 + usize::from(u16::from_le_bytes([low, high])) * VOICE;
        }
        bytes.get(..end)
    }

    /// The details at a tag.
    pub fn at(&self, tag: u32) -> Option<Details<'_>> {
        let bytes = self.from(tag)?;
        let (accuracy, bytes) = bytes.split_first_chunk()?;
        let (&[safety, measure, photos], bytes) = bytes.split_first_chunk()?;
        let (note, bytes) = bytes.split_first_chunk()?;
        let (measure, bytes) = bytes.split_at_checked(measure.into())?;
        let (photos, bytes) = bytes.split_at_checked(usize::from(photos) * PHOTO)?;
        let (note, bytes) = bytes.split_at_checked(usize::from(u16::from_le_bytes(*note)))?;
        let (case, bytes) = bytes.split_at_checked(if safety & CASE == 0 { 0 } else { 16 })?;
        let voices = match bytes.split_first_chunk() {
            Some((count, bytes)) if safety & VOICED != 0 => {
                bytes.get(..usize::from(u16::from_le_bytes(*count)) * VOICE)?
            }
            _ => &[],
        };
        let safety = safety & !(CASE | VOICED);
        let text = |bytes| str::from_utf8(bytes).ok().filter(|text| !text.is_empty());
        Some(Details {
            accuracy_m: f32::from_le_bytes(*accuracy),
            perceived_safety: Some(safety).filter(|safety| *safety > 0),
            suggested_measure: text(measure),
            note: text(note),
            case: Uuid::from_slice(case).ok(),
            photos,
            voices,
        })
    }
}

/// The head, then measure, photos and note, the case, and the voices after their number.
#[allow(clippy::cast_possible_truncation, reason = "a radius in metres needs no more")]
fn pack(card: &Card) -> Vec<u8> {
    let measure = card.suggested_measure.as_deref().unwrap_or_default();
    let measure = if measure.len() > 255 { "" } else { measure };
    let note = card.note.as_deref().unwrap_or_default();
    let note = &note[..note.floor_char_boundary(usize::from(u16::MAX))];
    let photos = &card.photos[..card.photos.len().min(255)];
    let mut packed = Vec::with_capacity(HEAD + measure.len() + note.len() + PHOTO * photos.len());
    packed.extend_from_slice(&(card.accuracy_m as f32).to_le_bytes());
    let voices = &card.voices[..card.voices.len().min(VOICES)];
    let mut safety = card.perceived_safety.unwrap_or(0).try_into().unwrap_or(0);
    safety |= card.case.map_or(0, |_| CASE);
    safety |= if voices.is_empty() { 0 } else { VOICED };
    packed.push(safety);
    packed.extend([measure.len() as u8, photos.len() as u8]);
    packed.extend_from_slice(&(note.len() as u16).to_le_bytes());
    packed.extend_from_slice(measure.as_bytes());
    for (id, here) in photos {
        packed.extend_from_slice(id.as_bytes());
        packed.push(u8::from(*here));
    }
    packed.extend_from_slice(note.as_bytes());
    packed.extend(card.case.iter().flat_map(|case| *case.as_bytes()));
    if !voices.is_empty() {
        packed.extend_from_slice(&(voices.len() as u16).to_le_bytes());
    }
    for voice in voices {
        packed.extend_from_slice(voice.person.as_bytes());
        packed.extend_from_slice(&voice.day.to_le_bytes());
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::super::Voice;
    use super::*;

    fn card(note: &str, photos: usize) -> Card {
        Card {
            note: Some(note.to_owned()).filter(|note| !note.is_empty()),
            photos: (0..photos)
                .map(|n| (Uuid::from_u128(n as u128 + 1), n % 2 == 0))
                .collect(),
            accuracy_m: 6.5,
            perceived_safety: Some(3),
            suggested_measure: Some("snoei".into()),
            case: (photos == 2).then(|| Uuid::from_u128(77)),
            voices: (0..photos as u16 * 3)
                .map(|n| Voice {
                    person: Uuid::from_u128(u128::from(n % 4) + 9),
                    at: 5,
                    day: 20_000 + n,
                })
                .collect(),
            ..Card::default()
        }
    }

    #[test]
    fn what_was_kept_comes_back_over_many_pieces_and_in_copies() {
        let mut texts = Texts::default();
        let cards: Vec<Card> = (0..3_000)
            .map(|n| card(&"één lamp stuk ".repeat(n % 40), n % 5))
            .collect();
        let tags: Vec<u32> = cards.iter().map(|card| texts.keep(card).unwrap()).collect();
        let copy = texts.clone();
        texts.keep(&card("later", 0)).unwrap();
        for (card, tag) in cards.iter().zip(&tags) {
            let details = copy.at(*tag).unwrap();
            assert_eq!(details.note, card.note.as_deref());
            assert_eq!(details.photos().collect::<Vec<_>>(), card.photos);
            assert_eq!((details.accuracy_m, details.perceived_safety), (6.5, Some(3)));
            assert_eq!(
                (details.suggested_measure, details.case),
                (Some("snoei"), card.case)
            );
            let voices: Vec<_> = card
                .voices
                .iter()
                .map(|voice| (voice.person, voice.day))
                .collect();
            assert_eq!(details.voices().collect::<Vec<_>>(), voices);
            let me = Some(Uuid::from_u128(9));
            assert_eq!(
                details.confirmed_by(me),
                (voices.len().min(4), !voices.is_empty())
            );
            assert!(!details.confirmed_by(None).1);
        }
        assert!(texts.bytes() > PIECE);
    }

    #[test]
    fn what_was_let_go_of_is_left_behind_and_the_rest_comes_along() {
        let mut texts = Texts::default();
        let tags: Vec<u32> = (0..2_000)
            .map(|n| {
                texts
                    .keep(&card(&format!("geheim {n} {}", "x".repeat(300)), n % 4))
                    .unwrap()
            })
            .collect();
        assert!(!texts.is_wasteful());
        let (gone, left) = tags.split_at(1_200);
        gone.iter().for_each(|tag| texts.let_go(*tag));
        assert!(texts.is_wasteful());
        let mut fresh = Texts::default();
        let moved: Vec<u32> = left.iter().map(|tag| fresh.only(&texts, *tag).unwrap()).collect();
        for (old, new) in left.iter().zip(&moved) {
            assert_eq!(fresh.at(*new), texts.at(*old));
        }
        let holds = |texts: &Texts, words: &str| {
            let finds =
                |piece: &Arc<Vec<u8>>| piece.windows(words.len()).any(|bytes| bytes == words.as_bytes());
            texts.pieces.iter().any(finds)
        };
        assert!(holds(&texts, "geheim 1199 ") && !holds(&fresh, "geheim 1199 "));
        assert!(holds(&fresh, "geheim 1200 ") && !fresh.is_wasteful());
        assert_eq!(fresh.bytes(), texts.bytes() - texts.spare);
    }

    #[test]
    fn a_bare_card_has_nothing_but_its_radius_and_an_unknown_tag_nothing_at_all() {
        let mut texts = Texts::default();
        let tag = texts.keep(&Card::default()).unwrap();
        let details = texts.at(tag).unwrap();
        assert_eq!(
            (details.note, details.perceived_safety, details.suggested_measure),
            (None, None, None)
        );
        assert_eq!(details.photos().count(), 0);
        assert!(texts.at(9_999_999).is_none());
    }
}
