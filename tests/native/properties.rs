//! What holds for every facility on every day: answers under unknowns are exactly what all ways to complete them allow, better
//! facts never hurt, and nothing depends on how the input happens to be written.
//!
//! Everything is asked from outside, of generated facilities; no answer is looked up in the code that gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use crate::generated::{ask, day_from, facilities, read};
use dx_kasan::{
    AddOnAssessment, Assessment, Day, Facility, LevelVerdict, Month, Ruleset, State, Verdict, best_level, decide,
    evaluate, knowledge,
};
use dx_kasan_rules::author::compile_folder;
use dx_kasan_rules::node::{Entry, Node, Value as Written};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

fn favourable(fact: &str) -> Option<bool> {
    let facts = Ruleset::built_in().facts();
    facts.iter().find(|known| known.id == fact).unwrap().favourable
}

/// What says the best, or the worst, of a fact that can be said.
fn answered(fact: &str, helpful: bool) -> Value {
    match favourable(fact) {
        Some(favourable) => json!(favourable == helpful),
        None => json!(if helpful { "100%" } else { "0%" }),
    }
}

/// The facts that any requirement of the day reads.
fn facts_read(answer: &Assessment<'_>) -> BTreeSet<&'static str> {
    let ids = Ruleset::built_in().facts();
    let requirements = answer.add_ons.iter().flat_map(|add_on| add_on.requirements.iter());
    let read: BTreeSet<&str> = requirements.flat_map(|requirement| requirement.facts.to_vec()).collect();
    ids.into_iter().map(|fact| fact.id).filter(|fact| read.contains(fact)).collect()
}

// All ways in which the unknowns can turn out

/// The most completions of one facility that are tried.
const MOST_WAYS: usize = 4096;

/// The most facts that are left unknown.
const MOST_UNKNOWN: usize = 12;

/// Something unknown, with the values that it might have, the least helpful first.
enum Open {
    Fact(&'static str, Vec<Value>),
    /// Of the months that are not known, the best rate is all that can matter.
    Months(Vec<(Month, &'static str)>, Vec<Value>),
}

impl Open {
    fn values(&self) -> usize {
        match self {
            Self::Fact(_, values) | Self::Months(_, values) => values.len(),
        }
    }

    /// The facility with the value of that number.
    fn settle(&self, facility: &mut Value, number: usize) {
        match self {
            Self::Fact(fact, values) => facility["facts"][*fact] = values[number].clone(),
            Self::Months(months, values) => {
                let usage = facility["usage"].as_array_mut().unwrap();
                // A month of no receipts is unknown as well.
                usage.retain(|entry| {
                    !months
                        .iter()
                        .any(|(month, basis)| entry["month"] == json!(month.to_string()) && entry["basis"] == *basis)
                });
                for (index, (month, basis)) in months.iter().enumerate() {
                    let rate = if index == number % months.len() { values[number].clone() } else { json!("0%") };
                    usage.push(json!({ "month": month.to_string(), "basis": basis, "rate": rate }));
                }
            }
        }
    }
}

/// At each threshold that a level has on that day, and just below it.
fn rates_around_thresholds(answer: &Assessment<'_>) -> Vec<Value> {
    let rules = Ruleset::built_in();
    let mut thresholds = BTreeSet::new();
    for entry in rules.plan().of(answer.schedule) {
        let levels = entry.period(answer.date).into_iter().flat_map(|(_, period)| &period.levels);
        for threshold in levels.flat_map(|level| &level.checks).filter_map(|check| check.threshold.as_ref()) {
            thresholds.insert(threshold.ordinary);
            thresholds.extend(threshold.excepted.as_ref().map(|(_, rate)| *rate));
        }
    }
    let exact = |rate: u64| json!(format!("{}.{:07}%", rate / 10_000_000, rate % 10_000_000));
    let units = |rate: dx_kasan_rules::rate::Rate| rate.part() * 1_000_000_000 / rate.whole();
    thresholds.into_iter().map(units).flat_map(|rate| [exact(rate - 1), exact(rate)]).collect()
}

/// What is unknown of a facility and could matter. Where that leaves too many ways, some facts are settled first.
fn open(facility: &mut Value, day: Day) -> Vec<Open> {
    let answer = ask(facility, day);
    let read = facts_read(&answer);
    let unknown = |facility: &Value, fact: &str| facility["facts"][fact].is_null();
    let mut months: Vec<(Month, &'static str)> = Vec::new();
    for requirement in answer.add_ons.iter().flat_map(|add_on| add_on.requirements.iter()) {
        for measured in requirement.measured.iter().flatten().filter(|measured| measured.rate.is_none()) {
            let month = (measured.month, measured.basis.id());
            if !months.contains(&month) {
                months.push(month);
            }
        }
    }
    let mut open = Vec::new();
    let mut ways = 1;
    if !months.is_empty() {
        let rates = rates_around_thresholds(&answer);
        ways *= rates.len();
        open.push(Open::Months(months, rates));
    }
    for fact in read.into_iter().filter(|fact| unknown(facility, fact)).collect::<Vec<_>>() {
        let values = match favourable(fact) {
            Some(_) => vec![answered(fact, false), answered(fact, true)],
            None => vec![json!("29.9999999%"), json!("30%")],
        };
        if ways * values.len() > MOST_WAYS || open.len() > MOST_UNKNOWN {
            facility["facts"][fact] = answered(fact, true);
        } else {
            ways *= values.len();
            open.push(Open::Fact(fact, values));
        }
    }
    open
}

/// What one add-on comes to when everything is known.
struct Outcome {
    /// The place of the level to claim among the levels, the best first; the number of levels when there is none.
    rank: usize,
    amount: u32,
    verdicts: Vec<LevelVerdict>,
    states: Vec<Vec<State>>,
}

/// The levels by what they are worth: larger amounts of the main service first, then lower numbers.
fn ranked(add_on: &AddOnAssessment<'_>, schedule: &str) -> Vec<(String, u32)> {
    let rules = Ruleset::built_in();
    let described = rules.add_ons();
    let lives = described.iter().filter(|known| known.id == add_on.id).flat_map(|known| &known.schedules);
    let main = lives.filter(|life| life.schedule.id() == schedule).map(|life| life.main_service).next().unwrap();
    let amount = |fees: &dx_kasan::Fees<'_>| {
        fees.iter()
            .filter(|fee| fee.service == main && fee.when != Some("with-card"))
            .map(|fee| fee.amount)
            .max()
            .unwrap()
    };
    let mut levels: Vec<(String, u32)> =
        add_on.levels.iter().map(|level| (level.id.to_owned(), amount(&level.fees))).collect();
    levels.sort_by_key(|(id, amount)| (std::cmp::Reverse(*amount), id.clone()));
    levels
}

fn rank_of(ranked: &[(String, u32)], level: Option<&str>) -> usize {
    level.map_or(ranked.len(), |level| ranked.iter().position(|(id, _)| id == level).unwrap())
}

fn outcome(add_on: &AddOnAssessment<'_>, ranked: &[(String, u32)]) -> Outcome {
    assert_ne!(add_on.verdict, Verdict::Undetermined, "nothing is unknown");
    assert_eq!(add_on.range.worst, add_on.range.best);
    assert_eq!(add_on.questions, Vec::<&str>::new());
    let rank = rank_of(ranked, add_on.range.best);
    Outcome {
        rank,
        amount: ranked.get(rank).map_or(0, |(_, amount)| *amount),
        verdicts: add_on.levels.iter().map(|level| level.verdict).collect(),
        states: add_on.levels.iter().map(|level| level.checks.iter().map(|check| check.state).collect()).collect(),
    }
}

/// Every way: the numbers of the values, and by add-on what it comes to.
fn all_ways(facility: &Value, day: Day, open: &[Open], ranks: &[Vec<(String, u32)>]) -> Vec<Vec<Outcome>> {
    let count: usize = open.iter().map(Open::values).product();
    (0..count)
        .map(|way| {
            let mut settled = facility.clone();
            let mut rest = way;
            for one in open {
                one.settle(&mut settled, rest % one.values());
                rest /= one.values();
            }
            let answer = ask(&settled, day);
            answer.add_ons.iter().zip(ranks).map(|(add_on, ranked)| outcome(add_on, ranked)).collect()
        })
        .collect()
}

fn of_all<T: PartialEq + Copy>(values: impl Iterator<Item = T> + Clone, otherwise: T) -> T {
    let mut others = values.clone();
    let first = others.next().unwrap();
    if others.all(|value| value == first) { first } else { otherwise }
}

/// For each unknown fact that can change the level: how much an answer can take away at best, and secure at worst.
fn decisive(open: &[Open], ways: &[Vec<Outcome>], add_on: usize) -> BTreeMap<&'static str, (u32, u32)> {
    let amounts = |settled: &dyn Fn(usize) -> bool| -> Vec<u32> {
        (0..ways.len()).filter(|way| settled(*way)).map(|way| ways[way][add_on].amount).collect()
    };
    let (best, worst) = (*amounts(&|_| true).iter().max().unwrap(), *amounts(&|_| true).iter().min().unwrap());
    let mut found = BTreeMap::new();
    let mut stride = 1;
    for one in open {
        let values = one.values();
        let number = |way: usize| way / stride % values;
        if let Open::Fact(fact, _) = one {
            let changes = (0..ways.len())
                .filter(|way| number(*way) == 0)
                .any(|way| (1..values).any(|other| ways[way][add_on].rank != ways[way + other * stride][add_on].rank));
            if changes {
                let without = *amounts(&|way| number(way) == 0).iter().max().unwrap();
                let with = *amounts(&|way| number(way) == values - 1).iter().min().unwrap();
                found.insert(*fact, (best - without, with - worst));
            }
        }
        stride *= values;
    }
    found
}

fn is_what_all_completions_allow(mut facility: Value, day: Day) {
    let open = open(&mut facility, day);
    let answer = ask(&facility, day);
    let ranks: Vec<_> = answer.add_ons.iter().map(|add_on| ranked(add_on, answer.schedule.id())).collect();
    let ways = all_ways(&facility, day, &open, &ranks);
    for (index, add_on) in answer.add_ons.iter().enumerate() {
        let about = format!("{} of {facility} on {day}", add_on.id);
        let ranked = &ranks[index];
        let outcomes = || ways.iter().map(|way| &way[index]);

        let worst = outcomes().map(|outcome| outcome.rank).max().unwrap();
        let best = outcomes().map(|outcome| outcome.rank).min().unwrap();
        assert_eq!(rank_of(ranked, add_on.range.worst), worst, "range.worst, {about}");
        assert_eq!(rank_of(ranked, add_on.range.best), best, "range.best, {about}");
        let none = ranked.len();
        let verdict = match (none == 0, worst == none, best == none) {
            (true, ..) => Verdict::NotInForce,
            (_, _, true) => Verdict::DoesNotQualify,
            (_, true, _) => Verdict::Undetermined,
            _ => Verdict::Qualifies,
        };
        assert_eq!(add_on.verdict, verdict, "{about}");
        assert_eq!(add_on.best.as_ref().map(|best| best.level), add_on.range.worst, "best, {about}");

        for (level_index, level) in add_on.levels.iter().enumerate() {
            let verdicts = outcomes().map(|outcome| outcome.verdicts[level_index]);
            assert_eq!(level.verdict, of_all(verdicts, LevelVerdict::Undetermined), "level {}, {about}", level.id);
            for (check_index, check) in level.checks.iter().enumerate() {
                let states = outcomes().map(|outcome| outcome.states[level_index][check_index]);
                let state = of_all(states, State::Unknown);
                assert_eq!(check.state, state, "{} of level {}, {about}", check.requirement, level.id);
            }
        }

        let decisive = decisive(&open, &ways, index);
        let asked: BTreeSet<&str> = add_on.questions.iter().copied().collect();
        assert_eq!(asked, decisive.keys().copied().collect(), "questions, {about}");
        assert!(
            add_on.questions.is_sorted_by_key(|fact| std::cmp::Reverse(decisive[fact])),
            "order of questions, {about}"
        );
    }
}

/// The rate in every month that could count, on both bases.
fn every_month(day: Day, rate: &str) -> Value {
    (0..7)
        .flat_map(|back| ["receipts", "checks"].map(|basis| (day.month().minus(back), basis)))
        .map(|(month, basis)| json!({ "month": month.to_string(), "basis": basis, "rate": rate }))
        .collect()
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn an_answer_under_unknowns_is_what_all_ways_to_complete_them_allow((facility, day) in facilities()) {
        is_what_all_completions_allow(facility, day);
    }
}

proptest! {
    #![proptest_config(cases(24))]

    /// With as many facts unknown as can be tried, and every month known.
    #[test]
    fn an_answer_about_a_facility_that_says_nothing_is_what_all_ways_to_complete_it_allow(
        (mut facility, day) in facilities(),
        kept in prop::collection::vec(any::<Index>(), 0..4),
        hundredths in 0..=10_000_u32,
    ) {
        let said: Vec<String> = facility["facts"].as_object().unwrap().keys().cloned().collect();
        let kept: Vec<&String> = kept.iter().filter(|_| !said.is_empty()).map(|index| index.get(&said)).collect();
        facility["facts"].as_object_mut().unwrap().retain(|fact, _| kept.contains(&fact));
        let rate = format!("{}.{:02}%", hundredths / 100, hundredths % 100);
        facility["usage"] = every_month(day, &rate);
        is_what_all_completions_allow(facility, day);
    }
}

// Better is never worse

fn standing(verdict: LevelVerdict) -> u8 {
    match verdict {
        LevelVerdict::Unmet => 0,
        LevelVerdict::Undetermined => 1,
        LevelVerdict::Met => 2,
    }
}

#[track_caller]
fn is_no_worse(before: &Assessment<'_>, after: &Assessment<'_>) {
    for (before, after) in before.add_ons.iter().zip(&after.add_ons) {
        for (lower, higher) in before.levels.iter().zip(&after.levels) {
            assert!(standing(lower.verdict) <= standing(higher.verdict), "level {} of {}", lower.id, before.id);
        }
    }
    for (before, after) in amounts(before).into_iter().zip(amounts(after)) {
        assert!(before.0 <= after.0 && before.1 <= after.1, "{before:?} became {after:?}");
    }
}

/// By add-on, the amount at worst and at best.
fn amounts(answer: &Assessment<'_>) -> Vec<(u32, u32)> {
    let of = |add_on: &AddOnAssessment<'_>| {
        let ranked = ranked(add_on, answer.schedule.id());
        let amount = |level| ranked.get(rank_of(&ranked, level)).map_or(0, |(_, amount)| *amount);
        (amount(add_on.range.worst), amount(add_on.range.best))
    };
    answer.add_ons.iter().map(of).collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_more_favourable_fact_never_lowers_a_level((facility, day) in facilities(), which in any::<Index>()) {
        let facts: Vec<&str> = Ruleset::built_in().facts().iter().map(|fact| fact.id).collect();
        let fact = *which.get(&facts);
        let at = |value: Value| {
            let mut changed = facility.clone();
            changed["facts"][fact] = value;
            ask(&changed, day)
        };
        let (bad, unknown, good) = (at(answered(fact, false)), at(Value::Null), at(answered(fact, true)));
        let ends = |answer: &Assessment<'_>| amounts(answer);
        is_no_worse(&bad, &good);
        // Not knowing lies between: its best is that of the good answer, its worst that of the bad one.
        for ((bad, unknown), good) in ends(&bad).into_iter().zip(ends(&unknown)).zip(ends(&good)) {
            assert_eq!((bad.0, good.1), unknown);
        }
    }

    #[test]
    fn a_higher_rate_never_lowers_the_amount((facility, day) in facilities(), which in any::<Index>(), more in 1..3000_u64) {
        let mut higher = facility.clone();
        let usage = higher["usage"].as_array_mut().unwrap();
        prop_assume!(!usage.is_empty());
        let number = which.index(usage.len());
        let entry = &mut usage[number];
        match entry["receipts"].as_u64() {
            // It has no rate, and a rate that is known may be lower than one that is not.
            Some(0) => return Ok(()),
            Some(receipts) => entry["users"] = json!((entry["users"].as_u64().unwrap() + more).min(receipts)),
            None => {
                let digits = entry["rate"].as_str().unwrap().replace(['.', '%'], "");
                let rate = (digits.parse::<u64>().unwrap() + more).min(10_000);
                entry["rate"] = json!(format!("{}.{:02}%", rate / 100, rate % 100));
            }
        }
        is_no_worse(&ask(&facility, day), &ask(&higher, day));
    }

    /// With every fact known, an exception to the threshold either applies or does not.
    #[test]
    fn the_rate_that_a_level_needs_is_just_enough((mut facility, day) in facilities(), which in any::<Index>()) {
        for fact in Ruleset::built_in().facts() {
            if facility["facts"][fact.id].is_null() {
                facility["facts"][fact.id] = answered(fact.id, true);
            }
        }
        let with_needed = |answer: &Assessment<'_>| -> Vec<(String, String, State)> {
            let levels = answer.add_ons.iter().flat_map(|add_on| &add_on.levels);
            let checks = levels.flat_map(|level| level.checks.iter().map(|check| (level.id.to_owned(), check)));
            checks.filter_map(|(level, check)| Some((level, check.needed.clone()?, check.state))).collect()
        };
        let needed = with_needed(&ask(&facility, day));
        if needed.is_empty() {
            return Ok(());
        }
        let number = which.index(needed.len());
        prop_assume!(needed[number].2 != State::Deemed);
        let percent: u64 = needed[number].1.trim_end_matches('%').parse().unwrap();
        for (rate, state) in [(percent * 10_000_000, State::Met), (percent * 10_000_000 - 1, State::Unmet)] {
            let rate = format!("{}.{:07}%", rate / 10_000_000, rate % 10_000_000);
            facility["usage"] = every_month(day, &rate);
            prop_assert_eq!(with_needed(&ask(&facility, day))[number].2, state, "{:?} at {}", &needed[number], rate);
        }
    }

    #[test]
    fn a_deemed_requirement_never_blocks((facility, day) in facilities()) {
        for add_on in ask(&facility, day).add_ons {
            for level in &add_on.levels {
                let any = |state| level.checks.iter().any(|check| check.state == state);
                let expected = match (any(State::Unmet), any(State::Unknown)) {
                    (true, _) => LevelVerdict::Unmet,
                    (_, true) => LevelVerdict::Undetermined,
                    _ => LevelVerdict::Met,
                };
                prop_assert_eq!(level.verdict, expected, "level {} of {}", level.id, add_on.id);
            }
        }
    }

    #[test]
    fn what_is_deemed_stays_deemed_whatever_the_facts_say((facility, day) in facilities(), helpful in any::<bool>()) {
        let before = ask(&facility, day);
        let mut changed = facility.clone();
        for fact in Ruleset::built_in().facts() {
            changed["facts"][fact.id] = answered(fact.id, helpful);
        }
        let after = ask(&changed, day);
        let deemed = |answer: &Assessment<'_>| -> Vec<bool> {
            let levels = answer.add_ons.iter().flat_map(|add_on| &add_on.levels);
            levels.flat_map(|level| level.checks.iter()).map(|check| check.state == State::Deemed).collect()
        };
        prop_assert_eq!(deemed(&before), deemed(&after));
    }

    #[test]
    fn an_add_on_has_levels_and_requirements_exactly_while_it_is_in_force((facility, day) in facilities()) {
        for add_on in ask(&facility, day).add_ons {
            let in_force = add_on.validity.from <= day && add_on.validity.until.is_none_or(|until| day <= until);
            prop_assert_eq!(add_on.verdict != Verdict::NotInForce, in_force, "{}", add_on.id);
            prop_assert_eq!(!add_on.levels.is_empty(), in_force);
            prop_assert_eq!(!add_on.requirements.is_empty(), in_force);
        }
    }
}

// Filings

fn supported(answer: &Assessment<'_>) -> Vec<BTreeSet<String>> {
    answer.add_ons.iter().map(|add_on| add_on.filing.levels.iter().map(|level| (*level).to_owned()).collect()).collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn one_filing_more_never_takes_a_level_away((facility, day) in facilities(), which in any::<Index>(), after in 0..1188_u32) {
        let mut more = facility.clone();
        let filings = more["filings"].as_object_mut().unwrap();
        prop_assume!(!filings.is_empty());
        let add_on = which.get(&filings.keys().cloned().collect::<Vec<_>>()).clone();
        let mut days = match filings[&add_on].clone() {
            Value::Array(days) => days,
            Value::Null => Vec::new(),
            one => vec![one],
        };
        days.push(json!(day_from("2024-05-01", after).to_string()));
        filings[&add_on] = json!(days);
        for (before, after) in supported(&ask(&facility, day)).iter().zip(supported(&ask(&more, day))) {
            prop_assert!(before.is_subset(&after), "{before:?} became {after:?}");
        }
    }

    #[test]
    fn a_later_filing_that_counts_supports_no_less((facility, day) in facilities(), back in 0..800_u32, later in 0..800_u32) {
        let answer = ask(&facility, day);
        let filed = |back: u32| (0..back).fold(day, |day, _| day.previous()).to_string();
        for (index, add_on) in answer.add_ons.iter().enumerate() {
            let at = |back: u32| {
                let mut filing = facility.clone();
                filing["filings"][add_on.id] = json!(filed(back));
                supported(&ask(&filing, day)).swap_remove(index)
            };
            prop_assert!(at(back).is_subset(&at(back.saturating_sub(later))), "{}", add_on.id);
        }
    }

    #[test]
    fn a_filing_that_does_not_count_yet_supports_nothing((facility, day) in facilities(), ahead in 1..800_u32) {
        for (index, add_on) in ask(&facility, day).add_ons.iter().enumerate() {
            let mut filing = facility.clone();
            filing["filings"][add_on.id] = json!((0..ahead).fold(day, |day, _| day.next()).to_string());
            let assessed = ask(&filing, day).add_ons.swap_remove(index).filing;
            let all = add_on.levels.len();
            prop_assert_eq!(assessed.levels.len(), if assessed.required { 0 } else { all }, "{}", add_on.id);
            prop_assert_eq!(assessed.filed, assessed.required.then_some(false));
        }
    }

    #[test]
    fn a_filing_changes_nothing_but_what_is_said_of_filings((mut facility, day) in facilities()) {
        let without = |facility: &Value| {
            let mut answer = serde_json::to_value(ask(facility, day)).unwrap();
            for add_on in answer["addOns"].as_array_mut().unwrap() {
                add_on.as_object_mut().unwrap().remove("filing");
                // Another reading may differ in what a filing supports, and in that alone.
                let readings = add_on.as_object_mut().unwrap().remove("readings").unwrap();
                let differing = readings["differing"].as_array().unwrap().iter();
                let standards = |other: &&Value| other["range"] != add_on["range"] || other["verdict"] != add_on["verdict"];
                let differing: Vec<Value> = differing.filter(standards).map(|other| other["range"].clone()).collect();
                add_on["readings"] = json!(differing);
            }
            answer
        };
        let before = without(&facility);
        facility["filings"] = json!({});
        prop_assert_eq!(before, without(&facility));
    }
}

// One answer, however it is asked for

/// The same rules, whose answers refer to constants.
fn by_reference() -> &'static Ruleset {
    static RULES: OnceLock<Ruleset> = OnceLock::new();
    RULES.get_or_init(|| {
        let document = compile_folder(Path::new("rules")).unwrap().document;
        Ruleset::read(&document).unwrap().by_reference()
    })
}

/// Puts the constants in the place of the references, as the facade does, and keeps the order of keys.
fn resolved(node: Node<'static>) -> Node<'static> {
    let constant = |number: &Node<'_>| {
        let Written::Whole(number) = number.value else { panic!("a reference is a number") };
        let text = by_reference().constant(u32::try_from(number).unwrap()).unwrap();
        resolved(parsed(&text))
    };
    let value = match node.value {
        Written::Table(entries) if entries.len() == 1 && entries[0].key == "$" => match &entries[0].node.value {
            Written::List(numbers) => Written::List(numbers.iter().map(constant).collect()),
            _ => return constant(&entries[0].node),
        },
        Written::Table(entries) => {
            let resolve = |entry: Entry<'static>| Entry { node: resolved(entry.node), ..entry };
            Written::Table(entries.into_iter().map(resolve).collect())
        }
        Written::List(items) => Written::List(items.into_iter().map(resolved).collect()),
        other => other,
    };
    Node { value, span: node.span }
}

fn parsed(text: &str) -> Node<'static> {
    // Leaked, so that nodes need no owner; a test ends before that matters.
    serde_json::from_str(Box::leak(text.to_owned().into_boxed_str())).unwrap()
}

/// The facility as text, with its keys, its months and its filings in another order.
fn shuffled(value: &Value, turn: usize) -> String {
    let turned = |mut parts: Vec<String>| {
        if !parts.is_empty() {
            let by = turn % parts.len();
            parts.rotate_left(by);
        }
        if turn % 2 == 1 {
            parts.reverse();
        }
        parts.join(" ,\n")
    };
    match value {
        Value::Object(map) => {
            let parts = map.iter().map(|(key, value)| format!("{} : {}", json!(key), shuffled(value, turn / 3)));
            format!("{{ {} }}", turned(parts.collect()))
        }
        Value::Array(items) => format!("[\t{}]", turned(items.iter().map(|item| shuffled(item, turn / 3)).collect())),
        other => other.to_string(),
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn evaluate_says_what_decide_decides((facility, day) in facilities()) {
        let rules = Ruleset::built_in();
        let known = knowledge(rules.model(), rules.scales(), &read(&facility), day, None);
        let answer = ask(&facility, day);
        for (entry, add_on) in rules.plan().of(answer.schedule).zip(&answer.add_ons) {
            prop_assert_eq!(rules.model().str(rules.model().add_ons[entry.add_on].id), add_on.id);
            let Some((_, period)) = entry.period(day) else {
                prop_assert_eq!(add_on.verdict, Verdict::NotInForce);
                continue;
            };
            let decisions = decide(period, known);
            prop_assert_eq!(decisions.len(), add_on.levels.len());
            for ((decision, planned), level) in decisions.iter().zip(&period.levels).zip(&add_on.levels) {
                prop_assert_eq!(decision.verdict(), level.verdict);
                let states: Vec<State> = planned.checks.iter().map(|check| decision.state(check.position)).collect();
                let said: Vec<State> = level.checks.iter().map(|check| check.state).collect();
                prop_assert_eq!(states, said);
            }
            let id = |position: Option<usize>| position.map(|position| add_on.levels[position].id);
            prop_assert_eq!(id(best_level(period, known.worst)), add_on.range.worst);
            prop_assert_eq!(id(best_level(period, known.best)), add_on.range.best);
        }
    }

    #[test]
    fn an_answer_by_reference_is_the_answer_once_its_constants_are_put_in((facility, day) in facilities()) {
        let whole = serde_json::to_string(&ask(&facility, day)).unwrap();
        let rules = by_reference();
        let facility = Facility::from_json(rules, &facility.to_string()).unwrap();
        let referring = serde_json::to_string(&evaluate(rules, &facility, day)).unwrap();
        prop_assert!(referring.len() < whole.len());
        prop_assert_eq!(serde_json::to_string(&resolved(parsed(&referring))).unwrap(), whole);
    }

    #[test]
    fn the_order_of_keys_and_months_and_filings_says_nothing((facility, day) in facilities(), turn in any::<usize>()) {
        let rules = Ruleset::built_in();
        let other = Facility::from_json(rules, &shuffled(&facility, turn)).unwrap();
        let answer = serde_json::to_string(&evaluate(rules, &other, day)).unwrap();
        prop_assert_eq!(answer, serde_json::to_string(&ask(&facility, day)).unwrap());
    }

    #[test]
    fn the_same_question_has_the_same_bytes((facility, day) in facilities()) {
        let answer = || serde_json::to_string(&ask(&facility, day)).unwrap();
        prop_assert_eq!(answer(), answer());
    }

    #[test]
    fn every_day_of_a_month_without_a_change_has_the_answer_of_its_first((facility, day) in facilities()) {
        let first = day.month().first_day();
        let changes = Ruleset::built_in().info().changes;
        prop_assume!(!changes.iter().any(|change| first < *change && *change <= day));
        // What a facility dates itself, and when it filed, is its own affair.
        let mut undated = facility.clone();
        undated["filings"] = json!({});
        undated["facts"].as_object_mut().unwrap().retain(|fact, value| !value.is_object() || favourable(fact).is_none());
        let at = |day| {
            let mut answer = serde_json::to_value(ask(&undated, day)).unwrap();
            answer.as_object_mut().unwrap().remove("date");
            answer
        };
        prop_assert_eq!(at(day), at(first));
    }
}

// Reading

/// The paths of all keys, each with the way to its object.
fn keys(value: &Value, way: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                found.push((way.to_owned(), key.clone()));
                keys(value, &format!("{way}/{key}"), found);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| keys(item, &format!("{way}/{index}"), found))
        }
        _ => {}
    }
}

#[derive(Clone, Debug)]
enum Slip {
    Doubled(Index),
    Dropped(Index),
    Swapped(Index),
    Changed(Index, char),
    Capital,
    Spaced,
}

fn slips() -> impl Strategy<Value = Slip> {
    prop_oneof![
        any::<Index>().prop_map(Slip::Doubled),
        any::<Index>().prop_map(Slip::Dropped),
        any::<Index>().prop_map(Slip::Swapped),
        (any::<Index>(), any::<char>()).prop_map(|(at, other)| Slip::Changed(at, other)),
        Just(Slip::Capital),
        Just(Slip::Spaced),
    ]
}

impl Slip {
    fn of(&self, key: &str) -> String {
        let mut letters: Vec<char> = key.chars().collect();
        let length = letters.len();
        match self {
            Self::Doubled(at) => letters.insert(at.index(length), letters[at.index(length)]),
            Self::Dropped(at) => drop(letters.remove(at.index(length))),
            Self::Swapped(at) => letters.swap(at.index(length - 1), at.index(length - 1) + 1),
            Self::Changed(at, other) => letters[at.index(length)] = *other,
            Self::Capital => letters[0] = letters[0].to_ascii_uppercase(),
            Self::Spaced => letters.push(' '),
        }
        letters.into_iter().collect()
    }
}

/// A path as errors write it.
fn path(way: &str, key: &str) -> String {
    let mut path = String::new();
    for step in way.split('/').skip(1).chain([key]) {
        if !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) && step != key {
            path.push_str(&format!("[{step}]"));
        } else if !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            let dot = if path.is_empty() { "" } else { "." };
            path.push_str(&format!("{dot}{step}"));
        } else {
            let shown: String = step.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
            path.push_str(&format!("[\"{shown}\"]"));
        }
    }
    path
}

/// Any JSON, made of words that a facility has and of others.
fn any_json() -> impl Strategy<Value = Value> {
    let words = || {
        let known = [
            "type",
            "schedule",
            "facts",
            "usage",
            "filings",
            "month",
            "rate",
            "users",
            "receipts",
            "basis",
            "hospital",
            "medical",
            "consultation",
            "under-six-share",
            "part",
            "whole",
            "since",
            "until",
            "home-care-dx",
            "2025-07",
            "2025-04-01",
            "45%",
            "checks",
            "homeCareReceipts",
            "homeCareClaims",
            "beds",
            "prefecture",
        ];
        prop_oneof![4 => select(known.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
    };
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(words(), inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Reading ends, with a facility that can be asked about or an error that is the caller's, and the same each time.
fn reading_ends(text: &str) {
    let rules = Ruleset::built_in();
    let once = Facility::from_json(rules, text);
    assert_eq!(once, Facility::from_json(rules, text));
    let faults = Facility::faults_in_json(rules, text);
    assert_eq!(faults.first(), once.as_ref().err(), "the first of the faults is the error");
    match once {
        Ok(facility) => {
            serde_json::to_string(&evaluate(rules, &facility, Day::parse("2025-10-01").unwrap())).unwrap();
        }
        Err(error) => {
            assert_ne!(error.code().id(), "internal", "{error}");
            assert!(!error.to_string().is_empty() && !error.message_ja().is_empty());
            assert!(error.to_string().len() < 1000 && error.path().len() < 2000, "{error}");
            serde_json::to_string(&error).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn one_slip_in_one_key_is_an_error_that_names_its_path((facility, _) in facilities(), which in any::<Index>(), slip in slips()) {
        let mut all = Vec::new();
        keys(&facility, "", &mut all);
        let (way, key) = which.get(&all);
        let wrong = slip.of(key);
        prop_assume!(!all.iter().any(|(_, known)| *known == wrong));
        let mut mutated = facility.clone();
        let object = if way.is_empty() { &mut mutated } else { mutated.pointer_mut(way).unwrap() };
        let value = object.as_object_mut().unwrap().remove(key).unwrap();
        object[&wrong] = value;
        let error = Facility::from_json(Ruleset::built_in(), &mutated.to_string()).unwrap_err();
        let code = if way == "/facts" || way == "/filings" { "unknown-id" } else { "unknown-key" };
        prop_assert_eq!((error.code().id(), error.path()), (code, &*path(way, &wrong)));
    }

    #[test]
    fn reading_any_json_ends_in_a_facility_or_an_error(value in any_json()) {
        reading_ends(&value.to_string());
    }

    #[test]
    fn reading_a_facility_with_any_part_replaced_ends_in_a_facility_or_an_error(
        (mut facility, _) in facilities(), which in any::<Index>(), value in any_json(),
    ) {
        let mut all = Vec::new();
        keys(&facility, "", &mut all);
        let (way, key) = which.get(&all);
        let object = if way.is_empty() { &mut facility } else { facility.pointer_mut(way).unwrap() };
        object[key] = value;
        reading_ends(&facility.to_string());
    }

    #[test]
    fn a_fault_hides_none_of_another_fact((facility, _) in facilities(), wrong in prop::collection::vec(any::<Index>(), 1..6)) {
        let known: Vec<&String> = facility["facts"].as_object().unwrap().keys().collect();
        prop_assume!(!known.is_empty());
        let mut expected: Vec<&String> = wrong.iter().map(|index| *index.get(&known)).collect();
        expected.sort();
        expected.dedup();
        let mut mutated = facility.clone();
        expected.iter().for_each(|fact| mutated["facts"][fact] = json!([]));
        let found = Facility::faults_in_json(Ruleset::built_in(), &mutated.to_string());
        let mut paths: Vec<&str> = found.iter().map(|fault| fault.path().strip_prefix("facts.").unwrap()).collect();
        paths.sort_unstable();
        prop_assert_eq!(paths, expected);
    }

    #[test]
    fn reading_any_text_ends_in_a_facility_or_an_error(text in any::<String>()) {
        reading_ends(&text);
    }

    #[test]
    fn reading_a_facility_cut_short_ends_in_an_error((facility, _) in facilities(), at in any::<Index>()) {
        let text = facility.to_string();
        let cut: String = text.chars().take(at.index(text.chars().count())).collect();
        reading_ends(&cut);
        prop_assert!(Facility::from_json(Ruleset::built_in(), &cut).is_err());
    }

    #[test]
    fn a_date_or_a_rate_of_any_text_ends_in_a_value_or_an_error(text in "\\PC*|[0-9０-９年月日元令平昭和成RrHhSs.%％/ -]{0,12}") {
        if let Ok(day) = dx_kasan::parse_date(&text) {
            prop_assert_eq!(Day::parse(&day.to_string()), Ok(day));
        }
        if let Ok(rate) = dx_kasan::parse_rate(&text) {
            prop_assert_eq!(dx_kasan::parse_rate(&rate), Ok(rate));
        }
    }
}
