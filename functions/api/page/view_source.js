// One source: what it claimed over time, what it denied, and who denied it.

import { getAll } from "./api.js";
import { bars, days } from "./charts.js";
import { asEdited, cueBadge, figures, marks, placeOf, placed, sourceLink, sourceOf, wordsOf } from "./claim.js";
import { h, refill } from "./dom.js";
import { link } from "./router.js";
import { count, family, said } from "./words.js";

export const title = "Source";

const MOST_CLAIMS = 500;
const MOST_ARTICLES = 25;

export async function open({ about }, main, signal) {
  if (about === null) {
    location.replace(link("sources"));
    return;
  }
  const { name, claims, articles, more } = await claimed(about);
  if (signal.aborted) return;
  if (!claims.length) {
    refill(main, h("h1", { dir: "auto" }, about), h("p", { class: "notice" }, "There are no claims of this source."));
    return;
  }
  const denials = h("section", { "aria-busy": "true" }, h("h2", {}, "Denied by others"), h("p", { class: "quiet" }, "Looking …"));
  const cards = (some) => some.map((claim) => card(claim, articles[claim.article_id], name));
  refill(main, h("h1", { dir: "auto" }, name), summary(name, claims, articles, more),
    h("div", { class: "charts" }, timeline(claims, articles), cues(claims, about)),
    section("Denials", cards(claims.filter((claim) => claim.polarity === "denied")), "None."),
    denials,
    section("All claims", cards(claims)),
    h("p", {}, h("a", { class: "button", href: link("claims", null, { source: about }) }, "Filter these claims")));
  // Not waited for: whoever has begun to read keeps their place.
  fillDenials(denials, claims).catch((error) => {
    denials.removeAttribute("aria-busy");
    refill(denials, h("h2", {}, "Denied by others"), h("p", { class: "notice bad", role: "alert" }, error.message));
  });
}

/** What it claims by the machine's reading, as people corrected it since. */
async function claimed(source) {
  const { items, articles, more } = await getAll("/claims", { source, articles: true }, MOST_CLAIMS);
  const name = items.length ? sourceOf(items[0]) : source;
  return { name, claims: items.map(asEdited), articles, more };
}

function summary(name, claims, articles, more) {
  const source = claims.find((claim) => sourceOf(claim) === name)?.source;
  const told = [source && said(source.type), source?.role, count(claims.length, "claim"), `in ${count(Object.keys(articles).length, "article")}`];
  const newest = more ? `; the newest ${MOST_CLAIMS.toLocaleString()} are shown` : "";
  return h("p", { class: "lede" }, told.filter(Boolean).join(", ") + newest);
}

function timeline(claims, articles) {
  const counts = new Map();
  for (const claim of claims) {
    const day = articles[claim.article_id]?.published?.slice(0, 10);
    if (/^\d{4}-\d{2}-\d{2}$/.test(day ?? "")) counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const found = [...counts].map(([day, value]) => ({ day, value })).sort((one, other) => (one.day < other.day ? -1 : 1));
  return days("Claims by day of publication", found);
}

function cues(claims, source) {
  const counts = {};
  for (const claim of claims) counts[claim.cue_class] = (counts[claim.cue_class] ?? 0) + 1;
  return bars("How", Object.entries(counts).sort(([, one], [, other]) => other - one).map(([name, value]) => ({
    name: said(name), value, tone: family(name), href: link("claims", null, { source, cue_class: name }),
  })));
}

/** Relations lie in the articles' other claims: the newest articles are looked through for them. */
async function fillDenials(into, claims) {
  const own = new Map(claims.map((claim) => [claim.claim_id, claim]));
  const articles = [...new Set(claims.map((claim) => claim.article_id))];
  const some = articles.slice(0, MOST_ARTICLES);
  const lists = await Promise.all(some.map((id) => getAll(`/articles/${id}/claims`)));
  const all = lists.flatMap(({ items }) => items.map(asEdited));
  const found = all.flatMap((claim) => claim.relations
    .filter((relation) => relation.type === "denies" && own.has(relation.claim_id))
    .map((relation) => ({ denial: claim, denied: own.get(relation.claim_id) })));
  into.removeAttribute("aria-busy");
  const looked = articles.length > some.length && h("p", { class: "quiet" }, `The newest ${MOST_ARTICLES} articles were looked through.`);
  refill(into, h("h2", {}, "Denied by others"), looked, found.length
    ? h("ul", { class: "cards" }, found.map(pair))
    : h("p", { class: "quiet" }, "None was denied by others."));
}

function pair({ denial, denied }) {
  return h("li", {},
    h("p", {}, h("a", { href: placeOf(denied), dir: "auto" }, wordsOf(denied))),
    h("p", {}, "denied by ", sourceLink(denial), ": ",
      h("a", { href: placeOf(denial), dir: "auto" }, wordsOf(denial)), " ", cueBadge(denial)));
}

const section = (heading, cards, otherwise = "") => h("section", {}, h("h2", {}, heading), cards.length
  ? h("ul", { class: "cards" }, cards)
  : h("p", { class: "quiet" }, otherwise));

/** A claim; whose it is only where that is not whom the view is about. */
function card(claim, article, name) {
  return h("li", {},
    h("p", {}, h("a", { href: placeOf(claim), dir: "auto" }, wordsOf(claim))),
    sourceOf(claim) !== name && h("p", {}, claim.review.edit?.source ? "corrected to be of " : "of ", sourceLink(claim)),
    h("p", { class: "how" }, cueBadge(claim), marks(claim), h("span", { class: "quiet" }, figures(claim))),
    h("p", { class: "quiet" }, placed(article)));
}
