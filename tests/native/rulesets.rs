//! Rules that are handed in at run time: the same rules answer the same, others answer otherwise, and what is wrong is refused
//! at its place. An invented add-on shows that new rules are files, not code.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use dx_kasan::{
    AddOnAssessment, Assessment, CountOf, Day, Error, Facility, LevelVerdict, Options, Ruleset, State, Status, Verdict,
    evaluate, outlook, remedies, timeline,
};
use dx_kasan_rules::author::{self, Compiled, File, compile, compile_folder, read_cases, read_folder};
use dx_kasan_rules::blob;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

// The rules as one document

fn text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| serde_json::to_string(&compile_folder(Path::new("rules")).unwrap().document).unwrap())
}

fn document() -> Value {
    serde_json::from_str(text()).unwrap()
}

fn load(document: &Value) -> Result<Ruleset, Error> {
    Ruleset::from_json(&document.to_string())
}

fn ask<'r>(rules: &'r Ruleset, facility: &Value, day: &str) -> Assessment<'r> {
    let facility = Facility::from_json(rules, &facility.to_string()).unwrap();
    evaluate(rules, &facility, Day::parse(day).unwrap())
}

fn of<'a, 'r>(answer: &'a Assessment<'r>, id: &str) -> &'a AddOnAssessment<'r> {
    answer.add_ons.iter().find(|add_on| add_on.id == id).unwrap()
}

/// A clinic that meets every standard of 医療DX推進体制整備加算 but the rate, which is that given.
fn clinic(rate: &str) -> Value {
    json!({
        "type": "medical-clinic",
        "facts": {
            "online-claims": true, "online-eligibility": true, "records-access": true, "in-house-notice": true,
            "own-website": false, "consultation": true, "e-prescription": true
        },
        "usage": [
            { "month": "2025-01", "rate": rate }, { "month": "2025-02", "rate": rate }, { "month": "2025-03", "rate": rate }
        ]
    })
}

/// The add-on with that id, in a document.
fn add_on<'d>(document: &'d mut Value, id: &str) -> &'d mut Value {
    document["add-on"].as_array_mut().unwrap().iter_mut().find(|add_on| add_on["id"] == id).unwrap()
}

/// The first of an add-on's statements of a kind that says all this.
fn statement<'d>(document: &'d mut Value, id: &str, kind: &str, says: &Value) -> &'d mut Value {
    let statements = add_on(document, id)[kind].as_array_mut().unwrap();
    let fits = |statement: &&mut Value| says.as_object().unwrap().iter().all(|(key, value)| statement[key] == *value);
    statements.iter_mut().find(fits).unwrap()
}

#[test]
fn the_built_in_rules_handed_in_as_json_are_the_same_rules() {
    let rules = Ruleset::from_json(text()).unwrap();
    assert_eq!(rules.sha256(), Ruleset::built_in().sha256());
    assert_eq!(rules.version(), Ruleset::built_in().version());
}

#[test]
fn the_built_in_rules_handed_in_as_json_give_the_same_answers() {
    let rules = Ruleset::from_json(text()).unwrap();
    for case in read_cases(Path::new("rules")).unwrap() {
        let answer = |rules: &Ruleset| serde_json::to_string(&ask(rules, &case.facility, &case.date)).unwrap();
        assert_eq!(answer(&rules), answer(Ruleset::built_in()), "{}", case.name);
    }
}

#[test]
fn the_order_of_keys_in_a_document_says_nothing() {
    // `Value` sorts its keys; the text has them as they were written.
    assert_ne!(document().to_string(), text());
    assert_eq!(load(&document()).unwrap().sha256(), Ruleset::built_in().sha256());
}

#[test]
fn another_amount_is_another_ruleset_with_another_answer() {
    let mut changed = document();
    let fee = json!({ "level": "2", "from": "2025-04-01", "schedules": ["medical"] });
    let fee = statement(&mut changed, "medical-dx-promotion", "fee", &fee);
    assert_eq!(fee["amount"], 11);
    fee["amount"] = json!(12);
    fee["cite"][0]["quote"] = json!("月１回に限り12点");
    let rules = load(&changed).unwrap();
    assert_ne!(rules.sha256(), Ruleset::built_in().sha256());

    let answer = ask(&rules, &clinic("31%"), "2025-06-01");
    assert_eq!(answer.ruleset.sha256, rules.sha256());
    let best = of(&answer, "medical-dx-promotion").best.as_ref().unwrap();
    assert_eq!((best.level, best.fees.iter().map(|fee| fee.amount).collect::<Vec<_>>()), ("2", vec![12]));
}

#[test]
fn another_threshold_is_another_ruleset_with_another_answer() {
    let mut changed = document();
    let require = json!({ "requirement": "usage-rate", "from": "2025-04-01", "levels": ["2", "5"] });
    let require = statement(&mut changed, "medical-dx-promotion", "require", &require);
    assert_eq!(require["when"]["at-least"], "30%");
    require["when"]["at-least"] = json!("31.5%");
    require["cite"][0]["quote"] = json!("31.5％以上");
    let rules = load(&changed).unwrap();
    assert_ne!(rules.sha256(), Ruleset::built_in().sha256());

    let level = |rules: &Ruleset| {
        let answer = ask(rules, &clinic("31.4%"), "2025-06-01");
        of(&answer, "medical-dx-promotion").range.worst.map(str::to_owned)
    };
    assert_eq!(level(Ruleset::built_in()).as_deref(), Some("2"));
    assert_eq!(level(&rules).as_deref(), Some("3"));
}

#[test]
fn what_filing_takes_is_told_on_its_first_day_and_where_two_rulesets_differ_in_it() {
    let day = |text: &str| Day::parse(text).unwrap();
    let changed = Ruleset::built_in().compare(day("2026-05-31"), day("2026-06-01"));
    let losses = changed.changes.iter().filter(|change| change.kind.id() == "loss");
    let losses: Vec<_> =
        losses.map(|change| (change.subject.as_str(), change.before.as_deref(), change.after.as_deref())).collect();
    let said = Some("1 points for each revisit, by medical-clinic, dental-clinic");
    assert_eq!(losses, [("A001 注11", None, said), ("歯科 A002 注11", None, said)]);

    let old = compile_folder(Path::new("rules")).unwrap().loaded.model;
    let mut new = old.clone();
    let index = new.add_on("records-linkage").unwrap();
    new.add_ons[index].losses[0].types.pop();
    let differences = author::diff(&old, &new);
    let [difference] = differences.as_slice() else { panic!("{differences:?}") };
    assert_eq!((difference.about.as_str(), difference.from), ("loss of A001 注11", day("2026-06-01")));
    assert_eq!(difference.after.as_deref(), Some("1 points for each revisit, by medical-clinic"));
}

#[test]
fn another_version_alone_is_another_ruleset() {
    let mut changed = document();
    changed["version"] = json!("2026.11.1");
    let rules = load(&changed).unwrap();
    assert_eq!(rules.version(), "2026.11.1");
    assert_ne!(rules.sha256(), Ruleset::built_in().sha256());
}

#[test]
fn an_answer_says_to_which_day_its_rules_were_compared_with_the_law() {
    let day = Day::parse("2026-09-26").unwrap();
    let answer = ask(Ruleset::built_in(), &json!({ "type": "pharmacy" }), "2026-12-01");
    assert_eq!(answer.ruleset.checked_to, Some(day));
    assert_eq!(Ruleset::built_in().info().checked_to, Some(day));

    let mut changed = document();
    changed["checked-to"] = json!("2026-09-27");
    let rules = load(&changed).unwrap();
    assert_ne!(rules.sha256(), Ruleset::built_in().sha256());
    changed.as_object_mut().unwrap().remove("checked-to");
    assert_eq!(load(&changed).unwrap().info().checked_to, None);
}

#[test]
fn two_rulesets_answer_side_by_side() {
    let mut changed = document();
    changed["version"] = json!("2026.11.1");
    let other = load(&changed).unwrap();
    let version = |rules: &Ruleset| ask(rules, &clinic("31%"), "2025-06-01").ruleset.version.to_owned();
    assert_eq!(version(&other), "2026.11.1");
    assert_eq!(version(Ruleset::built_in()), Ruleset::built_in().version());
}

// What is refused

#[track_caller]
fn refuses(document: &Value, path: &str, message: &str) {
    let error = load(document).expect_err(path);
    assert_eq!(error.code().id(), "bad-ruleset");
    assert_eq!(error.path(), path);
    assert_eq!(error.to_string(), message);
    assert_eq!(error.message_ja(), format!("ルールのデータに誤りがあります: {message}"));
}

/// The path of a statement of 医療DX推進体制整備加算.
fn path_of(document: &mut Value, kind: &str, says: &Value) -> String {
    let wanted = statement(document, "medical-dx-promotion", kind, says).clone();
    let all = add_on(document, "medical-dx-promotion")[kind].as_array().unwrap().clone();
    let add_ons = document["add-on"].as_array().unwrap();
    let index = add_ons.iter().position(|add_on| add_on["id"] == "medical-dx-promotion").unwrap();
    format!("add-on[{index}].{kind}[{}]", all.iter().position(|one| *one == wanted).unwrap())
}

#[test]
fn a_text_that_is_no_json_is_no_ruleset() {
    let error = Ruleset::from_json("{ version: 1 }").unwrap_err();
    assert_eq!((error.code().id(), error.path()), ("bad-ruleset", ""));
    assert_eq!(error.to_string(), "the text is not JSON: key must be a string at line 1 column 3");
}

#[test]
fn a_ruleset_is_a_table_with_its_lists() {
    refuses(&json!([]), "", "expected a table, found an empty list [wrong-type]; write a table");
    refuses(&json!({}), "", "the key `add-ons` is missing [missing-key]; add `add-ons = …`");
}

#[test]
fn a_key_that_no_ruleset_has_is_refused() {
    let mut changed = document();
    changed["versoin"] = json!("2026.11.0");
    refuses(&changed, "versoin", "unknown key `versoin`; did you mean `version`? [unknown-key]; write `version`");
}

#[test]
fn a_key_that_no_statement_has_is_refused_at_its_path() {
    let mut changed = document();
    let fee = json!({ "level": "2", "from": "2025-04-01", "schedules": ["medical"] });
    let path = path_of(&mut changed, "fee", &fee);
    statement(&mut changed, "medical-dx-promotion", "fee", &fee)["amuont"] = json!(11);
    refuses(
        &changed,
        &format!("{path}.amuont"),
        "unknown key `amuont`; did you mean `amount`? [unknown-key]; write `amount`",
    );
}

#[test]
fn an_amount_that_no_quote_carries_is_refused_at_its_path() {
    let mut changed = document();
    let fee = json!({ "level": "2", "from": "2025-04-01", "schedules": ["medical"] });
    let path = path_of(&mut changed, "fee", &fee);
    statement(&mut changed, "medical-dx-promotion", "fee", &fee)["amount"] = json!(13);
    let error = load(&changed).unwrap_err();
    assert_eq!(error.path(), format!("{path}.amount"));
    assert!(error.to_string().contains("[figure-not-quoted]"), "{error}");
}

#[test]
fn a_fact_that_does_not_exist_is_refused_at_its_path() {
    let mut changed = document();
    let require = json!({ "requirement": "online-claims" });
    let path = path_of(&mut changed, "require", &require);
    statement(&mut changed, "medical-dx-promotion", "require", &require)["when"] = json!("online-claim");
    refuses(
        &changed,
        &format!("{path}.when"),
        "unknown fact `online-claim`; did you mean `online-claims`? [unknown-fact]; write `online-claims`",
    );
}

#[test]
fn a_day_that_the_calendar_lacks_is_refused_at_its_path() {
    let mut changed = document();
    let require = json!({ "requirement": "online-claims" });
    let path = path_of(&mut changed, "require", &require);
    statement(&mut changed, "medical-dx-promotion", "require", &require)["until"] = json!("2026-05-32");
    let error = load(&changed).unwrap_err();
    assert_eq!(error.path(), format!("{path}.until"));
    assert!(error.to_string().contains("[bad-date]"), "{error}");
}

#[test]
fn days_without_a_standard_are_refused_at_their_path() {
    let mut changed = document();
    let require = json!({ "requirement": "online-claims" });
    let path = path_of(&mut changed, "require", &require);
    statement(&mut changed, "medical-dx-promotion", "require", &require)["until"] = json!("2026-04-30");
    let error = load(&changed).unwrap_err();
    assert_eq!(error.path(), format!("{path}.until"));
    assert!(error.to_string().contains("[gap]"), "{error}");
}

#[test]
fn an_amount_as_a_text_is_refused_at_its_path() {
    let mut changed = document();
    let fee = json!({ "level": "2", "from": "2025-04-01", "schedules": ["medical"] });
    let path = path_of(&mut changed, "fee", &fee);
    statement(&mut changed, "medical-dx-promotion", "fee", &fee)["amount"] = json!("11");
    let error = load(&changed).unwrap_err();
    assert_eq!(error.path(), format!("{path}.amount"));
    assert!(error.to_string().contains("[wrong-type]"), "{error}");
}

#[test]
fn a_missing_citation_is_refused_at_its_path() {
    let mut changed = document();
    let require = json!({ "requirement": "online-claims" });
    let path = path_of(&mut changed, "require", &require);
    statement(&mut changed, "medical-dx-promotion", "require", &require).as_object_mut().unwrap().remove("cite");
    let error = load(&changed).unwrap_err();
    assert_eq!(error.path(), path);
    assert!(error.to_string().contains("[missing-citation]"), "{error}");
}

#[test]
fn an_add_on_that_is_listed_and_not_there_is_refused() {
    let mut changed = document();
    changed["add-ons"].as_array_mut().unwrap().push(json!("invented-add-on"));
    let error = load(&changed).unwrap_err();
    assert_eq!(error.path(), "add-ons[8]");
    assert!(error.to_string().contains("[missing-add-on]"), "{error}");
}

#[test]
fn rules_from_before_a_service_was_added_are_read() {
    let rules = Ruleset::read(&compile_folder(Path::new("rules/bad/base")).unwrap().document).unwrap();
    let services: Vec<&str> = rules.info().services.iter().map(|service| service.id).collect();
    assert_eq!(services, ["initial-visit", "revisit", "dispensing", "home-visit", "visiting-nursing", "admission"]);
}

#[test]
fn a_number_of_a_service_counts_admissions_where_its_fees_go_by_them() {
    let info = Ruleset::built_in().info();
    let by_admission = info.services.iter().filter(|service| service.counted == CountOf::Admissions);
    assert_eq!(by_admission.map(|service| service.id).collect::<Vec<_>>(), ["admission"]);
    assert_eq!(info.services.len(), 8);
}

#[test]
fn after_a_refusal_the_next_ruleset_is_read_as_ever() {
    assert!(load(&json!({})).is_err());
    assert!(load(&document()).is_ok());
}

/// The ways to every value of a document.
fn ways(value: &Value, way: &str, found: &mut Vec<String>) {
    let mut below = |step: &str, value: &Value| {
        let way = format!("{way}/{step}");
        ways(value, &way, found);
        found.push(way);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| below(&index.to_string(), item)),
        _ => {}
    }
}

fn all_ways() -> &'static [String] {
    static WAYS: OnceLock<Vec<String>> = OnceLock::new();
    WAYS.get_or_init(|| {
        let mut found = Vec::new();
        ways(&document(), "", &mut found);
        found
    })
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!("")),
        Just(json!("all")),
        Just(json!("2200-01-01")),
        Just(json!("1900-01-01")),
        Just(json!({ "at-least": 2, "of": ["online-claims"] })),
        Just(json!({ "all": [] })),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Either it still makes sense, and answers, or it is refused at some place; nothing panics.
    #[test]
    fn a_ruleset_with_any_one_value_replaced_answers_or_is_refused(which in any::<Index>(), value in any_value()) {
        let mut changed = document();
        let way: &String = which.get(all_ways());
        *changed.pointer_mut(way).unwrap() = value;
        match load(&changed) {
            Ok(rules) => drop(serde_json::to_string(&ask(&rules, &json!({ "type": "hospital" }), "2025-06-01")).unwrap()),
            Err(error) => {
                prop_assert_eq!(error.code().id(), "bad-ruleset");
                prop_assert!(error.to_string().contains('['), "{}", error);
            }
        }
    }
}

/// The compiled form of the small ruleset, as the module of `loadRules` hands it over.
fn handed_over() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| blob::encode_named(&compile_folder(Path::new("rules/bad/base")).unwrap().loaded.model))
}

#[test]
fn a_compiled_ruleset_is_the_one_that_was_compiled() {
    let text = std::fs::read_to_string("tests/fixtures/small-ruleset.json").unwrap();
    let (read, opened) = (Ruleset::from_json(&text).unwrap(), Ruleset::from_compiled(handed_over()).unwrap());
    assert_eq!(read.sha256(), opened.sha256());
    let said = |rules: &Ruleset| serde_json::to_string(&(rules.add_ons(), rules.facts(), rules.info())).unwrap();
    assert_eq!(said(&read), said(&opened));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Compiled rules are checked for their structure only; whatever else they say, they answer.
    #[test]
    fn a_compiled_ruleset_with_any_bytes_replaced_answers_or_is_refused(
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = handed_over().to_vec();
        for (which, byte) in changes {
            *which.get_mut(&mut bytes) = byte;
        }
        match Ruleset::from_compiled(&bytes) {
            Ok(rules) => {
                let rules = rules.by_reference();
                let numbers = (0..3000).filter_map(|number| rules.constant(number));
                drop((numbers.count(), rules.add_ons(), rules.facts(), rules.sources(), rules.readings(), rules.info()));
                let (from, until) = (Day::parse("2025-01-31").unwrap(), Day::parse("2026-07-01").unwrap());
                drop(serde_json::to_string(&rules.compare(from, until)).unwrap());
                for facility in [r#"{ "type": "hospital" }"#, r#"{ "type": "pharmacy" }"#] {
                    let Ok(facility) = Facility::from_json(&rules, facility) else { continue };
                    let options = Options::default();
                    drop(serde_json::to_string(&evaluate(&rules, &facility, from)).unwrap());
                    drop(serde_json::to_string(&outlook(&rules, &facility, from, &options)).unwrap());
                    drop(serde_json::to_string(&remedies(&rules, &facility, from, &options)).unwrap());
                    drop(serde_json::to_string(&timeline(&rules, &facility, from, until, &options).unwrap()).unwrap());
                }
            }
            Err(error) => prop_assert_eq!(error.code().id(), "bad-ruleset"),
        }
    }
}

/// Builds that read no TOML hand in this one: `rules/bad/base`, the sound rules that each bad example breaks in one place.
/// BLESS=1 writes it anew.
#[test]
fn the_small_ruleset_for_other_builds_is_the_one_that_bad_examples_start_from() {
    let path = "tests/fixtures/small-ruleset.json";
    let document = compile_folder(Path::new("rules/bad/base")).unwrap().document;
    let written = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &written).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), written);
}

// An invented add-on

const INVENTED: &str = "tests/fixtures/invented";

/// The files of `rules/`, with those of the invented add-on joined to them.
fn files() -> Vec<File> {
    let mut files = read_folder(Path::new("rules")).unwrap();
    for invented in read_folder(Path::new(INVENTED)).unwrap() {
        match files.iter_mut().find(|file| file.name == invented.name) {
            Some(file) => file.text = format!("{}\n{}", file.text, invented.text),
            None => files.push(invented),
        }
    }
    let listed = std::fs::read_to_string(format!("{INVENTED}/add-ons.txt")).unwrap();
    let ruleset = files.iter_mut().find(|file| file.name == "ruleset.toml").unwrap();
    let (before, list) = ruleset.text.split_once("add-ons = [").unwrap();
    let (list, after) = list.split_once(']').unwrap();
    let checked = before.lines().find(|line| line.starts_with("checked-to")).unwrap();
    let before = before.replace(checked, "checked-to = 2027-03-05");
    ruleset.text = format!("{before}add-ons = [{list}  \"{}\",\n]{after}", listed.trim());
    files
}

fn compiled() -> Compiled {
    compile(&files()).unwrap_or_else(|failure| panic!("{failure}"))
}

fn with_invented() -> &'static Ruleset {
    static RULES: OnceLock<Ruleset> = OnceLock::new();
    RULES.get_or_init(|| Ruleset::read(&compiled().document).unwrap())
}

fn invented(facts: Value, rate: Option<&str>, day: &str) -> AddOnAssessment<'static> {
    let usage: Vec<Value> = ["2027-01", "2027-02", "2027-03", "2027-05", "2027-06", "2027-07"]
        .iter()
        .filter_map(|month| Some(json!({ "month": month, "rate": rate? })))
        .collect();
    let facility = json!({ "type": "medical-clinic", "facts": facts, "usage": usage });
    ask(with_invented(), &facility, day).add_ons.pop().unwrap()
}

fn verdicts(add_on: &AddOnAssessment<'_>) -> Vec<(String, LevelVerdict)> {
    add_on.levels.iter().map(|level| (level.id.to_owned(), level.verdict)).collect()
}

#[test]
fn an_invented_add_on_stands_where_it_is_listed() {
    let ids = |rules: &Ruleset| rules.add_ons().iter().map(|add_on| add_on.id.to_owned()).collect::<Vec<_>>();
    let mut expected = ids(Ruleset::built_in());
    expected.push("invented-add-on".to_owned());
    assert_eq!(ids(with_invented()), expected);
}

#[test]
fn an_invented_add_on_begins_on_its_own_day() {
    let before = invented(json!({}), None, "2027-03-31");
    assert_eq!((before.status, before.verdict), (Status::NotYet, Verdict::NotInForce));
    let first = invented(json!({ "online-claims": false }), None, "2027-04-01");
    assert_eq!((first.status, first.verdict), (Status::InForce, Verdict::DoesNotQualify));
}

#[test]
fn the_new_question_is_asked_in_the_words_of_its_file() {
    let add_on = invented(json!({ "online-claims": true }), Some("90%"), "2027-10-01");
    assert_eq!(add_on.questions, ["invented-reception"]);
    let facts = with_invented().facts();
    let fact = facts.iter().find(|fact| fact.id == "invented-reception").unwrap();
    assert_eq!(fact.words.question.ja, "架空の受付機を置いていますか？");
}

#[test]
fn both_invented_levels_are_answered() {
    use LevelVerdict::{Met, Undetermined, Unmet};
    let level = |facts: Value, rate: Option<&str>| {
        let add_on = invented(facts, rate, "2027-10-01");
        let [one, two] = verdicts(&add_on).try_into().unwrap();
        assert_eq!((one.0.as_str(), two.0.as_str()), ("1", "2"));
        let best = add_on.best.map(|best| {
            let amount = best.fees.iter().next().unwrap().amount;
            (best.level.to_owned(), amount)
        });
        (one.1, two.1, best)
    };
    let all = || json!({ "online-claims": true, "invented-reception": true });
    let first = Some(("1".to_owned(), 16));
    let second = Some(("2".to_owned(), 6));
    assert_eq!(level(all(), Some("85%")), (Met, Met, first));
    assert_eq!(level(all(), Some("84.9999999%")), (Unmet, Met, second.clone()));
    assert_eq!(
        level(json!({ "online-claims": true, "invented-reception": false }), Some("85%")),
        (Unmet, Met, second.clone())
    );
    assert_eq!(level(json!({ "online-claims": true }), Some("85%")), (Undetermined, Met, second.clone()));
    assert_eq!(level(all(), None), (Undetermined, Met, second));
    assert_eq!(level(json!({ "online-claims": false }), None), (Unmet, Unmet, None));
    assert_eq!(level(json!({}), None), (Undetermined, Undetermined, None));
}

#[test]
fn the_invented_transitional_measure_lasts_to_its_last_day() {
    let facts = || json!({ "online-claims": true, "invented-reception": false });
    let last = invented(facts(), Some("90%"), "2027-09-30");
    let state = last.levels[0].checks.iter().find(|check| check.requirement == "invented-reception").unwrap().state;
    assert_eq!(state, State::Deemed);
    assert_eq!(last.best.as_ref().map(|best| (best.level, best.fees.iter().next().unwrap().amount)), Some(("1", 14)));
    assert_eq!(invented(facts(), Some("90%"), "2027-10-01").best.map(|best| best.level), Some("2"));
}

#[test]
fn an_invented_add_on_past_its_review_is_stale() {
    assert_eq!(invented(json!({}), None, "2029-03-31").status, Status::InForce);
    assert_eq!(invented(json!({}), None, "2029-04-01").status, Status::Stale);
}

#[test]
fn an_invented_add_on_changes_no_other_answer() {
    let rules = with_invented();
    for case in read_cases(Path::new("rules")).unwrap() {
        let others = |rules: &Ruleset| {
            let mut answer = serde_json::to_value(ask(rules, &case.facility, &case.date)).unwrap();
            answer["addOns"].as_array_mut().unwrap().retain(|add_on| add_on["id"] != "invented-add-on");
            answer["addOns"].clone()
        };
        assert_eq!(others(rules), others(Ruleset::built_in()), "{}", case.name);
    }
}

#[test]
fn its_days_are_among_those_on_which_something_changes() {
    let changes = |rules: &Ruleset| rules.info().changes.into_iter().collect::<BTreeSet<Day>>();
    let new: Vec<String> =
        changes(with_invented()).difference(&changes(Ruleset::built_in())).map(ToString::to_string).collect();
    assert_eq!(new, ["2027-04-01", "2027-10-01"]);
}

#[test]
fn the_files_and_the_document_that_they_make_are_the_same_rules() {
    let compiled = compiled();
    let json = serde_json::to_string(&compiled.document).unwrap();
    assert_eq!(Ruleset::from_json(&json).unwrap().sha256(), with_invented().sha256());
    assert_ne!(with_invented().sha256(), Ruleset::built_in().sha256());
}
