// The batch in plain JavaScript, as fast as it goes: one function, made as text from the plan of a day, in which every mask and
// threshold is a constant. It knows the columns only: no dates, no corrections, no strictness, no citation. Each answer is in arrays
// of its own, as the engine's are.

export function plain({ schedules }, columns) {
  const rows = columns.rows;
  const ids = new Map();
  for (const { entries } of schedules) {
    for (const { addOn, period } of entries) {
      if (!ids.has(addOn)) ids.set(addOn, []);
      for (const { id } of period?.levels ?? []) if (!ids.get(addOn).includes(id)) ids.get(addOn).push(id);
    }
  }
  for (const levels of ids.values()) levels.sort((a, b) => a - b);
  const answers = () => {
    const [bytes, words] = [() => new Uint8Array(rows), () => new Uint32Array(rows)];
    const of = (levels) => ({ verdicts: bytes(), worst: bytes(), best: bytes(), amounts: words(), missing: levels.map(words) });
    return new Map([...ids].map(([addOn, levels]) => [addOn, of(levels)]));
  };
  const names = new Map([...ids.keys()].map((addOn, index) => [addOn, `a${index}`]));
  const arrays = { types: columns.schedules, known: columns.known, yes: columns.yes };
  const months = new Map();
  columns.usage.forEach(({ month, basis, parts, wholes }, index) => {
    months.set(`${month} ${basis}`, index);
    arrays[`p${index}`] = parts;
    arrays[`w${index}`] = wholes;
  });
  columns.ratios.forEach(({ parts, wholes }, index) => {
    arrays[`rp${index}`] = parts;
    arrays[`rw${index}`] = wholes;
  });
  const targets = (out) =>
    [...out].flatMap(([addOn, { verdicts, worst, best, amounts, missing }]) => {
      const name = names.get(addOn);
      const levels = missing.map((column, level) => [`${name}x${level}`, column]);
      return [[`${name}v`, verdicts], [`${name}w`, worst], [`${name}b`, best], [`${name}m`, amounts], ...levels];
    });
  const cases = schedules.map((schedule, index) => `case ${index}: {${ofSchedule(schedule, months, ids, names)}\nbreak; }`);
  const source = `for (let i = 0; i < ${rows}; i++) { const k = known[i], y = yes[i]; switch (types[i]) {${cases.join("\n")}} }`;
  const parameters = [...Object.keys(arrays), ...targets(answers()).map(([name]) => name)];
  const run = new Function(...parameters, source);
  return () => {
    const out = answers();
    run(...Object.values(arrays), ...targets(out).map(([, column]) => column));
    return out;
  };
}

function ofSchedule({ months, boolean, favourable, rate, ratios, entries }, columns, known, names) {
  const lines = [`const g = ~(y ^ ${favourable | 0}) & k & ${boolean | 0};`, `const h = (g | ~k) & ${boolean | 0};`, "let s = 0, t = 0;"];
  const steps = ({ thresholds }, part, whole) =>
    // Of percentages, which are hundredths: both products are exact far below 2^53.
    thresholds.map(([of, all]) => `+(${part} * ${all} >= ${of} * ${whole})`).join(" + ");
  const low = ({ all }) => 31 - Math.clz32(all & -all);
  ratios.forEach((scale, index) => {
    const count = steps(scale, `rp${index}[i]`, `rw${index}[i]`);
    lines.push(
      `if (rw${index}[i] === 0) t |= ${scale.all | 0}; else { const n = ((1 << (${count})) - 1) << ${low(scale)}; s |= n; t |= n; }`,
    );
  });
  rate.forEach((scale) => {
    lines.push("{ let p = 0, w = 0, o = false, q, v;");
    for (const { month, basis } of months) {
      const column = columns.get(`${month} ${basis}`);
      if (column === undefined) lines.push("o = true;");
      else lines.push(`q = p${column}[i]; v = w${column}[i]; if (v === 0) o = true; else if (q * w >= p * v) { p = q; w = v; }`);
    }
    lines.push(
      `const n = w === 0 ? 0 : ((1 << (${steps(scale, "p", "w")})) - 1) << ${low(scale)}; s |= n; t |= o ? ${scale.all | 0} : n; }`,
    );
  });
  entries.forEach(({ addOn, period }) => {
    const name = names.get(addOn);
    if (period === null) {
      lines.push(`${name}v[i] = 1;`);
      return;
    }
    const ids = known.get(addOn);
    const clauses = [];
    const bit = (clause) => {
      const key = JSON.stringify(clause);
      if (!clauses.includes(key)) clauses.push(key);
      return 1 << clauses.indexOf(key);
    };
    const levels = period.levels.map(({ id, amount, checks }) => {
      const real = checks.filter(({ deemed }) => !deemed);
      const needs = real.map(({ position, clauses: of }) => ({ position, bits: of.reduce((bits, clause) => bits | bit(clause), 0) }));
      return { number: ids.indexOf(id), amount, needs, all: needs.reduce((bits, need) => bits | need.bits, 0) };
    });
    if (clauses.length > 32) throw new Error("more clauses than an integer has bits");
    lines.push("{ let f = 0, e = 0;");
    clauses.forEach((key, number) => {
      const [facts, reached] = JSON.parse(key);
      const test = (a, b) =>
        [facts && `${a} & ${facts | 0}`, reached && `${b} & ${reached | 0}`]
          .filter(Boolean)
          .map((part) => `(${part})`)
          .join(" | ") || "0";
      lines.push(`f |= +((${test("g", "s")}) === 0) << ${number}; e |= +((${test("h", "t")}) === 0) << ${number};`);
    });
    const ranked = period.byRank.map((position) => levels[position]);
    const choose = (failed) => ranked.reduceRight((rest, { all, number }) => `(${failed} & ${all}) === 0 ? ${number + 1} : ${rest}`, "0");
    const amount = levels.reduce((rest, { number, amount: of }) => `x === ${number + 1} ? ${of} : ${rest}`, "0");
    lines.push(`const x = ${choose("f")}; const z = ${choose("e")};`);
    lines.push(`${name}w[i] = x; ${name}b[i] = z; ${name}v[i] = x !== 0 ? 4 : z !== 0 ? 3 : 2; ${name}m[i] = ${amount};`);
    for (const { number, needs } of levels) {
      const bits = needs.map(({ position, bits: of }) => `+((f & ${of}) !== 0) << ${position}`).join(" | ") || "0";
      lines.push(`${name}x${number}[i] = ${bits};`);
    }
    lines.push("}");
  });
  return lines.join("\n");
}
