export { default } from "./ja.mjs";
