// Claims of all articles: filters that live in the address, a table, citations, exports.

import { get, getPage } from "./api.js";
import { asEdited, citation, cueBadge, figures, marks, placeOf, sourceOf, wordsOf } from "./claim.js";
import { announce, copy, h, refill, save } from "./dom.js";
import { link, remember } from "./router.js";
import { CUE_CLASSES, DIRECTNESS, KINDS, POLARITIES, REVIEWS, VERIFICATIONS, count, dayOf, said } from "./words.js";

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
  const rows = h("tbody", {});
  const more = h("button", { type: "button", class: "more" }, "More claims");
  const state = { cursor: null, shown: 0 };
  const load = async () => {
    const page = await get("/claims", { ...wanted, articles: true, limit: PAGE, cursor: state.cursor });
    rows.append(...page.items.map((claim) => row(claim, page.articles[claim.article_id])));
    state.cursor = page.next_cursor;
    state.shown += page.items.length;
    more.hidden = !state.cursor;
    announce(`${count(state.shown, "claim")} shown`);
  };
  more.addEventListener("click", () => load().catch((error) => refill(results, problem(error))));
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
  refill(results, toolbar(wanted), state.shown ? table(rows) : empty(state), more);
}

function empty({ cursor }) {
  const text = cursor ? "None among the newest articles; there are older ones." : "No claim is like that.";
  return h("p", { class: "notice" }, text);
}

const problem = (error) => h("section", { class: "notice bad", role: "alert" }, h("p", {}, error.message));

function toolbar(wanted) {
  return h("div", { class: "toolbar" }, h("span", { class: "quiet" }, "Export what is asked for, as"),
    Object.entries(EXPORTS).map(([format, name]) => {
      const button = h("button", { type: "button", class: "quiet" }, name);
      button.addEventListener("click", () => exported(wanted, format, button));
      return button;
    }));
}

/** All pages of what is asked for, one file each where the format has no way to join them. */
async function exported(wanted, format, button) {
  button.disabled = true;
  try {
    await exportPages(wanted, format);
  } catch (error) {
    announce(error.message);
    button.after(h("span", { class: "bad", role: "alert" }, error.message));
  } finally {
    button.disabled = false;
  }
}

async function exportPages(wanted, format) {
  const suffix = { csv: "csv", jsonl: "jsonl", jsonld: "jsonld", annotations: "jsonld" }[format];
  const parts = [];
  let cursor = null;
  do {
    const page = await getPage("/claims", { ...wanted, limit: 100, cursor, format });
    parts.push(page.text);
    cursor = page.cursor;
  } while (cursor);
  const joined = JOIN[format] ? [JOIN[format](parts)] : parts;
  joined.forEach((text, index) => {
    const number = joined.length > 1 ? `-${index + 1}` : "";
    save(new Blob([text]), `claims${number}.${suffix}`);
  });
}

const JOIN = {
  jsonl: (parts) => parts.map((part) => part.replace(/\n?$/, part ? "\n" : "")).join(""),
  // Every page begins with the header, which is one line.
  csv: (parts) => parts.map((part, index) => (index ? part.slice(part.indexOf("\r\n") + 2) : part)).join(""),
};

function table(rows) {
  const heads = ["Who", "How", "What", "Numbers, dates", "Article", ""];
  return h("table", { class: "claims" },
    h("caption", { class: "unseen" }, "Claims"),
    h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head || h("span", { class: "unseen" }, "Actions"))))),
    rows);
}

function row(record, article) {
  const claim = asEdited(record);
  const cite = h("button", { type: "button", class: "quiet", "aria-label": `Copy as citation: ${wordsOf(claim)}` }, "Cite");
  cite.addEventListener("click", () => copy(citation(claim, article), cite));
  const worth = claim.check_worthiness;
  return h("tr", { class: claim.review.state },
    h("th", { scope: "row" }, h("a", { href: link("source", sourceOf(claim)), dir: "auto" }, sourceOf(claim))),
    h("td", { class: "how" }, cueBadge(claim), marks(claim)),
    h("td", { class: "what" }, h("a", { href: placeOf(claim), dir: "auto" }, wordsOf(claim))),
    h("td", { class: "figures" }, figures(claim)),
    h("td", { class: "where" }, article?.title ?? article?.key ?? claim.article_id,
      h("span", { class: "quiet" }, [article?.publisher, dayOf(article?.published)].filter(Boolean).join(", ")),
      worth && h("span", { class: "quiet", title: worth.reasons.join("\n") }, `worth a check: ${worth.score.toFixed(2)}`)),
    h("td", {}, cite));
}
