// The English twin of ja-programme.mjs.

export const wordsProgramme = {
  raising: {
    heading: "Raising the rate",
    intro: "Before a card is used it has to be had, registered, brought along and shown.",
    funnel: "How many people are at which step, nationwide",
    people: ({ all }) => all,
    shareOf: {
      population: "the population",
      holders: "those with a card",
      registered: "those registered",
      patients: "those who saw a doctor",
    },
    share: (of, rate, about) => `${about ? "about " : ""}${rate}% of ${of}`,
    inBrackets: (text) => ` (${text})`,
    columns: { step: "Step", people: "People", share: "Share", month: "Of when" },
    noValue: "–",
    likely: "which item this belongs to is inferred",
    shows: "How many people have a card, and so on to how many use it. ",
    said: (label, figures) => `${label}: ${figures}. `,
    measures: "What you can do, and tell patients",
  },
  subsidy: {
    heading: "The subsidy for 電子カルテ情報共有サービス",
    isFor: (from) =>
      `For hospitals of ${from} beds or more: it helps with the cost of connecting to the record-sharing service (電子カルテ情報共有サービス).`,
    notFor: (from) =>
      `This subsidy is for hospitals of ${from} beds or more. Medical and dental clinics, pharmacies and visiting nursing stations are not covered.`,
    beds: "Beds",
    bedsHint: "For example 120",
    documents: "Documents to be implemented",
    documentsOptions: { 3: "3文書6情報 (three documents)", 2: "2文書6情報 (two documents, without the health check-up report)" },
    cost: "Cost of the project (yen)",
    costHint: "For example 8,000,000",
    noCost: "Enter the cost in figures, in whole yen.",
    tooFewBeds: (from) => `Fewer than ${from} beds are not covered.`,
    needsBeds: "Enter the number of beds to see the caps.",
    caps: (documents, cap, projectCap) =>
      `${documents}: half of the cost is paid. Cost counts up to ${projectCap}; at most ${cap} is paid.`,
    needsCost: "Enter the cost to see what can be expected.",
    amount: (yen) => `Expected subsidy: ${yen}`,
    atCap: "This is the cap. ",
    asPrinted: (half, cap) =>
      `Half of the cost that counts is ${half}, but the document prints a cap of ${cap}. The printed amount is shown.`,
    cutOff: "Shown without the fraction of a yen. The document does not say what happens to it.",
    yen: (n) => `${n} yen`,
    conditions: "Conditions",
    deadlines: "Deadlines",
    deadline: (what, day) => `${what}: by ${day}`,
    secondary: "secondary source",
    deadlinesNote:
      "The deadlines come from secondary sources (professional press and the like) and were not found in an official text. Check them on the portal 医療機関等向け総合ポータルサイト before you apply.",
    shared: "What 3文書6情報 are",
    sharedIntro: "The documents and the information that the service shares with medical institutions all over the country.",
    documentsHeading: "Three documents (3文書)",
    informationHeading: "Six kinds of information (6情報)",
    onlyInThree: " (left out in 2文書6情報)",
    kept: (time) => `Kept: ${time}`,
  },
};
