// From all people to those who used the card, as SVG bars: one below the other, as long as people are many. A share of which no number of
// people was printed is a broken outline.

import { html, svg } from "lit/html.js";
import { textOf, words } from "../context.mjs";
import { linear } from "./scale.mjs";
import { box } from "./shapes.mjs";

const text = words.raising;

const WIDTH = 360;
const ROW = 44;
const BAR = { top: 18, height: 18 };
// What is left is for the longest number in words.
const LONGEST = 120;

/** `figures` have their people and share in words as `said`. */
export function funnelChart(figures) {
  const steps = figures.filter(({ people, about }) => people !== undefined || about);
  const number = (id) => steps.find((step) => step.id === id).people;
  const length = linear([0, Math.max(...steps.map(({ people = 0 }) => people))], [0, LONGEST]);
  const sizeOf = ({ people, share, of }) => length(people ?? (number(of) * Number(share)) / 100);
  const inWords = text.shows + figures.map(({ label, said }) => text.said(textOf(label), said)).join("");
  return html`
    <figure class="chart">
      <svg class="chart__picture" viewBox="0 0 ${WIDTH} ${ROW * steps.length}" role="img" aria-label=${inWords}>
        ${steps.map((step, index) => bar(step, ROW * index, sizeOf(step)))}
      </svg>
    </figure>`;
}

const bar = ({ label, about, said }, y, length) => svg`
  <text class="chart__text" data-align="left" x="1" y=${y + BAR.top - 5}>${textOf(label)}</text>
  ${box("funnel__bar", about ? "about" : "counted", 1, y + BAR.top, length, BAR.height)}
  <text class="chart__text" data-align="left" x=${length + 7} y=${y + BAR.top + 13}>${said}</text>`;
