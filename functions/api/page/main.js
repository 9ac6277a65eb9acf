// The page: signs in, and opens the view that the address names.

import { announce, h, refill } from "./dom.js";
import { here } from "./router.js";
import { leave, signOut, start, watchEnd } from "./sign_in.js";
import * as article from "./view_article.js";
import * as articles from "./view_articles.js";
import * as claims from "./view_claims.js";
import * as overview from "./view_overview.js";
import * as source from "./view_source.js";
import * as sources from "./view_sources.js";

// A view has a `title` and `open(place, main, signal)`, which fills the page; the signal ends with it.
const VIEWS = { claims, articles, article, sources, source, overview };
const main = document.getElementById("main");
let open = new AbortController();

async function show() {
  open.abort();
  open = new AbortController();
  const { signal } = open;
  const place = here();
  const view = Object.hasOwn(VIEWS, place.view) ? VIEWS[place.view] : claims;
  mark(place.view);
  document.title = `${view.title} · Hearsay`;
  refill(main, h("p", { class: "waiting" }, "One moment …"));
  try {
    await view.open(place, main, signal);
  } catch (error) {
    if (!signal.aborted) refill(main, failed(error));
  }
  if (signal.aborted) return;
  main.focus({ preventScroll: true });
  announce(document.title);
}

function failed(error) {
  if (error.status === undefined) console.error(error);
  return h("section", { class: "notice bad", role: "alert" },
    h("h1", {}, "That did not work"), h("p", {}, error.message),
    h("button", { type: "button", onclick: show }, "Try again"));
}

/** Tell which view is open. */
function mark(view) {
  const parents = { article: "articles", source: "sources" };
  for (const each of document.querySelectorAll("nav a")) {
    const is = each.hash === `#/${parents[view] ?? view}`;
    if (is) each.setAttribute("aria-current", "page");
    else each.removeAttribute("aria-current");
  }
}

function signedOut(message) {
  document.getElementById("sign-out").hidden = true;
  signInEnded(false);
  refill(main, h("section", { class: "notice", role: "alert" }, h("h1", {}, "Not signed in"), h("p", {}, message),
    signInButton((error) => signedOut(error.message))));
}

const signInButton = (failed) => h("button", { type: "button", onclick: () => leave().catch(failed) }, "Sign in");

/** Said beside the view, which stays as it is: what somebody has written there is still to be had. */
function signInEnded(ended) {
  const place = document.getElementById("session");
  if (ended === place.hasChildNodes()) return;
  const words = h("p", {}, "Your sign-in has ended. What you have written and not sent is still here; signing in opens the page anew.");
  refill(place, ended && h("section", { class: "notice", role: "alert" }, words,
    signInButton((error) => { words.textContent = error.message; })));
}

/** Files that miss their place would have the browser show them in place of the page. */
function guard(event) {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
}

async function begin() {
  watchEnd(signInEnded);
  try {
    if (!(await start())) return;
  } catch (error) {
    signedOut(error.message);
    return;
  }
  const out = document.getElementById("sign-out");
  out.hidden = false;
  out.addEventListener("click", async () => {
    window.removeEventListener("hashchange", show);
    open.abort();
    await signOut();
    signedOut("You are signed out on this page.");
  });
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address belongs to the view
    main.focus();
  });
  window.addEventListener("hashchange", show);
  for (const name of ["dragover", "drop"]) window.addEventListener(name, guard);
  await show();
}

await begin();
