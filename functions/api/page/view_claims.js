// Claims of all articles: filters that live in the address, a table, citations, exports.

import { get, getPage } from "./api.js";
import { asEdited, citation, cueBadge, figures, marks, placeOf, sourceLink, wordsOf } from "./claim.js";
import { announce, copy, h, pages, refill, save, table } from "./dom.js";
import { link, remember } from "./router.js";
import { CUE_CLASSES, DIRECTNESS, KINDS, POLARITIES, REVIEWS, VERIFICATIONS, dayOf, said } from "./words.js";

export const title = "Claims";

const EXPORTS = { csv: "CSV", jsonl: "JSON Lines", jsonld: "schema.org", annotations: "Web Annotations" };
const CHOICES = {
  polarity: ["Holds it to be so", POLARITIES],
  verification: ["Verification, in the article’s words", VERIFICATIONS],
  cue_class: ["Cue", CUE_CLASSES],
  directness: ["Quotation", DIRECTNESS],
  kind: ["Kind", KINDS],
  review: ["Review", REVIEWS],
};
const PAGE = 50;

export async function open({ parameters }, main, signal) {
  const results = h("div", { class: "results" });
  const form = filters(parameters, () => renew(read(form)));
  const renew = async (wanted) => {
    remember(link("claims", null, wanted));
    await list(results, wanted, signal);
  };
  await list(results, parameters, signal);
  if (signal.aborted) return;
  refill(main, h("h1", {}, "Who claims what"), h("div", { class: "with-filters" }, form, results));
}

// --- Filters ---

function filters(wanted, changed) {
  const form = h("form", { class: "filters", "aria-label": "Filters", onsubmit: (event) => event.preventDefault() },
    h("details", { open: !matchMedia("(max-width: 860px)").matches }, h("summary", {}, "Filters"), inputs(wanted),
      h("a", { class: "button quiet", href: "#/claims", onclick: () => clear(form, changed) }, "Clear all")));
  form.addEventListener("change", changed);
  return form;
}

function inputs(wanted) {
  return [
    field("Words", h("input", { name: "text", type: "search", value: wanted.text, placeholder: "drone \"eastern quay\"" })),
    field("Source", h("input", { name: "source", value: wanted.source })),
    field("Mentions", h("input", { name: "entity", value: wanted.entity, placeholder: "person or organisation" })),
    field("Place", h("input", { name: "place", value: wanted.place })),
    h("div", { class: "pair" },
      field("Published from", h("input", { name: "from", type: "date", value: wanted.from })),
      field("to", h("input", { name: "to", type: "date", value: wanted.to }))),
    field("Outlet", h("input", { name: "publisher", value: wanted.publisher })),
    field("Order", h("select", { name: "order" },
      option("", "Newest articles first", wanted.order),
      option("check_worthiness", "Most check-worthy first", wanted.order))),
    check("quantified", "With numbers only", wanted),
    check("unattributed", "Also the authors’ own statements", wanted),
    Object.entries(CHOICES).map(([name, [label, values]]) => choices(name, label, values, wanted)),
    h("details", { open: wanted.min_confidence || wanted.min_check_worthiness },
      h("summary", {}, "Scores"),
      level("min_check_worthiness", "Check-worthiness, at least", wanted),
      level("min_confidence", "Confidence, at least", wanted)),
  ];
}

const field = (label, input) => h("label", { class: "field" }, h("span", {}, label), input);
const option = (value, label, chosen) => h("option", { value, selected: value === (chosen ?? "") }, label);
const check = (name, label, wanted) =>
  h("label", { class: "check" }, h("input", { type: "checkbox", name, value: "true", checked: wanted[name] === "true" }), label);
const level = (name, label, wanted) =>
  field(label, h("input", { type: "number", name, min: 0, max: 1, step: 0.05, value: wanted[name] }));

function choices(name, label, values, wanted) {
  const chosen = (wanted[name] ?? "").split(",").filter(Boolean);
  return h("details", { open: chosen.length > 0 },
    h("summary", {}, label),
    h("fieldset", {}, h("legend", { class: "unseen" }, label), values.map((value) =>
      h("label", { class: "check" },
        h("input", { type: "checkbox", name, value, checked: chosen.includes(value) }), said(value)))));
}

function read(form) {
  const wanted = {};
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) wanted[name] = wanted[name] ? `${wanted[name]},${value}` : value.trim();
  }
  return wanted;
}

function clear(form, changed) {
  for (const input of form.querySelectorAll("input")) {
    if (input.type === "checkbox") input.checked = false;
    else input.value = "";
  }
  form.elements.order.value = "";
  changed();
}

// --- Results ---

let asked = 0; // an answer that a later question has overtaken is not shown

async function list(results, wanted, signal) {
  const turn = ++asked;
  results.setAttribute("aria-busy", "true");
  const { elements, load } = pages("More claims", async (cursor) => {
    const page = await get("/claims", { ...wanted, articles: true, limit: PAGE, cursor });
    return { rows: page.items.map((claim) => row(claim, page.articles[claim.article_id])), next: page.next_cursor };
  }, shown, empty);
  try {
    await load();
  } catch (error) {
    if (signal.aborted || turn !== asked) return;
    refill(results, problem(error));
    return;
  } finally {
    if (turn === asked) results.removeAttribute("aria-busy");
  }
  if (signal.aborted || turn !== asked) return;
  refill(results, toolbar(wanted, signal), elements);
}

const empty = (others) => h("p", { class: "notice" },
  others ? "None among the newest articles; there are older ones." : "No claim is like that.");

const problem = (error) => h("section", { class: "notice bad", role: "alert" }, h("p", {}, error.message));

function toolbar(wanted, signal) {
  return h("div", { class: "toolbar" }, h("span", { class: "quiet" }, "Export what is asked for, as"),
    Object.entries(EXPORTS).map(([format, name]) => {
      const button = h("button", { type: "button", class: "quiet" }, name);
      button.addEventListener("click", () => exported(wanted, format, button, signal));
      return button;
    }));
}

/** All pages of what is asked for as one file; whoever leaves the view wants it no more. */
async function exported(wanted, format, button, signal) {
  button.disabled = true;
  try {
    const parts = await pagesIn(wanted, format, signal);
    const { suffix, join } = FILES[format];
    if (!signal.aborted) save(new Blob([join(parts)]), `claims.${suffix}`);
  } catch (error) {
    announce(error.message);
    button.after(h("span", { class: "bad", role: "alert" }, error.message));
  } finally {
    button.disabled = false;
  }
}

async function pagesIn(wanted, format, signal) {
  const parts = [];
  let cursor = null;
  do {
    const page = await getPage("/claims", { ...wanted, limit: 100, cursor, format });
    parts.push(page.text);
    cursor = page.cursor;
  } while (cursor && !signal.aborted);
  return parts;
}

/** One JSON document, of which pages hold parts of one list. */
const listed = (name) => (parts) => {
  const found = parts.map((part) => JSON.parse(part));
  return `${JSON.stringify({ ...found[0], [name]: found.flatMap((page) => page[name]) }, null, 1)}\n`;
};

const FILES = {
  jsonl: { suffix: "jsonl", join: (parts) => parts.map((part) => part.replace(/\n?$/, part ? "\n" : "")).join("") },
  // Every page begins with the header, which is one line.
  csv: { suffix: "csv", join: (parts) => parts.map((part, index) => (index ? part.slice(part.indexOf("\r\n") + 2) : part)).join("") },
  jsonld: { suffix: "jsonld", join: listed("@graph") },
  annotations: { suffix: "jsonld", join: listed("items") },
};

const shown = (rows) => table("claims", "Claims",
  ["Who", "How", "What", "Numbers, dates", "Article", h("span", { class: "unseen" }, "Actions")], rows);

function row(record, article) {
  const claim = asEdited(record);
  const cite = h("button", { type: "button", class: "quiet", "aria-label": `Copy as citation: ${wordsOf(claim)}` }, "Cite");
  cite.addEventListener("click", () => copy(citation(claim, article), cite));
  const worth = claim.check_worthiness;
  return h("tr", { class: claim.review.state },
    h("th", { scope: "row" }, sourceLink(claim)),
    h("td", { class: "how" }, cueBadge(claim), marks(claim)),
    h("td", { class: "what" }, h("a", { href: placeOf(claim), dir: "auto" }, wordsOf(claim))),
    h("td", { class: "figures" }, figures(claim)),
    h("td", { class: "where" }, article?.title ?? article?.key ?? claim.article_id,
      h("span", { class: "quiet" }, [article?.publisher, dayOf(article?.published)].filter(Boolean).join(", ")),
      worth && h("span", { class: "quiet", title: worth.reasons.join("\n") }, `worth a check: ${worth.score.toFixed(2)}`)),
    h("td", {}, cite));
}
