//! Tokens and codes: made from the machine's randomness, kept as hashes only.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Crockford's letters: no I, L, O or U, so that nobody reads one for another.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A new token of 256 bits. The prefix lets secret scanners recognise it.
pub fn new_token() -> Result<String, getrandom::Error> {
    Ok(format!("bsw_{}", URL_SAFE_NO_PAD.encode(random::<32>()?)))
}

/// The token of a walker whose phone made a key before it ever reached us: the same key, the same token.
pub fn of_key(key: &str) -> String {
    let hash = Sha256::new_with_prefix("buurtschouw begin ").chain_update(key);
    format!("bsw_{}", URL_SAFE_NO_PAD.encode(hash.finalize()))
}

/// Is this a key of at least 256 bits, as phones make them?
pub fn is_key(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (43..=64).contains(&text.len()) && text.bytes().all(fits)
}

/// What is kept of a token.
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A mark on a thing that only whoever holds the token can make again: 256 bits, which tell nothing of the token or of
/// another thing's mark.
pub fn mark(token: &str, thing: Uuid) -> Vec<u8> {
    let hash = Sha256::new_with_prefix("buurtschouw mark ").chain_update(thing.as_bytes());
    hash.chain_update(token).finalize().to_vec()
}

/// A new secret of 128 bits for the QR link.
pub fn new_secret() -> Result<String, getrandom::Error> {
    Ok(URL_SAFE_NO_PAD.encode(random::<16>()?))
}

/// A new join code of 8 characters (40 bits).
pub fn new_code() -> Result<String, getrandom::Error> {
    Ok(random::<8>()?
        .iter()
        .map(|byte| char::from(CROCKFORD[usize::from(byte % 32)]))
        .collect())
}

/// A typed code in its kept form: no spaces or dashes, capitals, and the letters people mistake set right.
/// `None` when it cannot be a code.
pub fn read_code(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let fits = code.len() == 8 && code.bytes().all(|byte| CROCKFORD.contains(&byte));
    fits.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(read_code(" ab12-o0il "), Some("AB120011".into()));
        assert_eq!(read_code("AB12 34"), None);
        assert_eq!(read_code("ABCDEFGU"), None);
    }

    #[test]
    fn new_codes_can_be_read_back_and_tokens_differ() {
        let code = new_code().unwrap();
        assert_eq!(read_code(&code), Some(code));
        assert_ne!(new_token().unwrap(), new_token().unwrap());
        assert_eq!(new_secret().unwrap().len(), 22);
    }
}
