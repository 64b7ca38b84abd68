//! Nothing to see: the reason, and one way on.

use crate::facts::{Board, Emptiness, day_and_time, emptiness, source_name, still_kept};
use crate::state::State;
use crate::ui::Button;
use crate::words::{Key, Say, comma, fill, span};
use leptos::prelude::*;
use originscope_core::{TimeExpr, TimeRange, TimeUnit};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Why there is nothing, in a few words; nothing where that is not so.
pub(super) fn empty_title(state: State, board: &Board) -> Option<String> {
    emptiness(board).map(|why| title(state, why))
}

/// The sentence under that.
pub(super) fn empty_reason(state: State, board: &Board) -> Option<String> {
    emptiness(board).map(|why| reason(state, board, why))
}

/// The card that stands over the charts.
pub(super) fn empty_card(state: State, board: &Board) -> Option<AnyView> {
    let why = emptiness(board)?;
    let text = Signal::derive(move || action(state, why));
    // What was asked for in short slots may be there in longer ones.
    let longer = match why {
        Emptiness::TooOld(..) => still_kept(board),
        Emptiness::TooYoung(..) | Emptiness::NoSlot(_) | Emptiness::Cancelled => None,
    };
    let longer = longer.map(|grain| {
        let text = Signal::derive(move || {
            let lang = state.lang.get();
            fill(lang, Say::EmptyLonger, &[("grain", &span(lang, grain))])
        });
        let read = move || state.query.update(|query| query.step = Some(grain));
        view! { <Button class="pri" text on_click=read/> }
    });
    let class = if longer.is_some() { "" } else { "pri" };
    let act = move || match why {
        Emptiness::TooOld(_, seconds) => go(state, seconds.div_euclid(DAY).max(1), TimeUnit::Day),
        Emptiness::TooYoung(..) => go(state, 1, TimeUnit::Hour),
        Emptiness::NoSlot(_) => state.inspect(None),
        Emptiness::Cancelled => state.refresh(),
    };
    Some(
        view! {
            <div class="card lifted">
                <h2>{title(state, why)}</h2>
                <p>{reason(state, board, why)}</p>
                <div class="act">{longer}<Button class=class text on_click=act/></div>
            </div>
        }
        .into_any(),
    )
}

/// Over the last so many units, moving with now.
fn go(state: State, amount: i64, unit: TimeUnit) {
    state.query.update(|query| {
        query.from = TimeExpr::Ago { amount, unit };
        query.to = TimeExpr::Now;
    });
}

fn title(state: State, why: Emptiness) -> String {
    let lang = state.lang.get();
    match why {
        Emptiness::TooOld(_, seconds) => {
            let first = state.now.get().saturating_sub(seconds);
            // Over more than a day, so that the day is named.
            let wide = TimeRange::new(first, first.saturating_add(seconds.max(3 * DAY)));
            let time = day_and_time(first, state.reader(), wide);
            fill(lang, Say::EmptyBefore, &[("time", &time)])
        }
        Emptiness::TooYoung(..) => state.t(Say::EmptyYoung).to_owned(),
        Emptiness::NoSlot(_) => state.t(Say::EmptyNoSlot).to_owned(),
        Emptiness::Cancelled => state.t(Say::EmptyCancelled).to_owned(),
    }
}

fn reason(state: State, board: &Board, why: Emptiness) -> String {
    let lang = state.lang.get();
    let of = |spec, seconds| {
        [
            ("product", source_name(lang, spec).to_owned()),
            ("span", span(lang, seconds)),
        ]
    };
    let (key, words) = match why {
        Emptiness::TooOld(spec, seconds) => (Say::EmptyKeeps, of(spec, seconds)),
        Emptiness::TooYoung(spec, seconds) => (Say::EmptyLag, of(spec, seconds)),
        Emptiness::NoSlot(spec) => {
            let domains = board.domains.join(comma(lang));
            let product = source_name(lang, spec).to_owned();
            (
                Say::EmptyAnswered,
                [("product", product), ("domains", domains)],
            )
        }
        Emptiness::Cancelled => {
            let (done, all) = board.progress();
            let words = [("done", done.to_string()), ("all", all.to_string())];
            (Say::EmptyStopped, words)
        }
    };
    let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
    fill(lang, key, &words)
}

fn action(state: State, why: Emptiness) -> String {
    let lang = state.lang.get();
    match why {
        Emptiness::TooOld(_, seconds) => {
            let kept = span(lang, seconds);
            fill(lang, Say::GoToLast, &[("span", &kept)])
        }
        Emptiness::TooYoung(..) => state.t(Key::GoToLastHour).to_owned(),
        Emptiness::NoSlot(_) => state.t(Say::Inspect).to_owned(),
        Emptiness::Cancelled => state.t(Say::ReadRest).to_owned(),
    }
}
