// Reviewing a claim: accept, reject, edit, withdraw, each kept as a step beside the machine's record.

import { get, patch } from "./api.js";
import { asEdited, sourceOf, wordsOf } from "./claim.js";
import { announce, h, refill } from "./dom.js";
import { CUE_CLASSES, POLARITIES, moment, said } from "./words.js";

/** Take a step; the claim with its new review. */
export async function judge(claim, step) {
  const history = await patch(`/claims/${claim.claim_id}/review`, step, claim.review.version);
  announce(`${said(history.state)}`);
  return { ...claim, review: history.steps.at(-1) };
}

/** The buttons; `act` is told what was pressed: accept, reject, edit, withdraw. */
export function buttons(claim, act) {
  const judged = claim.review.state !== "machine";
  const button = (name, key, pressed) => h("button", {
    type: "button", "aria-pressed": pressed === undefined ? null : String(pressed), "aria-keyshortcuts": key, onclick: () => act(name),
  }, name[0].toUpperCase() + name.slice(1), h("kbd", { "aria-hidden": "true" }, key));
  return h("div", { class: "toolbar", role: "group", "aria-label": "Review" },
    button("accept", "a", claim.review.state === "accepted"),
    button("reject", "r", claim.review.state === "rejected"),
    button("edit", "e", claim.review.state === "edited"),
    judged && button("withdraw", "u"));
}

/** What a person made of the claim, and the steps that led there on demand. */
export function judgement(claim) {
  const { review } = claim;
  if (review.state === "machine" && !review.version) return null;
  const edit = review.edit ?? {};
  const changes = [
    edit.content?.length && ["Words", edit.content.map((piece) => piece.exact).join(" … ")],
    edit.source && ["Source", edit.source.canonical],
    edit.cue_class && ["Cue class", said(edit.cue_class)],
    edit.polarity && ["Polarity", said(edit.polarity)],
  ].filter(Boolean);
  const steps = h("ol", {});
  const trail = h("details", {}, h("summary", {}, `Steps (${review.version})`), steps);
  trail.addEventListener("toggle", () => trail.open && fill(steps, claim));
  return h("section", { class: "judgement" },
    h("p", {}, `${said(review.state)} by ${review.by}, ${moment(review.at)}`),
    review.note && h("p", { dir: "auto" }, review.note),
    changes.length > 0 && h("dl", {}, changes.map(([name, value]) => [h("dt", {}, name), h("dd", { dir: "auto" }, value)])),
    review.outdated && h("p", { class: "quiet" }, "The article has changed: the corrected words were not found in it."),
    trail);
}

async function fill(steps, claim) {
  try {
    const { steps: found } = await get(`/claims/${claim.claim_id}/review`);
    refill(steps, found.map((step) =>
      h("li", {}, `${said(step.state)} by ${step.by}, ${moment(step.at)}${step.note ? `: ${step.note}` : ""}`)));
  } catch (error) {
    refill(steps, h("li", {}, h("span", { class: "bad", role: "alert" }, error.message)));
  }
}

/**
 * The form to edit a claim: what is left as it was is no part of the edit.
 *
 * `selected` gives the span that is selected in the text, or null; what is selected now is offered
 * though the selection goes when the form is stepped into. `done` is told the step, or null.
 */
export function editor(claim, selected, done) {
  const before = asEdited(claim);
  const offered = selected();
  let content = claim.review.edit?.content ?? [];
  const words = h("output", { dir: "auto" }, wordsOf(before));
  const trouble = h("p", { role: "alert", class: "bad" });
  const use = () => {
    const span = selected() ?? offered;
    if (!span) {
      trouble.textContent = "Select words in the article first.";
      return;
    }
    content = [span];
    words.textContent = span.exact;
    trouble.textContent = "";
  };
  const form = h("form", { class: "editor", "aria-label": "Edit the claim" },
    h("div", { class: "field" }, h("span", {}, "Words"), words,
      h("button", { type: "button", onclick: use }, "Use the words selected in the article"),
      offered && h("span", { class: "quiet", dir: "auto" }, `“${offered.exact}”`)),
    field("Source", h("input", { name: "source", value: sourceOf(before), required: true, maxlength: 300 })),
    field("Cue class", choice("cue_class", CUE_CLASSES, before.cue_class)),
    field("Holds it to be so", choice("polarity", POLARITIES, before.polarity)),
    field("Note", h("input", { name: "note", maxlength: 2000 })),
    trouble,
    h("div", { class: "toolbar" }, h("button", { class: "main" }, "Keep the edit"),
      h("button", { type: "button", onclick: () => done(null) }, "Cancel")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const step = edited(claim, new FormData(form), content);
    if (step) done(step);
    else trouble.textContent = "Nothing was changed.";
  });
  return form;
}

const field = (label, input) => h("label", { class: "field" }, h("span", {}, label), input);
const choice = (name, values, chosen) =>
  h("select", { name }, values.map((value) => h("option", { value, selected: value === chosen }, said(value))));

function edited(claim, form, content) {
  const edit = {};
  if (content.length) edit.content = content.map(({ start, end, exact }) => ({ start, end, exact }));
  const source = form.get("source").trim();
  if (source && source !== sourceOf(claim)) edit.source = { canonical: source };
  for (const name of ["cue_class", "polarity"]) {
    if (form.get(name) !== claim[name]) edit[name] = form.get(name);
  }
  if (!Object.keys(edit).length) return null;
  const note = form.get("note").trim();
  return { state: "edited", edit, ...(note ? { note } : {}) };
}
