// Compares an answer with what a case of rules/*/cases expects of it. Plain JavaScript without imports: Node's tests and the
// browsers' use it alike, each with its own copy of the package.

// The differences as lines for people; an empty list where the answer is as expected.
export function checkCase({ addOns, evaluate }, { addOn: id, facility, date, expect }) {
  const { schedule, addOns: assessed } = evaluate(facility, date);
  const addOn = assessed.find((candidate) => candidate.id === id);
  if (addOn === undefined) return [`${id} is not in the answer`];

  const differences = [];
  const compare = (what, actual, expected) => {
    const [is, wanted] = [actual, expected].map((value) => JSON.stringify(value ?? null));
    if (is !== wanted) differences.push(`${what}: expected ${wanted}, the answer is ${is}`);
  };
  const { mainService } = addOns()
    .find((row) => row.id === id)
    .schedules.find((row) => row.schedule === schedule);

  compare("status", addOn.status, expect.status ?? "in-force");
  compare("verdict", addOn.verdict, expect.verdict);
  compare("level", addOn.best?.level, expect.level);
  compare("amount", amountOf(addOn.best?.fees ?? [], mainService), expect.amount);
  if (expect.symbol !== undefined) compare("symbol", addOn.filing.symbol ?? "none", expect.symbol);
  if (expect.range !== undefined) {
    for (const end of ["worst", "best"]) compare(`range.${end}`, addOn.range[end] ?? "none", expect.range[end]);
  }
  compareTables(
    compare,
    "level",
    statesOf(addOn.levels, ({ id, verdict }) => [id, verdict]),
    expect.levels ?? {},
  );
  compareStates(compare, addOn.levels, expect.states ?? {});
  return differences;
}

// Where the fee depends on the card, a case gives the amount without it.
function amountOf(fees, service) {
  return fees.find((fee) => fee.service === service && fee.when !== "with-card")?.amount;
}

function compareStates(compare, levels, expected) {
  const asked = new Set(levels.flatMap(({ checks }) => checks.map(({ requirement }) => requirement)));
  for (const requirement of new Set([...asked, ...Object.keys(expected)])) {
    const states = statesOf(levels, ({ id, checks }) => [id, checks.find((check) => check.requirement === requirement)?.state]);
    const wanted = expected[requirement];
    // One state stands for all levels that ask for the requirement, of which there must be one.
    const isTable = typeof wanted === "object";
    const table = isTable ? wanted : Object.fromEntries(Object.keys(states).map((level) => [level, wanted]));
    if (!isTable && !asked.has(requirement)) compare(`${requirement}`, undefined, wanted);
    compareTables(compare, requirement, states, table);
  }
}

function compareTables(compare, what, actual, expected) {
  for (const level of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    compare(`${what} ${level}`, actual[level], expected[level]);
  }
}

function statesOf(levels, entryOf) {
  return Object.fromEntries(levels.map(entryOf).filter(([, state]) => state !== undefined));
}
