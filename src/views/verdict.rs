//! The first band: the verdict with its evidence, or why there is none, and how complete what it rests on is.

use super::empty::{empty_reason, empty_title};
use super::loading::Loading;
use super::sign::{Sign, sign};
use super::trust::{Trust, trust};
use super::why::Why;
use crate::facts::{
    Board, Failure, bit_rate, bit_rates, day_and_time, explained, source_name, span_text,
    stale_after, zone_at,
};
use crate::state::{Catalogue, State};
use crate::words::{Key, colon, comma, fill};
use leptos::prelude::*;
use originscope_core::verdict::words::say as verdict_words;
use originscope_core::{TimeExpr, format, summary};

/// What the band says.
#[derive(Clone, PartialEq)]
pub struct VerdictText {
    /// By shape.
    pub sign: Sign,
    /// In two or three words.
    pub title: String,
    /// 5xx in percent, where it is known and of the present.
    pub share: Option<String>,
    /// The sentence after the title.
    pub line: String,
    evidence: String,
    /// The evidence where there is room for half a line.
    short: String,
    /// The other side's verdict, in its own words.
    others: Vec<(String, String)>,
    trust: Option<Trust>,
}

/// The verdict band.
#[component]
pub fn Verdict(state: State) -> impl IntoView {
    let said = Memo::new(move |_| state.board.with(|board| verdict_text(state, board)));
    let can_retry = move || {
        state.board.with(|board| {
            let is_unanswered = matches!(state.proxy.get(), Catalogue::Failed(_));
            !board.is_file && (!board.failed().is_empty() || is_unanswered)
        })
    };
    let is_loading = move || state.board.with(|board| board.is_loading());
    let trust = move || said.with(|said| said.trust.clone());
    view! {
        <section class=move || said.with(|said| said.sign.class())>
            {move || sign(said.with(|said| said.sign))}
            <div class="say">
                <div class="l1"><h1>{move || said.get().title}</h1><p>{move || line(&said.get())}</p></div>
                {move || evidence(&said.get())}
                {move || said.get().others.into_iter().map(|(title, text)| view! { <p class="l2"><b class="b">{title}</b>" "{text}</p> }).collect_view()}
            </div>
            {move || trust().map(|trust| view! {
                <div class="trust"><div class="b">{trust.complete}</div><div class="m">{trust.slots}</div></div>
            })}
            <div class="acts">
                {move || trust().map(|trust| view! { <p class="l3">{format!("{} • {}", trust.complete, trust.terse)}</p> })}
                <Loading state/>
                <Show when=move || can_retry() && !is_loading()>
                    <button type="button" class="btn" on:click=move |_| state.refresh()>{move || state.t(Key::Retry)}</button>
                </Show>
                <Why state/>
            </div>
        </section>
    }
}

/// The second line; on a phone its conclusion alone, where there is one.
fn evidence(said: &VerdictText) -> AnyView {
    let (text, short) = (said.evidence.clone(), said.short.clone());
    let has_both = !text.is_empty() && !short.is_empty();
    view! {
        {(!text.is_empty()).then(|| view! { <p class=if has_both { "l2 desk" } else { "l2" }>{text}</p> })}
        {has_both.then(|| view! { <p class="l2 phone">{short}</p> })}
    }
    .into_any()
}

/// The sentence, with its number in bold.
fn line(said: &VerdictText) -> AnyView {
    let share = said.share.as_deref().unwrap_or_default();
    match said.line.split_once(share).filter(|_| !share.is_empty()) {
        Some((before, after)) => {
            view! { {before.to_owned()}<b>{share.to_owned()}</b>{after.to_owned()} }.into_any()
        }
        None => said.line.clone().into_any(),
    }
}

/// What can be said of a board.
pub fn verdict_text(state: State, board: &Board) -> VerdictText {
    if board.has_data() {
        return with_data(state, board);
    }
    if let Catalogue::Failed(problem) = state.proxy.get()
        && !board.is_file
    {
        let said = explained("", &problem, state.lang.get());
        return plain(state, Sign::CannotTell, said.title, Key::SaysNothing);
    }
    if board.is_loading()
        && let Some(Failure { sources, problem }) = board.held.first()
    {
        let source = sources.first().map_or("", String::as_str);
        let said = explained(source, problem, state.lang.get());
        return VerdictText {
            trust: trust(state, board),
            ..plain(state, Sign::CannotTell, said.title, Key::SaysNothing)
        };
    }
    if board.is_loading() {
        let (done, all) = board.progress();
        let words = [("done", done.to_string()), ("all", all.to_string())];
        let line = filled(state, Key::ReadingLine, &words);
        return VerdictText {
            title: state.t(Key::Reading).to_owned(),
            trust: trust(state, board),
            ..plain(state, Sign::Reading, line, Key::ReadingHint)
        };
    }
    if state.proxy.get() == Catalogue::Asking && !board.is_file {
        return VerdictText {
            title: state.t(Key::Reading).to_owned(),
            ..plain(state, Sign::Reading, String::new(), Key::Nothing)
        };
    }
    let failed = !board.failed().is_empty() || !board.refused.is_empty();
    let sign = if failed {
        Sign::CannotTell
    } else {
        Sign::Nothing
    };
    let plain = plain(state, sign, first_problem(state, board), Key::SaysNothing);
    let reason = empty_reason(state, board).filter(|_| !failed);
    VerdictText {
        trust: trust(state, board),
        evidence: reason.unwrap_or_else(|| plain.evidence.clone()),
        ..plain
    }
}

/// `Cannot tell`, and why.
fn plain(state: State, sign: Sign, line: String, evidence: Key) -> VerdictText {
    VerdictText {
        sign,
        title: state.t(Key::CannotTell).to_owned(),
        share: None,
        line,
        evidence: state.t(evidence).to_owned(),
        short: String::new(),
        others: Vec::new(),
        trust: None,
    }
}

fn with_data(state: State, board: &Board) -> VerdictText {
    let trust = trust(state, board);
    let span = || span_text(board.axis, state.reader(), board.now);
    if board.is_stale && !board.is_loading() {
        let words = [
            ("domains", board.domains.join(comma(state.lang.get()))),
            ("span", span()),
        ];
        return VerdictText {
            evidence: filled(state, Key::StillShown, &words),
            trust,
            ..plain(
                state,
                Sign::CannotTell,
                first_problem(state, board),
                Key::SaysNothing,
            )
        };
    }
    if is_old(state, board) {
        let time = day_and_time(board.now, state.reader(), board.axis);
        let zone = zone_at(state.offset(), board.now);
        let line = filled(state, Key::NotRefreshed, &[("time", time), ("zone", zone)]);
        return VerdictText {
            trust,
            ..plain(state, Sign::CannotTell, line, Key::NotRefreshedHint)
        };
    }
    VerdictText {
        trust,
        ..judgement(state).unwrap_or_else(|| traffic_only(state, board))
    }
}

/// Whether a range that should end now was read too long ago: what was fine then says nothing of the present.
fn is_old(state: State, board: &Board) -> bool {
    let ends_now = state.query.with(|query| query.to == TimeExpr::Now);
    let is_saved = state.modes().contains(&originscope_core::Mode::Replay);
    let age = state.clock.get().saturating_sub(board.now);
    let after = state.thresholds.with(|lines| stale_after(board, lines));
    ends_now && !is_saved && !board.is_file && !board.is_loading() && age > after
}

/// The worst verdict in full, the others in a sentence each.
fn judgement(state: State) -> Option<VerdictText> {
    let (lang, offset) = (state.lang.get(), state.offset());
    let judged = state.judged.get();
    let (worst, others) = judged.split_first()?;
    let words = verdict_words(&worst.verdict, lang, offset);
    let other = |one: &crate::facts::Judged| {
        let words = verdict_words(&one.verdict, lang, offset);
        // Two sources of one side would say the same in the same words.
        let product = originscope_apis::find(one.source)
            .map(|api| source_name(lang, api.spec()))
            .filter(|_| judged.len() > 2);
        let title = product.map_or_else(String::new, |product| format!("{product}{}", colon(lang)));
        (format!("{title}{}", words.headline), words.first)
    };
    let share = worst.verdict.headline.share;
    Some(VerdictText {
        sign: Sign::of(worst.verdict.state),
        title: words.headline,
        share: share.map(|share| format::share_in(share, lang)),
        line: words.first,
        // The band has two lines: the second is the other side's, if there is one.
        evidence: if others.is_empty() {
            words.second
        } else {
            String::new()
        },
        short: words.quadrant.unwrap_or_default(),
        others: others.iter().map(other).collect(),
        trust: None,
    })
}

/// Traffic alone carries no claim of health.
fn traffic_only(state: State, board: &Board) -> VerdictText {
    let traffic = board.lead_traffic();
    let figures = traffic.and_then(|shown| summary(&shown.timeline, &bit_rates(&shown)));
    let Some(rate) = figures else {
        return plain(
            state,
            Sign::CannotTell,
            first_problem(state, board),
            Key::SaysNothing,
        );
    };
    let at = |at: i64| day_and_time(at, state.reader(), board.axis);
    let words = [
        ("time", at(rate.now_at)),
        ("mean", bit_rate(rate.mean)),
        ("max", bit_rate(rate.max)),
        ("at", at(rate.max_at)),
    ];
    VerdictText {
        title: format!("{} {}", state.t(Key::OriginTraffic), bit_rate(rate.now)),
        evidence: String::new(),
        ..plain(
            state,
            Sign::Numbers,
            filled(state, Key::TrafficOnly, &words),
            Key::SaysNothing,
        )
    }
}

/// The first thing that went wrong, as a sentence; that there is nothing to read if nothing did.
fn first_problem(state: State, board: &Board) -> String {
    let problem = board
        .problems()
        .into_iter()
        .next()
        .map(|(source, problem, _)| explained(&source, &problem, state.lang.get()).title);
    let refused = || {
        let refused = board.refused.first()?;
        Some(super::problem::plan_sentence(state, refused.error))
    };
    problem
        .or_else(refused)
        .or_else(|| empty_title(state, board))
        .unwrap_or_else(|| state.t(Key::EmptyTitle).to_owned())
}

fn filled(state: State, key: Key, words: &[(&str, String)]) -> String {
    let words: Vec<(&str, &str)> = words
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    fill(state.lang.get(), key, &words)
}
