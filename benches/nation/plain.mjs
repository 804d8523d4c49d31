// The batch in plain JavaScript, as fast as it goes: one function, made as text from the plan of a day, in which every mask and
// threshold is a constant. It knows the columns only: no dates, no corrections, no strictness, no citation.

export function plain({ schedules }, columns) {
  const rows = columns.rows;
  const out = new Map();
  for (const { entries } of schedules) {
    for (const { addOn, period } of entries) {
      if (!out.has(addOn)) {
        const bytes = () => new Uint8Array(rows);
        out.set(addOn, { ids: [], verdicts: bytes(), worst: bytes(), best: bytes(), amounts: new Uint32Array(rows), missing: [] });
      }
      const { ids } = out.get(addOn);
      for (const { id } of period?.levels ?? []) if (!ids.includes(id)) ids.push(id);
    }
  }
  for (const answers of out.values()) {
    answers.ids.sort((a, b) => a - b);
    answers.missing = answers.ids.map(() => new Uint32Array(rows));
  }
  const names = new Map([...out.keys()].map((addOn, index) => [addOn, `a${index}`]));
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
  for (const [addOn, answers] of out) {
    const name = names.get(addOn);
    Object.assign(arrays, { [`${name}v`]: answers.verdicts, [`${name}w`]: answers.worst, [`${name}b`]: answers.best, [`${name}m`]: answers.amounts });
    answers.missing.forEach((missing, level) => (arrays[`${name}x${level}`] = missing));
  }
  const cases = schedules.map((schedule, index) => `case ${index}: {${ofSchedule(schedule, months, out, names)}\nbreak; }`);
  const source = `for (let i = 0; i < ${rows}; i++) { const k = known[i], y = yes[i]; switch (types[i]) {${cases.join("\n")}} }`;
  const run = new Function(...Object.keys(arrays), source);
  return () => {
    for (const answers of out.values()) {
      for (const column of [answers.verdicts, answers.worst, answers.best, answers.amounts, ...answers.missing]) column.fill(0);
    }
    run(...Object.values(arrays));
    return out;
  };
}

function ofSchedule({ months, boolean, favourable, rate, ratios, entries }, columns, out, names) {
  const lines = [
    `const g = ~(y ^ ${favourable | 0}) & k & ${boolean | 0};`,
    `const h = (g | ~k) & ${boolean | 0};`,
    "let s = 0, t = 0;",
  ];
  const steps = ({ thresholds }, part, whole) =>
    // Of percentages, which are hundredths: both products are exact far below 2^53.
    thresholds.map(([of, all]) => `+(${part} * ${all} >= ${of} * ${whole})`).join(" + ");
  const low = ({ all }) => 31 - Math.clz32(all & -all);
  ratios.forEach((scale, index) => {
    const count = steps(scale, `rp${index}[i]`, `rw${index}[i]`);
    lines.push(`if (rw${index}[i] === 0) t |= ${scale.all | 0}; else { const n = ((1 << (${count})) - 1) << ${low(scale)}; s |= n; t |= n; }`);
  });
  rate.forEach((scale) => {
    lines.push("{ let p = 0, w = 0, o = false, q, v;");
    for (const { month, basis } of months) {
      const column = columns.get(`${month} ${basis}`);
      if (column === undefined) lines.push("o = true;");
      else lines.push(`q = p${column}[i]; v = w${column}[i]; if (v === 0) o = true; else if (q * w >= p * v) { p = q; w = v; }`);
    }
    lines.push(`const n = w === 0 ? 0 : ((1 << (${steps(scale, "p", "w")})) - 1) << ${low(scale)}; s |= n; t |= o ? ${scale.all | 0} : n; }`);
  });
  entries.forEach(({ addOn, period }) => {
    const name = names.get(addOn);
    if (period === null) {
      lines.push(`${name}v[i] = 1;`);
      return;
    }
    const { ids } = out.get(addOn);
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
      const test = (a, b) => [facts && `${a} & ${facts | 0}`, reached && `${b} & ${reached | 0}`].filter(Boolean).map((part) => `(${part})`).join(" | ") || "0";
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
