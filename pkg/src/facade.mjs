// The public functions: each encodes its arguments, asks the engine, and hands back plain data. No rule of the law is known here.

import { bindColumns } from "./columns.mjs";
import { encode, MAX_TEXT } from "./encode.mjs";
import { DxKasanError } from "./error.mjs";
import { deepFreeze, gatherConstants, resolve } from "./resolve.mjs";

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

    // Gives `loadRules`. The module that reads and compiles rules is not in this bundle: whoever has it hands in how it is run.
    createLoader(compile) {
      return (source) => {
        const isText = typeof source === "string" && source.length <= MAX_TEXT;
        const json = isText ? source : encode(source);
        // What is thrown on purpose is a text: the path of the fault, and the finding.
        let { compiled, refusal } = compile((loader) => {
          try {
            return { compiled: loader.compile(json) };
          } catch (thrown) {
            if (typeof thrown !== "string") throw thrown;
            return { refusal: thrown };
          }
        });
        // The bytes are kept: an engine that was started again has to be given its rules again.
        let owner = null;
        let handle = 0;
        const handleIn = (glue) => {
          if (compiled === null) throw closed();
          if (owner !== glue) {
            handle = refusal === undefined ? glue.openRules(compiled) : refuse(glue, refusal);
            owner = glue;
          }
          return handle;
        };
        run(handleIn);
        const close = () => {
          if (compiled === null) return;
          run((glue) => {
            if (owner === glue) glue.closeRules(handle);
          });
          compiled = null;
        };
        return Object.freeze({ ...bindRules(run, handleIn), close });
      };
    },
  };
}

function closed() {
  const message = "the ruleset was closed";
  return new DxKasanError({ code: "bad-ruleset", path: "", params: {}, message, messageJa: "このルールは、もう閉じられています。" });
}

// The words of every error are the engine's.
function refuse(glue, refusal) {
  const end = refusal.indexOf("\0");
  return glue.refuseRules(refusal.slice(0, end), refusal.slice(end + 1));
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
    const value = JSON.parse(text);
    let gathered;
    const hand = (numbers) => JSON.parse(glue.constants(handleIn(glue), numbers));
    const constant = (number) => {
      if (known[number] === undefined) {
        gathered ??= gatherConstants(value, known, hand);
        known[number] = deepFreeze(resolve(gathered.get(number), constant));
      }
      return known[number];
    };
    return resolve(value, constant);
  };

  // Encoding comes first: what a caller's getter may do to the engine is over before the engine is asked.
  const ask = (name, ...given) => {
    const wires = given.map((argument) => encode(argument));
    return run((glue) => answer(glue, glue[name](handleIn(glue), ...wires)));
  };

  return {
    evaluate: (facility, date, options = {}) => ask("evaluate", facility, date, options),
    check(facility) {
      const wire = encode(facility);
      return run((glue) => JSON.parse(glue.check(handleIn(glue), wire)));
    },
    receipt(facility, date, options = {}) {
      const wires = [facility, date, options].map((argument) => encode(argument));
      return run((glue) => glue.receipt(handleIn(glue), ...wires));
    },
    verify(receipt) {
      const wire = encode(receipt);
      run((glue) => glue.verify(handleIn(glue), wire));
      return JSON.parse(receipt);
    },
    outlook: (facility, date, options = {}) => ask("outlook", facility, date, options),
    remedies: (facility, date, options = {}) => ask("remedies", facility, date, options),
    timeline: (facility, from, until, options = {}) => ask("timeline", facility, from, until, options),
    claim: (facility, visits, options = {}) => ask("claim", facility, visits, options),
    project: (facility, volume, options = {}) => ask("project", facility, volume, options),
    compare: (from, to) => ask("compare", from, to),
    ...bindColumns((work) => run((glue) => work(glue, handleIn(glue), (text) => answer(glue, text)))),
    addOns: table("addOns"),
    facts: table("facts"),
    sources: table("sources"),
    readings: table("readings"),
    rulesInfo: table("rulesInfo"),
  };
}
