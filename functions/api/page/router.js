// Addresses within the page: `#/claims?polarity=denied`, `#/article/ID?claim=ID`.

/** Where the page is: the view, what it is about, and its parameters. */
export function here() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view, ...rest] = path.split("/");
  return {
    view: view || "claims",
    about: rest.map(decoded).join("/") || null,
    parameters: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** What somebody typed may be no encoding of anything; it is then taken as it is. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a view; parameters that are empty are left out. */
export function link(view, about = null, parameters = {}) {
  const kept = Object.entries(parameters).filter(([, value]) => value != null && value !== "" && value !== false);
  const query = new URLSearchParams(kept).toString();
  const path = about === null ? view : `${view}/${encodeURIComponent(about)}`;
  return `#/${path}${query ? `?${query}` : ""}`;
}

/** Change the address without opening the view again. */
export const remember = (address) => history.replaceState(null, "", address);
