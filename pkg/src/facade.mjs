// The public functions: each encodes its arguments, asks the engine, and hands back plain data. No rule of the law is known here.

import { encode, MAX_TEXT } from "./encode.mjs";
import { deepFreeze, resolve } from "./resolve.mjs";

export function createFacade(run) {
  return {
    ...bindRules(run, () => 0),

    parseDate(text) {
      const wire = encode(text);
      return run((glue) => glue.parseDate(wire));
    },

    parseRate(text) {
      const wire = encode(text);
      return run((glue) => glue.parseRate(wire));
    },

    loadRules(source) {
      const isText = typeof source === "string" && source.length <= MAX_TEXT;
      const json = isText ? source : encode(source);
      // The text is kept: an engine that was started again has to be given its rules again.
      let owner = null;
      let handle = 0;
      const handleIn = (glue) => {
        if (owner !== glue) {
          handle = glue.loadRules(json);
          owner = glue;
        }
        return handle;
      };
      run(handleIn);
      return Object.freeze(bindRules(run, handleIn));
    },
  };
}

// `handleIn` tells under which number an engine knows the ruleset.
function bindRules(run, handleIn) {
  const table = (name) => {
    let rows;
    return () => (rows ??= run((glue) => deepFreeze(JSON.parse(glue[name](handleIn(glue))))));
  };
  // Filled as answers name them: a caller who asks about one type of facility never pays for the others.
  const known = [];
  const answer = (glue, text) => {
    const constant = (number) =>
      (known[number] ??= deepFreeze(resolve(JSON.parse(glue.constant(handleIn(glue), number)), constant)));
    return resolve(JSON.parse(text), constant);
  };

  return {
    evaluate(facility, date, options = {}) {
      const wires = [encode(facility), encode(date), encode(options)];
      return run((glue) => answer(glue, glue.evaluate(handleIn(glue), ...wires)));
    },
    addOns: table("addOns"),
    facts: table("facts"),
    sources: table("sources"),
    readings: table("readings"),
    rulesInfo: table("rulesInfo"),
  };
}
