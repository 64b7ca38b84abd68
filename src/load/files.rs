//! Files that the reader drops, opens or pastes: read here, recognised in `facts`, shown like any answer.

use crate::clock;
use crate::facts::Refusal;
use crate::state::State;
use crate::words::Key;
use leptos::prelude::*;
use originscope_apis::{MAX_FILE_BYTES, NotRecognised};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Takes files in. What can be shown is shown at once; for the rest a sentence says why not.
pub fn accept(state: State, list: &web_sys::FileList) {
    let files: Vec<web_sys::File> = (0..list.length()).filter_map(|at| list.get(at)).collect();
    if files.is_empty() {
        return;
    }
    state.files.update(|files| files.refused.clear());
    spawn_local(async move {
        let mut came = false;
        for file in files {
            let name = file.name();
            let bytes = read(&file).await;
            state.files.update(|files| match bytes {
                Ok(bytes) => came |= files.add(&name, &bytes),
                Err(why) => files.refuse(&name, why),
            });
        }
        if came {
            open(state);
        }
    });
}

/// A file that is too long is not even read.
async fn read(file: &web_sys::File) -> Result<Vec<u8>, Refusal> {
    #[allow(clippy::cast_precision_loss)] // 64 MiB
    let is_long = file.size() > MAX_FILE_BYTES as f64;
    if is_long {
        let limit = MAX_FILE_BYTES;
        return Err(Refusal::NotRecognised(NotRecognised::TooLarge { limit }));
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|_| Refusal::NotRead)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

fn accept_text(state: State, text: &str) {
    let name = state.t(Key::PastedText);
    state.files.update(|files| files.refused.clear());
    let came = state
        .files
        .try_update(|files| files.add(name, text.as_bytes()));
    if came == Some(true) {
        open(state);
    }
}

fn open(state: State) {
    state.unpin();
    state.is_file.set(true);
    publish(state);
}

/// Shows the files, the one at `place` deciding which range.
pub fn show(state: State, place: usize) {
    state.files.update(|files| files.lead = place);
    open(state);
}

/// Goes back to what the proxy answers. The files stay at hand.
pub fn go_live(state: State) {
    state.unpin();
    state.is_file.set(false);
    state.runner().publish(state);
}

/// Puts the files on the board.
pub fn publish(state: State) {
    let now = clock::now();
    let board = state
        .files
        .with_untracked(|files| files.board(now, |spec| state.unit_of_untracked(spec)));
    state.now.set(now);
    state.board.set(Arc::new(board));
}

/// Listens to drops and pastes anywhere on the page. The signal says that files hang over it.
pub fn listen(state: State) -> RwSignal<bool> {
    let hangs = RwSignal::new(false);
    let over = window_event_listener(leptos::ev::dragover, move |event| {
        if event.data_transfer().is_some_and(|data| has_files(&data)) {
            event.prevent_default();
            hangs.set(true);
        }
    });
    let left = window_event_listener(leptos::ev::dragleave, move |event| {
        // Only leaving the window has nowhere to go to.
        if event.related_target().is_none() {
            hangs.set(false);
        }
    });
    let dropped = window_event_listener(leptos::ev::drop, move |event| {
        hangs.set(false);
        if let Some(files) = event.data_transfer().and_then(|data| data.files())
            && files.length() > 0
        {
            event.prevent_default();
            accept(state, &files);
        }
    });
    let pasted = window_event_listener(leptos::ev::paste, move |event| paste(state, &event));
    on_cleanup(move || {
        over.remove();
        left.remove();
        dropped.remove();
        pasted.remove();
    });
    hangs
}

fn has_files(data: &web_sys::DataTransfer) -> bool {
    data.types().includes(&"Files".into(), 0)
}

/// Pasted files are taken in anywhere, pasted text only where it is not typed into a field.
fn paste(state: State, event: &web_sys::Event) {
    let Some(data) = event
        .dyn_ref::<web_sys::ClipboardEvent>()
        .and_then(web_sys::ClipboardEvent::clipboard_data)
    else {
        return;
    };
    if let Some(files) = data.files().filter(|files| files.length() > 0) {
        event.prevent_default();
        return accept(state, &files);
    }
    let into_field = event
        .target()
        .is_some_and(|target| target.dyn_ref::<web_sys::HtmlInputElement>().is_some());
    if let Ok(text) = data.get_data("text/plain")
        && !into_field
        && !text.trim().is_empty()
    {
        event.prevent_default();
        accept_text(state, &text);
    }
}
