// One question for all consumers, and its answer worked out by hand: at 60 % a clinic with everything in place has level 1 of
// 医療DX推進体制整備加算, 12 points, and 1 point of 医療情報取得加算.

export const CLINIC = {
  type: "medical-clinic",
  facts: {
    "online-claims": true,
    "online-eligibility": true,
    "records-access": true,
    "in-house-notice": true,
    "own-website": false,
    consultation: true,
    "e-prescription": true,
  },
  usage: [{ month: "2025-07", users: 600, receipts: 1000 }],
};

export const DATE = "2025-10-01";
export const ANSWER = "medical-dx-promotion 1 12";

/** A statement that tells the answer, in a consumer's code with `evaluate` in scope. */
export const tell = (how) => `{
  const [{ id, best }] = evaluate(${JSON.stringify(CLINIC)}, ${JSON.stringify(DATE)}).addOns;
  (${how})(id + " " + best.level + " " + best.fees[0].amount);
}`;

/** Counts the modules that are compiled. Before anything else in a script. */
export const COUNT = `
  globalThis.compiled = 0;
  WebAssembly.Module = new Proxy(WebAssembly.Module, {
    construct(target, given) {
      globalThis.compiled++;
      return Reflect.construct(target, given);
    },
  });
`;
