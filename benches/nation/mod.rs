//! A nation of facilities, generated from a seed: as many of each type as there are, with rates distributed as published.
//!
//! Everything is whole numbers, so that a seed means the same everywhere.

use serde_json::{Map, Value, json};

/// Facilities with 50 receipts or more, December 2023.
pub(crate) const FACILITIES: u32 = 206_126;

/// Rates are counted in millionths.
const WHOLE: u64 = 1_000_000;

const DISTRIBUTION: &str = include_str!("../../rules/statistics/rate-distribution-2025-04.csv");
const BELOW_TEN: &str = include_str!("../../rules/statistics/under-ten-percent-share.csv");
const CHECKS: &str = include_str!("../../rules/statistics/rate-by-prefecture-and-type-2025-05.csv");
const FILED: &str = include_str!("../../rules/statistics/filing-rate-by-prefecture.csv");

/// One facility.
#[derive(Clone, Debug)]
pub(crate) struct Resident {
    pub(crate) kind: &'static str,
    pub(crate) prefecture: u8,
    /// Users and receipts of April 2025 and the months after it.
    pub(crate) months: Vec<(u64, u64)>,
    filed: bool,
    dice: Dice,
}

/// Numbers that follow from a seed (splitmix64).
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Below a bound.
    fn below(&mut self, bound: u64) -> u64 {
        self.roll() % bound.max(1)
    }

    /// True so many times of a thousand.
    fn chance(&mut self, of_thousand: u64) -> bool {
        self.below(1000) < of_thousand
    }
}

/// The facilities of a type, as published.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) kind: &'static str,
    pub(crate) facilities: u64,
    /// In hundredths of a percent, as are the others.
    pub(crate) mean: u64,
    pub(crate) quartiles: [u64; 3],
    /// The share of those below 10%.
    pub(crate) below_ten: u64,
}

fn rows(csv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    csv.lines().skip(1).map(|line| line.split(',').collect())
}

/// Hundredths of a percentage that is printed without its sign.
fn hundredths(text: &str) -> u64 {
    let (units, decimals) = text.split_once('.').unwrap_or((text, ""));
    format!("{units}{decimals:0<2}").parse().unwrap()
}

/// What is published of each type.
pub(crate) fn published() -> Vec<Published> {
    let of_type = |row: Vec<&'static str>| {
        let below = rows(BELOW_TEN).find(|below| below[0] == row[0] && below[1] == "2025-04").unwrap();
        Published {
            kind: row[0],
            facilities: row[1].parse().unwrap(),
            mean: hundredths(row[2]),
            quartiles: [6, 5, 4].map(|column| hundredths(row[column])),
            below_ten: hundredths(below[3]),
        }
    };
    rows(DISTRIBUTION).map(of_type).collect()
}

impl Published {
    /// The rate in millionths below which a share of the facilities lies, also in millionths: straight lines through what is
    /// published, and above the upper quartile through the one point that makes the mean right.
    fn quantile(&self, share: u64) -> u64 {
        let scaled = |hundredths: u64| hundredths * (WHOLE / 10_000);
        let [lower, median, upper] = self.quartiles.map(scaled);
        let mut points =
            vec![(0, 0), (scaled(self.below_ten), 100_000), (250_000, lower), (500_000, median), (750_000, upper)];
        // Twice the area under a line is its width times the sum of its ends.
        let twice: u64 = points.windows(2).map(|ends| (ends[1].0 - ends[0].0) * (ends[1].1 + ends[0].1)).sum();
        let rest = 2 * scaled(self.mean) * WHOLE - twice;
        // 200,000 × (upper + x) + 50,000 × (x + 1,000,000) = rest
        let knee = (rest - 200_000 * upper - 50_000 * WHOLE) / 250_000;
        points.extend([(950_000, knee), (WHOLE, WHOLE)]);
        let next = points.iter().position(|point| point.0 > share).unwrap();
        let ((from, low), (to, high)) = (points[next - 1], points[next]);
        low + (high - low) * (share - from) / (to - from)
    }
}

/// Parts of a whole number in proportion to weights, which add up to it.
fn shared_out(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u64 = weights.iter().sum();
    let mut before = 0;
    let mut given = 0;
    weights
        .iter()
        .map(|weight| {
            before += weight;
            let upto = total * before / sum;
            let part = upto - given;
            given = upto;
            part
        })
        .collect()
}

/// All facilities of a nation of that size, in an order that follows from the seed.
pub(crate) fn nation(seed: u64, facilities: u32) -> Vec<Resident> {
    let mut dice = Dice(seed);
    let types = published();
    let counts: Vec<u64> = types.iter().map(|of_type| of_type.facilities).collect();
    let mut residents = Vec::new();
    for (of_type, count) in types.iter().zip(shared_out(u64::from(facilities), &counts)) {
        let mut prefectures: Vec<(u8, u64)> = rows(CHECKS)
            .filter(|row| row[2] == of_type.kind)
            .map(|row| (row[0].parse().unwrap(), row[7].parse().unwrap()))
            .collect();
        prefectures.sort_unstable();
        let weights: Vec<u64> = prefectures.iter().map(|(_, checks)| *checks).collect();
        let spread = shared_out(count, &weights);
        let homes = prefectures.iter().zip(spread).flat_map(|((code, _), count)| (0..count).map(move |_| *code));
        // Each has a rank of its own, so that the distribution is the published one and not a draw from it.
        let mut ranks: Vec<u64> = (0..count).collect();
        for place in (1..ranks.len()).rev() {
            ranks.swap(place, usize::try_from(dice.below(place as u64 + 1)).unwrap());
        }
        for (prefecture, rank) in homes.zip(ranks) {
            let rate = of_type.quantile((2 * rank + 1) * WHOLE / (2 * count));
            let months = (0..6).map(|month| {
                let receipts = 500 + dice.below(4500);
                let rate = (rate * (40 + month) / 40).min(WHOLE);
                ((rate * receipts + WHOLE / 2) / WHOLE, receipts)
            });
            let months = months.collect();
            let filed = dice.below(10_000) < filing_rate(of_type.kind, prefecture);
            let dice = Dice(dice.roll());
            residents.push(Resident { kind: of_type.kind, prefecture, months, filed, dice });
        }
    }
    for place in (1..residents.len()).rev() {
        residents.swap(place, usize::try_from(dice.below(place as u64 + 1)).unwrap());
    }
    residents
}

fn filing_rate(kind: &str, prefecture: u8) -> u64 {
    let column = match kind {
        "dental-clinic" => 3,
        "pharmacy" => 4,
        _ => 2,
    };
    static RATES: std::sync::OnceLock<Vec<Vec<u64>>> = std::sync::OnceLock::new();
    let rates = RATES.get_or_init(|| {
        let row = |code: usize| rows(FILED).find(|row| row[0].parse() == Ok(code)).unwrap();
        (1..=47).map(|code| [2, 3, 4].map(|column| hundredths(row(code)[column])).to_vec()).collect()
    });
    rates[usize::from(prefecture) - 1][column - 2]
}

impl Resident {
    /// As it would describe itself: those that filed know and have almost everything, the others some of it; few have dates
    /// or a correction.
    pub(crate) fn facility(&self, facts: &[&str]) -> Value {
        let mut dice = self.dice.clone();
        let mut said = Map::new();
        for fact in facts {
            let (unknown, yes) = if self.filed { (20, 970) } else { (120, 600) };
            let value = match *fact {
                "under-six-share" if self.kind == "medical-clinic" && dice.chance(100) => {
                    json!({ "part": dice.below(500), "whole": 500 })
                }
                "under-six-share" => continue,
                "pediatric-fee" => json!(dice.chance(50)),
                "special-dispensing-fee-b" => json!(dice.chance(10)),
                "website-notice" if dice.chance(5) => json!({ "since": "2025-06-01" }),
                _ if dice.chance(unknown) => continue,
                _ => json!(dice.chance(yes)),
            };
            said.insert((*fact).to_owned(), value);
        }
        let mut usage = Vec::new();
        for ((users, receipts), month) in self.months.iter().zip(4..) {
            if dice.chance(30) {
                continue;
            }
            let mut entry = json!({ "month": format!("2025-{month:02}"), "users": users, "receipts": receipts });
            if self.kind != "pharmacy" && dice.chance(3) {
                entry["homeCareReceipts"] = json!(receipts / 10);
            }
            usage.push(entry);
        }
        let filings = if self.filed { json!({ "medical-dx-promotion": "2025-04-01" }) } else { json!({}) };
        json!({
            "type": self.kind, "prefecture": format!("{:02}", self.prefecture), "facts": said, "usage": usage,
            "filings": filings,
        })
    }
}
