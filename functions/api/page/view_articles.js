// Articles: where files are dropped, what became of each, and why one failed.

import { get, post } from "./api.js";
import { announce, h, moreButton, refill, refresh, table } from "./dom.js";
import { link } from "./router.js";
import { STAGES, again, dropped, endings, take, watch } from "./uploads.js";
import { count, dayOf, moment, said } from "./words.js";

export const title = "Articles";

const FRESH = 4000;
const STATES = { "": "All", ready: "With claims", "parsing,parsed,expanding": "On their way", failed: "Failed", expanded: "Containers" };

export async function open({ parameters }, main, signal) {
  const list = h("div", {});
  const trouble = h("div", {});
  const uploads = h("div", {});
  const container = parameters.of ? await get(`/articles/${encodeURIComponent(parameters.of)}`) : null;
  const path = container ? `/articles/${container.article_id}/members` : "/articles";
  const keepFresh = articleList(list, path, { state: parameters.state });
  await keepFresh();
  if (signal.aborted) return;
  const show = cards(uploads);
  watch(show, signal);
  dropped().forEach(show);
  refill(main, h("h1", {}, container ? `Members of ${container.key}` : "Articles"),
    !container && zone(signal), !container && uploads, states(parameters), trouble, list);
  repeat(keepFresh, trouble, signal);
}

/** Ask again as long as the view is open and looked at; a slow answer is waited for. */
async function repeat(work, trouble, signal) {
  while (!signal.aborted) {
    await new Promise((resolve) => { setTimeout(resolve, FRESH); });
    if (signal.aborted || document.hidden) continue;
    await work().then(() => refill(trouble), (error) => stale(trouble, error));
  }
}

/** Said once, however often it fails. */
function stale(trouble, error) {
  if (trouble.hasChildNodes()) return;
  refill(trouble, h("p", { class: "bad", role: "alert" }, `The list is as it was: ${error.message}`));
}

// --- Dropping ---

/** The whole view takes files that are dropped on it; this place says so. */
function zone(signal) {
  const published = h("input", { type: "date", name: "published" });
  const input = h("input", { type: "file", multiple: true, id: "files", class: "unseen", accept: endings() });
  const area = h("div", { class: "zone" },
    h("label", { for: "files", class: "button" }, "Choose articles"), input,
    h("p", {}, "or drop them here: text, HTML, Markdown, PDF, Word, mail, JSON, NewsML, feeds; archives of them"),
    h("label", { class: "field" }, h("span", {}, "Published, for files that do not say it"), published));
  const taken = (files) => {
    take(files, published.value);
    announce(`${count(files.length, "file")} taken`);
  };
  input.addEventListener("change", () => {
    taken([...input.files]);
    input.value = "";
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    window.addEventListener(name, () => area.classList.toggle("over", name === "dragover"), { signal });
  }
  window.addEventListener("drop", ({ dataTransfer }) => dataTransfer.files.length && taken([...dataTransfer.files]), { signal });
  return area;
}

/** Shows a file on its card. What is said there is written again only when it has changed. */
function cards(into) {
  const known = new Map();
  return (upload) => {
    if (!known.has(upload)) {
      known.set(upload, { element: h("article", { class: "upload" }), shown: null });
      into.prepend(known.get(upload).element);
    }
    const card = known.get(upload);
    const now = JSON.stringify([upload.stage, upload.trouble, upload.article]);
    if (now !== card.shown) {
      refresh(card.element, status(upload));
      card.element.classList.toggle("bad", Boolean(upload.trouble ?? upload.article?.failure));
    }
    card.shown = now;
    card.element.querySelector("progress")?.setAttribute("value", upload.share);
  };
}

function status(upload) {
  const { name, stage, share, article, trouble } = upload;
  const failure = trouble ?? article?.failure?.message;
  const steps = STAGES.map((step, index) => {
    return h("li", { class: index <= stage ? "done" : "", "aria-current": index === stage + 1 && !failure ? "step" : null }, step);
  });
  const sending = stage < 0 && !trouble && h("progress", { value: share, max: 1, "aria-label": `${name} is being sent` });
  return [
    h("h2", {}, article?.revision ? h("a", { href: link("article", article.article_id) }, article.title ?? name) : name),
    h("ol", { class: "steps" }, steps), sending,
    article?.revision && h("p", { class: "quiet" }, count(article.claims, "claim")),
    article?.members && h("p", { class: "quiet" }, h("a", { href: link("articles", null, { of: article.article_id }) }, count(article.members.total, "member"))),
    article?.failure && failed(article, () => again(upload)), trouble && h("p", { role: "alert" }, trouble),
  ];
}

// --- What is there ---

function states({ state = "", of }) {
  return h("nav", { class: "tabs", "aria-label": "States" }, h("ul", {}, Object.entries(STATES).map(([value, name]) =>
    h("li", {}, h("a", { href: link("articles", null, { state: value, of }), "aria-current": value === state ? "page" : null }, name)))));
}

/** Fills the list, and again whenever it has changed, one time after the other: whoever stands in it keeps their place. */
function articleList(into, path, parameters) {
  let shown = "";
  let pages = 1;
  let before = Promise.resolve();
  const renew = () => (before = before.then(fill, fill));
  const more = moreButton("More articles", () => {
    pages += 1;
    return renew();
  });
  return renew;

  async function fill() {
    const items = [];
    let cursor = null;
    for (let page = 0; page < pages && (page === 0 || cursor); page += 1) {
      const found = await get(path, { ...parameters, limit: 50, cursor });
      items.push(...found.items);
      cursor = found.next_cursor;
    }
    const now = JSON.stringify([items, Boolean(cursor)]);
    if (now === shown) return;
    shown = now;
    refresh(into, items.length ? listed(items) : h("p", { class: "notice" }, "There are none."), cursor && more);
  }
}

const listed = (items) => table("articles", "Articles, the last changed first",
  ["Article", "State", "Claims", "Changed"], h("tbody", {}, items.map(row)));

function row(article) {
  const name = article.member || article.key;
  const about = [article.publisher, dayOf(article.published), article.title ? name : null].filter(Boolean).join(", ");
  const address = article.state === "expanded" ? link("articles", null, { of: article.article_id }) : link("article", article.article_id);
  return h("tr", { class: article.state },
    h("th", { scope: "row" }, h("a", { href: address, dir: "auto" }, article.title ?? name), h("span", { class: "quiet" }, about),
      article.notices.map((notice) => h("span", { class: "badge hedged" }, said(notice)))),
    h("td", {}, h("span", { class: `badge state ${article.state}` }, said(article.state)), article.failure && failed(article)),
    h("td", { class: "number", "data-label": "claims" }, article.revision ? article.claims.toLocaleString() : ""),
    h("td", { class: "quiet when" }, moment(article.updated_at)));
}

/** Why it failed, what to do, and the button to try it again; `retried` is called when it is. */
export function failed(article, retried = () => {}) {
  const { failure, article_id: id } = article;
  const answer = h("span", { class: "quiet" });
  const button = h("button", { type: "button", "aria-label": `Retry ${article.title ?? article.key}` }, "Retry");
  button.addEventListener("click", async () => {
    button.disabled = true;
    const told = await post(`/failures/${id}/retry`).then(({ detail }) => {
      retried();
      return detail;
    }, (error) => error.message);
    refill(answer, ` ${told}`);
    announce(told);
    button.disabled = false;
  });
  return h("div", { class: "failure" },
    h("p", {}, h("strong", {}, `${said(failure.stage)}: ${said(failure.code)}. `), failure.message),
    h("p", { class: "quiet" }, failure.remedy), button, answer);
}
