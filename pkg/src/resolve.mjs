// Names, labels, fees and citations are the same in every answer of a ruleset. The engine hands them over once, as a list of
// constants, and an answer points to them as {"$": index}. Here the pointers are replaced by the one frozen object each.

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
  if (keys.length === 1 && keys[0] === "$") return constants[value.$];
  for (const key of keys) {
    const item = value[key];
    if (typeof item === "object" && item !== null) value[key] = resolve(item, constants);
  }
  return value;
}
