// The style sheet's text is carried short: what nearly every rule and declaration has is one sign in it.

const SIGNS = [
  [/([\d.]+)\$/g, "calc($1 * var(--dx-kasan-rem))"],
  [/--_/g, "--dx-kasan-"],
  [/&/g, ":is(dx-kasan-check,dx-kasan-nation)"],
  [/!/g, "!important"],
];

export const fullCss = (short) => SIGNS.reduce((css, [sign, meaning]) => css.replace(sign, meaning), short);

/** For the build. */
export function shortCss(css) {
  const short = css
    .replaceAll("!important", "!")
    .replaceAll(":is(dx-kasan-check,dx-kasan-nation)", "&")
    .replaceAll(/calc\(([\d.]+) \* var\(--dx-kasan-rem\)\)/g, "$1$$")
    .replaceAll("--dx-kasan-", "--_");
  if (fullCss(short) !== css) throw new Error("a sign of the short style sheet is in the sheet itself");
  return short;
}
