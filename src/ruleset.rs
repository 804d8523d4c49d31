//! A ruleset ready to answer: the compiled rules, laid out for deciding.

use std::sync::OnceLock;

use dx_kasan_rules::blob;
use dx_kasan_rules::date::Day;
use dx_kasan_rules::finding::Finding;
use dx_kasan_rules::load;
use dx_kasan_rules::model::Model;
use dx_kasan_rules::node::Node;
use dx_kasan_rules::plan::{Plan, Scales};

use crate::error::{Error, Kind};
use crate::reading::Alternative;
use crate::shared::Layout;

/// The rules that answers are given by.
#[derive(Debug)]
pub struct Ruleset {
    model: Model,
    scales: Scales,
    plan: Plan,
    alternatives: Vec<Alternative>,
    sha256: String,
    layout: Option<Layout>,
    known_at: Option<Day>,
}

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));
static SHA256: &str = include_str!(concat!(env!("OUT_DIR"), "/rules.sha256"));

impl Ruleset {
    /// The law as this version of the program knows it.
    ///
    /// ```
    /// use dx_kasan::Ruleset;
    ///
    /// assert_eq!(Ruleset::built_in().sha256().len(), 64);
    /// ```
    #[must_use]
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Ruleset> = OnceLock::new();
        BUILT_IN.get_or_init(Self::decode_built_in)
    }

    /// INVARIANT: the build wrote the blob with the same code; a test reads it.
    pub(crate) fn decode_built_in() -> Self {
        Self::new(blob::decode(BLOB).unwrap_or_default(), SHA256.to_owned())
    }

    /// Reads a ruleset from JSON text, in the form of the published `rules.json`, as strictly as the build reads the
    /// rule files.
    ///
    /// # Errors
    /// [`ErrorCode::BadRuleset`](crate::ErrorCode::BadRuleset) with the first finding of the linter and its path.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let no_json = |error: serde_json::Error| refused("", &format!("the text is not JSON: {error}"));
        Self::read(&serde_json::from_str(text).map_err(no_json)?)
    }

    /// Reads a ruleset from plain data.
    ///
    /// # Errors
    /// As [`Ruleset::from_json`].
    pub fn read(node: &Node<'_>) -> Result<Self, Error> {
        let loaded = load::load(node).map_err(|findings| first(&findings))?;
        let sha256 = blob::sha256(&blob::encode(&loaded.model));
        Ok(Self::new(loaded.model, sha256))
    }

    /// Reads a ruleset that was read and compiled before, by [`blob::encode_named`](dx_kasan_rules::blob::encode_named).
    ///
    /// # Errors
    /// [`ErrorCode::BadRuleset`](crate::ErrorCode::BadRuleset) when the bytes are not what was written.
    pub fn from_compiled(bytes: &[u8]) -> Result<Self, Error> {
        let (sha256, model) =
            blob::decode_named(bytes).ok_or_else(|| refused("", "the bytes are not a compiled ruleset"))?;
        Ok(Self::new(model, sha256.to_owned()))
    }

    fn new(model: Model, sha256: String) -> Self {
        let scales = Scales::new(&model);
        let plan = Plan::new(&model, &scales, None);
        let alternatives = Alternative::all(&model);
        Self { model, scales, plan, alternatives, sha256, layout: None, known_at: None }
    }

    /// The same rules as they were known on a day, of which answers say what had been published by then.
    ///
    /// ```
    /// use dx_kasan::{Day, Facility, Ruleset, Verdict, evaluate};
    ///
    /// let rules = Ruleset::built_in();
    /// let clinic = Facility::from_json(rules, r#"{ "type": "medical-clinic" }"#)?;
    /// let before = rules.known_at(Day::parse("2025-07-22")?);
    /// let answer = evaluate(&before, &clinic, Day::parse("2025-10-01")?);
    /// assert_eq!(answer.add_ons[0].verdict, Verdict::NotPublished);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn known_at(&self, day: Day) -> Self {
        Self { known_at: Some(day), ..Self::new(self.model.as_known(day), self.sha256.clone()) }
    }

    /// The same rules, whose answers are written in full.
    pub(crate) fn in_full(&self) -> Self {
        Self::new(self.model.clone(), self.sha256.clone())
    }

    pub(crate) fn knowledge_day(&self) -> Option<Day> {
        self.known_at
    }

    pub(crate) fn lay_out(&mut self) {
        self.layout = Some(Layout::new(&self.model, &self.plan));
    }

    /// The version that the keepers of the rules gave them.
    #[must_use]
    pub fn version(&self) -> &str {
        self.model.str(self.model.version)
    }

    /// The sha256 of the compiled rules: the same rules have the same, however they were handed in.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The rules as data.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The thresholds of the rules.
    #[must_use]
    pub fn scales(&self) -> &Scales {
        &self.scales
    }

    /// The rules laid out under the default reading.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(crate) fn alternatives(&self) -> &[Alternative] {
        &self.alternatives
    }

    pub(crate) fn layout(&self) -> Option<&Layout> {
        self.layout.as_ref()
    }
}

/// The error of a ruleset with a fault.
pub(crate) fn refused(path: &str, finding: &str) -> Error {
    Error::new(Kind::Ruleset { finding: finding.to_owned() }, path)
}

fn first(findings: &[Finding]) -> Error {
    match findings.first() {
        Some(first) => refused(&first.place.path, &first.sentence()),
        None => Error::internal("a ruleset was refused without a finding"),
    }
}
