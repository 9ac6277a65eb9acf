// The text of an article with its claims highlighted in their places.

import { h } from "./dom.js";
import { between, parts } from "./text.js";
import { family, said } from "./words.js";

const TAGS = { paragraph: "p", list_item: "p", block_quote: "blockquote", table: "pre", code: "pre" };

/**
 * The stretches of the text that claims, and the words around them, lie in; and the claims that are
 * astray: the text has other words where these say that theirs are, and none of those is a stretch.
 */
export function spansOf(claims, points) {
  const [spans, astray] = [[], new Set()];
  for (const span of claims.flatMap(wordsWithin)) {
    if (between(points, span.start, span.end) === span.exact) spans.push(span);
    else astray.add(span.claim.claim_id);
  }
  return { spans, astray };
}

function wordsWithin(claim) {
  const mine = (span, role) => span && { start: span.start, end: span.end, exact: span.exact, role, claim };
  return [
    ...contentOf(claim).map((piece) => mine(piece, "content")),
    mine(claim.cue, "cue"), mine(claim.source?.span, "source"), mine(claim.verification.span, "verification"),
    ...claim.hedges.map((hedge) => mine(hedge, "hedge")),
  ].filter(Boolean);
}

/** All places of a claim's words: its pieces, and where the article has them again. */
const contentOf = (claim) => [...claim.content, ...claim.occurrences.flatMap((occurrence) => occurrence.content)];

/** Sentences without a claim as spans, with the reason. */
export const gapsOf = (coverage) =>
  coverage.filter((sentence) => sentence.reason).map(({ start, end, reason }) => ({ start, end, role: "gap", reason }));

/** The blocks of an article, and the words that stand in none of them. */
export function blocks(head, points) {
  const found = [];
  let at = 0;
  const between_ = (end) => {
    if (between(points, at, end).trim()) found.push({ kind: "paragraph", start: at, end });
  };
  for (const block of head.blocks) {
    between_(block.start);
    found.push(block);
    at = block.end;
  }
  between_(points.length);
  return found;
}

/** A block as an element. */
export function element(block, points, spans) {
  const tag = block.kind === "heading" ? `h${Math.min((block.level ?? 1) + 1, 6)}` : TAGS[block.kind] ?? "p";
  const inside = parts(block.start, block.end, spans).flatMap((part) => segment(part, points));
  const post = block.post && [block.post.author, block.post.handle, block.post.posted, block.post.platform].filter(Boolean).join(" · ");
  return h(tag, { class: `block ${block.kind}`, dir: "auto" }, post && h("span", { class: "post" }, `Post: ${post}`),
    block.page && h("span", { class: "page", "data-page": block.page }), inside);
}

function segment(part, points) {
  const text = between(points, part.start, part.end);
  const content = part.spans.filter((span) => span.role === "content");
  const gap = part.spans.find((span) => span.role === "gap");
  const roles = new Set(part.spans.filter((span) => span.role !== "content").map((span) => span.role));
  const classes = ["part", ...roles];
  const owner = innermost(content) ?? part.spans.find((span) => span.claim);
  if (content.length) classes.push("claim", family(owner.claim.cue_class), owner.claim.review.state);
  const ids = [...new Set(part.spans.filter((span) => span.claim).map((span) => span.claim.claim_id))];
  const made = h(content.length ? "mark" : "span", {
    class: classes.join(" "), "data-start": part.start, "data-claims": ids.join(" ") || null,
    "data-owner": owner?.claim.claim_id, title: gap && `No claim: ${said(gap.reason)}`,
  }, text);
  const ends = gap && gap.end === part.end;
  return ends ? [made, h("span", { class: "reason" }, said(gap.reason))] : [made];
}

/** The shortest of the spans that cover a part: a statement within another is the one that is meant. */
function innermost(spans) {
  return spans.reduce((best, span) => (!best || span.end - span.start < best.end - best.start ? span : best), null);
}
