// What stands around the check, in the language that it is switched to.

import english from "./words/en.js";
import japanese from "./words/ja.js";

const LANGUAGES = { ja: japanese, en: english };

/** Calls each of `others` with the language and its words: now, and whenever the check changes its language. */
export function followLanguage(check, ...others) {
  const say = () => {
    const lang = check.lang === "en" ? "en" : "ja";
    const words = LANGUAGES[lang];
    document.documentElement.lang = lang;
    document.title = words.title;
    for (const place of document.querySelectorAll("[data-word]")) place.textContent = words[place.dataset.word];
    for (const other of others) other(lang, words);
  };
  new MutationObserver(say).observe(check, { attributeFilter: ["lang"] });
  say();
}
