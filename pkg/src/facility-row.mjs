// A record of CSV as a facility. Columns have the names of the facility's own keys: `type`, the id of a fact, the id of an add-on
// for its filing, a month for its rate; or the Japanese label of a fact in the place of its id. pkg/file.d.ts documents them.

const ANSWERS = new Map([
  ...["yes", "true", "1", "はい", "○", "◯"].map((text) => [text, true]),
  ...["no", "false", "0", "いいえ", "×"].map((text) => [text, false]),
]);
const MONTH = /^(\d{4}-\d{2})(?: (checks))?(?: (home-care-claims|home-care-receipts))?$/;
const HOME_CARE = { "home-care-claims": "homeCareClaims", "home-care-receipts": "homeCareReceipts" };

// A cell that cannot be read; where the engine has the words, its error is the cause.
export class CellError extends Error {
  constructor(column, { code, message, messageJa }) {
    super(message);
    Object.assign(this, { column, code, messageJa });
  }
}

export const plain = (text) => text.normalize("NFKC").trim();

// What each column of a header says. Throws a CellError for one that says nothing: a misspelt name would be taken for a fact that
// is unknown, and that is a wrong answer.
export function readHeader(rules, header) {
  const known = vocabulary(rules);
  const readers = header.map((cell) => {
    const name = plain(cell);
    const reader = known.get(name.toLowerCase()) ?? known.get(name) ?? month(rules, name);
    if (reader === undefined) throw unknownColumn(rules, cell, name);
    return { ...reader, column: cell };
  });
  readers.forEach(({ key, column }, index) => {
    if (readers.findIndex((other) => other.key === key) < index) {
      throw new CellError(column, {
        code: "duplicate",
        message: `the column \`${column}\` appears twice`,
        messageJa: `「${column}」の列が 2 つあります。`,
      });
    }
  });
  if (!readers.some(({ key }) => key === "type")) {
    throw new CellError("type", {
      code: "incomplete",
      message: "there is no column `type`",
      messageJa: "「type」（施設の種類）の列がありません。",
    });
  }
  return readers;
}

function vocabulary(rules) {
  const { types, schedules } = rules.rulesInfo();
  const one = (key, words) => {
    const ids = new Map((words ?? []).map(({ id, label }) => [plain(label.ja), id]));
    return { key, put: (row, text) => (row.facility[key] = ids.get(text) ?? text) };
  };
  const known = new Map([
    ["id", { key: "id", asItIs: true, put: (row, text) => (row.id = text) }],
    ["name", { key: "name", asItIs: true, put: (row, text) => (row.name = text) }],
    ["type", one("type", types)],
    ["schedule", one("schedule", schedules)],
    ["prefecture", { key: "prefecture", put: (row, text) => (row.facility.prefecture = text.padStart(2, "0")) }],
    ["beds", { key: "beds", put: (row, text) => (row.facility.beds = whole(text)) }],
  ]);
  const japanese = { ID: "id", 名称: "name", 施設名: "name", 種類: "type", 点数表: "schedule", 都道府県: "prefecture", 病床数: "beds" };
  for (const [name, key] of Object.entries(japanese)) known.set(name, known.get(key));
  for (const { id, kind, label } of rules.facts()) {
    const put = (row, text) => (row.facility.facts[id] = kind === "ratio" ? ratio(rules, text) : answer(rules, text));
    for (const name of [id, plain(label.ja)]) known.set(name, { key: `facts.${id}`, put });
  }
  for (const { id } of rules.addOns()) {
    known.set(id, { key: `filings.${id}`, put: (row, text) => (row.facility.filings[id] = filing(rules, text)) });
  }
  return known;
}

function month(rules, name) {
  const [, measured, checks, field] = MONTH.exec(name) ?? [];
  if (measured === undefined) return undefined;
  const basis = checks ?? "receipts";
  return {
    key: `usage.${measured} ${basis}${field === undefined ? "" : ` ${field}`}`,
    put(row, text) {
      const { usage } = row.facility;
      let entry = usage.find((known) => known.month === measured && known.basis === basis);
      if (entry === undefined) usage.push((entry = { month: measured, basis }));
      if (field !== undefined) entry[HOME_CARE[field]] = whole(text);
      else Object.assign(entry, rate(rules, text));
    },
  };
}

// What is in the engine's own form already goes to it as it is, which is how most files are written.
const aRate = (rules, text) => (/^\d+(\.\d+)?%$/.test(text) ? text : rules.parseRate(text));
const aDay = (rules, text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : rules.parseDate(text));

// The engine refuses what is not a number, in its own words.
const whole = (text) => (/^\d+$/.test(text) ? Number(text) : text);

const counts = (text) => /^(\d+) ?\/ ?(\d+)$/.exec(text)?.slice(1).map(Number);

function rate(rules, text) {
  const [users, receipts] = counts(text) ?? [];
  return users === undefined ? { rate: aRate(rules, text) } : { users, receipts };
}

function ratio(rules, text) {
  const [part, of] = counts(text) ?? [];
  return part === undefined ? aRate(rules, text) : { part, whole: of };
}

function answer(rules, text) {
  const said = ANSWERS.get(text.toLowerCase());
  if (said !== undefined) return said;
  const days = text.split("..").map((day) => day.trim());
  if (days.length !== 2) {
    throw {
      code: "wrong-type",
      message: `\`${shortened(text)}\` is not an answer; write yes, no, nothing for unknown, or days such as 2025-06-01..2025-12-31`,
      messageJa: `「${shortened(text)}」は答えとして読めません。yes・no・空欄（不明）か、2025-06-01..2025-12-31 のような期間を書いてください。`,
    };
  }
  const [since, until] = days;
  return { since: aDay(rules, since), ...(until === "" ? {} : { until: aDay(rules, until) }) };
}

function filing(rules, text) {
  return ANSWERS.get(text.toLowerCase()) === false ? null : text.split(/[ ;]+/).map((day) => aDay(rules, day));
}

export const shortened = (text, most = 40) => (text.length > most ? `${text.slice(0, most)}…` : text);

// The engine knows which name may have been meant.
function unknownColumn(rules, column, name) {
  try {
    rules.columns([{ type: "pharmacy", facts: { [name]: null } }]);
  } catch (error) {
    const { nearest } = error.params;
    return new CellError(column, {
      code: "unknown-id",
      message: `the column \`${shortened(name)}\` is not known${nearest ? `; did you mean \`${nearest}\`?` : ""}`,
      messageJa: `「${shortened(name)}」という列は分かりません。${nearest ? `「${nearest}」のことですか。` : ""}`,
    });
  }
}

// What the cells say, and a CellError for each that cannot be read. An empty one says nothing.
export function readRow(readers, fields) {
  if (fields.length !== readers.length) {
    throw new CellError("", {
      code: "bad-csv",
      message: `there are ${fields.length} fields under ${readers.length} columns`,
      messageJa: `項目が ${fields.length} 個あります。列は ${readers.length} 個です。`,
    });
  }
  const row = { id: "", name: "", facility: { facts: {}, usage: [], filings: {} }, faults: [] };
  readers.forEach((reader, index) => {
    const text = reader.asItIs ? fields[index].trim() : plain(fields[index]);
    if (text === "") return;
    if (text.includes("\ufffd")) return void row.faults.push(unreadable(reader.column));
    try {
      reader.put(row, text);
    } catch (error) {
      row.faults.push(new CellError(reader.column, error));
    }
  });
  return row;
}

export function unreadable(column) {
  return new CellError(column, {
    code: "bad-encoding",
    message: "the text is not in the encoding that it is read in",
    messageJa: "文字コードが違うため読めません。",
  });
}

// The column that a path of the engine's is about, such as `usage[0].rate` of a facility. It says of the whole that the type is missing.
export function columnAt(readers, facility, path) {
  const [, key, index, id] = /^(\w+)(?:\[(\d+)\])?(?:\.([\w-]+))?/.exec(path) ?? [];
  if (path === "") return columnOf(readers, "type") ?? path;
  if (key === "facts" || key === "filings") return columnOf(readers, `${key}.${id}`) ?? path;
  if (key !== "usage" || index === undefined) return columnOf(readers, key) ?? path;
  const { month, basis } = facility.usage[index];
  const field = Object.keys(HOME_CARE).find((name) => HOME_CARE[name] === id);
  const ofMonth = `usage.${month} ${basis}`;
  const any = readers.find((reader) => reader.key.startsWith(ofMonth));
  return columnOf(readers, field === undefined ? ofMonth : `${ofMonth} ${field}`) ?? any?.column ?? path;
}

const columnOf = (readers, wanted) => readers.find((reader) => reader.key === wanted)?.column;
