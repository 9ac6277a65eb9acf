// One article in full, every claim in its place, and the review of them by mouse or keyboard.

import { get, getAll, getText } from "./api.js";
import { asEdited, citation, cueBadge, figures, marks, sourceOf, wordsOf } from "./claim.js";
import { announce, copy, h, outside, refill, refresh } from "./dom.js";
import { blocks, element, gapsOf, spansOf } from "./reader.js";
import { buttons, editor, judge, judgement } from "./review.js";
import { link, remember } from "./router.js";
import { codePoints, selectedSpan } from "./text.js";
import { failed } from "./view_articles.js";
import { count, dayOf, families, family, said } from "./words.js";

export const title = "Article";

/** As in the style sheet: then the claim lies over the lower half of the text. */
const NARROW = matchMedia("(max-width: 860px)");
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const ALL = { unattributed: true, review: "machine,accepted,edited,rejected" };
const STEPS = { n: 1, j: 1, p: -1, k: -1 };
const ACTS = { a: "accept", r: "reject", e: "edit", u: "withdraw" };

/** How often an article that is replaced meanwhile is read again. */
const TRIES = 3;

/** Whether single keys judge and step: whoever speaks to their machine may want none (WCAG 2.2, 2.1.4). */
let keys = true;

export async function open({ about, parameters }, main, signal) {
  const { article, text, claims } = await whole(`/articles/${encodeURIComponent(about)}`);
  if (signal.aborted) return;
  document.title = `${article.title ?? article.key} · Hearsay`;
  if (article.article) {
    new Reading(article, codePoints(text), claims, parameters, signal).show(main);
    return;
  }
  refill(main, heading(article), h("p", {}, h("span", { class: `badge state ${article.state}` }, said(article.state))),
    article.failure && failed(article));
}

/** An article with its text and its claims, which are answers of their own, all of one revision. */
async function whole(path) {
  for (let left = TRIES; left > 0; left -= 1) {
    const article = await get(path);
    if (!article.article) return { article };
    const [text, claims] = await Promise.all([getText(`${path}/text`), getAll(`${path}/claims`, ALL)]);
    const { revision } = await get(path);
    if (revision === article.revision) return { article, text, claims };
  }
  throw new Error("The article is being replaced right now. Try again in a moment.");
}

function heading(article) {
  const by = [article.byline.join(", "), article.publisher, dayOf(article.published)].filter(Boolean).join(" · ");
  return h("header", { class: "article-head" },
    h("h1", { dir: "auto" }, article.title ?? article.member ?? article.key),
    h("p", { class: "quiet" }, by, article.url && [by && " · ", outside(article.url, "original")], ` · ${article.key}`),
    (article.article?.notices ?? []).map((notice) => h("p", { class: "notice" }, notice.message)));
}

/** An article that is open: its claims, and which of them is looked at. */
class Reading {
  constructor(article, points, { items, more }, parameters, signal) {
    Object.assign(this, { article, points, records: items, more, parameters, signal });
    this.claims = items.map(asEdited); // what is shown; what is judged is the record
    this.astray = h("div", {});
    this.text = h("div", { class: "text" });
    this.detail = h("section", { class: "detail", "aria-label": "The claim", "aria-live": "polite" });
    this.list = h("ol", { class: "claim-list" });
    this.editing = false;
    this.taken = Promise.resolve();
  }

  show(main) {
    const aside = h("aside", { "aria-label": "Claims" }, this.detail, this.options(),
      h("details", { open: true }, h("summary", {}, "Claims in order"), this.list));
    refill(main, heading(this.article), this.astray, this.legend(), h("div", { class: "with-claims" }, this.text, aside));
    this.draw();
    this.text.addEventListener("click", (event) => this.clicked(event));
    this.text.addEventListener("mouseover", (event) => this.hovered(event));
    document.addEventListener("keydown", (event) => this.pressed(event), { signal: this.signal });
    const named = this.claim(this.parameters.claim);
    refill(this.detail, h("p", { class: "quiet" }, "No claims."));
    this.detail.classList.add("idle");
    this.choose(named?.claim_id ?? this.visible()[0]?.claim_id, { quietly: !named });
    if (this.parameters.claim && !named) {
      this.detail.prepend(h("p", { class: "notice" }, "The article does not have the claim that the address names."));
      this.detail.classList.remove("idle");
    }
  }

  claim(id) {
    return this.claims.find((each) => each.claim_id === id);
  }

  record(id) {
    return this.records.find((each) => each.claim_id === id);
  }

  /** The claims that are to be seen: the authors' own only if they are asked for. */
  visible() {
    return this.claims.filter((claim) => this.parameters.own || claim.directness !== "unattributed"
      || claim.claim_id === this.parameters.claim);
  }

  draw() {
    this.write();
    refill(this.list, this.visible().map((claim) => this.entry(claim)));
    this.light();
  }

  write() {
    const { spans, astray } = spansOf(this.visible(), this.points);
    if (this.parameters.coverage) spans.push(...gapsOf(this.article.coverage));
    refill(this.text, blocks(this.article.article, this.points).map((block) => element(block, this.points, spans)));
    refill(this.astray, astray.size > 0 && h("p", { class: "notice bad", role: "alert" },
      `The text has other words in the places of ${count(astray.size, "claim")}. These are not highlighted.`));
  }

  entry(claim) {
    return h("li", { class: claim.review.state }, h("button", {
      type: "button", "data-claim": claim.claim_id, onclick: () => this.picked(claim.claim_id),
    }, h("strong", { dir: "auto" }, sourceOf(claim)), " ", cueBadge(claim), " ", h("span", { dir: "auto" }, wordsOf(claim)), " ", marks(claim)));
  }

  legend() {
    const attributed = this.claims.filter((claim) => claim.directness !== "unattributed");
    const counts = families().map((name) => [name, attributed.filter((claim) => family(claim.cue_class) === name).length]);
    return h("ul", { class: "legend", "aria-label": "Colours" },
      counts.filter(([, number]) => number).map(([name, number]) => h("li", {}, h("span", { class: `dot ${name}`, "aria-hidden": "true" }), `${said(name)} ${number}`)),
      h("li", {}, h("span", { class: "hedge" }, "hedge")), h("li", {}, h("span", { class: "verification" }, "verification")),
      this.more && h("li", {}, `the first ${this.claims.length} claims are shown`));
  }

  options() {
    const toggle = (name, label) => {
      const input = h("input", { type: "checkbox", checked: Boolean(this.parameters[name]) });
      input.addEventListener("change", () => {
        this.parameters[name] = input.checked ? "1" : "";
        this.note();
        this.draw();
      });
      return h("label", { class: "check" }, input, label);
    };
    const single = h("input", { type: "checkbox", checked: keys, onchange: () => { keys = single.checked; } });
    const without = this.article.coverage.filter((sentence) => sentence.reason).length;
    return h("div", { class: "options" },
      toggle("own", "The author’s own statements"),
      toggle("coverage", `Why ${count(without, "sentence")} hold no claim`),
      h("label", { class: "check" }, single, "Single keys step and judge"));
  }

  note() {
    remember(link("article", this.article.article_id, this.parameters));
  }

  // --- Choosing ---

  choose(id, { quietly = false } = {}) {
    const claim = this.claim(id);
    if (!claim) return;
    this.chosen = id;
    this.editing = false;
    if (!quietly) {
      this.parameters.claim = id;
      this.note();
    }
    if (!this.marksOf(id).length) this.draw(); // the author's own, which had not been asked for
    refresh(this.detail, this.card(claim));
    this.detail.classList.toggle("idle", quietly);
    this.light();
    if (quietly) return;
    this.marksOf(id)[0]?.scrollIntoView({ block: NARROW.matches ? "start" : "center", behavior: STILL.matches ? "auto" : "smooth" });
  }

  step(by) {
    const claims = this.visible();
    const at = claims.findIndex((claim) => claim.claim_id === this.chosen);
    this.choose(claims[Math.min(Math.max(at + by, 0), claims.length - 1)]?.claim_id);
  }

  marksOf(id) {
    return [...this.text.querySelectorAll("[data-claims]")].filter((each) => each.dataset.claims.split(" ").includes(id));
  }

  /** Light up the chosen claim, wherever its words are. */
  light() {
    for (const each of this.text.querySelectorAll(".chosen")) each.classList.remove("chosen");
    for (const each of this.marksOf(this.chosen)) each.classList.add("chosen");
    for (const each of this.list.querySelectorAll("[data-claim]")) {
      each.setAttribute("aria-current", String(each.dataset.claim === this.chosen));
    }
  }

  clicked({ target }) {
    const owner = target.closest("[data-owner]")?.dataset.owner;
    if (owner && getSelection().isCollapsed) this.picked(owner);
  }

  /** What is being edited is not left by a click. */
  picked(id) {
    if (!this.editing) this.choose(id);
  }

  hovered({ target }) {
    const owner = target.closest("[data-owner]")?.dataset.owner;
    if (owner === this.under) return;
    for (const each of this.text.querySelectorAll(".same")) each.classList.remove("same");
    if (owner) for (const each of this.marksOf(owner)) each.classList.add("same");
    this.under = owner;
  }

  pressed(event) {
    if (this.editing && event.key === "Escape") this.choose(this.chosen);
    if (!keys || this.editing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input:not([type="checkbox"]), select, textarea')) return;
    const { key } = event;
    if (Object.hasOwn(STEPS, key)) this.step(STEPS[key]);
    else if (event.repeat) return; // a key that is held down judges once
    else if (Object.hasOwn(ACTS, key)) this.act(ACTS[key]);
    else if (key === "c") this.detail.querySelector(".cite")?.click();
    else return;
    event.preventDefault();
  }

  // --- The claim ---

  card(claim) {
    const cite = h("button", { type: "button", class: "cite", "aria-keyshortcuts": "c" }, "Copy as citation", h("kbd", { "aria-hidden": "true" }, "c"));
    cite.addEventListener("click", () => copy(citation(claim, this.article), cite));
    const close = h("button", { type: "button", class: "quiet close", onclick: () => this.detail.classList.add("idle") }, "Close");
    return [
      close, h("h2", { dir: "auto" }, sourceOf(claim)),
      h("p", { class: "how" }, cueBadge(claim), marks(claim)),
      h("blockquote", { dir: "auto" }, wordsOf(claim)),
      this.facts(claim), judgement(claim), buttons(claim, (name) => this.act(name)),
      h("div", { class: "toolbar" }, h("button", { type: "button", "aria-keyshortcuts": "p", onclick: () => this.step(-1) }, "Previous", h("kbd", { "aria-hidden": "true" }, "p")),
        h("button", { type: "button", "aria-keyshortcuts": "n", onclick: () => this.step(1) }, "Next", h("kbd", { "aria-hidden": "true" }, "n")), cite),
    ];
  }

  facts(claim) {
    const { source, verification, check_worthiness: worth } = claim;
    const names = (found) => found.map((each) => each.exact).join("; ");
    const rows = [
      ["Source", [source && said(source.type), source?.role, source?.resolution && source.resolution !== "explicit" && `by ${said(source.resolution)}`].filter(Boolean).join(", ")],
      ["Passed on by", claim.attribution_chain.slice(0, -1).map((step) => step.name).join(" → ")],
      ["Form", [said(claim.directness), claim.kind && said(claim.kind)].filter(Boolean).join(", ")],
      ["Verification", verification.span && `“${verification.span.exact}”`],
      ["Said on", claim.utterance_date && (claim.utterance_date.edtf ?? claim.utterance_date.exact)],
      ["Numbers, dates", figures(claim)],
      ["Mentions", names([...claim.entities, ...claim.places])],
      ["Worth a check", worth && `${worth.score.toFixed(2)}, number ${worth.rank} here: ${worth.reasons.join("; ")}`],
      ["Confidence", claim.confidence.toFixed(2)],
      ["Characters", claim.content.map((piece) => `${piece.start}–${piece.end}`).join(", ")],
    ];
    return h("dl", {}, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", { dir: "auto" }, value)]),
      claim.relations.map((relation) => this.relation(relation)));
  }

  relation({ type, claim_id: id }) {
    const other = this.claims.find((claim) => claim.claim_id === id);
    const open = h("button", { type: "button", class: "quiet", dir: "auto", onclick: () => this.choose(id) },
      other ? `${sourceOf(other)}: ${wordsOf(other)}` : "another claim");
    return [h("dt", {}, said(type)), h("dd", {}, open)];
  }

  // --- Review ---

  act(name) {
    const record = this.record(this.chosen);
    if (!record) return;
    const state = { accept: "accepted", reject: "rejected", withdraw: "machine" }[name];
    if (name === "edit") this.edit(record);
    else this.take(record.claim_id, { state });
  }

  edit(record) {
    const id = record.claim_id;
    let sent = false;
    const done = async (step) => {
      if (!step) this.choose(id);
      else if (!sent) {
        sent = true;
        sent = await this.take(id, step);
      }
    };
    const selected = () => selectedSpan(this.text, this.points);
    const form = editor(record, selected, done);
    refill(this.detail, h("h2", {}, "Edit"), form);
    this.editing = true;
    form.elements.source.focus();
  }

  /** Steps are taken one after the other, each from where the one before has led. */
  take(id, step) {
    this.taken = this.taken.then(() => this.tried(id, step));
    return this.taken;
  }

  /** Take a step; whether it was taken. */
  async tried(id, step) {
    const record = this.record(id);
    if (step.state === "machine" && record.review.state === "machine") return false;
    try {
      this.replace(await judge(record, step));
      if (step.edit && this.chosen === id) this.choose(id);
      return true;
    } catch (error) {
      await this.refused(this.claim(id), error);
      return false;
    }
  }

  /** Say why; if somebody else judged the claim meanwhile, show what they said. */
  async refused(claim, error) {
    const overtaken = error.status === 412;
    const now = overtaken && await get(`/claims/${claim.claim_id}`).catch(() => null);
    if (now) this.replace(now);
    const words = overtaken ? "Somebody else judged the claim meanwhile. Look at it, and judge again." : error.message;
    const which = this.chosen === claim.claim_id ? "" : `${sourceOf(claim)}, “${wordsOf(claim)}”: `;
    this.detail.prepend(h("div", { class: "notice bad", role: "alert" }, which + words, now && this.editing && judgement(now)));
  }

  /** Show what has become of a claim, wherever the reader is by now. */
  replace(record) {
    const id = record.claim_id;
    const before = this.claim(id).review;
    this.records = this.records.map((each) => (each.claim_id === id ? record : each));
    this.claims = this.records.map(asEdited);
    const claim = this.claim(id);
    if (before.edit || claim.review.edit) this.write();
    for (const mark of this.text.querySelectorAll("mark")) {
      if (mark.dataset.owner === id) mark.classList.replace(before.state, claim.review.state);
    }
    const entry = [...this.list.children].find((each) => each.firstChild.dataset.claim === id);
    if (entry) {
      const made = this.entry(claim);
      entry.className = made.className;
      refresh(entry, ...made.childNodes);
    }
    this.light();
    if (this.chosen === id && !this.editing) refresh(this.detail, this.card(claim));
    announce(`Claim ${said(claim.review.state)}`);
  }
}
