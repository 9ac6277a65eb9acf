// Files that were dropped on the page, each on its way to claims or a failure. They outlive the
// view: whoever looks elsewhere meanwhile finds them again.

import { Refusal, get, post, send } from "./api.js";

const TYPES = {
  txt: "text/plain", html: "text/html", htm: "text/html", xhtml: "text/html", md: "text/markdown",
  markdown: "text/markdown", json: "application/json", pdf: "application/pdf", eml: "message/rfc822",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xml: "application/xml", rss: "application/xml", atom: "application/xml",
  zip: "application/zip", gz: "application/gzip", warc: "application/warc",
  jsonl: "application/jsonl", ndjson: "application/jsonl",
};
const SETTLED = ["ready", "expanded", "failed", "deleted"];
const AT_ONCE = 3;
const POLL = 1000;
const EACH = 100; // the API answers fifty requests a second, and others ask as well
const PATIENCE = 60;

/** What an upload goes through, in order. */
export const STAGES = ["sent", "arrived", "read", "claims found"];

const uploads = [];
const listeners = new Set();
let sending = 0;
let following = 0;

/** All files in the order they were dropped: `{name, stage, share, article, trouble}`. */
export const dropped = () => [...uploads];

/** Be told of every file that changed until the signal ends it. */
export function watch(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}

/** Endings of files that can be dropped. */
export const endings = () => Object.keys(TYPES).map((ending) => `.${ending}`).join(",");

/** Take files; `published` is for those that do not say it themselves. */
export function take(files, published) {
  for (const file of files) {
    const upload = { name: file.name, file, published, stage: -1, share: 0 };
    uploads.push(upload);
    tell(upload);
  }
  next();
}

/** Watch what becomes of a file that is tried again. */
export function again(upload) {
  watched(upload, `/articles/${upload.article.article_id}`);
}

function next() {
  const waiting = uploads.find((upload) => upload.stage === -1 && !upload.begun && !upload.trouble);
  if (!waiting || sending >= AT_ONCE) return;
  waiting.begun = true;
  sending += 1;
  deliver(waiting).catch((error) => { waiting.trouble = error.message; }).finally(() => {
    sending -= 1;
    tell(waiting);
    next();
  });
  next();
}

async function deliver(upload) {
  const form = await post("/uploads", request(upload));
  if (upload.file.size > form.max_bytes) throw new Error(`It has more than ${Math.round(form.max_bytes / 1024 ** 2)} MB.`);
  await send(form, upload.file, (share) => {
    upload.share = share;
    tell(upload);
  });
  upload.file = null; // its bytes may go
  upload.stage = 0;
  watched(upload, form.status);
}

function request({ name, published }) {
  const ending = name.split(".").at(-1).toLowerCase();
  const content_type = TYPES[ending];
  if (!content_type) throw new Error(`Files that end in .${ending} are not read.`);
  return { name, content_type, ...(published ? { published } : {}) };
}

async function watched(upload, status) {
  following += 1;
  try {
    await follow(upload, status, upload.article?.updated_at);
  } catch (error) {
    upload.trouble = error.message;
    tell(upload);
  }
  following -= 1;
}

/** Ask until it has settled; for as long as nothing has changed `since`, what is to come has not begun. */
async function follow(upload, status, since) {
  for (let idle = 0; idle < PATIENCE; ) {
    const found = await get(status).catch((error) => {
      if (passes(error) && ++idle < PATIENCE) return null;
      throw error;
    });
    if (found && found.updated_at !== since) {
      Object.assign(upload, { article: found, stage: stageOf(found) });
      tell(upload);
      if (SETTLED.includes(found.state)) return;
      idle = 0;
    } else if (found) idle += 1;
    await new Promise((resolve) => { setTimeout(resolve, Math.max(POLL, following * EACH)); });
  }
}

/** It is not there yet, there is too much to do, or the network was away for once. */
function passes(error) {
  if (error instanceof Refusal) return [404, 429].includes(error.status) || error.status >= 500;
  return error instanceof TypeError;
}

function stageOf(article) {
  if (article.failure) return { deliver: 0, extract: 2 }[article.failure.stage] ?? 1;
  return { parsing: 1, expanding: 1, parsed: 2 }[article.state] ?? 3;
}

function tell(upload) {
  for (const listener of listeners) listener(upload);
}
