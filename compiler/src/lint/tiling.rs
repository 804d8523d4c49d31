//! Arms that belong together must follow one another without gap or overlap.

use super::Lint;
use super::span::{self, Span};
use crate::code::Code;
use crate::finding::Finding;
use crate::model::{AddOn, AddOnSchedule, AlternativeId, Arm, CardFee, Level, Levels, PlaceId};
use crate::sort;
use crate::vocabulary::{Schedule, Service};

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
    /// Whether it may begin later, or cease earlier, than its life.
    may_begin: bool,
}

const BEGINS: &str = ", or say `begins = true` where nothing was asked before";
const CEASES: &str = ", or say `ceases = true` where nothing is asked any more";

impl Lint<'_> {
    pub(super) fn tiling(&self, under: Option<AlternativeId>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for add_on in &self.model.add_ons {
            for life in &add_on.schedules {
                self.add_on_rows(add_on, life, under, &mut findings);
            }
        }
        self.shared_rows(under, &mut findings);
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
        let id = self.model.str(add_on.id);
        let here = |arm: &Arm| arm.schedules.contains(schedule) && arm.is_read(under);
        let whole = (life.from, life.until);
        let levels = || add_on.levels.iter().filter(|level| here(&level.arm));

        let filings =
            add_on.filings.iter().filter(|filing| here(&filing.arm)).filter_map(|filing| cut(&filing.arm, whole));
        let row = |what: String, life, life_place, pieces| Row {
            what,
            schedule,
            life,
            life_place,
            pieces,
            under,
            may_begin: false,
        };
        self.tile(&row(format!("the filing of `{id}`"), whole, life.place, filings.collect()), findings);
        let carried = add_on.carry_overs.iter().filter(|carry_over| here(&carry_over.arm));
        let carried: Vec<Piece<'_>> = carried.filter_map(|carry_over| cut(&carry_over.arm, whole)).collect();
        self.overlaps(&format!("the carry-over to `{id}`"), schedule, under, &carried, findings);

        for (index, loss) in add_on.losses.iter().enumerate() {
            let same = add_on.losses.iter().take(index + 1).filter(|other| other.item == loss.item && here(&other.arm));
            let same: Vec<Piece<'_>> = same.filter_map(|loss| cut(&loss.arm, whole)).collect();
            let what = format!("the loss of {} by a filing of `{id}`", self.model.str(loss.item));
            self.overlaps(&what, schedule, under, &same, findings);
        }

        if let Some(gap) =
            span::first_gap(whole, levels().filter_map(|level| span::common(span::of(&level.arm), whole)))
        {
            findings.push(Finding::new(
                Code::Gap,
                self.place(life.place),
                format!("`{id}` has no level in `{schedule}` {}{}", span::said(gap), self.under(under)),
                "in force without a level",
                "stretch a [[level]] over these days, or mend the days of the add-on",
            ));
        }
        for (index, level) in levels().enumerate() {
            let name = format!("level `{}` of `{id}`", self.model.str(level.id));
            let same = levels().take(index + 1).filter(|other| other.id == level.id);
            let same: Vec<Piece<'_>> = same.filter_map(|level| cut(&level.arm, whole)).collect();
            if self.overlaps(&name, schedule, under, &same, findings) {
                continue;
            }
            if let Some(lived) = span::common(span::of(&level.arm), whole) {
                self.fee_rows(add_on, level, life, lived, under, findings);
                self.requirement_rows(add_on, level, schedule, lived, under, findings);
            }
        }
    }

    fn fee_rows(
        &self,
        add_on: &AddOn,
        level: &Level,
        life: &AddOnSchedule,
        lived: Span,
        under: Option<AlternativeId>,
        findings: &mut Vec<Finding>,
    ) {
        let schedule = life.schedule;
        for (service, with_card) in services(add_on, level, schedule, life.main_service) {
            let fees = add_on.fees.iter().filter(|fee| fee.arm.schedules.contains(schedule) && fee.arm.is_read(under));
            let same = |fee: Option<CardFee>| fee.is_none_or(|fee| fee.with_card == with_card);
            let fees = fees.filter(|fee| fee.level == level.id && fee.service == service && same(fee.when));
            let pieces = fees.filter_map(|fee| cut(&fee.arm, lived)).collect();
            let name = format!("level `{}` of `{}`", self.model.str(level.id), self.model.str(add_on.id));
            let what = format!("the fee of {name} for `{service}`");
            self.tile(
                &Row { what, schedule, life: lived, life_place: level.arm.place, pieces, under, may_begin: false },
                findings,
            );
        }
    }

    fn requirement_rows(
        &self,
        add_on: &AddOn,
        level: &Level,
        schedule: Schedule,
        lived: Span,
        under: Option<AlternativeId>,
        findings: &mut Vec<Finding>,
    ) {
        let name = format!("level `{}` of `{}`", self.model.str(level.id), self.model.str(add_on.id));
        let here = |arm: &Arm, levels: &Levels| {
            arm.schedules.contains(schedule) && arm.is_read(under) && levels.contains(level.id)
        };
        for (requirement, known) in (0_u8..).zip(&self.model.requirements) {
            let id = self.model.str(known.id);
            let mut pieces = Vec::new();
            for require in add_on.requires.iter().filter(|require| require.requirement == requirement) {
                if let Some(piece) = cut(&require.arm, lived).filter(|_| here(&require.arm, &require.levels)) {
                    pieces.push(Piece { begins: require.begins, ceases: require.ceases, ..piece });
                }
            }
            let deemed = add_on.deemed.iter().filter(|deemed| deemed.requirement == requirement);
            let deemed = deemed.filter(|deemed| here(&deemed.arm, &deemed.levels));
            let excepts = add_on.excepts.iter().filter(|except| except.requirement == requirement);
            let excepts = excepts.filter(|except| here(&except.arm, &except.levels));
            let kinds: [(&str, Vec<Piece<'_>>); 2] = [
                ("transitional measure", deemed.filter_map(|deemed| cut(&deemed.arm, lived)).collect()),
                ("exception", excepts.filter_map(|except| cut(&except.arm, lived)).collect()),
            ];
            for (kind, within) in &kinds {
                let what = format!("the {kind} for `{id}` of {name}");
                self.overlaps(&what, schedule, under, within, findings);
                let required = || pieces.iter().map(|piece| piece.span);
                let beyond = within.iter().find_map(|piece| Some((piece, span::first_gap(piece.span, required())?)));
                // Where nothing at all is required, the measure is reported as dead.
                if let Some((piece, gap)) = beyond
                    && !pieces.is_empty()
                {
                    findings.push(Finding::new(
                        Code::OutsideRequirement,
                        if gap.0 > piece.span.0 { self.until(piece.arm.place) } else { self.from(piece.arm.place) },
                        format!("{what} holds in `{schedule}` {}, when nothing requires it", span::said(gap)),
                        "eases what is not asked",
                        "mend its days, or those of the requirement",
                    ));
                }
            }
            if !pieces.is_empty() {
                let what = format!("`{id}` of {name}");
                self.tile(
                    &Row { what, schedule, life: lived, life_place: level.arm.place, pieces, under, may_begin: true },
                    findings,
                );
            }
        }
        let supports = add_on.supports.iter().filter(|support| here(&support.arm, &support.levels));
        let supports: Vec<Piece<'_>> = supports.filter_map(|support| cut(&support.arm, lived)).collect();
        self.overlaps(&format!("the support of {name}"), schedule, under, &supports, findings);
    }

    fn shared_rows(&self, under: Option<AlternativeId>, findings: &mut Vec<Finding>) {
        for schedule in Schedule::ALL.iter().copied() {
            let here = |arm: &Arm| arm.schedules.contains(schedule) && arm.is_read(under);
            for window in &self.model.windows {
                let of = |other: &&crate::model::Window| (other.rate, other.basis) == (window.rate, window.basis);
                let same = self.model.windows.iter().filter(of).filter(|other| here(&other.arm));
                let pieces: Vec<Piece<'_>> = same.map(|other| uncut(&other.arm)).collect();
                let what = format!("the window of the basis `{}`", window.basis);
                self.overlaps(&what, schedule, under, &pieces, findings);
            }
            for correction in &self.model.corrections {
                let kind = |other: &crate::model::Correction| (other.rate, other.basis, other.kind);
                let same = self.model.corrections.iter().filter(|other| kind(other) == kind(correction));
                let pieces: Vec<Piece<'_>> =
                    same.filter(|other| here(&other.arm)).map(|other| uncut(&other.arm)).collect();
                let what = format!("the correction of the basis `{}`", correction.basis);
                self.overlaps(&what, schedule, under, &pieces, findings);
            }
        }
    }

    fn tile(&self, row: &Row<'_>, findings: &mut Vec<Finding>) {
        let Row { what, schedule, life, life_place, pieces, under, .. } = row;
        if self.overlaps(what, *schedule, *under, pieces, findings) {
            return;
        }
        let mut pieces: Vec<&Piece<'_>> = pieces.iter().collect();
        sort::by_key(&mut pieces, |piece| piece.span.0);
        let mut gap = |span: Span,
                       at,
                       label: &'static str,
                       related: Option<(crate::finding::Place, &'static str)>,
                       flag: &str| {
            let help = "stretch an arm over these days, or state what held on them";
            let finding = Finding::new(
                Code::Gap,
                at,
                format!("{what} is not stated in `{schedule}` {}{}", span::said(span), self.under(*under)),
                label,
                if row.may_begin { format!("{help}{flag}") } else { help.to_owned() },
            );
            findings.push(match related {
                Some((place, label)) => finding.with(place, label),
                None => finding,
            });
        };
        let Some((first, last)) = pieces.first().zip(pieces.last()) else {
            gap(*life, self.place(*life_place), "nothing states it", None, "");
            return;
        };
        if first.span.0 > life.0 && !first.begins {
            let whole = (self.from(*life_place), "what it belongs to begins here");
            gap(
                (life.0, Some(first.span.0.previous())),
                self.from(first.arm.place),
                "is first stated here",
                Some(whole),
                BEGINS,
            );
        }
        for pair in pieces.windows(2) {
            if let [before, after] = pair
                && let Some(until) = before.span.1
                && until.next() < after.span.0
            {
                let next = (self.from(after.arm.place), "is stated again from here");
                let days = (until.next(), Some(after.span.0.previous()));
                gap(days, self.until(before.arm.place), "is stated to here", Some(next), "");
            }
        }
        if let Some(until) = last.span.1
            && life.1.is_none_or(|end| until < end)
            && !last.ceases
        {
            let whole = (self.until(*life_place), "what it belongs to goes on");
            gap((until.next(), life.1), self.until(last.arm.place), "is stated to here", Some(whole), CEASES);
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
        sort::by_key(&mut sorted, |piece| piece.span.0);
        for pair in sorted.windows(2) {
            if let [before, after] = pair
                && before.span.1.is_none_or(|until| until >= after.span.0)
            {
                let label =
                    if before.arm.until.is_some() { "stated to here" } else { "stated from here, without an end" };
                findings.push(
                    Finding::new(
                        Code::Overlap,
                        self.from(after.arm.place),
                        format!("{what} is stated twice in `{schedule}` on {}{}", after.span.0, self.under(under)),
                        "stated again from here",
                        "end one of the two on the day before the other begins",
                    )
                    .with(self.until(before.arm.place), label),
                );
                return true;
            }
        }
        false
    }
}

/// The part of an arm that lies within a life.
fn cut(arm: &Arm, life: Span) -> Option<Piece<'_>> {
    span::common(span::of(arm), life).map(|span| Piece { span, ..uncut(arm) })
}

fn uncut(arm: &Arm) -> Piece<'_> {
    Piece { span: span::of(arm), arm, begins: false, ceases: false }
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
    sort::once(all)
}
