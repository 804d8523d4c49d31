// Which files a command reads and writes, known before any is opened. All links are followed, so that one file is one place, whatever
// it is called and whether it came by its name or as a standard stream.

import { fstatSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";

// As the systems themselves have it.
const MOST_LINKS = 40;

/** The place of a path: `path` without links, or `fd` where it names an open file of this process; `stat` is null where nothing is there. */
export function placeOf(path) {
  const found = followed(path);
  if (found.fd !== undefined) return placeOfStream(found.fd);
  return { path: found.path, stat: statSync(found.path, { bigint: true, throwIfNoEntry: false }) ?? null };
}

/** The place of standard input (0), output (1) or error (2), or of another open file. */
export const placeOfStream = (fd) => ({ fd, stat: fstatSync(fd, { bigint: true }) });

// The last name may be a link to nothing; then that is the place.
function followed(path) {
  let at = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    at = join(realpathSync.native(dirname(at)), basename(at));
    const [, fd] = new RegExp(`^(?:/dev/fd|/proc/${process.pid}/fd)/(\\d+)$`).exec(at) ?? [];
    if (fd !== undefined) return { fd: Number(fd) };
    const link = linkAt(at);
    if (link === null) break;
    at = isAbsolute(link) ? link : `${dirname(at)}/${link}`;
  }
  return { path: at };
}

function linkAt(path) {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** Whether writing to one place may change what the other holds. Terminals, pipes and devices are nobody's own. */
export function isSame(one, other) {
  if (one.stat !== null && other.stat !== null) {
    return one.stat.isFile() && one.stat.dev === other.stat.dev && one.stat.ino === other.stat.ino;
  }
  // Of two files that are not there yet, some disks tell no capital letters apart.
  return one.stat === other.stat && dirname(one.path) === dirname(other.path) && folded(one.path) === folded(other.path);
}

const folded = (path) => basename(path).normalize("NFKC").toLowerCase();
