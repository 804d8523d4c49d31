//! Receipts: an answer with all that it takes to derive it again, in one canonical text.
//!
//! Whoever has the same version of this program and the same rules gets the same bytes from the input that a receipt holds. So a
//! receipt proves nothing by itself, and everything to whoever verifies it.

use std::borrow::Cow;

use dx_kasan_rules::blob;
use dx_kasan_rules::date::Day;
use dx_kasan_rules::node::{Entry, Node, Span, Value};
use dx_kasan_rules::read::At;

use crate::error::{Error, Kind};
use crate::evaluate::evaluate;
use crate::facility::Facility;
use crate::json;
use crate::ruleset::Ruleset;

const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The receipt of what `facility`, in JSON, qualifies for on `date`, by what was known on `known_at` or is known today: canonical
/// JSON with the answer, the input and its sha256, the ruleset and the version of the engine.
///
/// ```
/// use dx_kasan::{Day, Ruleset, receipt, verify};
///
/// let rules = Ruleset::built_in();
/// let receipt = receipt(rules, r#"{ "type": "pharmacy" }"#, Day::parse("2026-06-01")?, None)?;
/// verify(rules, &receipt)?;
/// let error = verify(rules, &receipt.replace("2026-06-01", "2026-06-02")).unwrap_err();
/// assert_eq!(error.code().id(), "bad-receipt");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`Facility::from_json`].
pub fn receipt(rules: &Ruleset, facility: &str, date: Day, known_at: Option<Day>) -> Result<String, Error> {
    of(rules, &parsed(facility)?, date, known_at)
}

/// Derives the receipt again from the input that it holds, and compares it byte for byte.
///
/// # Errors
/// [`ErrorCode::BadReceipt`](crate::ErrorCode::BadReceipt) for one that was changed, or that another version of the engine or
/// another ruleset gave; for a text that is not a receipt, as everywhere. Paths begin with `receipt`.
pub fn verify(rules: &Ruleset, receipt: &str) -> Result<(), Error> {
    let node = parsed(receipt)?;
    let at = At::argument(&node, "receipt");
    let table = at.table(&["answer", "engine", "input", "inputSha256", "ruleset"])?;
    let engine = table.need("engine")?;
    let named = table.need("ruleset")?;
    let ruleset = named.table(&["checkedTo", "sha256", "version"])?.need("sha256")?;
    for (at, of, own) in [(engine, "engine", ENGINE), (ruleset, "ruleset", rules.sha256())] {
        let given = at.text()?;
        if given != own {
            let given = dx_kasan_rules::node::shortened(given);
            return Err(Error::new(Kind::ForeignReceipt { of, given, own: own.to_owned() }, at.path()));
        }
    }
    let given = table.need("input")?;
    let input = given.table(&["date", "facility", "knownAt"])?;
    let known_at = input.get("knownAt").map(|day| day.day()).transpose()?;
    let again = of(rules, input.need("facility")?.node, input.need("date")?.day()?, known_at)?;
    if again == receipt {
        return Ok(());
    }
    let digest = table.need("inputSha256")?;
    let is_of_input = digest.text() == Ok(&blob::sha256(json::canonical(given.node).as_bytes()));
    let changed = if is_of_input { table.need("answer")? } else { digest };
    Err(Error::new(Kind::ChangedReceipt, changed.path()))
}

pub(crate) fn of(rules: &Ruleset, facility: &Node<'_>, date: Day, known_at: Option<Day>) -> Result<String, Error> {
    let read = Facility::read(rules, facility)?;
    let asked = known_at.map_or_else(|| rules.in_full(), |day| rules.known_at(day));
    let answer = json::to_string(&evaluate(&asked, &read, date));
    let mut given = vec![entry("date", text(date)), entry("facility", facility.clone())];
    given.extend(known_at.map(|day| entry("knownAt", text(day))));
    let input = table(given);
    let digest = blob::sha256(json::canonical(&input).as_bytes());
    Ok(json::canonical(&table(vec![
        entry("answer", parsed(&answer)?),
        entry("engine", text(ENGINE)),
        entry("input", input),
        entry("inputSha256", text(digest)),
        entry("ruleset", parsed(&json::to_string(&rules.name()))?),
    ])))
}

fn parsed(text: &str) -> Result<Node<'_>, Error> {
    serde_json::from_str(text).map_err(|error| Error::new(Kind::NoJson { detail: error.to_string() }, ""))
}

fn entry<'a>(key: &'static str, node: Node<'a>) -> Entry<'a> {
    Entry { key: Cow::Borrowed(key), key_span: Span::default(), node }
}

fn text<'a>(value: impl ToString) -> Node<'a> {
    Node { value: Value::Text(Cow::Owned(value.to_string())), span: Span::default() }
}

fn table(entries: Vec<Entry<'_>>) -> Node<'_> {
    Node { value: Value::Table(entries), span: Span::default() }
}
