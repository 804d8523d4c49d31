// Days and months as the page shows them. Days are "2025-07-01" and months "2025-07" everywhere else; the facade reads what
// people type. The page has a clock, the engine has none.

import { locale, words } from "./context.mjs";

const JAPAN_IS_AHEAD_OF_UTC_BY_MS = 9 * 60 * 60 * 1000;

/** The day it is in Japan, whatever the computer's time zone; Japan has no summer time. */
export function todayInJapan(now) {
  return new Date(now + JAPAN_IS_AHEAD_OF_UTC_BY_MS).toISOString().slice(0, 10);
}

const formatters = new Map();

/** Writes a day as the language of the element does, or in one of its own. */
const format =
  (options, language = null) =>
  (iso) => {
    const tag = language ?? locale();
    const key = `${tag} ${Object.entries(options)}`;
    const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...options });
    formatters.set(key, formatter);
    return formatter.format(new Date(`${iso}T00:00:00Z`));
  };

// Whoever reads English has papers before them that say 令和7年.
const JAPANESE = "ja-JP-u-ca-japanese";
const western = format({ year: "numeric", month: "long", day: "numeric" });
const era = format({ era: "long", year: "numeric", month: "long", day: "numeric" }, JAPANESE);
const weekday = format({ weekday: "long" });
const dayAlone = format({ month: "long", day: "numeric" });
const monthAlone = format({ month: "long" });
const westernMonth = format({ year: "numeric", month: "long" });
const eraMonth = format({ era: "long", year: "numeric", month: "long" }, JAPANESE);

/** 2025年7月1日 */
export const dayName = western;

/** 令和7年7月1日 */
export const dayInEra = era;

/** 2025年7月1日（令和7年7月1日）火曜日 */
export const dayInBothCalendars = (iso) => words.dates.both(western(iso), era(iso), weekday(iso));

/** 2025年7月 */
export const monthName = (month) => westernMonth(`${month}-01`);

/** 令和7年7月 */
export const monthInEra = (month) => eraMonth(`${month}-01`);

/** 7月1日 */
export const dayInYear = dayAlone;

/** 7月 */
export const monthInYear = (month) => monthAlone(`${month}-01`);

/** 7月31日 where the year is that of `day`, else 2026年7月31日. */
export const dayNear = (iso, day) => (iso.slice(0, 4) === day.slice(0, 4) ? dayAlone : western)(iso);

/** 7月 where the year is that of `day`, else 2026年7月. */
export const monthNear = (month, day) => (month.slice(0, 4) === day.slice(0, 4) ? monthInYear : monthName)(month);

/** 1月 where there is but one such month in the year after `day`, else 2028年1月. */
export function monthSoon(month, day) {
  const from = day.slice(0, 7);
  return (from <= month && month < monthsLater(from, 12) ? monthInYear : monthName)(month);
}

/** The same day of the month so many months later; where the month has none, the first day after it. */
export function sameDayLater(iso, months) {
  const [year, month, day] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, day)).toISOString().slice(0, 10);
}

/** The same day of the next year; 1 March for a leap day. */
export const yearLater = (iso) => sameDayLater(iso, 12);

/** The day before. */
export const dayBefore = (iso) => new Date(Date.parse(iso) - 86_400_000).toISOString().slice(0, 10);

/** The month so many months later. */
export function monthsLater(month, count) {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}
