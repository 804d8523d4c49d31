// The host page of the self-check: it keeps what was typed over a reload, gives each step a place in the browser's history, and offers
// the example facilities. The check itself is the element, used as any vendor would.

import { keepDraft } from "./draft.js";
import { offerExamples } from "./examples.js";
import { followLanguage } from "./frame.js";
import { giveWorker } from "./nation.js";

const check = document.querySelector("dx-kasan-check");
const nation = document.querySelector("dx-kasan-nation");
keepDraft(check, () => (document.querySelector("#draft-note").hidden = false));
followLanguage(
  check,
  offerExamples(check, document.querySelector("#examples"), document.querySelector("#example-note")),
  (lang) => (nation.lang = lang),
);
giveWorker(nation);
