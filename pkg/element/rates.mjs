// The outlook worked into what the page tells of it: the claim months of each add-on, its levels together where they ask for the
// same rate, how each group of levels stands in each month, and when the rate that is needed changes.

/** One entry for each add-on of the outlook that has a rate, in the order in which they come. */
export function ratesByAddOn({ months, nextChange }) {
  const ids = [...new Set(months.map(({ addOn }) => addOn))];
  return ids.map((id) => {
    const own = months.filter(({ addOn }) => addOn === id);
    return { id, months: own, groups: groupLevels(own), changes: thresholdChanges(id, own, months, nextChange) };
  });
}

/** Lists of level ids that ask for the same rate, and stand the same to it, in every month. */
function groupLevels(months) {
  const ids = new Set(months.flatMap(({ levels }) => levels.map(({ id }) => id)));
  const groups = new Map();
  for (const id of ids) {
    const course = months.map((month) => {
      const level = levelIn(month, id);
      return level && [level.needed, level.reached, level.reachable];
    });
    const key = JSON.stringify(course);
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return [...groups.values()];
}

/** How a level stands in a claim month; undefined where the month does not have it. */
export const levelIn = (month, id) => month.levels.find((level) => level.id === id);

/** `reached` and `lost` are fixed; `awaited` depends on rates not entered, `open` on months that are not over. */
export function standing({ reached, reachable, deadline }) {
  if (reached) return "reached";
  if (!reachable) return "lost";
  return deadline === null ? "awaited" : "open";
}

/** The state of a claim month as a whole: that of its most open month. */
export const stateOf = ({ measured }) => ["open", "awaited"].find((state) => measured.some((one) => one.state === state)) ?? "known";

export const monthsIn = ({ measured }, wanted) => measured.filter(({ state }) => state === wanted);

/**
 * The days on which the needed rate of levels changes, from the next change to the end of the outlook; `from` is null where the rate
 * comes, `to` where it goes.
 */
function thresholdChanges(addOn, own, all, nextChange) {
  const next = nextChange?.addOns.find(({ id }) => id === addOn);
  const first = (next?.levels ?? []).map(({ id, needed }) => ({ date: nextChange.date, id, ...needed }));
  const claimMonths = [...new Set(all.map(({ claimMonth }) => claimMonth))];
  const later = claimMonths.slice(1).flatMap((claimMonth, index) => {
    const date = `${claimMonth}-01`;
    if (nextChange !== null && date <= nextChange.date) return [];
    const [before, after] = [claimMonths[index], claimMonth].map((month) => own.find((entry) => entry.claimMonth === month)?.levels ?? []);
    const ids = new Set([...before, ...after].map(({ id }) => id));
    return [...ids].map((id) => ({ date, id, from: neededIn(before, id), to: neededIn(after, id) })).filter(({ from, to }) => from !== to);
  });
  return together([...first, ...later]);
}

const neededIn = (levels, wanted) => levels.find(({ id }) => id === wanted)?.needed ?? null;

/** Changes of several levels on one day by the same amount are one, and so are those to no rate at all. */
export function together(changes) {
  const groups = new Map();
  for (const { date, id, from, to } of changes) {
    const key = `${date} ${to === null ? "" : from} ${to}`;
    const group = groups.get(key) ?? { date, from, to, levels: [] };
    groups.set(key, { ...group, levels: [...group.levels, id] });
  }
  return [...groups.values()];
}

/** `"45.00%"` as the number that a chart places. */
export const percent = (rate) => Number(rate.replace("%", ""));
