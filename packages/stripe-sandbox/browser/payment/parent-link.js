// @ts-check
/** @typedef {Record<string, any>} Bag */

const facts = new URLSearchParams(location.hash.slice(1));
const channel = facts.get("channel");
const parent = facts.get("parent") ?? "";

/** What the page told this frame when it made it. */
export const frameFacts = facts;

/** Browsers that name the embedding page let us check that it is who it says. */
const isEmbeddedByParent = () =>
  window.parent !== window &&
  (location.ancestorOrigins?.[0] ?? parent) === parent &&
  parent.startsWith("http");

/**
 * Says something to the page that made this frame, and to no other: its origin was fixed at that moment.
 * @param {string} type @param {Bag} [data]
 */
export function tellParent(type, data = {}) {
  if (isEmbeddedByParent()) window.parent.postMessage({ ...data, channel, type }, parent);
}

/** @param {Record<string, (message: Bag) => Bag | void | Promise<Bag | void>>} handlers */
export function listenToParent(handlers) {
  addEventListener("message", async ({ origin, source, data }) => {
    if (origin !== parent || source !== window.parent || data?.channel !== channel) return;
    const answer = await handlers[data.type]?.(data);
    if (data.id) tellParent("answer", { id: data.id, answer: answer ?? {} });
  });
}
