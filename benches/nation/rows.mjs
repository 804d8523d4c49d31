// Lines of a CSV of facilities, always the same, of which every hundredth is bad in one of more than a dozen ways.

export const HEADER =
  "id,name,type,prefecture,beds,online-claims,online-eligibility,records-access,in-house-notice,own-website,consultation,e-prescription,under-six-share,2025-06,2025-07,medical-dx-promotion";

const TYPES = ["hospital", "medical-clinic", "医科診療所", "dental-clinic", "pharmacy", "薬局", "visiting-nursing-station"];
const SAID = ["yes", "yes", "yes", "no", "", "はい", "2025-06-01..", "2025-06-01..2025-12-31"];

// For each way the field that is changed, what it becomes, and what is reported of it: the code and the column.
export const WAYS = [
  ["type", "medical-clinik", "unknown-id", "type"],
  ["prefecture", "48", "unknown-id", "prefecture"],
  ["beds", "many", "wrong-type", "beds"],
  ["beds", "-1", "wrong-type", "beds"],
  ["online-claims", "maybe", "wrong-type", "online-claims"],
  ["consultation", "2025-06-31..", "bad-date", "consultation"],
  ["consultation", "2025-06-01..2025-05-01", "inconsistent", "consultation"],
  ["under-six-share", "6/5", "inconsistent", "under-six-share"],
  ["2025-06", "百", "bad-rate", "2025-06"],
  ["2025-06", "145%", "out-of-range", "2025-06"],
  ["2025-07", "1200/1000", "inconsistent", "2025-07"],
  ["medical-dx-promotion", "2025-02-30", "bad-date", "medical-dx-promotion"],
  ["name", '"no end', "bad-csv", ""],
  ["name", '"an" end too early', "bad-csv", ""],
  ["name", "one field,too many", "bad-csv", ""],
  ["name", "\ufffd", "bad-encoding", "name"],
];

const COLUMNS = HEADER.split(",");

export const isBad = (row) => row % 100 === 99;
export const wayOf = (row) => WAYS[((row - 99) / 100) % WAYS.length];

export function line(row) {
  const roll = (salt, sides) => (Math.imul(row * 31 + salt, 2654435761) >>> 8) % sides;
  const said = (salt) => SAID[roll(salt, SAID.length)];
  const fields = [
    row,
    roll(1, 5) === 0 ? `"医院, ""${row}"""` : `医院${row}`,
    TYPES[roll(2, TYPES.length)],
    1 + roll(3, 47),
    roll(4, 3) === 0 ? "" : roll(5, 400),
    ...[6, 7, 8, 9, 10, 11, 12].map(said),
    roll(13, 10) === 0 ? `${roll(14, 500)}/500` : "",
    roll(15, 8) === 0 ? "" : `${roll(16, 100)}.${roll(17, 10)}%`,
    roll(18, 8) === 0 ? "" : `${roll(19, 900)}/900`,
    ["", "no", "2025-04-01", "2024-10-01 2025-04-01"][roll(20, 4)],
  ];
  if (isBad(row)) {
    const [column, text] = wayOf(row);
    fields[COLUMNS.indexOf(column)] = text;
  }
  return `${fields.join(",")}\n`;
}

export function* csv(rows) {
  let text = `${HEADER}\n`;
  for (let row = 0; row < rows; row++) {
    text += line(row);
    if (text.length > 60_000 || row === rows - 1) {
      yield text;
      text = "";
    }
  }
}
