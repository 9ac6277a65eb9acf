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
const MISSING_FOR_LONG = 60;

/** What an upload goes through, in order. */
export const STAGES = ["sent", "arrived", "read", "claims found"];

const uploads = [];
const listeners = new Set();
let sending = 0;

/** All files, the last dropped first: `{name, stage, share, article, trouble}`. */
export const dropped = () => [...uploads].reverse();

/** Be told of every change until the signal ends it. */
export function watch(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}

/** Endings of files that can be dropped. */
export const endings = () => Object.keys(TYPES).map((ending) => `.${ending}`).join(",");

/** Take files; `published` is for those that do not say it themselves. */
export function take(files, published) {
  for (const file of files) uploads.push({ name: file.name, file, published, stage: -1, share: 0 });
  next();
}

function next() {
  tell();
  const waiting = uploads.find((upload) => upload.stage === -1 && !upload.begun && !upload.trouble);
  if (!waiting || sending >= AT_ONCE) return;
  waiting.begun = true;
  sending += 1;
  deliver(waiting).catch((error) => { waiting.trouble = error.message; }).finally(() => {
    sending -= 1;
    next();
  });
  next();
}

async function deliver(upload) {
  const form = await post("/uploads", request(upload));
  if (upload.file.size > form.max_bytes) throw new Error(`It has more than ${Math.round(form.max_bytes / 1024 ** 2)} MB.`);
  await send(form, upload.file, (share) => {
    upload.share = share;
    tell();
  });
  upload.file = null; // its bytes may go
  upload.stage = 0;
  follow(upload, form.status).catch((error) => {
    upload.trouble = error.message;
    tell();
  });
}

function request({ name, published }) {
  const ending = name.split(".").at(-1).toLowerCase();
  const content_type = TYPES[ending];
  if (!content_type) throw new Error(`Files that end in .${ending} are not read.`);
  return { name, content_type, ...(published ? { published } : {}) };
}

async function follow(upload, status) {
  for (let missing = 0; ; ) {
    upload.article = await get(status).catch((error) => {
      if (error instanceof Refusal && error.status === 404 && ++missing < MISSING_FOR_LONG) return null;
      throw error;
    });
    upload.stage = stageOf(upload.article);
    tell();
    if (SETTLED.includes(upload.article?.state)) return;
    await new Promise((resolve) => { setTimeout(resolve, POLL); });
  }
}

function stageOf(article) {
  if (!article) return 0;
  if (article.failure) return { deliver: 0, extract: 2 }[article.failure.stage] ?? 1;
  return { parsing: 1, expanding: 1, parsed: 2 }[article.state] ?? 3;
}

function tell() {
  for (const listener of listeners) listener();
}
