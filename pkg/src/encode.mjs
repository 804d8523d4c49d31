// Writes whatever a caller handed in as JSON text for the engine, whose strict reader then judges it. What JSON cannot say
// (NaN, a Date, a property that throws) is written as a string that starts with U+0000, so that the engine can name the
// path of it. Nothing that a caller hands in makes this throw, run on for ever, or be read as something it is not.

const MAX_DEPTH = 32;
const MAX_STRING = 1_000_000;
const MAX_NODES = 2_000_000;
export const MAX_TEXT = 16_000_000;

// Needs no escape in JSON: printable ASCII but the quotation mark and the backslash. Most strings are ids and dates.
const PLAIN = /^[ !#-[\]-~]*$/;
// With the u flag a surrogate pair is one character, so this finds the lone ones only.
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

const TOO_LARGE = Symbol("too large");
const UNREADABLE = Symbol("unreadable");

const mark = (what) => `"\\u0000${what}"`;
const LONG = mark("long");
const DEEP = mark("deep");
const GETTER = mark("getter");

export function encode(value) {
  // A getter may call this package in turn, so the state belongs to the call.
  const state = { nodes: 0, text: 0, ancestors: [] };
  try {
    return write(value, state);
  } catch (thrown) {
    if (thrown === TOO_LARGE) return LONG;
    throw thrown;
  }
}

function write(value, state) {
  if (++state.nodes > MAX_NODES) throw TOO_LARGE;
  switch (typeof value) {
    case "string":
      return writeString(value, state);
    case "number":
      // A template writes -0 as 0.
      return Number.isFinite(value) ? `${value}` : mark(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : writeObject(value, state);
    case "symbol":
      return value === UNREADABLE ? GETTER : mark("symbol");
    default:
      return mark(typeof value);
  }
}

function writeString(text, state) {
  if (text.length > MAX_STRING) return LONG;
  return text.startsWith("\0") ? mark("text") : quote(text, state);
}

function quote(text, state) {
  if ((state.text += text.length) > MAX_TEXT) throw TOO_LARGE;
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text.replace(LONE_SURROGATE, "\ufffd"));
}

function writeObject(object, state) {
  const { ancestors } = state;
  if (ancestors.length >= MAX_DEPTH || ancestors.includes(object)) return DEEP;
  let keys = null;
  let length = 0;
  try {
    // Any of these runs the caller's code if the object is a Proxy.
    if (Array.isArray(object)) length = object.length;
    else if (isPlain(object)) keys = Object.keys(object);
    else return mark(className(object));
  } catch {
    return GETTER;
  }
  ancestors.push(object);
  const json = keys === null ? writeElements(object, length, state) : writeProperties(object, keys, state);
  ancestors.pop();
  return json;
}

// A plain object has no prototype or one at the top of its chain; this holds for objects of other realms too.
function isPlain(object) {
  const prototype = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function writeElements(array, length, state) {
  // Only a Proxy can say anything else.
  if (typeof length !== "number") return GETTER;
  let json = "[";
  for (let i = 0; i < length; i++) {
    if (i > 0) json += ",";
    json += write(read(array, i), state);
  }
  return `${json}]`;
}

function writeProperties(object, keys, state) {
  let json = "{";
  for (const key of keys) {
    const item = read(object, key);
    if (item === undefined) continue;
    if (json !== "{") json += ",";
    json += `${quote(key, state)}:${write(item, state)}`;
  }
  return `${json}}`;
}

function read(object, key) {
  try {
    return object[key];
  } catch {
    return UNREADABLE;
  }
}

// The kinds that people hand in by mistake have a name of their own in the message; Symbol.toStringTag can lie, these cannot.
function className(object) {
  if (accepts(Date.prototype.getTime, object)) return "Date";
  if (accepts(Map.prototype.has, object)) return "Map";
  return "object";
}

function accepts(method, object) {
  try {
    method.call(object);
    return true;
  } catch {
    return false;
  }
}
