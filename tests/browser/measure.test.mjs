// How much the page asks of people, held to limits: `measure.mjs` prints the figures.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { measure } from "./measure.mjs";

const SCREENS = { desktop: 800, phone: 740 };
const HEIGHTS = { desktop: 1600, phone: 2600 };

describe("what the page asks of people", { timeout: 300_000 }, () => {
  let measured, monthly;

  before(async () => ({ measured, monthly } = await measure()));

  it("gives an outpatient clinic its answer after few questions and clicks", () => {
    const { clicks, questions, onePage } = measured.clinic;
    assert.ok(questions <= 14, `${questions} questions`);
    assert.ok(clicks <= 20, `${clicks} clicks one by one`);
    assert.ok(onePage <= 12, `${onePage} clicks on one page`);
  });

  it("has what is so now, the rate needed next and what to do on the first screen of every situation", () => {
    for (const [name, situation] of Object.entries(measured)) {
      for (const [size, height] of Object.entries(SCREENS)) {
        const { now, next, steps } = situation[size];
        for (const y of [now, next, steps]) assert.ok(y !== null && y <= height, `${name}, ${size}: ${y}`);
      }
    }
  });

  it("keeps the folded result short, with few headings", () => {
    for (const [name, situation] of Object.entries(measured)) {
      for (const [size, most] of Object.entries(HEIGHTS))
        assert.ok(situation[size].height <= most, `${name}, ${size}: ${situation[size].height}`);
      assert.ok(situation.desktop.headings <= 25, `${name}: ${situation.desktop.headings} headings`);
    }
  });

  it("needs one field and few clicks a month later, for today and with what has changed", () => {
    assert.ok(monthly.clicks <= 3, `${monthly.clicks} clicks`);
    assert.match(monthly.asked, /^12月の更新：.+の利用率を入れてください$/);
    assert.match(monthly.since, /^前回（11月10日）から： /);
  });

  it("changes an answer with one press there and one back", () => assert.equal(measured.clinic.change, 2));

  it("fits on one page of paper", () => {
    for (const [name, { pages }] of Object.entries(measured)) assert.equal(pages, 1, name);
  });
});
