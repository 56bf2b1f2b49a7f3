// @ts-check
import { Refused } from "../api.js";
import { h } from "../dom.js";
import { exact, relative } from "../format.js";

/** Elements that every view uses. */

/** @param {import("../badges.js").Badge} standing */
export function status({ tone, label }) {
  return h("span", { class: `status ${tone}` }, h("i", { class: "dot", "aria-hidden": "true" }), label);
}

/** A moment: relative to the sandbox's clock, the exact one on hover. @param {number} seconds */
export function when(seconds) {
  const moment = new Date(seconds * 1000);
  return h("time", { datetime: moment.toISOString(), title: exact(moment.getTime()) }, relative(seconds));
}

/** A moment in full, with how long ago it was. @param {number} seconds */
export function whenExactly(seconds) {
  return h(
    "time",
    { datetime: new Date(seconds * 1000).toISOString() },
    exact(seconds * 1000),
    h("span", { class: "soft" }, ` · ${relative(seconds)}`),
  );
}

/** The page of whatever has this id. @param {string} id */
export function addressOf(id) {
  const prefix = id.slice(0, id.indexOf("_"));
  /** @type {Record<string, string>} */
  const views = {
    pi: "payments",
    ch: "payments",
    py: "payments",
    re: "payments",
    pyr: "payments",
    dp: "payments",
    du: "payments",
    cus: "customers",
    cs: "checkout",
    evt: "events",
    req: "requests",
    we: "webhooks",
  };
  return `#/${views[prefix] ?? "objects"}/${encodeURIComponent(id)}`;
}

/** @param {string} id */
export function idLink(id) {
  return h("a", { class: "id", href: addressOf(id) }, id);
}

/** Facts as name and value; those without a value are left out. @param {...[string, import("../dom.js").Child]} facts */
export function factList(...facts) {
  return h(
    "dl",
    { class: "facts" },
    facts
      .filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false)
      .map(([name, value]) => h("div", { key: name }, h("dt", {}, name), h("dd", {}, value))),
  );
}

/** A part of a page under its own heading. @param {string} title @param {import("../dom.js").Bag} props @param {...import("../dom.js").Child} children */
export function section(title, props, ...children) {
  const { beside, ...rest } = props;
  const id = `part-${title.toLowerCase().replace(/[^a-z]+/g, "-")}`;
  return h(
    "section",
    { "aria-labelledby": id, key: id, ...rest },
    h("div", { class: "section-head" }, h("h2", { id }, title), beside),
    ...children,
  );
}

/** The head of a page: what it is about, and what can be said in one line. @param {import("../dom.js").Child} title @param {...import("../dom.js").Child} beside */
export function head(title, ...beside) {
  return h("div", { class: "page-head", key: "head" }, h("h1", { tabindex: "-1" }, title), ...beside);
}

/** @param {import("../dom.js").Child} title @param {...import("../dom.js").Child} children */
export function empty(title, ...children) {
  return h("div", { class: "empty", key: "empty" }, h("p", { class: "empty-title" }, title), ...children);
}

/** Lines in the shape of what is being read. @param {number} [lines] */
export function waiting(lines = 6) {
  return h(
    "div",
    { class: "waiting", key: "waiting", "aria-busy": "true" },
    h("span", { class: "hidden" }, "Reading…"),
    Array.from({ length: lines }, () => h("div", { class: "bone", "aria-hidden": "true" })),
  );
}

/** A page about one thing, as long as it is not there. @param {{ error: Error | undefined, read: () => void }} source */
export function unread({ error, read }) {
  if (!error) return waiting();
  const unknown = error instanceof Refused && error.status === 404;
  return unknown
    ? [
        head("Not found"),
        h("p", { key: "why" }, error.message),
        h("p", { class: "soft", key: "hint" }, "A reset may have deleted it."),
      ]
    : [head("This could not be loaded"), failure(error, read)];
}

/** @param {Error} error @param {() => void} again */
export function failure(error, again) {
  return h(
    "div",
    { class: "empty", role: "alert", key: "failure" },
    h("p", { class: "empty-title" }, "This could not be loaded"),
    h("p", {}, error.message),
    h("p", {}, h("button", { type: "button", onclick: again }, "Try again")),
  );
}
