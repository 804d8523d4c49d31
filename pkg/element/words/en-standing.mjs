// The English twin of ja-standing.mjs.

const GROUPS = "With the facilities in the order of their rates and cut into four groups, yours is ";

export const wordsStanding = {
  standing: {
    heading: "Where you stand",
    intro: "A comparison with published statistics. It is for orientation only; no answer about an add-on depends on it.",
    none: "No statistics to compare with have been published for visiting nursing stations.",
    prefecture: "Prefecture",
    choose: "Choose one",
    counted: (months, basis) => `Measured in ${months}. ${basis}.`,
    percent: (rate) => `${rate}%`,
    likely: "which type of facility this belongs to is inferred",
    assignment: "Which type of facility these figures are of is partly inferred. ",
    table: "As a table",
    peers: (type) => `Among facilities of the type “${type}”`,
    own: (month, rate) => `Your facility's rate in ${month} is ${rate}. `,
    ownMissing: "Enter a rate by receipts to see where your facility stands.",
    otherMonth: (month) => `The statistics are of ${month}. The nation's rate has changed since, so take this as a rough guide.`,
    positions: {
      "under-q1": ({ q1 }) => `${GROUPS}in the lowest (below ${q1}).`,
      "about-q1": ({ q1 }) => `${GROUPS}about where the lowest meets the second (${q1}).`,
      "under-median": ({ q1, median }) => `${GROUPS}in the second from below (${q1} to ${median}).`,
      "about-median": ({ median }) => `${GROUPS}about in the middle (the median, ${median}).`,
      "under-q3": ({ median, q3 }) => `${GROUPS}in the third from below (${median} to ${q3}).`,
      "about-q3": ({ q3 }) => `${GROUPS}about where the third meets the highest (${q3}).`,
      "over-q3": ({ q3 }) => `${GROUPS}in the highest (above ${q3}).`,
    },
    underBand: (band, before, then, after, now) => `Facilities with a rate below ${band}: ${then} of all in ${before}, ${now} in ${after}.`,
    course: (type) => `The nation month by month (${type})`,
    courseIntro: (month) => `The nation's rates are published up to ${month}.`,
    place: "Beside the prefectures",
    placeBasis:
      "From here on rates are counted in another way. They cannot be compared with those above, nor with the rates that add-ons ask for.",
    placeRank: (prefecture, rate, rank, nation) =>
      `${prefecture}: ${rate}, number ${rank} of the 47 prefectures from the highest. The nation's rate is ${nation}.`,
    placeNation: (nation) => `The nation's rate is ${nation}. Choose a prefecture to see its rate and its rank.`,
    ownChecks: (month, rate) => `Counted in this way, your facility's rate in ${month} is ${rate}.`,
    ownNotChecks: "No rate of your facility counted in this way has been entered.",
    filing: "Filings for 医療DX推進体制整備加算",
    filingBoth: (prefecture, rate, nation) => `Facilities that filed for this add-on: ${rate} in ${prefecture}, ${nation} in the nation.`,
    filingNation: (nation) => `Facilities that filed for this add-on: ${nation} in the nation.`,
  },
  spread: {
    own: "Your facility",
    box: "The middle half of the facilities (the line in the box is the median)",
    whole: "From the lowest facility to the highest",
    mean: "Mean",
    columns: { what: "What", rate: "Rate" },
    rows: {
      max: "Highest facility",
      q3: "Upper quartile (a quarter is above)",
      median: "Median (the middle)",
      mean: "Mean",
      q1: "Lower quartile (a quarter is below)",
      min: "Lowest facility",
    },
    ownRow: (month) => `Your facility (${month})`,
    facilities: (n) => `Number of facilities: ${n}.`,
    shows: (type, { min, q1, median, q3, max, mean }) =>
      `How the rates of the type “${type}” spread. Lowest facility ${min}, lower quartile ${q1}, median ${median}, upper quartile ${q3}, highest facility ${max}, mean ${mean}. `,
    ownShows: (rate) => `Your facility: ${rate}.`,
  },
  course: {
    nation: "Nation",
    own: "Your facility",
    columns: { month: "Month", nation: "Nation", own: "Your facility", apart: "Difference (points)" },
    noValue: "–",
    more: (points) => `+${points}`,
    shows: (type, from, first, until, last) => `The nation's rate of the type “${type}”, from ${first} in ${from} to ${last} in ${until}. `,
    ownShows: (rates) => `Your facility: ${rates.join(", ")}.`,
    ownMonth: (month, rate) => `${rate} in ${month}`,
  },
  ranking: {
    own: (prefecture) => prefecture,
    others: "Other prefectures",
    nation: "Nation",
    columns: { rank: "Rank", prefecture: "Prefecture", rate: "Rate" },
    shows: (type, first, highest, last, lowest, nation) =>
      `The prefectures' rates of the type “${type}”, the highest first. Highest: ${first}, ${highest}. Lowest: ${last}, ${lowest}. Nation: ${nation}. `,
    ownShows: (prefecture, rate, rank) => `${prefecture}: ${rate}, number ${rank}.`,
  },
};
