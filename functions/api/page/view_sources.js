// All sources, with how much they claim.

import { get } from "./api.js";
import { h, pages, refill, table } from "./dom.js";
import { link } from "./router.js";
import { said } from "./words.js";

export const title = "Sources";

export async function open(_, main, signal) {
  const { elements, load } = pages("More sources", async (cursor) => {
    const page = await get("/sources", { limit: 100, cursor });
    return { rows: page.items.map(row), next: page.next_cursor };
  }, shown, empty);
  await load();
  if (!signal.aborted) refill(main, h("h1", {}, "Sources"), elements);
}

const shown = (rows) => table("sources", "Sources by name",
  ["Source", "Also named", "Type", "Claims", "Articles"], rows);

const empty = (others) => h("p", { class: "notice" },
  others ? "None among the first; there are others." : "Nobody has claimed anything yet. Drop an article under Articles.");

function row(source) {
  const atLeast = source.complete ? "" : "≥ ";
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: link("source", source.name), dir: "auto" }, source.name)),
    h("td", { class: "quiet", dir: "auto" }, source.aliases.join("; ")),
    h("td", {}, said(source.type)),
    h("td", { class: "number", "data-label": "claims" }, atLeast + source.claims.toLocaleString()),
    h("td", { class: "number", "data-label": "articles" }, source.articles.toLocaleString()));
}
