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

/** Copy words, and say so on the button that was pressed. */
export async function copy(words, button) {
  await navigator.clipboard.writeText(words);
  const before = button.textContent;
  button.textContent = "Copied";
  announce("Copied");
  setTimeout(() => { button.textContent = before; }, 1500);
}
