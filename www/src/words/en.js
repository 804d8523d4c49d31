// The text of the page around the check, in English; in the shape of ja.js.

export default {
  title: "Medical DX add-ons: self-check",
  subject: "Medical DX add-ons",
  what: "Self-check",
  skip: "Skip to the check",
  noScript: "This page uses JavaScript to work out the answer. Please allow it in the settings of your browser.",
  dropped: "What you entered here before cannot be read any more. It has been deleted.",
  examples: "Try an example",
  examplesHint: "Fills in an invented facility of this month. It takes the place of what you entered.",
  example: (title, note) => `You started from the example “${title}”. ${note}`,
  nation: "Check several facilities at once (for groups and vendors)",
  accessibility: "Accessibility",
  aim: "This page aims at WCAG 2.2 level AA, which includes the criteria of JIS X 8341-3 at level AA.",
  byMachine:
    "Every step and every result is checked by a program (axe-core) in Chromium, Firefox and WebKit. No version with a known fault is published.",
  byKeyboard:
    "In these three it is also checked that everything can be done by keyboard alone, and read without scrolling sideways on a screen 320 pixels wide (a screen that is zoomed in far). Forced colours and paper are checked in Chromium.",
  inWords:
    "Each picture has a table of the same content, and a text for reading aloud. Verdicts are told by signs and words as well as by colours.",
  byPeople:
    "People who use screen readers every day have not tested it yet. Please tell us in the Issues of the repository what is hard to use.",
};
