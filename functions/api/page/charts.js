// Charts as pictures (SVG) with the same figures as a table for whoever does not see them.

import { h, heads, svg } from "./dom.js";

const HEIGHT = 130;
const WIDTH = 1160;
const ROOM = 22;
const MOST_BARS = 400;
const DAY = 86_400_000;

/** What a bar is for: the number that a day falls under, and what that number is called. */
const UNITS = {
  day: {
    of: (day) => Date.parse(`${day}T00:00:00Z`) / DAY,
    name: (number) => new Date(number * DAY).toISOString().slice(0, 10),
  },
  month: {
    of: (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1,
    name: (number) => `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`,
  },
  year: { of: (day) => Number(day.slice(0, 4)), name: String },
};

/**
 * Bars side by side, one for each day of a range: of thirty days at least, that end with the last.
 *
 * Where these are too many to be seen, one for each month, or for each year.
 */
export function days(caption, counts, range = {}) {
  if (!counts.length) return nothing(caption);
  const to = range.to ?? counts.at(-1).day;
  const first = range.from ?? counts[0].day;
  const from = first < before(to, 29) ? first : before(to, 29);
  const unit = Object.keys(UNITS).find((name) => UNITS[name].of(to) - UNITS[name].of(from) < MOST_BARS) ?? "year";
  const all = every(unit, counts, from, to);
  const most = Math.max(...all.map(({ value }) => value));
  const height = (value) => (value / (most || 1)) * HEIGHT;
  const step = WIDTH / all.length;
  const bars = all.map(({ name, value }, index) =>
    svg("rect", {
      class: "bar", x: index * step, width: Math.max(step - 1, 0.6), y: HEIGHT - height(value), height: height(value),
    }, svg("title", {}, `${name}: ${value}`)));
  const marks = [svg("text", { x: 0, y: HEIGHT + 16 }, all[0].name)];
  if (all.length > 1) {
    marks.push(svg("text", { x: WIDTH, y: HEIGHT + 16, "text-anchor": "end" }, all.at(-1).name));
  }
  const picture = svg("svg", { viewBox: `0 -12 ${WIDTH} ${HEIGHT + ROOM + 12}`, "aria-hidden": "true", class: "days" },
    svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }), bars, marks,
    svg("text", { x: WIDTH, y: -2, "text-anchor": "end" }, `at most ${most} a ${unit}`));
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
      h("table", {}, heads(head),
        h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))))));
}

function nothing(caption) {
  return h("section", { class: "chart" }, h("h2", {}, caption), h("p", { class: "quiet" }, "Nothing in this range."));
}

/** Days without anything count, too: a gap is a finding. */
function every(unit, counts, first, last) {
  const { of, name } = UNITS[unit];
  const sums = new Map();
  for (const { day, value } of counts) sums.set(of(day), (sums.get(of(day)) ?? 0) + value);
  const found = [];
  for (let number = of(first); number <= of(last); number += 1) {
    found.push({ name: name(number), value: sums.get(number) ?? 0 });
  }
  return found;
}

const before = (day, number) => UNITS.day.name(UNITS.day.of(day) - number);
