//! An add-on's own file: 点数表, levels, fees, standards, transitional measures, exceptions, filings.

use super::arm::{small, with_arm};
use super::text::vocabulary;
use super::{Loader, place};
use crate::figure::Figure;
use crate::finding::Finding;
use crate::model::{
    AddOn, AddOnSchedule, CardFee, CarryOver, Condition, Deemed, Except, FactKind, Fee, Filing, Frequency, Level,
    Order, Require, Support, Unit,
};
use crate::read::{At, Fault, Problem, Table};
use crate::vocabulary::{Schedule, Service};

const KEYS: &[&str] =
    &["id", "schedule", "level", "fee", "require", "deemed", "except", "filing", "support", "carry-over", "order"];

impl Loader {
    pub(super) fn add_on(&mut self, at: &At<'_>) -> Result<(usize, AddOn), Fault> {
        let table = at.table(KEYS)?;
        let named = table.need("id")?;
        let index = named.id("add-on", self.ids.add_ons.iter().map(String::as_str))?;
        let levels: Vec<String> = {
            let at = table.need("level")?;
            at.items()?.map(|item| Ok(item.any_table()?.need("id")?.text()?.to_owned())).collect::<Result<_, _>>()?
        };
        let levels = levels.as_slice();
        let add_on = AddOn {
            id: self.intern(&named, named.text()?)?,
            schedules: self.some(&table, "schedule", |loader, at| loader.add_on_schedule(at))?,
            levels: self.some(&table, "level", |loader, at| loader.level(at))?,
            fees: self.some(&table, "fee", |loader, at| loader.fee(at, levels))?,
            requires: self.some(&table, "require", |loader, at| loader.require(at, levels))?,
            deemed: self.some(&table, "deemed", |loader, at| loader.deemed(at, levels))?,
            excepts: self.some(&table, "except", |loader, at| loader.except(at, levels))?,
            filings: self.some(&table, "filing", |loader, at| loader.filing(at))?,
            supports: self.some(&table, "support", |loader, at| loader.support(at, levels))?,
            carry_overs: self.some(&table, "carry-over", |loader, at| loader.carry_over(at))?,
            orders: self.some(&table, "order", |loader, at| loader.order(at, levels))?,
        };
        Ok((index, add_on))
    }

    /// The items of a list that may be left out, going on after a fault.
    fn some<T>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        read: impl Fn(&mut Self, &At<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut all = Vec::new();
        if let Some(list) = table.get(key) {
            for item in list.items()? {
                match read(self, &item) {
                    Ok(one) => all.push(one),
                    Err(fault) => self.findings.push(fault.into()),
                }
            }
        }
        Ok(all)
    }

    fn add_on_schedule(&mut self, at: &At<'_>) -> Result<AddOnSchedule, Fault> {
        let table =
            at.table(&["schedule", "name", "main-service", "from", "until", "review-by", "succeeded-by", "cite"])?;
        let schedule = vocabulary(&table.need("schedule")?, Schedule::KIND, Schedule::ALL, Schedule::id)?;
        let main_service = self.service(&table.need("main-service")?, &[schedule])?;
        let from = table.need("from")?.day()?;
        let until = table.get("until").map(|day| day.day()).transpose()?;
        let review_by = table.get("review-by").map(|day| day.day()).transpose()?;
        if until.is_some() == review_by.is_some() {
            self.findings.push(Finding::new(
                "open-without-review",
                place(at),
                "a rule either ends or has a day by which it is to be reviewed",
                if until.is_some() { "has both" } else { "has neither" },
                "give `until` where the law names the end, `review-by` where it does not",
            ));
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
            place: self.remember(at),
        })
    }

    fn level(&mut self, at: &At<'_>) -> Result<Level, Fault> {
        let table = at.table(&with_arm(&["id", "name"]))?;
        Ok(Level {
            arm: self.arm(at, &table)?,
            id: self.required(&table, "id")?,
            name: self.text(&table.need("name")?)?,
        })
    }

    fn fee(&mut self, at: &At<'_>, levels: &[String]) -> Result<Fee, Fault> {
        let own = ["level", "service", "amount", "unit", "per", "when", "counts-as-card", "item", "unquoted"];
        let table = at.table(&with_arm(&own))?;
        let arm = self.arm(at, &table)?;
        let schedules: Vec<Schedule> = arm.schedules.iter().collect();
        let amount_at = table.need("amount")?;
        let amount = u32::try_from(amount_at.whole(1, 100_000)?).unwrap_or(u32::MAX);
        let (unit, sign) = match table.need("unit")?.id("unit", ["points", "yen"])? {
            0 => (Unit::Points, "点"),
            _ => (Unit::Yen, "円"),
        };
        let per = frequency(&table.need("per")?)?;
        let mut figures = vec![Figure::Amount(amount, sign)];
        if let Frequency::Months(months) = per
            && months > 1
        {
            figures.push(Figure::Months(months));
        }
        self.quoted(&amount_at, &table, &figures)?;
        let when = match table.get("when") {
            None => None,
            Some(when) => {
                let with_card = when.id("card fee", ["without-card", "with-card"])? == 1;
                let counts = table.need("counts-as-card")?;
                let mut referral_counts = false;
                for item in counts.items()? {
                    referral_counts |= item.id("what counts as card", ["card", "referral"])? == 1;
                }
                Some(CardFee { with_card, referral_counts })
            }
        };
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

    fn require(&mut self, at: &At<'_>, levels: &[String]) -> Result<Require, Fault> {
        let own = ["requirement", "levels", "when", "begins", "ceases", "unquoted"];
        let table = at.table(&with_arm(&own))?;
        let flag = |key: &str| table.get(key).map_or(Ok(false), |at| at.boolean());
        let when_at = table.need("when")?;
        let when = self.condition(&when_at)?;
        self.quoted(&when_at, &table, &thresholds(&when))?;
        Ok(Require {
            arm: self.arm(at, &table)?,
            requirement: self.requirement_id(&table)?,
            levels: self.levels(&table.need("levels")?, levels)?,
            when,
            begins: flag("begins")?,
            ceases: flag("ceases")?,
        })
    }

    fn deemed(&mut self, at: &At<'_>, levels: &[String]) -> Result<Deemed, Fault> {
        let table = at.table(&with_arm(&["requirement", "levels"]))?;
        Ok(Deemed {
            arm: self.arm(at, &table)?,
            requirement: self.requirement_id(&table)?,
            levels: self.levels(&table.need("levels")?, levels)?,
        })
    }

    fn except(&mut self, at: &At<'_>, levels: &[String]) -> Result<Except, Fault> {
        let table = at.table(&with_arm(&["requirement", "levels", "name", "if", "when", "unquoted"]))?;
        let applies_if = self.condition(&table.need("if")?)?;
        let when_at = table.need("when")?;
        let when = self.condition(&when_at)?;
        let figures = [thresholds(&applies_if), thresholds(&when)].concat();
        self.quoted(&when_at, &table, &figures)?;
        Ok(Except {
            arm: self.arm(at, &table)?,
            requirement: self.requirement_id(&table)?,
            levels: self.levels(&table.need("levels")?, levels)?,
            name: self.text(&table.need("name")?)?,
            applies_if,
            when,
        })
    }

    fn filing(&mut self, at: &At<'_>) -> Result<Filing, Fault> {
        let table = at.table(&with_arm(&["required", "form"]))?;
        Ok(Filing {
            arm: self.arm(at, &table)?,
            required: table.need("required")?.boolean()?,
            form: self.optional(&table, "form")?,
        })
    }

    fn support(&mut self, at: &At<'_>, levels: &[String]) -> Result<Support, Fault> {
        let table = at.table(&with_arm(&["levels", "filed-from"]))?;
        Ok(Support {
            arm: self.arm(at, &table)?,
            levels: self.levels(&table.need("levels")?, levels)?,
            filed_from: table.need("filed-from")?.day()?,
        })
    }

    fn carry_over(&mut self, at: &At<'_>) -> Result<CarryOver, Fault> {
        let table = at.table(&with_arm(&["from-add-on", "counting-on"]))?;
        Ok(CarryOver {
            arm: self.arm(at, &table)?,
            from_add_on: self.add_on_id(&table.need("from-add-on")?)?,
            counting_on: table.need("counting-on")?.day()?,
        })
    }

    fn order(&mut self, at: &At<'_>, levels: &[String]) -> Result<Order, Fault> {
        let table = at.table(&with_arm(&["levels", "of", "reason"]))?;
        let list = table.need("levels")?;
        let pair: Vec<_> = list.items()?.map(|item| self.level_id(&item, levels)).collect::<Result<_, _>>()?;
        let [first, second] = pair.as_slice() else {
            return Err(list.wrong_type("two levels"));
        };
        let of = table.need("of")?.id("order", ["amount", "requirements", "both"])?;
        Ok(Order {
            arm: self.arm(at, &table)?,
            levels: [*first, *second],
            amount: of != 1,
            requirements: of != 0,
            reason: self.remark(&table.need("reason")?)?,
        })
    }

    fn requirement_id(&self, table: &Table<'_>) -> Result<u8, Fault> {
        let at = table.need("requirement")?;
        at.id("requirement", self.ids.requirements.iter().map(String::as_str)).map(small)
    }

    fn fact_id(&self, at: &At<'_>, kind: FactKind) -> Result<u8, Fault> {
        let index = at.id("fact", self.ids.facts.iter().map(String::as_str))?;
        match self.model.facts.get(index) {
            Some(fact) if fact.kind != kind => Err(at.wrong_type(match kind {
                FactKind::Boolean => "a fact that is true or false",
                FactKind::Ratio => "a fact that is a ratio",
            })),
            _ => Ok(small(index)),
        }
    }

    fn service(&mut self, at: &At<'_>, schedules: &[Schedule]) -> Result<Service, Fault> {
        let service = vocabulary(at, Service::KIND, Service::ALL, Service::id)?;
        if let Some(schedule) = schedules.iter().find(|schedule| !schedule.services().contains(&service)) {
            self.findings.push(Finding::new(
                "foreign-service",
                place(at),
                format!("the schedule `{schedule}` has no service `{service}`"),
                "not a service of this schedule",
                format!(
                    "write one of {}",
                    schedule.services().iter().map(|known| known.id()).collect::<Vec<_>>().join(", ")
                ),
            ));
        }
        Ok(service)
    }

    fn condition(&mut self, at: &At<'_>) -> Result<Condition, Fault> {
        if at.text().is_ok() {
            return Ok(Condition::Fact(self.fact_id(at, FactKind::Boolean)?));
        }
        let table = at.table(&["not", "all", "any", "at-least", "of", "rate", "ratio"])?;
        let has = |key: &str| table.get(key);
        if let Some(fact) = has("not") {
            return Ok(Condition::Not(self.fact_id(&fact, FactKind::Boolean)?));
        }
        if let Some(parts) = has("all") {
            return Ok(Condition::All(self.conditions(&parts)?));
        }
        if let Some(parts) = has("any") {
            return Ok(Condition::Any(self.conditions(&parts)?));
        }
        if let Some(parts) = has("of") {
            let number = table.need("at-least")?.whole(1, 16)?;
            return Ok(Condition::AtLeast(small(number as usize), self.conditions(&parts)?));
        }
        let threshold = table.need("at-least")?.percent()?;
        if let Some(rate) = has("rate") {
            let rate = rate.id("rate", self.ids.rates.iter().map(String::as_str))?;
            return Ok(Condition::Rate(small(rate), threshold));
        }
        let ratio = table.need("ratio")?;
        Ok(Condition::Ratio(self.fact_id(&ratio, FactKind::Ratio)?, threshold))
    }

    fn conditions(&mut self, list: &At<'_>) -> Result<Vec<Condition>, Fault> {
        let parts: Vec<Condition> = list.items()?.map(|item| self.condition(&item)).collect::<Result<_, _>>()?;
        if parts.is_empty() { Err(list.wrong_type("at least one condition")) } else { Ok(parts) }
    }
}

fn frequency(at: &At<'_>) -> Result<Frequency, Fault> {
    let table = at.table(&["months", "admissions"])?;
    match (table.get("months"), table.get("admissions")) {
        (Some(months), None) => Ok(Frequency::Months(small(months.whole(1, 60)? as usize))),
        (None, Some(admissions)) => Ok(Frequency::Admissions(small(admissions.whole(1, 60)? as usize))),
        (None, None) => Err(at.fault(Problem::MissingKey { key: "months".to_owned() })),
        (Some(_), Some(both)) => Err(both.wrong_type("either months or admissions")),
    }
}

fn thresholds(condition: &Condition) -> Vec<Figure> {
    let mut figures = Vec::new();
    condition.leaves(&mut |leaf| {
        if let Condition::Rate(_, threshold) | Condition::Ratio(_, threshold) = leaf {
            figures.push(Loader::threshold_figure(*threshold));
        }
    });
    figures
}
