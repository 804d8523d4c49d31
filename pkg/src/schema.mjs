// The JSON Schema of a facility, the input that vendors make in other places: in forms, in APIs, in other languages. The ids are
// those of the ruleset, so that a rule change needs no edit here. What a schema cannot say (users above receipts, two entries for
// one month, a fact of another kind than its own ruleset's) the engine says.

const MAX_COUNT = 1_000_000_000;
const DATE = { type: "string", pattern: "^(19|2[01])\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$" };
const MONTH = { type: "string", pattern: "^(19|2[01])\\d\\d-(0[1-9]|1[0-2])$" };
const PERCENT = { type: "string", pattern: "^\\d+(\\.\\d+)?%$" };
const COUNT = { type: "integer", minimum: 0, maximum: MAX_COUNT };
const UNKNOWN = { type: "null" };

export function facilitySchema(rules) {
  const facts = rules.fact.map((fact) => [fact.id, { ...described(fact), $ref: `#/$defs/${fact.kind}` }]);
  const addOns = rules["add-on"].map(({ id, schedule: [{ name }] }) => [id, { ...described({ label: name }), $ref: "#/$defs/filing" }]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Facility",
    description: `A facility, as dx-kasan with the rules ${rules.version} takes it. What is left out is unknown, which is not no.`,
    ...table(
      {
        type: labelled(rules.type),
        schedule: labelled(rules.schedule),
        prefecture: { description: "都道府県 (JIS X 0401)", type: "string", pattern: "^(0[1-9]|[1-3]\\d|4[0-7])$" },
        beds: { description: "病床数", ...COUNT },
        facts: table(Object.fromEntries(facts)),
        usage: { description: "マイナ保険証利用率", type: "array", items: { $ref: "#/$defs/usage" } },
        filings: { description: "届出: 算定できる最初の日", ...table(Object.fromEntries(addOns)) },
      },
      ["type"],
    ),
    $defs: {
      date: DATE,
      filing: { anyOf: [UNKNOWN, { $ref: "#/$defs/date" }, { type: "array", items: { $ref: "#/$defs/date" } }] },
      boolean: {
        anyOf: [{ type: "boolean" }, UNKNOWN, table({ since: { $ref: "#/$defs/date" }, until: { $ref: "#/$defs/date" } }, ["since"])],
      },
      ratio: { anyOf: [PERCENT, UNKNOWN, table({ part: COUNT, whole: { ...COUNT, minimum: 1 } }, ["part", "whole"])] },
      usage: {
        ...table(
          {
            month: { description: "実績月", ...MONTH },
            basis: labelled(rules.basis),
            users: { description: "マイナ保険証利用者数", ...COUNT },
            receipts: { description: "外来レセプト件数", ...COUNT },
            rate: { description: "利用率", ...PERCENT },
            homeCareClaims: { description: "在宅医療DX情報活用加算の算定件数", ...COUNT },
            homeCareReceipts: { description: "在宅のレセプト件数", ...COUNT },
          },
          ["month"],
        ),
        anyOf: [{ required: ["rate"] }, { required: ["users", "receipts"] }],
      },
    },
  };
}

function table(properties, required = []) {
  return { type: "object", additionalProperties: false, ...(required.length > 0 && { required }), properties };
}

// The fixed vocabulary with its labels, so that an editor can show them.
function labelled(words) {
  return { oneOf: words.map((word) => ({ const: word.id, ...described(word) })) };
}

function described({ label: { ja, en } }) {
  return { description: `${ja} / ${en}` };
}
