//! Conditions as clauses of bits: whatever is known, they say the same as the condition itself.

use std::sync::LazyLock;

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::{
    AddOn, Arm, CardFee, Condition, FactKind, Fee, Levels, Model, PlaceId, RateKind, Require, Schedules, Str, Text,
};
use dx_kasan_rules::plan::{Mask, PARTS, Period, Plan, Scales};
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::vocabulary::{Schedule, Service};
use proptest::prelude::*;

use crate::support::{base, base_with, compiled, require};

const FACTS: u8 = 6;

/// What a facility answers: a bit for each fact, a rate, a ratio.
#[derive(Clone, Debug)]
struct Answers {
    facts: u8,
    rate: Rate,
    ratio: Rate,
}

fn percent(percent: u64) -> Rate {
    Rate::new(percent, 100).unwrap()
}

fn leaf() -> impl Strategy<Value = Condition> {
    prop_oneof![
        4 => (0..FACTS).prop_map(Condition::Fact),
        1 => (0..FACTS).prop_map(Condition::Not),
        1 => (1..6_u64).prop_map(|tenths| Condition::Rate(0, percent(tenths * 10))),
        1 => (1..4_u64).prop_map(|tenths| Condition::Ratio(FACTS, percent(tenths * 10))),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    leaf().prop_recursive(3, 16, 4, |inner| {
        let parts = prop::collection::vec(inner, 1..4);
        prop_oneof![
            parts.clone().prop_map(Condition::All),
            parts.clone().prop_map(Condition::Any),
            (parts, any::<prop::sample::Index>())
                .prop_map(|(parts, number)| Condition::AtLeast(number.index(parts.len()) as u8 + 1, parts)),
        ]
    })
}

fn answers() -> impl Strategy<Value = Answers> {
    (0..1_u8 << FACTS, 0..70_u64, 0..50_u64).prop_map(|(facts, rate, ratio)| Answers {
        facts,
        rate: percent(rate),
        ratio: percent(ratio),
    })
}

/// The condition itself, read as the law would. A fact of the first half helps when it is answered with yes, one of the
/// second half with no; the rules ask for the answer that helps, so bits stand for favourable answers alone.
fn holds(condition: &Condition, answers: &Answers) -> bool {
    match condition {
        Condition::Fact(fact) | Condition::Not(fact) => answers.facts >> fact & 1 == 1,
        Condition::All(parts) => parts.iter().all(|part| holds(part, answers)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, answers)),
        Condition::AtLeast(number, parts) => {
            parts.iter().filter(|part| holds(part, answers)).count() >= usize::from(*number)
        }
        Condition::Rate(_, threshold) => answers.rate >= *threshold,
        Condition::Ratio(_, threshold) => answers.ratio >= *threshold,
    }
}

/// The scales of a model that asks for these conditions.
fn scales(conditions: &[Condition]) -> Scales {
    let arm = || Arm {
        schedules: Schedules::default(),
        from: Day::default(),
        until: None,
        cites: Vec::new(),
        doubt: Vec::new(),
        only_under: None,
        not_under: Vec::new(),
        place: PlaceId(0),
    };
    let require = |when: &Condition| Require {
        arm: arm(),
        requirement: 0,
        levels: Levels::All,
        when: when.clone(),
        begins: false,
        ceases: false,
    };
    static BASE: LazyLock<Model> = LazyLock::new(|| compiled(&base()).loaded.model);
    let mut base = BASE.clone();
    let fact = base.facts.first().unwrap().clone();
    base.facts = vec![fact; usize::from(FACTS) + 1];
    base.rates = vec![RateKind { id: Str(0), label: Text::default(), place: PlaceId(0) }];
    base.add_ons.truncate(1);
    let add_on: &mut AddOn = base.add_ons.first_mut().unwrap();
    add_on.requires = conditions.iter().map(require).collect();
    add_on.excepts.clear();
    Scales::new(&base)
}

fn mask(scales: &Scales, answers: &Answers) -> Mask {
    let steps =
        scales.rates.first().unwrap().reached(answers.rate) | scales.ratios.last().unwrap().reached(answers.ratio);
    Mask { facts: u64::from(answers.facts), steps }
}

proptest! {
    #[test]
    fn clauses_say_the_same_as_the_condition(condition in condition(), answers in answers()) {
        let scales = scales(std::slice::from_ref(&condition));
        let mask = mask(&scales, &answers);
        let by_clauses = scales.clauses(&condition).iter().all(|clause| clause.meets(mask));
        prop_assert_eq!(by_clauses, holds(&condition, &answers));
    }

    #[test]
    fn no_clause_is_needless_and_no_bound_is_broken(condition in condition()) {
        let clauses = scales(std::slice::from_ref(&condition)).clauses(&condition);
        for (index, clause) in clauses.iter().enumerate() {
            prop_assert!(!clauses.iter().enumerate().any(|(other, known)| other != index && known.within(*clause)));
        }
        prop_assert!(clauses.len() <= condition.most_clauses());
    }

    #[test]
    fn what_is_implied_holds_wherever_the_other_does(one in condition(), other in condition(), answers in answers()) {
        let both = [one, other];
        let scales = scales(&both);
        let mask = mask(&scales, &answers);
        for known in scales.clauses(&both[0]) {
            for clause in scales.clauses(&both[1]) {
                prop_assert!(!scales.implies(known, clause) || !known.meets(mask) || clause.meets(mask));
            }
        }
    }

    #[test]
    fn a_higher_rate_reaches_all_that_a_lower_one_does(condition in condition(), low in 0..100_u64, more in 0..100_u64) {
        let scales = scales(std::slice::from_ref(&condition));
        for scale in scales.rates.iter().chain(&scales.ratios) {
            let (low, high) = (scale.reached(percent(low)), scale.reached(percent(low + more)));
            prop_assert_eq!(low & !high, 0);
            prop_assert_eq!(high & !scale.all(), 0);
        }
    }
}

#[test]
fn two_of_three_are_three_pairs_of_which_each_has_one() {
    let condition = Condition::AtLeast(2, (0..3).map(Condition::Fact).collect());
    let mut clauses: Vec<u64> = scales(&[]).clauses(&condition).iter().map(|clause| clause.facts).collect();
    clauses.sort_unstable();
    assert_eq!(clauses, [0b011, 0b101, 0b110]);
}

#[test]
fn a_higher_threshold_implies_a_lower_one_of_its_own_scale_only() {
    let conditions =
        [Condition::Rate(0, percent(30)), Condition::Rate(0, percent(15)), Condition::Ratio(FACTS, percent(30))];
    let scales = scales(&conditions);
    let clause = |index: usize| scales.clauses(&conditions[index])[0];
    assert!(scales.implies(clause(0), clause(1)));
    assert!(!scales.implies(clause(1), clause(0)));
    assert!(!scales.implies(clause(0), clause(2)));
    assert_eq!(scales.rates[0].thresholds(), [percent(15), percent(30)]);
    assert_eq!(scales.len(), 3);
}

#[test]
fn a_scale_tells_what_a_rate_reaches_and_what_a_bit_asks_for() {
    let scales = Scales::new(&compiled(&base()).loaded.model);
    let scale = &scales.rates[0];
    assert_eq!(scale.thresholds(), [15, 20, 30].map(percent));
    assert_eq!(scale.highest(scale.all()), Some(percent(30)));
    assert_eq!(scale.highest(scale.reached(percent(29))), Some(percent(20)));
    assert_eq!(scale.highest(0), None);
    let tenth = i64::try_from(PARTS / 10).unwrap();
    assert_eq!(scale.shifted(tenth).thresholds(), [5, 10, 20].map(percent), "as if every rate were ten points higher");
    assert_eq!(scale.shifted(-tenth).thresholds(), [25, 30, 40].map(percent));
    assert_eq!(scale.shifted(-tenth).all(), scale.all());
    let steps = scale.steps(scale.all());
    assert_eq!(
        [14_u32, 15, 30].map(|part| steps.reached(part, 100)),
        [14_u32, 15, 30].map(|part| scale.reached(percent(part.into())))
    );
    let highest = scale.all() & !scale.reached(percent(29));
    assert_eq!([29, 30].map(|part| scale.steps(highest).reached(part, 100)), [0, highest]);
    assert_eq!(scales.of_fact(2, FactKind::Boolean), Mask { facts: 4, steps: 0 });
    assert!(!scales.is_empty() && Scales::default().is_empty());
}

#[test]
fn how_many_clauses_a_condition_comes_to_is_known_before_they_are_made() {
    use Condition::{All, Any, AtLeast, Fact};
    let facts = |number: u8| (0..number).map(Fact).collect::<Vec<_>>();
    let most = |condition: &Condition| condition.most_clauses();
    assert_eq!([most(&Fact(0)), most(&All(facts(4))), most(&Any(facts(4)))], [1, 4, 1]);
    assert_eq!(most(&Any(vec![All(facts(2)), All(facts(3))])), 6);
    assert_eq!(most(&All(vec![Fact(0), Any(vec![All(facts(2)), All(facts(3))])])), 7);
    // Of five things three hold when of every three of them one does: there are ten such threes.
    assert_eq!([1, 2, 3, 4, 5].map(|number| most(&AtLeast(number, facts(5)))), [1, 5, 10, 10, 5]);
    assert_eq!(most(&AtLeast(2, vec![Fact(0), Fact(1), All(facts(2))])), 6);
}

/// The periods of the example add-on, as text.
fn periods(model: &Model) -> Vec<String> {
    let plan = Plan::new(model, &Scales::new(model), None);
    let entry = plan.entries.iter().find(|entry| entry.add_on == 0).unwrap();
    let shown = |period: &Period| {
        let until = period.until.map_or_else(|| "…".to_owned(), |until| until.to_string());
        let levels: Vec<String> = period
            .levels
            .iter()
            .map(|level| format!("{} required {:03b} deemed {:03b}", level.amount, level.required, level.deemed))
            .collect();
        format!("{} – {until}: {}", period.from, levels.join("; "))
    };
    entry.periods.iter().map(shown).collect()
}

#[test]
fn a_life_is_cut_where_a_measure_or_an_exception_ends() {
    assert_eq!(
        periods(&compiled(&base()).loaded.model),
        [
            "2025-04-01 – 2025-09-30: 12 required 111 deemed 010; 8 required 111 deemed 010",
            "2025-10-01 – 2026-03-31: 12 required 111 deemed 000; 8 required 111 deemed 000",
            "2026-04-01 – …: 12 required 111 deemed 000; 8 required 111 deemed 000",
        ]
    );
}

#[test]
fn an_exception_gives_its_threshold_to_those_who_may_use_it() {
    let model = compiled(&base()).loaded.model;
    let plan = Plan::new(&model, &Scales::new(&model), None);
    let thresholds = |day: &str| {
        let (_, period) = plan.entries[0].period(Day::parse(day).unwrap()).unwrap();
        let of = |level: usize| {
            let threshold = period.levels[level].checks[2].threshold.clone().unwrap();
            (threshold.ordinary.to_string(), threshold.excepted.map(|(_, rate)| rate.to_string()))
        };
        (of(0), of(1))
    };
    let no = |rate: &str| (rate.to_owned(), None);
    assert_eq!(thresholds("2026-03-31"), (("30%".to_owned(), Some("20%".to_owned())), no("15%")));
    assert_eq!(thresholds("2026-04-01"), (no("30%"), no("15%")));
}

#[test]
fn a_reading_lays_out_its_own_arms() {
    let model = compiled(&base()).loaded.model;
    let under = model.modelled_alternatives().next();
    let scales = Scales::new(&model);
    let website = |under| {
        let plan = Plan::new(&model, &scales, under);
        plan.entries[0].periods[2].levels[0].checks[1].clauses.clone()
    };
    // The default reading is satisfied by either of two answers, the stricter one by the notice alone.
    assert_eq!(website(None).iter().map(|clause| clause.facts.count_ones()).collect::<Vec<_>>(), [2]);
    assert_eq!(website(under).iter().map(|clause| clause.facts.count_ones()).collect::<Vec<_>>(), [1]);
}

#[test]
fn the_level_to_claim_is_the_one_that_pays_more_then_the_lower_number() {
    let equal = |text: &str| text.replace("amount = 8", "amount = 12").replace("八点", "十二点");
    let model = compiled(&base_with("example/add-on.toml", equal)).loaded.model;
    let plan = Plan::new(&model, &Scales::new(&model), None);
    assert_eq!(plan.entries[0].periods[0].by_rank, [0, 1]);
}

#[test]
fn the_amount_of_a_level_is_that_of_its_main_service_without_a_card() {
    let mut model = compiled(&base()).loaded.model;
    let amounts = |model: &Model| {
        let plan = Plan::new(model, &Scales::new(model), None);
        plan.entries[0].periods[0].levels.iter().map(|level| level.amount).collect::<Vec<_>>()
    };
    assert_eq!(amounts(&model), [12, 8]);
    let fee = model.add_ons[0].fees[0].clone();
    let card = |with_card| Some(CardFee { with_card, referral_counts: false });
    let other = Service::ALL.iter().copied().find(|service| *service != fee.service).unwrap();
    model.add_ons[0].fees.extend([
        Fee { service: other, amount: 90, ..fee.clone() },
        Fee { when: card(true), amount: 91, ..fee.clone() },
        Fee { when: card(false), amount: 13, ..fee },
    ]);
    assert_eq!(amounts(&model), [13, 8]);
}

#[test]
fn levels_share_the_checks_that_are_the_same() {
    let model = compiled(&base()).loaded.model;
    let plan = Plan::new(&model, &Scales::new(&model), None);
    let period = &plan.entries[0].periods[2];
    let mut different: Vec<_> =
        period.levels.iter().flat_map(|level| &level.checks).map(|check| (check.position, &check.clauses)).collect();
    different.sort();
    different.dedup();
    assert_eq!(period.checks.count() as usize, different.len());
    // The first check of each requirement has the number of its position, so that what is missing is told without a list.
    let first = &period.levels[0];
    assert_eq!(first.bits.positions(u64::MAX), first.required);
    assert_eq!(first.bits.positions(0b101), first.required & 0b101);
}

#[test]
fn a_plan_is_cut_only_where_something_of_it_changes() {
    let ends = |text: &str| text.replace("review-by = 2027-03-31", "until = 2027-03-31");
    for model in [compiled(&base()).loaded.model, compiled(&base_with("companion/add-on.toml", ends)).loaded.model] {
        let plan = Plan::new(&model, &Scales::new(&model), None);
        for entry in &plan.entries {
            let life = &model.add_ons[entry.add_on].schedules[entry.in_schedule];
            assert_eq!(entry.periods.first().map(|period| period.from), Some(life.from));
            assert_eq!(entry.periods.last().map(|period| period.until), Some(life.until));
            for pair in entry.periods.windows(2) {
                assert_eq!(pair[0].until.map(Day::next), Some(pair[1].from));
                let of = |period: &Period| (period.requirements.clone(), period.levels.clone());
                assert_ne!(of(&pair[0]), of(&pair[1]), "{}", pair[1].from);
            }
        }
        let dental = plan.of(Schedule::Dental).count();
        assert_eq!(dental, plan.entries.iter().filter(|entry| entry.schedule == Schedule::Dental).count());
        assert_eq!(Schedule::ALL.iter().map(|schedule| plan.of(*schedule).count()).sum::<usize>(), plan.entries.len());
        assert!(plan.of(plan.entries[0].schedule).any(|entry| entry == &plan.entries[0]));
    }
}

#[test]
fn arms_that_end_with_the_life_or_belong_to_others_cut_nothing() {
    let mut model = compiled(&base()).loaded.model;
    let cuts = |model: &Model| {
        let plan = Plan::new(model, &Scales::new(model), None);
        plan.entries[0].periods.iter().map(|period| (period.from, period.until)).collect::<Vec<_>>()
    };
    let end = Day::parse("2026-06-30").unwrap();
    model.add_ons[0].schedules[0].until = Some(end);
    let before = cuts(&model);
    assert_eq!(before.last().map(|(_, until)| *until), Some(Some(end)));
    model.add_ons[0].requires.iter_mut().for_each(|require| require.arm.until = Some(end));
    assert_eq!(cuts(&model), before, "nothing begins after the life");
    let mut elsewhere = model.add_ons[0].requires[0].clone();
    elsewhere.arm.from = Day::parse("2025-06-15").unwrap();
    elsewhere.arm.schedules = Schedules::default();
    model.add_ons[0].requires.push(elsewhere);
    assert_eq!(cuts(&model), before, "another 点数表's arms are its own");
}

#[test]
fn a_day_outside_the_life_has_no_period() {
    let ends = |text: &str| text.replace("review-by = 2027-03-31", "until = 2027-03-31");
    let files = base_with("companion/add-on.toml", ends);
    let model = compiled(&files).loaded.model;
    let plan = Plan::new(&model, &Scales::new(&model), None);
    let companion = plan.entries.iter().find(|entry| entry.add_on == 1).unwrap();
    let in_force = |day: &str| companion.period(Day::parse(day).unwrap()).is_some();
    assert_eq!(["2025-03-31", "2025-04-01", "2027-03-31", "2027-04-01"].map(in_force), [false, true, true, false]);
}

#[test]
fn a_condition_of_one_is_that_one() {
    let all = |when: &str| {
        let text = |text: &str| format!("{text}{}", require("website", when, "2025-04-01", None));
        let model = compiled(&base_with("companion/add-on.toml", text)).loaded.model;
        let plan = Plan::new(&model, &Scales::new(&model), None);
        plan.entries[1].periods[0].levels[0].checks[1].clauses.clone()
    };
    let plain = all("\"website-notice\"");
    for when in [
        "{ all = [\"website-notice\"] }",
        "{ any = [\"website-notice\"] }",
        "{ at-least = 1, of = [\"website-notice\"] }",
    ] {
        assert_eq!(all(when), plain, "{when}");
    }
}
