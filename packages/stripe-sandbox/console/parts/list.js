// @ts-check
import { get } from "../api.js";
import { redraw } from "../app.js";
import { h } from "../dom.js";
import { counted } from "../format.js";
import { notifyError } from "../notices.js";
import { createSequence } from "../sequence.js";
import { failure, waiting } from "./bits.js";

/** @typedef {import("../dom.js").Bag} Bag */
/** @typedef {import("../dom.js").Child} Child */

/**
 * Lines that are links: each is one stop for the keyboard, and is read out as one.
 *
 * @param {string} kind @param {string[]} columns @param {Bag[]} items @param {(item: Bag) => { href: string, cells: Child[] }} line
 */
export function lines(kind, columns, items, line) {
  return h(
    "div",
    { class: `list ${kind}`, key: "list" },
    h(
      "div",
      { class: "columns", "aria-hidden": "true" },
      columns.map((name) => h("span", {}, name)),
    ),
    h(
      "ul",
      {},
      items.map((item) => {
        const { href, cells } = line(item);
        return h("li", { key: item.id }, h("a", { class: "line", href }, ...cells));
      }),
    ),
  );
}

const GAP_MS = 500;
const MOST_NEW = 100;

/**
 * A long list, newest first, that grows at both ends: older lines when asked for, newer ones announced and shown when
 * asked for, so that nothing moves under somebody's eyes. Lines that change do so in place.
 *
 * @param {{
 *   path: string, query?: Record<string, string | undefined | null>,
 *   kind: string, columns: string[], noun: [string, string],
 *   line: (item: Bag) => { href: string, cells: Child[] },
 *   adds: (hint: import("../live.js").Hint) => boolean,
 *   changes: (hint: import("../live.js").Hint) => string | undefined,
 *   none: () => Child,
 * }} options `adds`: something may be new; `changes`: the id of the line that is not as it was.
 */
export function createList({ path, query = {}, kind, columns, noun, line, adds, changes, none }) {
  /** @type {Bag[]} */
  let items = [];
  /** @type {Bag[]} */
  let newer = [];
  let hasMore = false;
  let newerHasMore = false;
  let state = /** @type {"reading" | "read" | "failed"} */ ("reading");
  let readingOlder = false;
  /** @type {Error | undefined} */
  let error;
  /** @type {Set<string>} */
  const stale = new Set();
  let mayBeNewer = false;
  /** @type {number | undefined} */
  let timer;

  const sequence = createSequence();
  /** Counts how often the list was begun anew: what was asked of the one before is no answer to this one. */
  let era = 0;

  async function read() {
    const turn = sequence.take();
    try {
      const page = await get(path, query);
      if (!sequence.isNewer(turn)) return;
      era += 1;
      items = page.data;
      hasMore = page.has_more;
      newer = [];
      state = "read";
    } catch (caught) {
      if (!sequence.isNewer(turn)) return;
      error = /** @type {Error} */ (caught);
      if (state !== "read") state = "failed";
    }
    redraw();
  }

  async function readOlder() {
    if (readingOlder) return;
    readingOlder = true;
    redraw();
    const mine = era;
    try {
      const page = await get(path, { ...query, starting_after: items.at(-1)?.id });
      if (mine === era) {
        items = [...items, ...page.data];
        hasMore = page.has_more;
      }
    } catch (caught) {
      notifyError(caught);
    }
    readingOlder = false;
    redraw();
  }

  /** Looks at what the hints were about. */
  async function catchUp() {
    timer = undefined;
    if (state !== "read" || items.length === 0) return read();
    const mine = era;
    try {
      if (mayBeNewer) {
        mayBeNewer = false;
        const first = items[0]?.id;
        const page = await get(path, { ...query, ending_before: first, limit: String(MOST_NEW) });
        if (mine !== era) return;
        // What was new has been shown meanwhile, and would be shown again.
        if (items[0]?.id !== first) {
          mayBeNewer = true;
          timer ??= window.setTimeout(catchUp, GAP_MS);
        } else {
          newer = page.data;
          newerHasMore = page.has_more;
        }
      }
      const ids = items
        .map(({ id }) => id)
        .filter((id) => stale.has(id))
        .slice(0, MOST_NEW);
      stale.clear();
      if (ids.length > 0) {
        const page = await get(path, { type: query.type, ids: ids.join(","), limit: String(MOST_NEW) });
        if (mine !== era) return;
        const fresh = new Map(page.data.map((/** @type {Bag} */ item) => [item.id, item]));
        items = items.map((item) => fresh.get(item.id) ?? item);
      }
    } catch {
      // The page says by itself when the sandbox does not answer; it is read again when it is back.
    }
    redraw();
  }

  function showNewer() {
    if (newerHasMore) read();
    else items = [...newer, ...items];
    newer = [];
    window.scrollTo({ top: 0 });
    redraw();
  }

  return {
    read,
    /** @param {import("../live.js").Hint} hint */
    hint(hint) {
      const all = hint.type === "again" || hint.type === "many";
      if (hint.type === "reset") {
        read();
        return;
      }
      const changed = changes(hint);
      if (all || adds(hint)) mayBeNewer = true;
      if (all) for (const { id } of items) stale.add(id);
      else if (changed && items.some(({ id }) => id === changed)) stale.add(changed);
      if (mayBeNewer || stale.size > 0) timer ??= window.setTimeout(catchUp, GAP_MS);
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
    },
    /** @returns {Child} */
    draw() {
      if (state === "reading") return waiting(10);
      if (state === "failed" && error) return failure(error, read);
      if (items.length === 0) return none();
      return [
        h(
          "div",
          { class: "newer", role: "status", key: "newer" },
          newer.length > 0 &&
            h(
              "button",
              { type: "button", class: "main", onclick: showNewer },
              `${newerHasMore ? `More than ${MOST_NEW}` : newer.length} new ${newer.length === 1 ? noun[0] : noun[1]}`,
            ),
        ),
        lines(kind, columns, items, line),
        h(
          "p",
          { class: "foot soft", key: "foot" },
          counted(items.length, ...noun),
          hasMore ? " shown. " : ".",
          hasMore &&
            h(
              "button",
              { type: "button", onclick: readOlder, "aria-disabled": readingOlder ? "true" : undefined },
              readingOlder ? "Reading…" : "Show older",
            ),
        ),
      ];
    },
  };
}
