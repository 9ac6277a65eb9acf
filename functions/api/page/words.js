// How the vocabulary of records is said to people. The values themselves are the contracts'.

/** Cue classes by what they mean for a reader; each family has a colour of its own. */
const FAMILIES = {
  states: ["assert", "report", "evidence", "characterise", "opine"],
  alleges: ["allege", "hearsay", "question"],
  denies: ["deny", "neither_confirm_nor_deny", "correct"],
  confirms: ["confirm", "rule"],
  foresees: ["estimate", "assess", "predict"],
  wants: ["promise", "demand", "advise", "plead"],
  own: ["none"],
};

export const CUE_CLASSES = Object.values(FAMILIES).flat();
export const POLARITIES = ["affirmed", "denied", "no_position"];
export const VERIFICATIONS = [
  "none_stated", "outlet_unable_to_verify", "outlet_verified", "confirmed_in_article",
  "corroborated_in_article", "disputed_in_article", "denied_in_article", "document_authenticated", "superseded",
];
export const DIRECTNESS = ["direct", "indirect", "mixed", "embedded_post", "interview_answer", "headline"];
export const KINDS = ["fact", "opinion", "normative", "prediction", "commitment", "speech_act"];
export const REVIEWS = ["machine", "accepted", "edited", "rejected"];

const SAID = {
  none: "no cue",
  none_stated: "nothing said",
  outlet_unable_to_verify: "outlet could not verify",
  outlet_verified: "outlet verified",
  confirmed_in_article: "confirmed in the article",
  corroborated_in_article: "corroborated in the article",
  disputed_in_article: "disputed in the article",
  denied_in_article: "denied in the article",
  machine: "not judged",
  states: "states", alleges: "alleges", denies: "denies", confirms: "confirms",
  foresees: "foresees", wants: "wants", own: "no cue",
  expanded: "divided", expanding: "being divided", parsing: "being read", parsed: "read", ready: "ready",
  unparsed_attribution: "somebody’s words, source not found",
  right_of_reply: "asked for comment",
};

/** A value in words. */
export const said = (value) => SAID[value] ?? String(value).replaceAll("_", " ");

/** The family of a cue class. */
export const family = (cueClass) =>
  Object.keys(FAMILIES).find((name) => FAMILIES[name].includes(cueClass)) ?? "states";

/** All families, in the order of a legend. */
export const families = () => Object.keys(FAMILIES);

/** A date and time of the API as the reader's own. */
export function moment(written) {
  const date = new Date(written);
  return Number.isNaN(date.valueOf()) ? written : date.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}

/** The day of a date, or of a date and time, in EDTF. */
export const dayOf = (written) => written?.replace(/T.*/, "");

/** A number with its noun. */
export const count = (number, one, many = `${one}s`) => `${number.toLocaleString()} ${number === 1 ? one : many}`;
