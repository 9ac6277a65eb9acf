// The overview: how much is claimed, by whom, and how, in a range of days.

import { get } from "./api.js";
import { bars, days, shares } from "./charts.js";
import { h, refill } from "./dom.js";
import { link } from "./router.js";
import { family, families, said } from "./words.js";

export const title = "Overview";

const DAY = 86_400_000;
const LONGEST = 366;
const USUAL = 29;

export async function open({ parameters }, main, signal) {
  const range = whole(parameters.from || parameters.to ? parameters : await latest());
  const found = await get("/overview", range);
  if (signal.aborted) return;
  refill(main, h("h1", {}, "Overview"), chooser(range), found.articles || found.claims || found.own ? figures(found, range) : nothing());
}

/** A range with both its days, of which the API takes thirty where one is missing. */
function whole({ from, to }) {
  const last = to || (from ? later(from, USUAL) : new Date().toISOString().slice(0, 10));
  return { from: from || later(last, -USUAL), to: last };
}

/** A day that many days later; what is no day stays as it is, for the API to refuse. */
function later(day, number) {
  const date = new Date(Date.parse(day) + number * DAY);
  return Number.isNaN(date.valueOf()) ? day : date.toISOString().slice(0, 10);
}

/** The ninety days that end with the newest article; what claims to be of days to come may be of any. */
async function latest() {
  const to = later(new Date().toISOString(), 1); // it may be tomorrow elsewhere
  const { items, articles } = await get("/claims", { limit: 1, articles: true, unattributed: true, to });
  const published = articles[items[0]?.article_id]?.published?.slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(published ?? "")) return {};
  return { from: later(published, -89), to: published };
}

function chooser({ from, to }) {
  const form = h("form", { class: "toolbar", "aria-label": "Range" },
    h("label", { class: "field" }, h("span", {}, "Published from"), h("input", { type: "date", name: "from", value: from })),
    h("label", { class: "field" }, h("span", {}, "to"), h("input", { type: "date", name: "to", value: to })),
    h("button", {}, "Show"),
    h("span", { class: "quiet" }, `${LONGEST} days at most`));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = link("overview", null, Object.fromEntries(new FormData(form)));
  });
  return form;
}

const nothing = () => h("p", { class: "notice" }, "No articles were published in this range.");

function figures(found, range) {
  const cues = Object.entries(found.cue_classes).map(([name, value]) => ({
    name: said(name), value, tone: family(name), href: link("claims", null, { ...range, cue_class: name }),
  }));
  return h("div", { class: "charts" },
    h("dl", { class: "tiles" }, tile(found.claims, "claims"), tile(found.articles, "articles"),
      tile(found.own, "authors’ own statements"),
      found.unverified_share !== null && tile(`${Math.round(found.unverified_share * 100)} %`, "not verified by the outlet")),
    days("Claims by day of publication", found.days.map(({ day, claims }) => ({ day, value: claims })), range),
    shares("What the cues say", byFamily(found.cue_classes)),
    bars("Cues", cues.sort((one, other) => other.value - one.value)),
    bars("Sources with the most claims", found.sources.map(({ name, claims }) => ({
      name, value: claims, href: link("source", name),
    }))),
    bars("Outlets", found.publishers.map(({ name, claims }) => ({
      name, value: claims, href: link("claims", null, { ...range, publisher: name }),
    }))),
    bars("Verification, in the articles’ words", named(found.verifications, "verification", range)),
    bars("Form", named(found.directness, "directness", range)),
    !found.complete && h("p", { class: "quiet" }, `Counted up to the change of ${found.counted_at ?? "none"}; newer ones follow within seconds.`));
}

const tile = (value, name) => h("div", {}, h("dt", {}, name), h("dd", {}, value.toLocaleString()));

const named = (counts, parameter, range) => Object.entries(counts)
  .sort(([, one], [, other]) => other - one)
  .map(([name, value]) => ({ name: said(name), value, href: link("claims", null, { ...range, [parameter]: name }) }));

function byFamily(cueClasses) {
  return families().map((name) => ({
    name: said(name), tone: name,
    value: Object.entries(cueClasses).filter(([each]) => family(each) === name).reduce((sum, [, value]) => sum + value, 0),
  }));
}
