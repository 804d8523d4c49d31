// The cases beside the rules in real browsers: what each expects, and the native engine's answer byte for byte; and the errors that
// a caller's mistakes give there.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cases = JSON.parse(await readFile(join(root, "target/cases.json"), "utf8"));
const otherRules = await readFile(join(root, "tests/fixtures/small-ruleset.json"), "utf8");
const checker = (await readFile(join(root, "tests/js/cases.mjs"), "utf8")).replaceAll(/^export /gm, "");
const html = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>cases</title><link rel="icon" href="data:,"><script src="classic.js"></script><script src="load-rules.js"></script><script src="checker.js"></script>`;

for (const name of browserNames) {
  describe(`the package in ${name}, on file://`, () => {
    let folder, browser, page, record;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "cases-"));
      await writeFile(join(folder, "index.html"), html);
      await writeFile(join(folder, "checker.js"), checker);
      await copyFile(join(root, "pkg/dist/index.js"), join(folder, "classic.js"));
      await copyFile(join(root, "pkg/dist/load-rules.js"), join(folder, "load-rules.js"));
      browser = await launch(name);
      ({ page, record } = await open(browser, pathToFileURL(join(folder, "index.html")).href));
    });

    after(async () => {
      await browser?.close();
      await rm(folder, { recursive: true });
    });

    it("answers every case as the law says", async () => {
      assert.ok(cases.length >= 150, `${cases.length} cases`);
      const wrong = await page.evaluate(
        (cases) => cases.flatMap((one) => checkCase(dxKasan, one).map((difference) => `${one.name}: ${difference}`)),
        cases,
      );
      assert.deepEqual(wrong, []);
    });

    it("answers every case byte for byte as the native engine does", async () => {
      const others = await page.evaluate(
        (cases) =>
          cases.filter(({ facility, date, answer }) => JSON.stringify(dxKasan.evaluate(facility, date)) !== answer).map(({ name }) => name),
        cases,
      );
      assert.deepEqual(others, []);
    });

    it("says of days to come, byte for byte, what the native engine says", async () => {
      // Every tenth: the texts are long, and pages on file:// cannot take their sums themselves.
      const some = cases.filter((_, index) => index % 10 === 0);
      const said = await page.evaluate(
        (some) =>
          some.map(({ facility, date, until }) => {
            const { outlook, remedies, timeline } = dxKasan;
            const all = [outlook(facility, date), remedies(facility, date), timeline(facility, date, until)];
            return all.map((one) => JSON.stringify(one)).join("\n");
          }),
        some,
      );
      const sums = said.map((text) => createHash("sha256").update(text).digest("hex"));
      assert.deepEqual(
        sums,
        some.map(({ ahead }) => ahead),
      );
    });

    it("names the path of a mistake, and answers the next call", async () => {
      const seen = await page.evaluate(() => {
        const clinic = (more) => ({ type: "medical-clinic", ...more });
        const july = (more) => clinic({ usage: [{ month: "2025-07", ...more }] });
        const calls = {
          misspelt: () => dxKasan.evaluate(july({ user: 1, receipts: 2 }), "2025-10-01"),
          nan: () => dxKasan.evaluate(july({ users: NaN, receipts: 2 }), "2025-10-01"),
          text: () => dxKasan.evaluate(july({ users: "45", receipts: 100 }), "2025-10-01"),
          day: () => dxKasan.evaluate(clinic({}), "2025-02-30"),
          more: () => dxKasan.evaluate(july({ users: 3, receipts: 2 }), "2025-10-01"),
          twice: () => dxKasan.evaluate(clinic({ usage: ["1%", "2%"].map((rate) => ({ month: "2025-07", rate })) }), "2025-10-01"),
          proto: () => dxKasan.evaluate(JSON.parse('{"type":"medical-clinic","__proto__":{}}'), "2025-10-01"),
          rules: () => dxKasanLoadRules.loadRules("{}"),
        };
        const told = {};
        for (const [name, call] of Object.entries(calls)) {
          try {
            call();
            told[name] = "nothing";
          } catch (error) {
            told[name] = error instanceof dxKasan.DxKasanError ? `${error.code} ${error.path}` : String(error);
          }
          dxKasan.evaluate(clinic({}), "2025-10-01");
        }
        return told;
      });
      assert.deepEqual(seen, {
        misspelt: "unknown-key usage[0].user",
        nan: "not-a-number usage[0].users",
        text: "wrong-type usage[0].users",
        day: "bad-date date",
        more: "inconsistent usage[0].users",
        twice: "duplicate usage[1].month",
        proto: "unknown-key __proto__",
        rules: "bad-ruleset ",
      });
    });

    it("answers by rules that are handed in, and by its own beside them", async () => {
      const { facility, date, answer } = cases[0];
      const seen = await page.evaluate(
        (text, facility, date) => {
          const [fromText, fromObject] = [dxKasanLoadRules.loadRules(text), dxKasanLoadRules.loadRules(JSON.parse(text))];
          const other = fromText.evaluate({ type: "medical-clinic" }, "2025-10-01");
          return {
            addOns: other.addOns.map(({ id }) => id),
            sha256: [other.ruleset.sha256, fromText.rulesInfo().sha256, fromObject.rulesInfo().sha256],
            own: JSON.stringify(dxKasan.evaluate(facility, date)),
          };
        },
        otherRules,
        facility,
        date,
      );
      assert.deepEqual(seen.addOns, JSON.parse(otherRules)["add-ons"]);
      assert.equal(new Set(seen.sha256).size, 1);
      assert.equal(seen.own, answer);
    });

    it("asks for nothing and says nothing", () => {
      // Firefox does not report what it reads from a file.
      const own = ["index.html", "classic.js", "load-rules.js", "checker.js"];
      const others = record.requests.filter((url) => !own.some((file) => url.endsWith(`/${file}`)));
      assert.deepEqual([...others, ...record.messages, ...record.errors], []);
    });
  });
}
