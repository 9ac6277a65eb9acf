// Makes elements. Whatever comes from articles gets into the page as text alone: nothing here, or
// anywhere else in the page, takes markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with its attributes and children.
 *
 * A function as an attribute is a listener (`onclick`); true is an attribute without a value;
 * false, null and undefined are none. Children are nodes, texts, lists of them, or nothing.
 */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for a picture. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** Put other children into an element. */
export function refill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

const CONTROLS = "a[href], button, input, select, textarea, summary";
const called = (control) =>
  [control.tagName, control.getAttribute("href"), control.getAttribute("aria-label") ?? control.textContent].join(" ");

/** The same where somebody may stand with the keyboard: they keep the control they are at, or get the first. */
export function refresh(element, ...children) {
  const at = element.contains(document.activeElement) ? called(document.activeElement) : null;
  refill(element, ...children);
  if (at === null) return element;
  const controls = [...element.querySelectorAll(CONTROLS)].filter((each) => each.getClientRects().length);
  (controls.find((each) => called(each) === at) ?? controls[0])?.focus({ preventScroll: true });
  return element;
}

/** A button for what comes next: pressed again before it is there it does nothing, and it says what went wrong. */
export function moreButton(words, work) {
  const trouble = h("span", { class: "bad", role: "alert" });
  const button = h("button", { type: "button", class: "more" }, words);
  let busy = false;
  button.addEventListener("click", async () => {
    if (busy) return;
    busy = true;
    trouble.remove();
    try {
      await work();
    } catch (error) {
      button.after(refill(trouble, ` ${error.message}`));
    }
    busy = false;
  });
  return button;
}

/** A table's row of heads. */
export const heads = (names) => h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, name))));

/** A table of one kind, with a caption for those who do not see what it is. */
export const table = (kind, caption, names, body) =>
  h("table", { class: kind }, h("caption", { class: "unseen" }, caption), heads(names), body);

const EMPTY_PAGES = 5;

/**
 * A list that comes page by page: its element, and what loads its next page.
 *
 * `ask` gives `{rows, next}` for a cursor. A page may be empty though others follow: a few of them
 * are gone through at once, then the button goes on. `shown` makes what is around the rows, a
 * `tbody`; `empty` is told whether there are others.
 */
export function pages(words, ask, shown, empty) {
  const rows = h("tbody", {});
  const list = h("div", {});
  let cursor = null;
  const load = async () => {
    for (let left = EMPTY_PAGES; left > 0; left -= 1) {
      const page = await ask(cursor);
      rows.append(...page.rows);
      cursor = page.next;
      if (page.rows.length || !cursor) break;
    }
    if (!list.contains(rows)) refill(list, rows.children.length ? shown(rows) : empty(Boolean(cursor)));
    more.hidden = !cursor;
    announce(`${rows.children.length.toLocaleString()} shown`);
  };
  const more = moreButton(words, load);
  return { elements: [list, more], load };
}

/** Have a screen reader say something. */
export function announce(words) {
  document.getElementById("announcer").textContent = words;
}

/** A link to a place of the web, if it is one: an address from an article may be anything. */
export function outside(address, words = address) {
  const safe = /^https?:\/\//i.test(address ?? "");
  return safe ? h("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank" }, words) : words;
}

/** Hand a file to the person. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const labels = new WeakMap();

/** Copy words, and say on the button that was pressed whether it could be done. */
export async function copy(words, button) {
  const told = await navigator.clipboard.writeText(words).then(() => "Copied", () => "Not allowed to copy");
  if (!labels.has(button)) {
    labels.set(button, [...button.childNodes]);
    setTimeout(() => {
      button.replaceChildren(...labels.get(button));
      labels.delete(button);
    }, 1500);
  }
  button.textContent = told;
  announce(told);
}
