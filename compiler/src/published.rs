//! When the statements of the law were published, and the rules as they were known on a day.
//!
//! A statement was published when the first of the documents that it cites was issued; the later ones confirm or explain it. Some
//! documents restate what had been in force before them, and dates of others are not known: these date nothing. A statement that
//! cites only such documents was published with the other changes of its first day, and where the rules do not say by which
//! document that was, on its first day at the latest.

use crate::date::Day;
use crate::model::{Arm, Citation, Model};

impl Model {
    /// The day on which a source was issued, where it is known.
    #[must_use]
    pub fn issued(&self, source: u16) -> Option<Day> {
        self.sources.get(usize::from(source))?.issued.and_then(|issued| Day::parse(self.str(issued)).ok())
    }

    /// The day on which a statement was published. One that was published after its first day reaches back.
    #[must_use]
    pub fn published(&self, arm: &Arm) -> Day {
        let dates = |cite: &Citation| {
            let source = self.sources.get(usize::from(cite.source))?;
            self.issued(cite.source).filter(|issued| !source.restates || *issued <= arm.from)
        };
        arm.cites.iter().filter_map(dates).min().unwrap_or_else(|| self.change_published(arm.from))
    }

    /// The day on which was published what changes on `day`, as far as its own citations do not tell.
    #[must_use]
    pub fn change_published(&self, day: Day) -> Day {
        let publication = self.publications.iter().find(|publication| publication.changes_on == day);
        publication.and_then(|publication| self.issued(publication.source)).unwrap_or(day)
    }

    /// The rules as they were known on a day: without what was published later and reaches back, without the filings of what
    /// was announced later, and without the citations of what was issued later, where others are left. What was announced later
    /// for days to come is still there, so that an answer can say that it was not known.
    #[must_use]
    pub fn as_known(&self, on: Day) -> Self {
        let mut known = self.clone();
        let published = |arm: &Arm| self.published(arm) <= on;
        let is_known = |arm: &Arm| published(arm) || self.published(arm) <= arm.from;
        known.windows.retain(|window| is_known(&window.arm));
        known.corrections.retain(|correction| is_known(&correction.arm));
        known.exclusions.retain(|exclusion| is_known(&exclusion.arm));
        for add_on in &mut known.add_ons {
            add_on.levels.retain(|level| is_known(&level.arm));
            add_on.fees.retain(|fee| is_known(&fee.arm));
            add_on.requires.retain(|require| is_known(&require.arm));
            add_on.deemed.retain(|deemed| is_known(&deemed.arm));
            add_on.excepts.retain(|except| is_known(&except.arm));
            add_on.filings.retain(|filing| published(&filing.arm));
            add_on.symbols.retain(|symbol| published(&symbol.arm));
            add_on.supports.retain(|support| published(&support.arm));
            add_on.carry_overs.retain(|carry_over| published(&carry_over.arm));
            add_on.losses.retain(|loss| is_known(&loss.arm));
            add_on.requires.iter_mut().for_each(|require| self.forget(&mut require.arm.cites, on));
            add_on.deemed.iter_mut().for_each(|deemed| self.forget(&mut deemed.arm.cites, on));
            add_on.excepts.iter_mut().for_each(|except| self.forget(&mut except.arm.cites, on));
        }
        known
    }

    fn forget(&self, cites: &mut Vec<Citation>, on: Day) {
        let is_known = |cite: &Citation| self.issued(cite.source).is_none_or(|issued| issued <= on);
        if cites.iter().any(is_known) {
            cites.retain(is_known);
        }
    }
}
