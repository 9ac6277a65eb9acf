// All sources, with how much they claim.

import { get } from "./api.js";
import { h, refill } from "./dom.js";
import { link } from "./router.js";
import { said } from "./words.js";

export const title = "Sources";

export async function open(_, main, signal) {
  const rows = h("tbody", {});
  const more = h("button", { type: "button", class: "more" }, "More sources");
  let cursor = null;
  const load = async () => {
    const page = await get("/sources", { limit: 100, cursor });
    rows.append(...page.items.map(row));
    cursor = page.next_cursor;
    more.hidden = !cursor;
  };
  more.addEventListener("click", load);
  await load();
  if (signal.aborted) return;
  const heads = ["Source", "Also named", "Type", "Claims", "Articles"];
  refill(main, h("h1", {}, "Sources"),
    rows.children.length
      ? h("table", {}, h("caption", { class: "unseen" }, "Sources by name"),
          h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))), rows)
      : h("p", { class: "notice" }, "Nobody has claimed anything yet. Drop an article under Articles."),
    more);
}

function row(source) {
  const atLeast = source.complete ? "" : "≥ ";
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: link("source", source.name), dir: "auto" }, source.name)),
    h("td", { class: "quiet", dir: "auto" }, source.aliases.join("; ")),
    h("td", {}, said(source.type)),
    h("td", { class: "number", "data-label": "claims" }, atLeast + source.claims.toLocaleString()),
    h("td", { class: "number", "data-label": "articles" }, source.articles.toLocaleString()));
}
