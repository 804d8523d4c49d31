// Names, labels, fees and citations are the same in every answer of a ruleset. The engine hands each of them over once, as a
// numbered constant, and an answer points to it: {"$": number} stands for one of them, {"$": [number, …]} for a list of them.
// Here the pointers are replaced by the one frozen object each. Most of the time of a call is JSON.parse, and that goes by the
// number of objects in the text: a list of pointers costs hardly more than a single one.

export function deepFreeze(value) {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

// The constants that `value` points to and that are not known yet, by their numbers, with all that they point to in turn. They are
// handed over many at a time: a browser takes longer for a call into the engine than for what is called.
export function gatherConstants(value, known, hand) {
  const gathered = new Map();
  for (let pointing = value; ; ) {
    const wanted = new Set();
    visit(pointing, (number) => {
      if (known[number] === undefined && !gathered.has(number)) wanted.add(number);
    });
    if (wanted.size === 0) return gathered;
    pointing = hand(Uint32Array.from(wanted));
    [...wanted].forEach((number, i) => gathered.set(number, pointing[i]));
  }
}

// Gives `see` the number of every pointer.
function visit(value, see) {
  if (typeof value !== "object" || value === null) return;
  const keys = Object.keys(value);
  if (isPointer(keys)) [value.$].flat().forEach(see);
  else for (const key of keys) visit(value[key], see);
}

const isPointer = (keys) => keys.length === 1 && keys[0] === "$";

// Replaces in place: the answer was parsed a moment ago and nobody else has it yet. `constant` gives the object of a number.
export function resolve(value, constant) {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = value[i];
      if (typeof item === "object" && item !== null) value[i] = resolve(item, constant);
    }
    return value;
  }
  const keys = Object.keys(value);
  if (isPointer(keys)) {
    const { $ } = value;
    return typeof $ === "number" ? constant($) : $.map(constant);
  }
  for (const key of keys) {
    const item = value[key];
    if (typeof item === "object" && item !== null) value[key] = resolve(item, constant);
  }
  return value;
}
