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
  if (keys.length === 1 && keys[0] === "$") {
    const { $ } = value;
    return typeof $ === "number" ? constant($) : $.map(constant);
  }
  for (const key of keys) {
    const item = value[key];
    if (typeof item === "object" && item !== null) value[key] = resolve(item, constant);
  }
  return value;
}
