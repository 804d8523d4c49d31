//! Quotes checked word for word against a copy of the document that they come from.

use crate::blob::sha256;
use crate::model::{Citation, Model};

/// What checking the quotes of one source showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteReport {
    /// How many different quotes were found.
    pub found: usize,
    /// What is wrong, a line each.
    pub faults: Vec<String>,
}

/// Checks every quote of `source` against `text`, which must be the copy whose sha256 `sources.toml` pins. A quote has to stand
/// within one line, letter for letter.
///
/// # Errors
/// A line that says why nothing could be checked.
pub fn check_quotes(model: &Model, source: &str, text: &str) -> Result<QuoteReport, String> {
    let index = model.sources.iter().position(|known| model.str(known.id) == source);
    let index = index.ok_or_else(|| format!("sources.toml has no source `{source}`"))?;
    let pinned = model.sources.get(index).and_then(|source| source.sha256).map(|sha256| model.str(sha256));
    let pinned = pinned.ok_or_else(|| format!("sources.toml pins no sha256 for `{source}`"))?;
    let actual = sha256(text.as_bytes());
    if pinned != actual {
        return Err(format!("the copy of `{source}` has sha256 {actual}, sources.toml pins {pinned}"));
    }
    let mut cited: Vec<Citation> = Vec::new();
    citations(model, &mut |cite| {
        if usize::from(cite.source) == index && cite.quote.is_some() && !cited.contains(&cite) {
            cited.push(cite);
        }
    });
    let (found, lacking): (Vec<Citation>, Vec<Citation>) = cited.into_iter().partition(|cite| {
        let quote = cite.quote.map_or("", |quote| model.str(quote));
        text.lines().any(|line| line.contains(quote))
    });
    let fault = |cite: Citation| {
        let quote = cite.quote.map_or("", |quote| model.str(quote));
        format!("`{source}` @ {}: 『{quote}』 stands in no line of it", model.str(cite.at))
    };
    Ok(QuoteReport { found: found.len(), faults: lacking.into_iter().map(fault).collect() })
}

/// Every citation of the rules.
fn citations(model: &Model, visit: &mut impl FnMut(Citation)) {
    let mut all = |cites: &[Citation]| cites.iter().copied().for_each(&mut *visit);
    for fact in &model.facts {
        all(&fact.cites);
        fact.wordings.iter().for_each(|wording| all(&wording.cites));
    }
    model.readings.iter().for_each(|reading| all(&reading.cites));
    for add_on in &model.add_ons {
        add_on.schedules.iter().for_each(|life| all(&life.cites));
    }
    model.arms(&mut |arm| all(&arm.cites));
}
