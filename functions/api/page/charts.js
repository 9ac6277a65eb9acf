// Charts as pictures (SVG) with the same figures as a table for whoever does not see them.

import { h, svg } from "./dom.js";

const HEIGHT = 130;
const WIDTH = 1160;
const ROOM = 22;

/** Bars side by side, one for each day of a range: of thirty days at least, that end with the last. */
export function days(caption, counts, range = {}) {
  if (!counts.length) return nothing(caption);
  const to = range.to ?? counts.at(-1).day;
  const first = range.from ?? counts[0].day;
  const all = everyDay(counts, first < before(to, 29) ? first : before(to, 29), to);
  const most = Math.max(...all.map(({ value }) => value));
  const step = WIDTH / all.length;
  const bars = all.map(({ day, value }, index) =>
    svg("rect", {
      class: "bar", x: index * step, width: Math.max(step - 1, 0.6),
      y: HEIGHT - (value / most) * HEIGHT, height: (value / most) * HEIGHT,
    }, svg("title", {}, `${day}: ${value}`)));
  const marks = [svg("text", { x: 0, y: HEIGHT + 16 }, all[0].day)];
  if (all.length > 1) {
    marks.push(svg("text", { x: WIDTH, y: HEIGHT + 16, "text-anchor": "end" }, all.at(-1).day));
  }
  const picture = svg("svg", { viewBox: `0 -12 ${WIDTH} ${HEIGHT + ROOM + 12}`, "aria-hidden": "true", class: "days" },
    svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }), bars, marks,
    svg("text", { x: WIDTH, y: -2, "text-anchor": "end" }, `at most ${most} a day`));
  return figure(caption, picture, ["Day", "Claims"], counts.map(({ day, value }) => [day, value]));
}

/** Bars below one another, each with its name and number; a row may lead somewhere. */
export function bars(caption, rows, { open } = {}) {
  if (!rows.length) return nothing(caption);
  const most = Math.max(...rows.map(({ value }) => value));
  const list = h("ul", { class: "bars" }, rows.map(({ name, value, href, tone }) => {
    const meter = h("span", { class: `meter ${tone ?? ""}` });
    meter.style.width = `${(value / most) * 100}%`;
    return h("li", {},
      h("span", { class: "name" }, href ? h("a", { href }, name) : name),
      h("span", { class: "track", "aria-hidden": "true" }, meter),
      h("span", { class: "number" }, value.toLocaleString()));
  }));
  return h("section", { class: "chart" }, h("h2", {}, caption), list, open);
}

/** Parts of a whole, as one bar and a legend. */
export function shares(caption, rows) {
  const whole = rows.reduce((sum, { value }) => sum + value, 0);
  if (!whole) return nothing(caption);
  const pieces = rows.filter(({ value }) => value).map(({ name, value, tone }) => {
    const piece = h("span", { class: `piece ${tone}`, title: `${name}: ${value}` });
    piece.style.flexGrow = value;
    return piece;
  });
  const legend = rows.filter(({ value }) => value).map(({ name, value, tone, href }) =>
    h("li", {}, h("span", { class: `dot ${tone}`, "aria-hidden": "true" }), href ? h("a", { href }, name) : name,
      ` ${value.toLocaleString()} (${Math.round((value / whole) * 100)} %)`));
  return h("section", { class: "chart" }, h("h2", {}, caption),
    h("div", { class: "whole", "aria-hidden": "true" }, pieces), h("ul", { class: "legend" }, legend));
}

function figure(caption, picture, head, rows) {
  return h("section", { class: "chart" }, h("h2", {}, caption), picture,
    h("details", {}, h("summary", {}, "As a table"),
      h("table", {}, h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))))));
}

function nothing(caption) {
  return h("section", { class: "chart" }, h("h2", {}, caption), h("p", { class: "quiet" }, "Nothing in this range."));
}

/** Days without anything count, too: a gap is a finding. */
function everyDay(counts, first, last) {
  const known = new Map(counts.map(({ day, value }) => [day, value]));
  const found = [];
  for (let day = first; day <= last; day = before(day, -1)) {
    found.push({ day, value: known.get(day) ?? 0 });
  }
  return found;
}

function before(day, number) {
  return new Date(Date.parse(`${day}T00:00:00Z`) - number * 86_400_000).toISOString().slice(0, 10);
}
