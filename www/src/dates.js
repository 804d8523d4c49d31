// Days and months as the page shows them. Days are "2025-07-01" and months "2025-07" everywhere else; the facade reads what
// people type. The page has a clock, the engine has none.

const JAPAN_IS_AHEAD_OF_UTC_BY_MS = 9 * 60 * 60 * 1000;

/** The day it is in Japan, whatever the computer's time zone; Japan has no summer time. */
export function todayInJapan(now) {
  return new Date(now + JAPAN_IS_AHEAD_OF_UTC_BY_MS).toISOString().slice(0, 10);
}

const format = (locale, options) => {
  const formatter = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  return (iso) => formatter.format(new Date(`${iso}T00:00:00Z`));
};

const western = format("ja-JP", { year: "numeric", month: "long", day: "numeric" });
const era = format("ja-JP-u-ca-japanese", { era: "long", year: "numeric", month: "long", day: "numeric" });
const weekday = format("ja-JP", { weekday: "long" });
const dayAlone = format("ja-JP", { month: "long", day: "numeric" });
const monthAlone = format("ja-JP", { month: "long" });
const westernMonth = format("ja-JP", { year: "numeric", month: "long" });
const eraMonth = format("ja-JP-u-ca-japanese", { era: "long", year: "numeric", month: "long" });

/** 2025年7月1日 */
export const dayName = western;

/** 令和7年7月1日 */
export const dayInEra = era;

/** 2025年7月1日（令和7年7月1日）火曜日 */
export const dayInBothCalendars = (iso) => `${western(iso)}（${era(iso)}）${weekday(iso)}`;

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

/** The same day of the next year; 1 March for a leap day. */
export function yearLater(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return new Date(Date.UTC(year + 1, month - 1, day)).toISOString().slice(0, 10);
}

/** The month so many months later. */
export function monthsLater(month, count) {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}
