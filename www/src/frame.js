// What stands around the check, in the language that it is switched to, and the title of the page, which is that of the step.

import english from "./words/en.js";
import japanese from "./words/ja.js";

const LANGUAGES = { ja: japanese, en: english };

/** Tabs and screen readers tell steps apart by the title. */
function nameStep(check, title) {
  const heading = check.querySelector("h1")?.textContent.replace(/\s+/g, " ").trim() ?? "";
  document.title = heading === "" ? title : `${heading} | ${title}`;
}

/** Calls each of `others` with the language and its words: now, and whenever the check changes its language. */
export function followLanguage(check, ...others) {
  const say = () => {
    const lang = check.lang === "en" ? "en" : "ja";
    const words = LANGUAGES[lang];
    document.documentElement.lang = lang;
    nameStep(check, words.title);
    for (const place of document.querySelectorAll("[data-word]")) place.textContent = words[place.dataset.word];
    for (const other of others) other(lang, words);
  };
  for (const event of ["dx-kasan-step", "dx-kasan-result"]) check.addEventListener(event, say);
  new MutationObserver(say).observe(check, { attributeFilter: ["lang"] });
  say();
}
