// The days that matter as a calendar file (iCalendar, RFC 5545), for the person's own calendar. Made in the browser; nothing is sent.

import { monthsLater } from "./dates.mjs";

/** A line may have 75 octets; what is longer goes on after a line break and a space. @param {string} line */
function folded(line) {
  const parts = [];
  let part = "";
  let size = 0;
  for (const letter of line) {
    const octets = new TextEncoder().encode(letter).length;
    if (size + octets > 73) {
      parts.push(part);
      [part, size] = ["", 0];
    }
    part += letter;
    size += octets;
  }
  return [...parts, part].join("\r\n ");
}

const escaped = (/** @type {string} */ text) => text.replaceAll(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
const basic = (/** @type {string} */ day) => day.replaceAll("-", "");

/**
 * @param {readonly { day: string, text: string }[]} events each a whole day
 * @param {string} made the day on which the file is made
 */
export function calendarOf(events, made) {
  const lines = events.flatMap(({ day, text }) => [
    "BEGIN:VEVENT",
    // The same event keeps its name, so that a calendar that reads a second file does not have it twice.
    `UID:${basic(day)}-${escaped(text)}@dx-kasan`,
    `DTSTAMP:${basic(made)}T000000Z`,
    `DTSTART;VALUE=DATE:${basic(day)}`,
    `SUMMARY:${escaped(text)}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(text)}`,
    "TRIGGER:-P1D",
    "END:VALARM",
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dx-kasan//check//JA", ...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
}

/**
 * The days of the steps, and the first of the next month, when there is a rate to enter.
 * @param {readonly { by: string | null, said: string }[]} steps
 * @param {string} day
 * @param {string} update what to do each month
 */
export function daysThatMatter(steps, day, update) {
  const dated = steps.filter(({ by }) => by !== null).map(({ by, said }) => ({ day: /** @type {string} */ (by), text: said }));
  return [...dated, { day: `${monthsLater(day.slice(0, 7), 1)}-01`, text: update }].sort((one, other) => one.day.localeCompare(other.day));
}
