// What the views have in common of claims: their words, their marks, and how they are cited.

import { h } from "./dom.js";
import { link } from "./router.js";
import { dayOf, family, said } from "./words.js";

const GAP = " … ";
const SAYS_SO = ["deny", "neither_confirm_nor_deny"];

/** A claim with what a person corrected in place of what the machine read. */
export function asEdited(claim) {
  const { edit } = claim.review;
  if (!edit) return claim;
  return {
    ...claim,
    content: edit.content.length ? edit.content : claim.content,
    source: edit.source ? sourceAsEdited(claim.source, edit.source) : claim.source,
    cue_class: edit.cue_class ?? claim.cue_class,
    polarity: edit.polarity ?? claim.polarity,
  };
}

/** Nothing that was read of one source is told of another. */
function sourceAsEdited(read, edited) {
  const role = read?.canonical === edited.canonical ? read.role : null;
  return { ...edited, type: edited.type ?? read?.type ?? "person", role };
}

/** The words of a claim as the article has them. */
export const wordsOf = (claim) => claim.content.map((piece) => piece.exact).join(GAP);

/** Whose statement it is. */
export const sourceOf = (claim) => claim.source?.canonical ?? (claim.cue_class === "none" ? "The author" : "Unnamed");

/** The same, leading to all that the source claims, if there is one. */
export const sourceLink = (claim) => {
  const address = claim.source && link("source", claim.source.canonical);
  return h(address ? "a" : "span", { href: address, dir: "auto" }, sourceOf(claim));
};

/** Where the claim can be read in its place. */
export const placeOf = (claim) => link("article", claim.article_id, { claim: claim.claim_id });

/** The cue and its class, and whether the source holds it to be so. */
export function cueBadge(claim) {
  const kind = claim.directness === "unattributed" ? "own statement" : said(claim.cue_class);
  const words = claim.cue ? `${kind} · “${claim.cue.exact}”` : kind;
  return h("span", { class: `badge ${family(claim.cue_class)}` }, words);
}

/** Marks of what limits a claim: denial, verification, hedges, judgement. */
export function marks(claim) {
  const { status } = claim.verification;
  return [
    claim.polarity !== "affirmed" && !SAYS_SO.includes(claim.cue_class) && h("span", { class: "badge denies" }, said(claim.polarity)),
    status !== "none_stated" && h("span", { class: "badge outline" }, said(status)),
    claim.hedges.map((hedge) => h("span", { class: "badge hedged" }, hedge.exact)),
    claim.review.state !== "machine" &&
      h("span", { class: `badge review ${claim.review.state}` }, said(claim.review.state)),
  ];
}

/** Numbers and dates of a claim, with what is derived from them in brackets. */
export function figures(claim) {
  const numbers = claim.quantities.map((found) => found.exact);
  const dates = claim.event_dates.map((found) => (found.edtf ? `${found.exact} (${found.edtf})` : found.exact));
  return [...numbers, ...dates].join("; ");
}

/** An article in a few words. */
export const placed = (article) =>
  [article?.title ?? article?.member ?? article?.key, article?.publisher, dayOf(article?.published)].filter(Boolean).join(", ");

/** One line that names the words, whose they are, and where they stand. */
export function citation(claim, article) {
  const cue = claim.cue ? ` (“${claim.cue.exact}”)` : "";
  const where = placed(article);
  const pieces = claim.content.map((piece) => `${piece.start}–${piece.end}`).join(", ");
  const address = article?.url ? ` ${article.url}` : "";
  const denial = claim.polarity === "affirmed" ? "" : ` [${said(claim.polarity)}]`;
  return `“${wordsOf(claim)}”${denial} — ${sourceOf(claim)}${cue}, in: ${where}.${address} [characters ${pieces}; claim ${claim.claim_id}]`;
}
