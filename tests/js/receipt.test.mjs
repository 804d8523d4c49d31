// Receipts: given in Node as natively, verified byte for byte, refused when anything in them was changed.

import assert from "node:assert/strict";
import test from "node:test";
import { DxKasanError, evaluate, receipt, verify } from "../../pkg/dist/index.mjs";

const clinic = { type: "medical-clinic", usage: [{ month: "2025-07", users: 453, receipts: 1000 }], facts: { consultation: true } };
const refused = (text) => {
  try {
    verify(text);
  } catch (error) {
    assert.ok(error instanceof DxKasanError, `${error}`);
    return [error.code, error.path];
  }
  return "verified";
};

// In the order of the keys' characters, which are ASCII.
const canonical = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? `{${Object.keys(value)
        .sort()
        .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
        .join(",")}}`
    : Array.isArray(value)
      ? `[${value.map(canonical).join(",")}]`
      : JSON.stringify(value);

test("a receipt is canonical and says what evaluate says", () => {
  const text = receipt(clinic, "2025-10-01");
  assert.equal(canonical(JSON.parse(text)), text);
  const said = verify(text);
  assert.deepEqual(said.answer, evaluate(clinic, "2025-10-01"));
  assert.deepEqual(said.input, { date: "2025-10-01", facility: clinic });
});

test("the digest is the sha256 of the input", async () => {
  const { createHash } = await import("node:crypto");
  const { input, inputSha256 } = verify(receipt(clinic, "2025-10-01", { knownAt: "2025-09-01" }));
  assert.equal(input.knownAt, "2025-09-01");
  assert.equal(createHash("sha256").update(canonical(input)).digest("hex"), inputSha256);
});

test("what was changed is refused at its part", () => {
  const text = receipt(clinic, "2025-10-01");
  assert.deepEqual(refused(text.replace('"verdict":"undetermined"', '"verdict":"qualifies"')), ["bad-receipt", "receipt.answer"]);
  assert.deepEqual(refused(text.replace('"users":453', '"users":454')), ["bad-receipt", "receipt.inputSha256"]);
  assert.deepEqual(refused(text.replace(/"engine":"[^"]*"/, '"engine":"9.0.0"')), ["bad-receipt", "receipt.engine"]);
  assert.deepEqual(refused(`${text} `), ["bad-receipt", "receipt.answer"]);
  assert.deepEqual(refused(JSON.parse(text)), ["wrong-type", "receipt"]);
});

test("an answer by earlier knowledge is written in full and knows what had been published", () => {
  const answer = evaluate(clinic, "2025-10-01", { knownAt: "2025-07-22" });
  assert.deepEqual([answer.knownAt, answer.addOns[0].verdict, answer.addOns[0].levels], ["2025-07-22", "not-published", []]);
  assert.ok(!JSON.stringify(answer).includes('"$"'));
  const { knownAt, ...later } = evaluate(clinic, "2025-10-01", { knownAt: "2026-11-01" });
  assert.deepEqual(later, evaluate(clinic, "2025-10-01"));
});
