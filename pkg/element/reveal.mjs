// Takes somebody to a place in the element: unfolds what it is folded away in, and gives it the focus.

/** @param {HTMLElement | null | undefined} target */
export function reveal(target) {
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  const stop = target.matches("details") ? target.querySelector("summary") : target;
  stop?.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
}
