// Signing in: authorization code with PKCE (RFC 7636), at the issuer that the settings name. Tokens
// are kept in memory alone; during the redirect the storage of the tab holds what is needed to
// finish it, and nothing else.

const PENDING = "hearsay.sign-in";
const HERE = () => `${location.origin}/`;

let tokens = null;
let settings = null;
let endpoints = null;
let renewing = null;
let tell = () => {};

/** The person could not be signed in. */
export class SignInError extends Error {}

/**
 * The token for requests.
 *
 * Whoever has signed out has none: what still runs then ends, and signs nobody in again.
 */
export function token() {
  if (!tokens) throw new SignInError("You are signed out on this page.");
  return tokens.access_token;
}

/** Be told true when the sign-in has ended by itself, and false when it goes on after all. */
export function watchEnd(listener) {
  tell = listener;
}

/** Sign in; true once there is a token, false if the person is on the way to the issuer. */
export async function start() {
  const returned = new URLSearchParams(location.search);
  if (!returned.has("code") && !returned.has("error")) return leave();
  await redeem(returned);
  return true;
}

/** Go to the issuer; the view that is open now comes back after it. */
export async function leave() {
  const verifier = random();
  const pending = { verifier, state: random(), hash: location.hash };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const { authorization_endpoint } = await discovered();
  const address = asking(authorization_endpoint, {
    response_type: "code",
    client_id: settings.client_id,
    redirect_uri: HERE(),
    scope: settings.scopes.join(" "),
    state: pending.state,
    code_challenge: await challenge(verifier),
    code_challenge_method: "S256",
  });
  location.replace(address); // or the way back would lead here, and from here to the issuer again
  return false;
}

/** An address with parameters beside those that it has (RFC 6749, section 3.1). */
function asking(endpoint, parameters) {
  const address = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address;
}

/**
 * Get another token for one that is no longer taken.
 *
 * Requests that are refused together renew it once. Where there is none to be had, nobody is led
 * away from what they have not kept: an error says so, and the page offers to sign in again.
 */
export async function renew(stale) {
  if (token() !== stale) return;
  renewing ??= renewed().finally(() => { renewing = null; });
  await renewing;
}

async function renewed() {
  const { refresh_token } = tokens;
  if (!refresh_token) throw ended();
  try {
    const others = await ask({ grant_type: "refresh_token", refresh_token });
    if (tokens) tokens = { refresh_token, ...others }; // whoever signed out meanwhile stays out
    tell(false);
  } catch (error) {
    throw error.cause ? error : ended(error); // that the network fails says nothing of the token
  }
}

function ended(cause) {
  token(); // whoever signed out meanwhile knows
  tell(true);
  return new SignInError("Your sign-in has ended.", { cause });
}

/** Forget the tokens, here and, if it can be told, at the issuer. */
export async function signOut() {
  tokens = null;
  const end = (await discovered()).end_session_endpoint;
  if (!end) return;
  // The standard's name of where to return to, and that of Cognito.
  location.assign(asking(end, {
    client_id: settings.client_id, post_logout_redirect_uri: HERE(), logout_uri: HERE(),
  }));
}

async function redeem(returned) {
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? "null");
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, "", `/${pending?.hash ?? ""}`);
  if (!pending || pending.state !== returned.get("state")) {
    throw new SignInError("The answer is not to a question of this tab.");
  }
  if (returned.has("error")) throw new SignInError(returned.get("error_description") ?? returned.get("error"));
  tokens = await ask({
    grant_type: "authorization_code",
    code: returned.get("code"),
    redirect_uri: HERE(),
    code_verifier: pending.verifier,
  });
}

async function ask(form) {
  const { token_endpoint } = await discovered();
  const body = new URLSearchParams({ client_id: settings.client_id, ...form });
  return json(fetch(token_endpoint, { method: "POST", body }));
}

/** Where the issuer is asked for what; it is looked up until it has been found once. */
async function discovered() {
  settings ??= await json(fetch("page/settings.json"));
  endpoints ??= await json(fetch(`${settings.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`));
  return endpoints;
}

async function json(request) {
  const answer = await request.catch((error) => {
    throw new SignInError(`What is needed to sign in cannot be reached (${error.message}).`, { cause: error });
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new SignInError(body.error_description ?? body.error ?? `It answers ${answer.status}.`);
  return body;
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challenge(verifier) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
