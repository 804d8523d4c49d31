// Where a facility stands, what raises its rate, and the subsidy, on the page in real browsers. Figures are those of the rules' own tables.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { browserNames, emulatingMedia, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { accessibilityFaults, choose, described, fieldOf, goTo, press, type } from "./page-driver.mjs";

const page = new URL("../../www/dist/index.html", import.meta.url).href;

const APRIL = { "2025-04-receipts": { users: "453", receipts: "1000" } };
const LATER = { "2026-08-receipts": { rate: "38%" }, "2026-07-receipts": { users: "362", receipts: "1000" } };

for (const name of browserNames) {
  describe(`where a facility stands, on the page in ${name}`, { timeout: 300_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    /** The result for a facility of which only this is entered. */
    async function show(facilityType, { day = "2025-07-10", lang = "ja", ...typed } = {}, options) {
      await tab?.close();
      ({ page: tab, record } = await open(browser, page, options));
      await tab.evaluate(
        (lang, draft) => {
          const check = document.querySelector("dx-kasan-check");
          check.setAttribute("lang", lang);
          check.draft = draft;
        },
        lang,
        { version: 1, step: "result", type: facilityType, day, ...typed },
      );
      await goTo(tab, "result");
    }

    const section = (id) => tab.$eval(`details[id$="-${id}"]`, (one) => one.innerText.replace(/\s+/g, ""));
    const pictures = (id) =>
      tab.$eval(`details[id$="-${id}"]`, (one) => [...one.querySelectorAll("svg[role=img]")].map((svg) => svg.getAttribute("aria-label")));
    const rows = (id, number) =>
      tab.$eval(
        `details[id$="-${id}"]`,
        (one, number) =>
          [...one.querySelectorAll("table")[number].tBodies[0].rows].map((row) =>
            [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " ")),
          ),
        number,
      );
    const facility = () => tab.$eval("dx-kasan-check", (check) => check.facility);

    it("says in which quarter of its peers a clinic is, on which basis and of which month", async () => {
      await show("medical-clinic", { usage: APRIL });
      const said = await section("standing");
      assert.match(said, /2025年4月の実績・レセプト件数ベース/);
      assert.match(
        said,
        /あなたの施設の2025年4月の利用率は45\.30%です。施設を率の低い順に並べて4つの組に分けると、いちばん高い組に入ります（39\.5%より高い率）。/,
      );
      assert.doesNotMatch(said, /位置は目安です/);
      const [spread] = await pictures("standing");
      assert.match(spread, /第1四分位数は23\.0%、中央値は31\.3%、第3四分位数は39\.5%.*あなたの施設は45\.30%。$/);
      assert.deepEqual((await rows("standing", 0)).slice(0, 3), [
        ["あなたの施設（2025年4月）", "45.30%"],
        ["いちばん高い施設", "100.0%"],
        ["第3四分位数（高いほうから4分の1の境目）", "39.5%"],
      ]);
    });

    it("says that a later month is compared with older statistics", async () => {
      await show("pharmacy", { day: "2026-11-10", usage: LATER });
      assert.match(
        await section("standing"),
        /2026年8月の利用率は38\.00%です。.*下から3番目の組に入ります（36\.2%から48\.2%まで）。統計は2025年4月のものです。/,
      );
    });

    it("puts the facility's months beside the nation's and after them", async () => {
      await show("pharmacy", { day: "2026-11-10", usage: { ...LATER, ...APRIL } });
      const course = await rows("standing", 1);
      assert.equal(course.length, 21);
      assert.deepEqual(course.slice(-3), [
        ["2025年4月", "35.93%", "45.30%", "+9.37"],
        ["2026年7月", "－", "36.20%", "－"],
        ["2026年8月", "－", "38.00%", "－"],
      ]);
      assert.match((await pictures("standing"))[1], /2023年10月の2\.49%から、2025年4月の35\.93%まで。あなたの施設は、2025年4月が45\.30%、/);
    });

    it("shows the chosen prefecture's rate, rank and filings, as counted in another way", async () => {
      await show("medical-clinic", { usage: APRIL });
      assert.match(await section("standing"), /全国の率は27\.48%です。都道府県を選ぶと/);
      await (await fieldOf(tab, "都道府県")).select("13");
      const said = await section("standing");
      assert.match(said, /ここからは、数え方が違います。.*2025年5月の実績・オンライン資格確認件数ベース/);
      assert.match(
        said,
        /東京都の率は24\.88%で、47都道府県のうち高いほうから41番目です。全国の率は27\.48%です。あなたの施設の、この数え方での率は入力されていません。/,
      );
      assert.match(said, /届け出ている施設の割合は、東京都で56\.7%、全国で54\.4%です。/);
      assert.match((await pictures("standing"))[2], /東京都は24\.88%で41番目。$/);
      assert.deepEqual((await rows("standing", 2))[41], ["41", "東京都", "24.88%"]);
      assert.equal((await facility()).prefecture, "13");
    });

    it("compares a rate by checks with the prefectures' only", async () => {
      await show("hospital", { day: "2024-12-10", usage: { "2024-09-checks": { users: "1", receipts: "3" } } });
      const said = await section("standing");
      assert.match(said, /レセプト件数ベースの利用率を入力すると、あなたの施設の位置がわかります。/);
      assert.match(said, /あなたの施設の2024年9月の率は、同じ数え方で33\.33%です。/);
    });

    it("compares visiting nursing stations with nobody: there are no statistics", async () => {
      await show("visiting-nursing-station");
      assert.equal(await tab.$('details[id$="-standing"]'), null);
    });

    it("shows from having a card to using it, with what is doubtful marked, and what helps", async () => {
      await show("dental-clinic");
      const [funnel] = await pictures("raising");
      assert.match(
        funnel,
        /マイナンバーカードを持つ人は9,817万人（全人口の78\.6%）。マイナ保険証として登録した人は8,439万人（カードを持つ人の86\.0%）。/,
      );
      const figures = await rows("raising", 0);
      assert.equal(figures.length, 8);
      assert.deepEqual(
        figures.filter(([label]) => label.includes("どの項目の数字かは推定")).map(([, , share]) => share),
        ["カードを持つ人の約60%"],
      );
      const said = await section("raising");
      for (const measure of ["赤ちゃんのカード", "急ぐ人は1週間で（特急発行）", "カードをなくした人", "0120-95-0178"])
        assert.ok(said.includes(measure), measure);
    });

    it("reckons the subsidy of a hospital from beds, documents and cost", async () => {
      await show("hospital");
      await type(tab, await fieldOf(tab, "病床数"), "１９９床");
      await type(tab, await fieldOf(tab, "事業の費用（円）"), "800万円");
      assert.match(await section("subsidy"), /費用は10,913,000円まで、補助は5,457,000円までです。補助の見込み額：4,000,000円/);
      await type(tab, await fieldOf(tab, "事業の費用（円）"), "12,000,000");
      assert.match(
        await section("subsidy"),
        /補助の見込み額：5,457,000円上限額です。費用の上限の2分の1は5,456,500円ですが、資料は上限を5,457,000円と書いています。/,
      );
      await choose(tab, "使えるようにする文書", "2文書6情報（健康診断結果報告書を除く）");
      assert.match(await section("subsidy"), /補助の見込み額：4,085,000円上限額です。/);
      await type(tab, await fieldOf(tab, "病床数"), "200");
      assert.match(await section("subsidy"), /補助の見込み額：5,081,000円上限額です。/);
      assert.equal((await facility()).beds, 200);
      assert.match(await section("subsidy"), /申請する：2031年9月30日まで二次資料による/);
    });

    it("says which beds and which sum it cannot take, and keeps what was typed", async () => {
      await show("hospital");
      await type(tab, await fieldOf(tab, "病床数"), "19");
      assert.match(await section("subsidy"), /20床未満は、対象ではありません。/);
      await type(tab, await fieldOf(tab, "病床数"), "たくさん");
      assert.notEqual(await described(await fieldOf(tab, "病床数")), "例：120");
      assert.equal((await facility()).beds, undefined);
      await type(tab, await fieldOf(tab, "事業の費用（円）"), "0.5円");
      assert.match(await described(await fieldOf(tab, "事業の費用（円）")), /円の単位までの金額/);
      const { beds, project } = await tab.$eval("dx-kasan-check", (check) => check.draft);
      assert.deepEqual([beds, project], ["たくさん", { choice: "3", cost: "0.5円" }]);
    });

    it("says nothing of the subsidy to clinics and pharmacies, who get none", async () => {
      for (const facilityType of ["medical-clinic", "pharmacy"]) {
        await show(facilityType);
        assert.equal(await tab.$('details[id$="-subsidy"]'), null);
      }
    });

    it("keeps prefecture and beds of a facility that is set", async () => {
      await show("hospital");
      await tab.$eval("dx-kasan-check", (check) => {
        check.facility = { type: "hospital", prefecture: "47", beds: 300 };
      });
      assert.deepEqual([(await facility()).prefecture, (await facility()).beds], ["47", 300]);
      assert.match(await section("standing"), /沖縄県の率は/);
      await press(tab, "入力内容の確認へ");
      assert.deepEqual([(await facility()).prefecture, (await facility()).beds], ["47", 300]);
    });

    it("says all of it in English as well", async () => {
      await show("hospital", { lang: "en", usage: APRIL, prefecture: "13", beds: "120", project: { choice: "3", cost: "1" } });
      const own = ["standing", "raising", "subsidy"];
      const said = (await Promise.all(own.map((id) => tab.$eval(`details[id$="-${id}"]`, (one) => one.innerText)))).join("\n");
      assert.match(said, /Your facility's rate in April 2025 is 45\.30%\. With the facilities in the order of their rates/);
      assert.match(said, /Tokyo: 46\.99%, number 32 of the 47 prefectures/);
      assert.match(said, /Expected subsidy: 0 yen/);
      assert.doesNotMatch(said, /[。、]/);
    });

    it("is without fault to assistive technology and on a narrow screen, and asks nothing of the network", async () => {
      const typed = { usage: APRIL, prefecture: "01", beds: "120", project: { choice: "3", cost: "x" } };
      for (const [facilityType, lang] of [
        ["hospital", "ja"],
        ["hospital", "en"],
        ["visiting-nursing-station", "ja"],
      ]) {
        await show(facilityType, { lang, ...typed }, { viewport: { width: 360, height: 740 } });
        assert.deepEqual(await accessibilityFaults(tab), []);
        const [content, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(content <= screen, `${content} > ${screen}`);
        assert.deepEqual([record.errors, record.requests.filter((url) => !url.startsWith("file:"))], [[], []]);
      }
    });

    if (emulatingMedia.includes(name)) {
      it("tells the facility from the others in forced colours", async () => {
        await show("medical-clinic", { usage: APRIL, prefecture: "13" });
        const session = await tab.createCDPSession();
        const features = [
          { name: "forced-colors", value: "active" },
          { name: "prefers-color-scheme", value: "dark" },
        ];
        await session.send("Emulation.setEmulatedMedia", { features });
        const fillOf = (selector) => tab.$eval(selector, (one) => getComputedStyle(one).fill);
        const [own, other] = await Promise.all(["own", "other"].map((kind) => fillOf(`.ranking__bar[data-kind=${kind}]`)));
        assert.equal(other, "rgb(0, 0, 0)");
        assert.notEqual(own, other);
        assert.equal(await fillOf(".spread__own"), own);
        assert.equal(await fillOf(".spread__box"), other);
        const looks = await tab.$$eval("svg .chart__text", (all) =>
          all.map((one) => `${getComputedStyle(one).fill} ${getComputedStyle(one).stroke}`),
        );
        assert.deepEqual(
          [...new Set(looks)].sort(),
          ["rgb(255, 255, 255) none", "rgb(255, 255, 255) rgb(0, 0, 0)"],
          "words are read on any ground",
        );
      });
    }
  });
}
