// One source: what it claimed over time, what it denied, and who denied it.

import { get, getAll } from "./api.js";
import { bars, days } from "./charts.js";
import { asEdited, cueBadge, figures, marks, placeOf, placed, sourceOf, wordsOf } from "./claim.js";
import { h, refill } from "./dom.js";
import { link } from "./router.js";
import { count, family, said } from "./words.js";

export const title = "Source";

const MOST_CLAIMS = 500;
const MOST_ARTICLES = 25;

export async function open({ about }, main, signal) {
  const { claims, articles, more } = await claimed(about);
  if (signal.aborted) return;
  if (!claims.length) {
    refill(main, h("h1", { dir: "auto" }, about), h("p", { class: "notice" }, "There are no claims of this source."));
    return;
  }
  const denials = h("section", { "aria-busy": "true" }, h("h2", {}, "Denied by others"), h("p", { class: "quiet" }, "Looking …"));
  refill(main, h("h1", { dir: "auto" }, sourceOf(claims[0])), summary(claims, articles, more),
    h("div", { class: "charts" }, timeline(claims, articles), cues(claims, about)),
    section("Denials", claims.filter((claim) => claim.polarity === "denied"), articles, "None."),
    denials,
    section("All claims", claims, articles),
    h("p", {}, h("a", { class: "button", href: link("claims", null, { source: about }) }, "Filter these claims")));
  await fillDenials(denials, claims, articles);
}

async function claimed(source) {
  const claims = [];
  const articles = {};
  let cursor = null;
  do {
    const page = await get("/claims", { source, articles: true, limit: 100, cursor });
    claims.push(...page.items);
    Object.assign(articles, page.articles);
    cursor = page.next_cursor;
  } while (cursor && claims.length < MOST_CLAIMS);
  return { claims, articles, more: Boolean(cursor) };
}

function summary(claims, articles, more) {
  const { source } = claims[0];
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
async function fillDenials(into, claims, articles) {
  const own = new Map(claims.map((claim) => [claim.claim_id, claim]));
  const some = Object.keys(articles).slice(0, MOST_ARTICLES);
  const all = (await Promise.all(some.map((id) => getAll(`/articles/${id}/claims`)))).flatMap(({ items }) => items);
  const found = all.flatMap((claim) => claim.relations
    .filter((relation) => relation.type === "denies" && own.has(relation.claim_id))
    .map((relation) => ({ denial: claim, denied: own.get(relation.claim_id) })));
  into.removeAttribute("aria-busy");
  const looked = Object.keys(articles).length > some.length ? ` in the newest ${MOST_ARTICLES} articles` : "";
  refill(into, h("h2", {}, "Denied by others"), found.length
    ? h("ul", { class: "cards" }, found.map(pair))
    : h("p", { class: "quiet" }, `None was denied by others${looked}.`));
}

function pair({ denial, denied }) {
  return h("li", {},
    h("p", {}, h("a", { href: placeOf(denied), dir: "auto" }, wordsOf(denied))),
    h("p", {}, "denied by ", h("a", { href: link("source", sourceOf(denial)), dir: "auto" }, sourceOf(denial)), ": ",
      h("a", { href: placeOf(denial), dir: "auto" }, wordsOf(denial)), " ", cueBadge(denial)));
}

function section(heading, claims, articles, otherwise = "") {
  return h("section", {}, h("h2", {}, heading), claims.length
    ? h("ul", { class: "cards" }, claims.map((claim) => card(claim, articles[claim.article_id])))
    : h("p", { class: "quiet" }, otherwise));
}

function card(record, article) {
  const claim = asEdited(record);
  return h("li", {},
    h("p", {}, h("a", { href: placeOf(claim), dir: "auto" }, wordsOf(claim))),
    h("p", { class: "how" }, cueBadge(claim), marks(claim), h("span", { class: "quiet" }, figures(claim))),
    h("p", { class: "quiet" }, placed(article)));
}
