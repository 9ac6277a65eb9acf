// Offsets. Those of Hearsay count Unicode code points; a browser's strings count UTF-16 units, of
// which an emoji has two. A text is taken apart into its code points once, and all offsets go by
// them.

/** The code points of a text. */
export const codePoints = (text) => Array.from(text);

/** What stands between two offsets. */
export const between = (points, start, end) => points.slice(start, end).join("");

/**
 * Cut a stretch wherever a span begins or ends: parts in order, each with the spans that cover it.
 *
 * Spans are `{start, end}` and may overlap in any way.
 */
export function parts(start, end, spans) {
  const inside = spans.filter((span) => span.start < end && span.end > start);
  const cuts = new Set([start, end]);
  for (const span of inside) {
    cuts.add(Math.max(start, span.start));
    cuts.add(Math.min(end, span.end));
  }
  const at = [...cuts].sort((one, other) => one - other);
  return at.slice(0, -1).map((from, index) => ({
    start: from,
    end: at[index + 1],
    spans: inside.filter((span) => span.start <= from && span.end >= at[index + 1]),
  }));
}

/**
 * The span that a person has selected within an element, or null.
 *
 * Its parts name, as `data-start`, the offset that their text begins at.
 */
export function selectedSpan(root, points) {
  const chosen = getSelection();
  if (chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  const touched = [...root.querySelectorAll("[data-start]")].filter((part) => range.intersectsNode(part));
  if (!touched.length) return null;
  const [first, last] = [touched[0], touched.at(-1)];
  const start = within(first, range.startContainer, range.startOffset) ?? offset(first, 0);
  const end = within(last, range.endContainer, range.endOffset) ?? offset(last, Infinity);
  return trimmed(points, start, end);
}

/** A place of a part; a browser gives it in the part's text, or as before or behind that text. */
function within(part, node, at) {
  if (node === part) return offset(part, at && Infinity);
  return part.contains(node) ? offset(part, at) : null;
}

const offset = (part, units) => Number(part.dataset.start) + codePoints(part.textContent.slice(0, units)).length;

function trimmed(points, from, to) {
  let [start, end] = [from, to];
  while (start < end && !points[start].trim()) start += 1;
  while (end > start && !points[end - 1].trim()) end -= 1;
  return start < end ? { start, end, exact: between(points, start, end) } : null;
}
