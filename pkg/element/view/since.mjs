// What has changed since the check was kept, at the top of the result.

import { html, nothing } from "lit/html.js";
import { dayNear, monthNear } from "../dates.mjs";
import { since } from "../returning.mjs";
import { words } from "../context.mjs";

const text = words.since;

export function sinceKept(form, checked) {
  const changes = since(form, checked);
  if (changes === null) return nothing;
  const { day } = checked;
  const entered = changes.entered.map(({ month, rate, users, receipts }) =>
    text.entered(monthNear(month, day), rate ?? `${users}/${receipts}`),
  );
  return html`<p class="since"><strong>${text.heading(dayNear(changes.day, day))}</strong> ${entered.join("")} ${changes.same ? text.same : text.was(changes.said)}</p>`;
}
