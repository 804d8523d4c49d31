// Two ways to use the check: with the mouse, and with the keyboard alone. What is on the screen is found by its words.

/** The radio button of a label in the group whose legend has these words. */
const optionOf = (tab, legend, label) =>
  found(
    tab,
    label,
    (legend, label) => {
      const group = [...document.querySelectorAll("fieldset")].find((one) =>
        one.querySelector("legend").textContent.replace(/\s+/g, " ").includes(legend),
      );
      return [...(group?.querySelectorAll("label") ?? [])].find((one) => one.textContent.trim() === label)?.control;
    },
    legend,
    label,
  );

/** The text field of a label, in the group whose legend has these words where several have it. */
const fieldOf = (tab, label, legend = "") =>
  found(
    tab,
    label,
    (label, legend) => {
      const groups = [...document.querySelectorAll("fieldset")].filter((one) =>
        one.querySelector("legend").textContent.replace(/\s+/g, " ").includes(legend),
      );
      return (legend === "" ? [document] : groups)
        .flatMap((place) => [...place.querySelectorAll("label")])
        .find((one) => one.textContent.trim() === label)?.control;
    },
    label,
    legend,
  );

/** A button by its words, or by what it is called where its words alone say too little. */
const buttonOf = (tab, label) =>
  found(
    tab,
    label,
    (label) =>
      [...document.querySelectorAll("button, summary")].find((one) =>
        [one.textContent.trim(), one.getAttribute("aria-label")].includes(label),
      ),
    label,
  );

async function found(tab, label, find, ...given) {
  const element = (await tab.evaluateHandle(find, ...given)).asElement();
  if (element === null) throw new Error(`nothing here is called 「${label}」`);
  return element;
}

export const mouse = {
  choose: async (tab, legend, label) => (await optionOf(tab, legend, label)).click(),
  async type(tab, text, label, legend) {
    const field = await fieldOf(tab, label, legend);
    await field.click();
    await field.evaluate((input) => input.select());
    await tab.keyboard.press("Backspace");
    await tab.keyboard.type(text);
  },
  async press(tab, label) {
    const button = await buttonOf(tab, label);
    // Something that stays in sight may lie over it.
    await button.evaluate((one) => one.scrollIntoView({ block: "center" }));
    await button.click();
  },
};

/** More than any step has to stop at. */
const MOST_STOPS = 200;

/** Goes on by the tabulator until it is at an element that holds; what was there before has to be left first. */
async function reach(tab, element, holds = (one) => one === document.activeElement) {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await element.evaluate(holds)) return;
    await tab.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not get there");
}

export const keyboard = {
  async choose(tab, legend, label) {
    const option = await optionOf(tab, legend, label);
    await reach(tab, option, (one) => document.activeElement.name === one.name);
    // Not every browser goes on from the last one to the first.
    const wayTo = (one) => {
      const group = [...document.getElementsByName(one.name)];
      return one.checked ? null : Math.sign(group.indexOf(one) - group.indexOf(document.activeElement));
    };
    const keys = { 0: " ", 1: "ArrowDown", "-1": "ArrowUp" };
    for (let moves = 0; moves < MOST_STOPS; moves++) {
      const way = await option.evaluate(wayTo);
      if (way === null) return;
      await tab.keyboard.press(keys[way]);
    }
    throw new Error(`the keyboard does not choose 「${label}」`);
  },
  async type(tab, text, label, legend) {
    const field = await fieldOf(tab, label, legend);
    await reach(tab, field);
    await tab.keyboard.press("End");
    for (let left = await field.evaluate((input) => input.value.length); left > 0; left--) await tab.keyboard.press("Backspace");
    await tab.keyboard.type(text);
  },
  async press(tab, label) {
    await reach(tab, await buttonOf(tab, label));
    await tab.keyboard.press("Enter");
  },
};

/** Where the check is: its step, its heading, and whether that has the focus. */
export const standing = (tab) =>
  tab.evaluate(() => {
    const check = document.querySelector("dx-kasan-check");
    const heading = check.querySelector("h1");
    return {
      step: check.draft.step,
      heading: heading.textContent.trim(),
      progress: check.querySelector(".frame__progress")?.textContent.trim() ?? null,
      focused: document.activeElement === heading,
    };
  });

/** What was chosen and typed, but not where one is. */
export const typed = (tab) =>
  tab.evaluate(() => {
    const { step, ...rest } = document.querySelector("dx-kasan-check").draft;
    return rest;
  });

/** Loads the page anew, as the browser's button does. */
export async function reload(tab) {
  await tab.evaluate(() => void (document.title = "before"));
  await tab.evaluate(() => void setTimeout(() => location.reload()));
  await tab.waitForFunction(() => document.title !== "before" && document.readyState === "complete");
}

/** The browser's own way back or forward. */
export async function travel(tab, way) {
  const { step } = await standing(tab);
  await tab.evaluate((way) => void history[way](), way);
  await tab.waitForFunction((step) => document.querySelector("dx-kasan-check").draft.step !== step, {}, step);
}
