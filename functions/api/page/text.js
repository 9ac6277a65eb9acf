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

/** The offset of a place in the page, whose element names the offset that its text begins at. */
export function offsetOf(node, units) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!holder) return null;
  const before = node.nodeType === Node.TEXT_NODE ? node.textContent.slice(0, units) : "";
  return Number(holder.dataset.start) + codePoints(before).length;
}
