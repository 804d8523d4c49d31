//! Arms that belong together must follow one another without gap or overlap.

use super::Lint;
use crate::date::Day;
use crate::finding::Finding;
use crate::model::{AddOn, AddOnSchedule, AlternativeId, Arm, CardFee, Level, PlaceId};
use crate::vocabulary::{Schedule, Service};

/// Days from the first to the last, both included; open when there is no last.
type Span = (Day, Option<Day>);

/// An arm cut to the life of what reads it.
struct Piece<'a> {
    span: Span,
    arm: &'a Arm,
    begins: bool,
    ceases: bool,
}

/// What a row of arms is about, for messages.
struct Row<'a> {
    what: String,
    schedule: Schedule,
    life: Span,
    /// Where the life itself is stated.
    life_place: PlaceId,
    pieces: Vec<Piece<'a>>,
    under: Option<AlternativeId>,
}

impl Lint<'_> {
    pub(super) fn tiling(&self, under: Option<AlternativeId>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for add_on in &self.model.add_ons {
            for life in &add_on.schedules {
                self.add_on_rows(add_on, life, under, &mut findings);
            }
        }
        self.window_rows(under, &mut findings);
        findings
    }

    fn add_on_rows(
        &self,
        add_on: &AddOn,
        life: &AddOnSchedule,
        under: Option<AlternativeId>,
        findings: &mut Vec<Finding>,
    ) {
        let schedule = life.schedule;
        let here = |arm: &Arm| arm.schedules.contains(schedule) && arm.is_read(under);
        let whole = (life.from, life.until);
        let piece = |arm, life| cut(arm, life).map(|span| Piece { span, arm, begins: false, ceases: false });

        let filings =
            add_on.filings.iter().filter(|filing| here(&filing.arm)).filter_map(|filing| piece(&filing.arm, whole));
        let row = |what: String, life, life_place, pieces| Row { what, schedule, life, life_place, pieces, under };
        let what = format!("the filing of `{}`", self.model.str(add_on.id));
        self.tile(&row(what, whole, life.place, filings.collect()), findings);

        for level in add_on.levels.iter().filter(|level| here(&level.arm)) {
            let Some(lived) = cut(&level.arm, whole) else {
                findings.push(self.never(level, schedule));
                continue;
            };
            let name = format!("level `{}` of `{}`", self.model.str(level.id), self.model.str(add_on.id));
            for (service, when) in services(add_on, level, schedule, life.main_service) {
                let fees =
                    add_on.fees.iter().filter(|fee| here(&fee.arm) && fee.level == level.id && fee.service == service);
                let same = |with_card: Option<CardFee>| match (with_card, when) {
                    (None, _) => true,
                    (Some(fee), with_card) => fee.with_card == with_card,
                };
                let pieces = fees.filter(|fee| same(fee.when)).filter_map(|fee| piece(&fee.arm, lived)).collect();
                self.tile(&row(format!("the fee of {name} for `{service}`"), lived, level.arm.place, pieces), findings);
            }
            let mut requirements: Vec<u8> = add_on.requires.iter().map(|require| require.requirement).collect();
            requirements.sort_unstable();
            requirements.dedup();
            for requirement in requirements {
                let about = |of: u8, arm: &Arm, levels: &crate::model::Levels| {
                    of == requirement && here(arm) && levels.contains(level.id)
                };
                let arms =
                    add_on.requires.iter().filter(|require| about(require.requirement, &require.arm, &require.levels));
                let pieces: Vec<Piece<'_>> = arms
                    .filter_map(|require| {
                        let span = cut(&require.arm, lived)?;
                        Some(Piece { span, arm: &require.arm, begins: require.begins, ceases: require.ceases })
                    })
                    .collect();
                let id =
                    self.model.requirements.get(usize::from(requirement)).map_or("", |known| self.model.str(known.id));
                let measures =
                    add_on.deemed.iter().filter(|deemed| about(deemed.requirement, &deemed.arm, &deemed.levels));
                let measures: Vec<Piece<'_>> = measures.filter_map(|deemed| piece(&deemed.arm, lived)).collect();
                let excepts =
                    add_on.excepts.iter().filter(|except| about(except.requirement, &except.arm, &except.levels));
                let excepts: Vec<Piece<'_>> = excepts.filter_map(|except| piece(&except.arm, lived)).collect();
                for (kind, within) in [("transitional measure", &measures), ("exception", &excepts)] {
                    self.overlaps(&format!("the {kind} for `{id}` of {name}"), schedule, under, within, findings);
                }
                if !pieces.is_empty() {
                    self.tile(&row(format!("`{id}` of {name}"), lived, level.arm.place, pieces), findings);
                }
            }
        }
    }

    fn window_rows(&self, under: Option<AlternativeId>, findings: &mut Vec<Finding>) {
        for schedule in Schedule::ALL.iter().copied() {
            for window in &self.model.windows {
                let same = self.model.windows.iter().filter(|other| {
                    (other.rate, other.basis) == (window.rate, window.basis)
                        && other.arm.schedules.contains(schedule)
                        && other.arm.is_read(under)
                });
                let pieces: Vec<Piece<'_>> = same
                    .map(|other| Piece {
                        span: (other.arm.from, other.arm.until),
                        arm: &other.arm,
                        begins: false,
                        ceases: false,
                    })
                    .collect();
                self.overlaps(
                    &format!("the months of the basis `{}`", window.basis),
                    schedule,
                    under,
                    &pieces,
                    findings,
                );
            }
        }
    }

    fn never(&self, level: &Level, schedule: Schedule) -> Finding {
        Finding::new(
            "unreachable-level",
            self.place(level.arm.place),
            format!("level `{}` lies outside the life of the add-on in `{schedule}`", self.model.str(level.id)),
            "never in force",
            "mend its dates, or drop it",
        )
    }

    fn tile(&self, row: &Row<'_>, findings: &mut Vec<Finding>) {
        let Row { what, schedule, life, life_place, pieces, under } = row;
        if self.overlaps(what, *schedule, *under, pieces, findings) {
            return;
        }
        let mut pieces: Vec<&Piece<'_>> = pieces.iter().collect();
        pieces.sort_by_key(|piece| piece.span.0);
        let reading = self.under(*under);
        let mut gap = |from: Day, until: Option<Day>, at: PlaceId, related: Option<(PlaceId, &str)>| {
            let until = until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
            let finding = Finding::new(
                "gap",
                self.place(at),
                format!("nothing says {what} in `{schedule}` from {from} {until}{reading}"),
                "the nearest that is said",
                "stretch an arm over these days, or state what held on them",
            );
            findings.push(match related {
                Some((place, label)) => finding.with(self.place(place), label),
                None => finding,
            });
        };
        let Some((first, last)) = pieces.first().zip(pieces.last()) else {
            gap(life.0, life.1, *life_place, None);
            return;
        };
        if first.span.0 > life.0 && !first.begins {
            gap(
                life.0,
                Some(first.span.0.previous()),
                first.arm.place,
                Some((*life_place, "the life that is to be covered")),
            );
        }
        for pair in pieces.windows(2) {
            if let [before, after] = pair
                && let Some(until) = before.span.1
                && until.next() < after.span.0
            {
                gap(
                    until.next(),
                    Some(after.span.0.previous()),
                    before.arm.place,
                    Some((after.arm.place, "the next that is said")),
                );
            }
        }
        if let Some(until) = last.span.1
            && life.1.is_none_or(|end| until < end)
            && !last.ceases
        {
            gap(until.next(), life.1, last.arm.place, Some((*life_place, "the life that is to be covered")));
        }
    }

    /// Reports the first pair of arms that hold on one day, and says whether there was one.
    fn overlaps(
        &self,
        what: &str,
        schedule: Schedule,
        under: Option<AlternativeId>,
        pieces: &[Piece<'_>],
        findings: &mut Vec<Finding>,
    ) -> bool {
        let mut sorted: Vec<&Piece<'_>> = pieces.iter().collect();
        sorted.sort_by_key(|piece| piece.span.0);
        for pair in sorted.windows(2) {
            if let [before, after] = pair
                && before.span.1.is_none_or(|until| until >= after.span.0)
            {
                findings.push(
                    Finding::new(
                        "overlap",
                        self.place(after.arm.place),
                        format!("{what} is said twice in `{schedule}` on {}{}", after.span.0, self.under(under)),
                        "said again here",
                        "end one of the two on the day before the other begins",
                    )
                    .with(self.place(before.arm.place), "said here"),
                );
                return true;
            }
        }
        false
    }
}

/// The part of an arm that lies within a life.
fn cut(arm: &Arm, (first, last): Span) -> Option<Span> {
    let from = arm.from.max(first);
    let until = match (arm.until, last) {
        (Some(until), Some(last)) => Some(until.min(last)),
        (until, last) => until.or(last),
    };
    until.is_none_or(|until| from <= until).then_some((from, until))
}

/// The services for which a level needs a fee on each of its days: the main one, and those that some fee names; each with
/// the card and without it where any of its fees depends on that.
fn services(add_on: &AddOn, level: &Level, schedule: Schedule, main: Service) -> Vec<(Service, bool)> {
    let mut all = vec![(main, false)];
    for fee in add_on.fees.iter().filter(|fee| fee.level == level.id) {
        if fee.arm.schedules.contains(schedule) {
            all.push((fee.service, false));
            all.extend(fee.when.map(|when| (fee.service, when.with_card)));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}
