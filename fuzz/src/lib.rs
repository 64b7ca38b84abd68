//! What the targets share: the promises that must hold for any input.

use originscope_apis::{Recognised, find, recognise, vendor_error};

/// Decodes as the API of this id; a frame must be sound, and a body that decodes is recognised as that API's. What the quick
/// reader says the careful one says too.
///
/// # Panics
/// A promise is broken.
pub fn decode(id: &str, body: &[u8]) {
    let api = find(id).expect("a registered API");
    let careful = api.read_carefully(body);
    if let Some(quick) = api.read_quickly(body) {
        assert_eq!(Ok(quick), careful);
    }
    match careful {
        Ok(decoded) => {
            assert!(decoded.frame.is_sound(), "{:?}", decoded.frame);
            if let Ok(found) = recognise(body) {
                let ours = |found: &Recognised<'_>| match found {
                    Recognised::Answer(answer) => answer.candidates.contains(&api.spec().id),
                    Recognised::Snapshot { .. } => true,
                };
                assert!(found.iter().any(ours));
            } else {
                panic!("an answer that is not recognised");
            }
        }
        Err(error) => sentence(&error.to_string()),
    }
    let _ = vendor_error(body);
}

/// Asserts that a text is one that may be shown.
///
/// # Panics
/// It is not.
pub fn sentence(text: &str) {
    assert!(text.starts_with("The ") && text.ends_with('.'), "{text}");
    assert!(
        !text.contains(char::is_control) && text.chars().count() < 600,
        "{text}"
    );
}
