// Names, labels, fees and citations are the same in every answer of a ruleset. The engine hands them over once, as a list of
// constants, and an answer points to them: {"$": index} stands for one of them, {"$": [index, …]} for a list of them. Here the
// pointers are replaced by the one frozen object each. Most of the time of a call is JSON.parse, and that goes by the number of
// objects in the text: a list of pointers costs hardly more than a single one.

export function deepFreeze(value) {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

// Replaces in place: the answer was parsed a moment ago and nobody else has it yet.
export function resolve(value, constants) {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = value[i];
      if (typeof item === "object" && item !== null) value[i] = resolve(item, constants);
    }
    return value;
  }
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "$") {
    const { $ } = value;
    return typeof $ === "number" ? constants[$] : $.map((index) => constants[index]);
  }
  for (const key of keys) {
    const item = value[key];
    if (typeof item === "object" && item !== null) value[key] = resolve(item, constants);
  }
  return value;
}
