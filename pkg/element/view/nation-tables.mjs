// What was counted, as tables: by level, who moves where, and by type and prefecture.

import { html } from "lit/html.js";
import { count, textOf, words } from "../context.mjs";
import { groupsBy, levelOf, typeOf } from "../nation.mjs";
import { sheet } from "./volume-tables.mjs";

const text = words.nation;

/** All levels of the sides, in the order of the first that has them. */
export const levelsOf = ({ sides }) => [...new Set(sides.flatMap(({ total }) => total.levels.map(({ level }) => level)))];

const NOBODY = { worst: 0, best: 0 };

export function levelTable(table, sides, labels) {
  const bounds = (pick) => table.sides.flatMap(({ total }) => ["worst", "best"].map((bound) => pick(total, bound)));
  const columns = sides.flatMap((side) => [text.worstOf(side), text.bestOf(side)]);
  const of = (total, level) => total.levels.find((known) => known.level === level) ?? NOBODY;
  const all = (total, bound) => total.levels.reduce((sum, level) => sum + level[bound], 0);
  const money = ["points", "yen"].filter((unit) => table.sides.some(({ total }) => total[unit].best > 0));
  return sheet(
    labels,
    [text.level, ...columns],
    [
      ...levelsOf(table).map((level) => [textOf(levelOf(table.id, level)), ...bounds((total, bound) => count(of(total, level)[bound]))]),
      [text.noLevel, ...bounds((total, bound) => count(total.facilities - all(total, bound)))],
      ...money.map((unit) => [text.sum[unit], ...bounds((total, bound) => count(total[unit][bound]))]),
    ],
    [text.all, ...bounds((total) => count(total.facilities))],
  );
}

/** From each level to each, as far as anybody is there. */
export function moveTable({ id, moves }, [before, after], labels) {
  const named = (addOn, level) => (level === null ? text.noLevel : textOf(levelOf(addOn, level)));
  return html`
    <h4 class="ahead__heading" id="${labels}-moves">${text.moves(before, after)}</h4>
    ${sheet(
      `${labels} ${labels}-moves`,
      [text.from, ...moves.to.map((level) => named(moves.toAddOn, level))],
      moves.from.map((level, row) => [
        named(id, level),
        ...moves.worst[row].map((worst, column) => between(worst, moves.best[row][column])),
      ]),
    )}`;
}

const between = (worst, best) =>
  worst === best ? count(worst) : html`${count(worst)}<p class="sheet__note">${text.atBest(count(best))}</p>`;

export function groupTables(table, sides, labels) {
  const groups = (key, name, heading) => {
    const sums = table.sides.map((side) => groupsBy(key, side));
    const keys = [...new Set(sums.flatMap((sum) => [...sum.keys()]))].sort();
    const cell = (sum) =>
      sum === undefined
        ? ""
        : html`${count(sum.qualifies)}<p class="sheet__note">${text.ofWhich(count(sum.undetermined), count(sum.facilities))}</p>`;
    const id = `${labels}-${key}`;
    return html`
      <details class="fold" data-print="open">
        <summary class="fold__summary"><h4 class="ahead__heading" id=${id}>${heading}</h4></summary>
        ${sheet(
          `${labels} ${id}`,
          [heading, ...sides.map(text.qualifying)],
          keys.map((one) => [name(one), ...sums.map((sum) => cell(sum.get(one)))]),
        )}
      </details>`;
  };
  const prefecture = (code) => (code === null ? text.noPrefecture : text.prefectures[Number(code) - 1]);
  return html`${groups("type", (id) => textOf(typeOf(id)), text.byType)} ${groups("prefecture", prefecture, text.byPrefecture)}`;
}
