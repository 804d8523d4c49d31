// Where a command writes lines: into a file that is whole or not there, or into whatever else a place is, as much as it takes at a time.

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { visible } from "./visible.mjs";
import { openWhole, seal } from "./whole-file.mjs";

const STANDARD = { 1: process.stdout, 2: process.stderr };

/** `name` is the output's own; `whole` says that nothing of it is there. */
export class NotWritten extends Error {
  constructor({ name, file }, cause) {
    super(cause.message, { cause });
    Object.assign(this, { name, whole: file !== null });
  }
}

export class Output {
  #text = "";
  #failure = null;

  constructor(name, place) {
    this.name = name;
    this.file = null;
    try {
      this.stream = this.#open(place);
    } catch (cause) {
      throw new NotWritten(this, cause);
    }
    this.stream.on("error", (error) => (this.#failure = error));
    this.terminal = place.stat?.isCharacterDevice() ?? false;
  }

  #open(place) {
    const { path, fd, stat } = place;
    if (fd !== undefined) return STANDARD[fd] ?? createWriteStream("", { fd, autoClose: false });
    if (stat !== null && !stat.isFile()) return createWriteStream(path);
    this.file = openWhole(place);
    return this.file.stream;
  }

  /** A line, with its end. */
  add(line) {
    this.#text += this.terminal ? `${visible(line.slice(0, -1))}\n` : line;
  }

  flush() {
    return this.#does(async () => {
      const text = this.#text;
      this.#text = "";
      if (text !== "" && !this.stream.write(text)) await once(this.stream, "drain");
    });
  }

  /** After the last line. A file then only lacks its name. */
  async finish() {
    await this.flush();
    await this.#does(async () => {
      if (Object.values(STANDARD).includes(this.stream)) {
        await new Promise((resolve) => this.stream.write("", resolve));
      } else {
        this.stream.end();
        await once(this.stream, "finish");
      }
    });
    if (this.file !== null) await this.#does(() => seal(this.file));
  }

  async #does(work) {
    try {
      if (this.#failure === null) await work();
      if (this.#failure !== null) throw this.#failure;
    } catch (cause) {
      throw new NotWritten(this, cause);
    }
  }
}
