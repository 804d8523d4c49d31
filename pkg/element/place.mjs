// Where an element renders.

import { render } from "lit/html.js";

/** A render that throws leaves its place in a state that nobody knows, so the next one gets a new place. */
export class Place {
  #host;
  #end = null;

  constructor(host) {
    this.#host = host;
  }

  /** Shows what `make` returns; where making or showing it fails, reports the error and shows what `instead` returns. Says whether it went well. */
  show(make, instead) {
    try {
      this.#render(make());
      return true;
    } catch (error) {
      this.#end = null;
      this.#render(instead());
      this.#end = null;
      reportError(error);
      return false;
    }
  }

  #render(content) {
    if (this.#end === null) {
      this.#end = document.createComment("");
      this.#host.replaceChildren(this.#end);
    }
    render(content, this.#host, { renderBefore: this.#end });
  }
}
