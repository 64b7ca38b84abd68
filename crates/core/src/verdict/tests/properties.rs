use super::super::words::say;
use super::super::{Outcome, RULES, RuleId, RuleKind, State};
use super::{Slot, Story, slots};
use crate::query::Lang;
use crate::timeline::SlotState;
use proptest::prelude::*;

fn slot() -> impl Strategy<Value = Slot> {
    let share = prop_oneof![
        6 => 0.0..0.9_f64,
        2 => 0.5..6.0_f64,
        2 => 0.0..100.0_f64,
        1 => Just(1.0),
        1 => Just(5.0),
    ];
    let came = (
        share,
        prop_oneof![8 => Just(None), 1 => (1.0..100.0_f64).prop_map(Some)],
    )
        .prop_map(|(value, count)| Slot {
            state: SlotState::Came,
            value,
            sum: 100.0,
            count,
        });
    let other = prop::sample::select(vec!["z", "u", "_", "x", "w", "o", "n", "p0.1", "p40"]);
    prop_oneof![9 => came, 1 => other.prop_map(|text| slots(text)[0])]
}

fn story() -> impl Strategy<Value = Story> {
    let runs = prop::collection::vec((slot(), 1..12_usize), 0..12);
    (
        runs,
        any::<bool>(),
        prop_oneof![4 => Just(0_i64), 1 => 0..1_200_i64],
    )
        .prop_map(|(runs, counted, late)| {
            let slots = runs
                .into_iter()
                .flat_map(|(slot, times)| std::iter::repeat_n(slot, times));
            Story::from(slots.collect())
                .counts(counted.then_some(1_000.0))
                .late(late)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn fine_needs_every_guard(story in story()) {
        let verdict = story.verdict();
        let guards = RULES.iter().filter(|rule| rule.kind == RuleKind::Guard);
        let broken: Vec<RuleId> = guards
            .map(|rule| rule.id)
            .filter(|id| verdict.rule(*id).is_none_or(|it| it.outcome == Outcome::NotMet))
            .collect();
        let crossed = [RuleId::Red, RuleId::Amber]
            .iter()
            .any(|id| verdict.rule(*id).is_some_and(|it| it.outcome == Outcome::Met));
        prop_assert_eq!(verdict.state == State::Fine && (crossed || !broken.is_empty()), false, "{:?}", broken);
        prop_assert_eq!(verdict.reason.is_some(), verdict.state == State::CannotTell);
        prop_assert!(verdict.quadrant.is_none());
    }

    /// The same without a look at the rules: what fine must never be said of.
    #[test]
    fn fine_is_never_said_of_what_is_not_known(story in story()) {
        if story.verdict().state == State::Fine {
            let timeline = story.codes();
            let coverage = timeline.coverage();
            prop_assert!(coverage.came * 10 >= coverage.due * 9, "{:?}", coverage);
            let came = |slot: &&Slot| slot.state == SlotState::Came;
            let newest = story.slots.iter().rev().filter(came).find(|slot| slot.sum > 0.0).unwrap();
            prop_assert!(newest.value < 1.0 && newest.sum > 99.0, "{:?}", newest);
            let behind = timeline.due_until.min(timeline.range.end) - timeline.complete_to().unwrap();
            prop_assert!(behind <= 180, "{}", behind);
            let young = |slot: &&Slot| slot.state == SlotState::Provisional && slot.value >= 1.0;
            prop_assert!(story.slots.iter().filter(young).count() < 3);
        }
    }

    #[test]
    fn three_more_failing_slots_are_failing(story in story(), share in 5.0..100.0_f64, times in 3..20_usize) {
        let mut worse = story.clone();
        worse.slots.retain(|slot| !matches!(slot.state, SlotState::Provisional | SlotState::NotYet));
        worse = worse.late(0);
        worse.slots.extend(std::iter::repeat_n(
            Slot { state: SlotState::Came, value: share, sum: 100.0, count: None }, times));
        prop_assert_eq!(worse.verdict().state, State::Failing);
    }

    #[test]
    fn young_slots_change_no_bad_news(story in story(), young in prop::collection::vec(0.0..100.0_f64, 1..9)) {
        let before = story.verdict().state;
        if matches!(before, State::Failing | State::Degraded) {
            let mut more = story.clone();
            // As long a range as the moment of judging already saw as due stays due.
            more.slots.extend(young.iter().map(|&value| Slot {
                state: SlotState::Provisional, value, sum: 100.0, count: None }));
            let after = more.late(0).verdict().state;
            let same = story.late(0).verdict().state;
            prop_assert_eq!(after, same);
        }
    }

    #[test]
    fn anything_is_said_without_a_hole(story in story()) {
        let verdict = story.verdict();
        for lang in [Lang::En, Lang::Zh] {
            let words = say(&verdict, lang, 28_800);
            let rules = words.rules.iter().flat_map(|it| [&it.rule, &it.evidence, &it.so]);
            for text in [&words.headline, &words.first].into_iter().chain(rules) {
                prop_assert!(!text.is_empty() && !text.contains("NaN") && !text.contains(['{', '}']), "{}", text);
            }
            let is_dashed = words.first.contains('\u{2013}');
            prop_assert!(!is_dashed, "{}", words.first);
            prop_assert!(!words.first.ends_with(".."), "{}", words.first);
        }
    }
}
