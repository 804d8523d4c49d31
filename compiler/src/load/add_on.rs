//! An add-on's own file: 点数表, levels, fees, standards, transitional measures, exceptions, filings.

use super::arm::{small, with_arm};
use super::condition::thresholds;
use super::{Loader, Outcome, key_place, place};
use crate::code::Code;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::model::{
    AddOn, AddOnSchedule, CardFee, CarryOver, Deemed, Except, Fee, Filing, Frequency, Level, Loss, Order, ReceiptCode,
    Require, Support, Symbol, Text, Unit,
};
use crate::node::shortened;
use crate::read::{At, Problem, Table};
use crate::vocabulary::{FacilityType, Schedule, Service};

const KEYS: &[&str] = &[
    "id",
    "schedule",
    "level",
    "fee",
    "code",
    "require",
    "deemed",
    "except",
    "filing",
    "symbol",
    "support",
    "carry-over",
    "loss",
    "order",
];

/// Of two fees that depend on the card, the words for either.
const CARD: &[&str] = &["without-card", "with-card"];

/// How many digits a receipt code has.
const CODE_DIGITS: usize = 9;

impl Loader {
    pub(super) fn add_on(&mut self, at: &At<'_>) -> Outcome<(usize, AddOn)> {
        let table = at.table(KEYS)?;
        let named = table.need("id")?;
        let index = named.id("add-on", self.ids.add_ons.iter().map(String::as_str))?;
        let levels = self.level_ids(&table.need("level")?)?;
        let levels = levels.as_slice();
        let add_on = AddOn {
            id: self.intern(&named, named.text()?)?,
            schedules: self.some(&table, "schedule", |loader, at| loader.add_on_schedule(at))?,
            levels: self.some(&table, "level", |loader, at| loader.level(at))?,
            fees: self.some(&table, "fee", |loader, at| loader.fee(at, levels))?,
            codes: self.some(&table, "code", |loader, at| loader.receipt_code(at, levels))?,
            requires: self.some(&table, "require", |loader, at| loader.require(at, levels))?,
            deemed: self.some(&table, "deemed", |loader, at| loader.deemed(at, levels))?,
            excepts: self.some(&table, "except", |loader, at| loader.except(at, levels))?,
            filings: self.some(&table, "filing", |loader, at| loader.filing(at))?,
            symbols: self.some(&table, "symbol", |loader, at| loader.symbol(at, levels))?,
            supports: self.some(&table, "support", |loader, at| loader.support(at, levels))?,
            carry_overs: self.some(&table, "carry-over", |loader, at| loader.carry_over(at))?,
            losses: self.some(&table, "loss", |loader, at| loader.loss(at))?,
            orders: self.some(&table, "order", |loader, at| loader.order(at, levels))?,
        };
        Ok((index, add_on))
    }

    /// The ids of the levels. An id may appear several times, for other 点数表 and days.
    fn level_ids(&mut self, list: &At<'_>) -> Outcome<Vec<String>> {
        let mut ids = Vec::new();
        for item in list.items()? {
            ids.push(self.defined("level", &item.any_table()?.need("id")?, false)?);
        }
        Ok(ids)
    }

    /// The items of a list that may be left out, going on after a fault.
    fn some<T>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        read: impl Fn(&mut Self, &At<'_>) -> Outcome<T>,
    ) -> Outcome<Vec<T>> {
        let mut all = Vec::new();
        if let Some(list) = table.get(key) {
            for item in list.items()? {
                match read(self, &item) {
                    Ok(one) => all.push(one),
                    Err(finding) => self.findings.push(*finding),
                }
            }
        }
        Ok(all)
    }

    fn add_on_schedule(&mut self, at: &At<'_>) -> Outcome<AddOnSchedule> {
        let table =
            at.table(&["schedule", "name", "main-service", "from", "until", "review-by", "succeeded-by", "cite"])?;
        let schedule = Self::word(&table.need("schedule")?)?;
        let main_service = self.service(&table.need("main-service")?, &[schedule])?;
        let from_at = table.need("from")?;
        let from = from_at.day()?;
        let (_, until) = self.days(&table)?;
        let review_at = table.get("review-by");
        let review_by = review_at.map(|day| day.day()).transpose()?;
        if until.is_some() == review_by.is_some() {
            self.findings.push(Finding::new(
                Code::OpenWithoutReview,
                place(review_at.as_ref().unwrap_or(at)),
                "a rule either ends or has a day by which it is to be reviewed",
                if until.is_some() { "ends, and has a review as well" } else { "has neither" },
                "give `until` where the law names the end, `review-by` where it does not",
            ));
        }
        if let (Some(review_at), Some(review_by)) = (&review_at, review_by) {
            self.in_order(("from", &from_at, from), ("review-by", review_at, review_by));
        }
        let succeeded_by = table.get("succeeded-by").map(|named| self.add_on_id(&named)).transpose()?;
        Ok(AddOnSchedule {
            schedule,
            name: self.text(&table.need("name")?)?,
            main_service,
            from,
            until,
            review_by,
            succeeded_by,
            cites: self.cites(&table)?,
            place: self.remember_dated(&table, "succeeded-by"),
        })
    }

    fn level(&mut self, at: &At<'_>) -> Outcome<Level> {
        let table = at.table(&with_arm(&["id", "name"]))?;
        Ok(Level {
            arm: self.arm(&table, "id")?,
            id: self.required(&table, "id")?,
            name: self.text(&table.need("name")?)?,
        })
    }

    fn fee(&mut self, at: &At<'_>, levels: &[String]) -> Outcome<Fee> {
        let own = ["level", "service", "amount", "unit", "per", "when", "counts-as-card", "item", "unquoted"];
        let table = at.table(&with_arm(&own))?;
        let arm = self.arm(&table, "amount")?;
        let schedules: Vec<Schedule> = arm.schedules.iter().collect();
        let (amount, unit, figure) = amount(&table)?;
        let per = frequency(&table.need("per")?)?;
        let mut figures = vec![figure];
        if let Frequency::Months(months) = per
            && months > 1
        {
            figures.push(Figure::Months(months));
        }
        self.quoted(&table.need("amount")?, &table, &figures)?;
        let when = self.card_fee(&table)?;
        let level_at = table.need("level")?;
        Ok(Fee {
            arm,
            level: self.level_id(&level_at, levels)?,
            service: self.service(&table.need("service")?, &schedules)?,
            amount,
            unit,
            per,
            when,
            item: self.required(&table, "item")?,
        })
    }

    fn card_fee(&mut self, table: &Table<'_>) -> Outcome<Option<CardFee>> {
        let Some(when) = table.get("when") else {
            self.idle(
                table,
                "counts-as-card",
                "without `when`",
                "drop it, or say by `when` which of the two fees it is",
            );
            return Ok(None);
        };
        let with_card = Self::one_of(&when, "fee", CARD)? == 1;
        let list = table.need("counts-as-card")?;
        let (mut card, mut referral_counts) = (false, false);
        for item in self.several(&list, "at least `card`")? {
            match Self::one_of(&item, "use", &["card", "referral"])? {
                0 => card = true,
                _ => referral_counts = true,
            }
        }
        if !card {
            return Err(list.wrong_type("a list with `card`").into());
        }
        Ok(Some(CardFee { with_card, referral_counts }))
    }

    /// A code stands for what the law says and is not a statement of it, so the readings of the law make no difference to it.
    fn receipt_code(&mut self, at: &At<'_>, levels: &[String]) -> Outcome<ReceiptCode> {
        let table =
            at.table(&["schedules", "levels", "service", "when", "within", "code", "name", "from", "until", "cite"])?;
        let arm = self.arm(&table, "code")?;
        let schedules: Vec<Schedule> = arm.schedules.iter().collect();
        let code_at = table.need("code")?;
        let code = code_at.text()?;
        if code.len() != CODE_DIGITS || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            self.findings.push(Finding::new(
                Code::BadReceiptCode,
                place(&code_at),
                format!("`{}` is not a receipt code of {CODE_DIGITS} digits", shortened(code)),
                "not of the form",
                "copy it from the master, with all of its digits",
            ));
        }
        Ok(ReceiptCode {
            arm,
            levels: self.levels(&table, levels)?,
            service: self.service(&table.need("service")?, &schedules)?,
            with_card: table
                .get("when")
                .map(|when| Self::one_of(&when, "fee", CARD))
                .transpose()?
                .map(|word| word == 1),
            within: table.get("within").map(|within| self.remark(&within)).transpose()?,
            code: self.intern(&code_at, code)?,
            name: self.required(&table, "name")?,
        })
    }

    fn require(&mut self, at: &At<'_>, levels: &[String]) -> Outcome<Require> {
        let own = ["requirement", "levels", "when", "begins", "ceases", "unquoted"];
        let table = at.table(&with_arm(&own))?;
        let flag = |key: &str| table.get(key).map_or(Ok(false), |at| at.boolean());
        let when_at = table.need("when")?;
        let when = self.condition(&when_at)?;
        self.quoted(&when_at, &table, &thresholds(&when))?;
        Ok(Require {
            arm: self.arm(&table, "when")?,
            requirement: self.requirement_id(&table)?,
            levels: self.levels(&table, levels)?,
            when,
            begins: flag("begins")?,
            ceases: flag("ceases")?,
        })
    }

    fn deemed(&mut self, at: &At<'_>, levels: &[String]) -> Outcome<Deemed> {
        let table = at.table(&with_arm(&["requirement", "levels"]))?;
        Ok(Deemed {
            arm: self.arm(&table, "requirement")?,
            requirement: self.requirement_id(&table)?,
            levels: self.levels(&table, levels)?,
        })
    }

    fn except(&mut self, at: &At<'_>, levels: &[String]) -> Outcome<Except> {
        let table = at.table(&with_arm(&["requirement", "levels", "name", "if", "when", "unquoted"]))?;
        let applies_if = self.condition_of_facts(&table.need("if")?)?;
        let when_at = table.need("when")?;
        let when = self.condition(&when_at)?;
        let figures = [thresholds(&applies_if), thresholds(&when)].concat();
        self.quoted(&when_at, &table, &figures)?;
        Ok(Except {
            arm: self.arm(&table, "when")?,
            requirement: self.requirement_id(&table)?,
            levels: self.levels(&table, levels)?,
            name: self.text(&table.need("name")?)?,
            applies_if,
            when,
        })
    }

    fn filing(&mut self, at: &At<'_>) -> Outcome<Filing> {
        let table = at.table(&with_arm(&["required", "form"]))?;
        Ok(Filing {
            arm: self.arm(&table, "required")?,
            required: table.need("required")?.boolean()?,
            form: self.optional(&table, "form")?,
        })
    }

    /// Like a receipt code, a symbol is not a statement of the law, so the readings of the law make no difference to it.
    fn symbol(&mut self, at: &At<'_>, levels: &[String]) -> Outcome<Symbol> {
        let table = at.table(&["schedules", "levels", "symbol", "from", "until", "cite"])?;
        Ok(Symbol {
            arm: self.arm(&table, "symbol")?,
            levels: self.levels(&table, levels)?,
            symbol: self.required(&table, "symbol")?,
        })
    }

    fn support(&mut self, at: &At<'_>, levels: &[String]) -> Outcome<Support> {
        let table = at.table(&with_arm(&["levels", "filed-from"]))?;
        Ok(Support {
            arm: self.arm(&table, "filed-from")?,
            levels: self.levels(&table, levels)?,
            filed_from: table.need("filed-from")?.day()?,
        })
    }

    fn carry_over(&mut self, at: &At<'_>) -> Outcome<CarryOver> {
        let table = at.table(&with_arm(&["from-add-on", "counting-on"]))?;
        Ok(CarryOver {
            arm: self.arm(&table, "counting-on")?,
            from_add_on: self.add_on_id(&table.need("from-add-on")?)?,
            counting_on: table.need("counting-on")?.day()?,
        })
    }

    fn loss(&mut self, at: &At<'_>) -> Outcome<Loss> {
        let table = at.table(&with_arm(&["types", "name", "service", "amount", "unit", "item", "unquoted"]))?;
        let arm = self.arm(&table, "amount")?;
        let schedules: Vec<Schedule> = arm.schedules.iter().collect();
        let (amount, unit, figure) = amount(&table)?;
        self.quoted(&table.need("amount")?, &table, &[figure])?;
        let service_at = table.need("service")?;
        let service = self.service(&service_at, &schedules)?;
        if !service.is_counted_by_visits() {
            let counted = Service::ALL.iter().filter(|service| service.is_counted_by_visits());
            let counted = counted.map(|service| format!("`{service}`")).collect::<Vec<_>>().join(" or ");
            self.findings.push(Finding::new(
                Code::UncountedService,
                place(&service_at),
                format!("nobody says how many visits for `{service}` there are, so what is lost cannot be reckoned"),
                "known by its patients alone",
                format!("write {counted}"),
            ));
        }
        Ok(Loss {
            arm,
            types: self.types(&table.need("types")?, &schedules)?,
            name: self.text(&table.need("name")?)?,
            service,
            amount,
            unit,
            item: self.required(&table, "item")?,
        })
    }

    /// Types of facility, each of which bills by the schedules.
    fn types(&mut self, list: &At<'_>, schedules: &[Schedule]) -> Outcome<Vec<FacilityType>> {
        let mut types = Vec::new();
        for item in self.several(list, "at least one type")? {
            let of: FacilityType = Self::word(&item)?;
            if let Some(schedule) = schedules.iter().find(|schedule| !of.schedules().contains(schedule)) {
                self.findings.push(Finding::new(
                    Code::ForeignType,
                    place(&item),
                    format!("a facility of the type `{of}` does not bill by the schedule `{schedule}`"),
                    "not a type of this schedule",
                    "take the type or the schedule off its list",
                ));
            }
            types.push(of);
        }
        Ok(types)
    }

    fn order(&mut self, at: &At<'_>, levels: &[String]) -> Outcome<Order> {
        let table = at.table(&with_arm(&["levels", "of", "reason"]))?;
        let list = table.need("levels")?;
        let pair: Vec<_> = list.items()?.map(|item| self.level_id(&item, levels)).collect::<Result<_, _>>()?;
        let [first, second] = pair.as_slice() else {
            return Err(list.wrong_type("two levels").into());
        };
        let of = Self::one_of(&table.need("of")?, "order", &["amount", "requirements", "both"])?;
        Ok(Order {
            arm: self.arm(&table, "levels")?,
            levels: [*first, *second],
            amount: of != 1,
            requirements: of != 0,
            reason: self.remark(&table.need("reason")?)?,
        })
    }

    fn requirement_id(&self, table: &Table<'_>) -> Outcome<u8> {
        let at = table.need("requirement")?;
        Ok(at.id("requirement", self.ids.requirements.iter().map(String::as_str)).map(small)?)
    }

    pub(super) fn service(&mut self, at: &At<'_>, schedules: &[Schedule]) -> Outcome<Service> {
        let service: Service = Self::word(at)?;
        self.labelled(service, at);
        if let Some(schedule) = schedules.iter().find(|schedule| !schedule.services().contains(&service)) {
            let known = schedule.services().iter().map(|known| known.id()).collect::<Vec<_>>().join(", ");
            self.findings.push(Finding::new(
                Code::ForeignService,
                place(at),
                format!("the schedule `{schedule}` has no service `{service}`"),
                "not a service of this schedule",
                if known.contains(',') { format!("write one of {known}") } else { format!("write `{known}`") },
            ));
        }
        Ok(service)
    }

    /// Whether a service that rules name has a label; told once.
    fn labelled(&mut self, service: Service, at: &At<'_>) {
        if let Some(label @ None) = self.model.labels.services.get_mut(service as usize) {
            *label = Some(Text::default());
            self.findings.push(Finding::new(
                Code::MissingLabel,
                place(at),
                format!("the {} `{service}` has no label", Service::KIND),
                "named here",
                format!("add an entry with `id = \"{service}\"` to the [[service]] of ruleset.toml"),
            ));
        }
    }
}

/// An amount with its unit, and the figure that a quote has to carry.
fn amount(table: &Table<'_>) -> Outcome<(u32, Unit, Figure)> {
    let amount = u32::try_from(table.need("amount")?.whole(1, 100_000)?).unwrap_or(u32::MAX);
    let (unit, sign) = match Loader::one_of(&table.need("unit")?, "unit", &["points", "yen"])? {
        0 => (Unit::Points, "点"),
        _ => (Unit::Yen, "円"),
    };
    Ok((amount, unit, Figure::Amount(amount, sign)))
}

fn frequency(at: &At<'_>) -> Outcome<Frequency> {
    let table = at.table(&["months", "admissions"])?;
    match (table.get("months"), table.get("admissions")) {
        (Some(months), None) => Ok(Frequency::Months(small(months.whole(1, 60)? as usize))),
        (None, Some(admissions)) => Ok(Frequency::Admissions(small(admissions.whole(1, 60)? as usize))),
        (None, None) => Err(at.fault(Problem::MissingKey { key: "months".to_owned() }).into()),
        (Some(_), Some(_)) => Err(Box::new(
            Finding::new(
                Code::MixedKinds,
                key_place(&table, "admissions"),
                "a fee cannot be counted both by `months` and by `admissions`",
                "another way to count",
                "keep one of the two",
            )
            .with(key_place(&table, "months"), "one way to count"),
        )),
    }
}
