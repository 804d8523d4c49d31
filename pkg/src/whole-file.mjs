// Files that are written whole or not at all: what is written goes into a file beside the target, which takes its name at the end. Until
// then, and after every failure, the target is what it was.

import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const fsync = promisify(fs.fsync);

// What is to be gone when this process is. It is changed and the disk with it in one go, so that no signal comes between.
const leftovers = new Set();

/** Removes whatever is not in its place: when nothing more is going to be written. */
export function abandon() {
  for (const path of leftovers) fs.rmSync(path, { force: true });
  leftovers.clear();
}

/** Opens a file for a place (`places.mjs`) where a file is, or nothing; throws where none may be written. */
export function openWhole({ path, stat }) {
  // To take a name it is enough to own the folder; that would go round the protection of the file itself.
  if (stat !== null) fs.accessSync(path, fs.constants.W_OK);
  const temporary = besides(path);
  const fd = fs.openSync(temporary, "wx", stat === null ? 0o666 : Number(stat.mode) & 0o777);
  leftovers.add(temporary);
  return { path, stat, temporary, fd, stream: fs.createWriteStream("", { fd, autoClose: false }) };
}

const besides = (path) => join(dirname(path), `.dx-kasan-${randomUUID()}.tmp`);

/** When its stream has ended: has the disk keep what was written, with the mode and as far as possible the owner of the target. */
export async function seal({ fd, stat }) {
  if (stat !== null) {
    give(fd, Number(stat.uid), Number(stat.gid));
    fs.fchmodSync(fd, Number(stat.mode) & 0o7777);
  }
  await fsync(fd);
  fs.closeSync(fd);
}

// Only root may give a file to somebody else, and its owner to a group of his own.
function give(fd, uid, gid) {
  for (const owner of [uid, -1]) {
    try {
      return fs.fchownSync(fd, owner, gid);
    } catch {
      // Then it belongs to whoever writes it.
    }
  }
}

/** All sealed files take their names, or none does. */
export function putInPlace(files) {
  const ways = [];
  try {
    files.forEach(({ path, temporary }, index) => {
      const back = index + 1 < files.length ? wayBack(path) : null;
      fs.renameSync(temporary, path);
      leftovers.delete(temporary);
      ways.push(back);
    });
  } catch (error) {
    for (const back of ways.reverse()) back();
    throw error;
  } finally {
    abandon();
  }
}

// Keeps what is at a path under a second name, and says how to have it there again.
function wayBack(path) {
  const kept = besides(path);
  try {
    fs.linkSync(path, kept);
  } catch (error) {
    if (error.code === "ENOENT") return () => fs.rmSync(path);
    // Not every disk has links.
    leftovers.add(kept);
    fs.copyFileSync(path, kept, fs.constants.COPYFILE_EXCL);
  }
  leftovers.add(kept);
  return () => {
    // No leftover any more, whether it gets back or not.
    leftovers.delete(kept);
    fs.renameSync(kept, path);
  };
}
