// Requests to the API, of the same origin as the page.

import { renew, token } from "./sign_in.js";

/** What the API refuses, in its own words (RFC 9457). */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.message ?? problem.title ?? `The API answers ${status}.`);
    this.status = status;
    this.errors = problem.errors ?? [];
  }
}

/** The answer to GET; parameters that are empty are left out. */
export const get = (path, parameters = {}) => request("GET", path, { parameters }).then((answer) => answer.json());

/** A text as it is: what marks the order of bytes is counted by offsets, too. */
export const getText = (path) => request("GET", path).then((answer) => answer.arrayBuffer())
  .then((bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));

/** A page in one of the API's formats, and the cursor of the next one (RFC 8288), or null. */
export async function getPage(path, parameters) {
  const answer = await request("GET", path, { parameters });
  const next = /<([^>]*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
  const cursor = next ? new URL(next, location.origin).searchParams.get("cursor") : null;
  return { text: await answer.text(), cursor };
}

/** Ask for something to be done. */
export const post = (path, body) => request("POST", path, { body }).then((answer) => answer.json());

/** The next step of a claim's review, if it is still where we saw it. */
export const patch = (path, body, version) =>
  request("PATCH", path, { body, headers: { "If-Match": `"${version}"` } }).then((answer) => answer.json());

/** All items of a list, up to a number, and the articles told of beside; `more` says whether there are others. */
export async function getAll(path, parameters = {}, most = 2000) {
  const items = [];
  const articles = {};
  let cursor = null;
  do {
    const page = await get(path, { ...parameters, limit: 100, cursor });
    items.push(...page.items);
    Object.assign(articles, page.articles);
    cursor = page.next_cursor;
  } while (cursor && items.length < most);
  return { items, articles, more: Boolean(cursor) };
}

/** Put a file where the API's form says; `progress` is told the share that has been sent. */
export function send(form, file, progress) {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append("file", file);
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    sending.onload = () => (sending.status < 300 ? resolve() : reject(new Error(refusedBy(sending))));
    sending.onerror = () => reject(new Error("The file could not be sent. Check the network, and try again."));
    sending.open("POST", form.url);
    sending.send(body);
  });
}

function refusedBy(sending) {
  const code = /<Code>(\w+)<\/Code>/.exec(sending.responseText)?.[1];
  if (code === "EntityTooLarge") return "The file is larger than this installation takes.";
  return `The store refused the file: ${code ?? sending.status}.`;
}

async function request(method, path, { parameters = {}, body, headers = {} } = {}, again = true) {
  const mine = token();
  const answer = await fetch(address(path, parameters), {
    method,
    headers: {
      Authorization: `Bearer ${mine}`,
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  if (answer.status === 401 && again) {
    await renew(mine);
    return request(method, path, { parameters, body, headers }, false);
  }
  if (!answer.ok) throw new Refusal(answer.status, await answer.json().catch(() => ({})));
  return answer;
}

function address(path, parameters) {
  const kept = Object.entries(parameters).filter(([, value]) => value != null && value !== "" && value !== false);
  const query = new URLSearchParams(kept).toString();
  return query ? `${path}?${query}` : path;
}
