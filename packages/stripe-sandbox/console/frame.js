// @ts-check
import { access } from "./api.js";
import { clock } from "./clock.js";
import { h } from "./dom.js";
import { exact, span } from "./format.js";
import { drawHelp, toggleHelp } from "./help.js";
import { connection } from "./live.js";

/** @typedef {import("./dom.js").Child} Child */

/** @type {[page: string, name: string, path: string][]} */
const pages = [
  ["payments", "Payments", "M3 6.500h18v11H3zM3 10h18"],
  ["events", "Events", "M13 3 5 13.500h6L10.500 21 19 10h-6z"],
  ["faults", "Faults", "M12 4 2.500 20h19zM12 10v5M12 17.500v.5"],
  [
    "customers",
    "Customers",
    "M8.500 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20c.5-4 3-6 6-6s5.500 2 6 6M16 5a3.200 3.200 0 0 1 0 6.200M17.500 14.300c2.300.6 3.700 2.500 4 5.700",
  ],
  ["checkout", "Checkout", "M3 4h2.500l2.300 11h10.400L21 7H6.500M9 19.500v.5M17 19.500v.5"],
  ["requests", "Requests", "M4 8h14l-4-4M20 16H6l4 4"],
  ["webhooks", "Webhooks", "M12 5v6M12 11 6 18M12 11l6 7M12 5v-.5M6 18l-.5.5M18 18l.5.5"],
  ["clock", "Clock", "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.500 2"],
  [
    "state",
    "State",
    "M4 6c0-1.500 3.500-3 8-3s8 1.500 8 3-3.500 3-8 3-8-1.500-8-3ZM4 6v12c0 1.500 3.500 3 8 3s8-1.500 8-3V6M4 12c0 1.500 3.500 3 8 3s8-1.500 8-3",
  ],
  ["start", "Start", "M7 4.500v15L19 12z"],
];

/** What stands around every page: the ways to the others, search, the clock when it is not real time, and how we are connected. @param {{ page: string, view: { back?: string } }} here @param {number} faults @param {Child} inside @param {() => void} goBack */
export function frame(here, faults, inside, goBack) {
  return h(
    "div",
    { class: "frame", key: "frame" },
    h("a", { class: "skip", href: "#main", onclick: skip }, "Skip to content"),
    h(
      "header",
      {},
      h(
        "a",
        { class: "brand", href: "#/payments" },
        h("img", { src: "/console/mark.svg", width: 24, height: 24, alt: "" }),
        "Stripe sandbox",
      ),
      search(),
      clockPill(),
      live(),
    ),
    h(
      "nav",
      { class: "pages", "aria-label": "Pages" },
      h(
        "ul",
        {},
        pages.map(([page, name, path]) =>
          pageLink(page, name, path, here.page === page, page === "faults" ? faults : 0),
        ),
      ),
      h("button", { type: "button", class: "quiet keys", onclick: toggleHelp }, "Keys ", h("kbd", {}, "?")),
    ),
    h(
      "main",
      { id: "main", tabindex: "-1" },
      lost(),
      here.view.back &&
        h("button", { type: "button", class: "quiet back", onclick: goBack, key: "back" }, "← Back"),
      h("div", { key: here.page, class: "page" }, inside),
    ),
    drawHelp(),
  );
}

/** @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** @param {string} page @param {string} name @param {string} path @param {boolean} current @param {number} count */
function pageLink(page, name, path, current, count) {
  return h(
    "li",
    { key: page },
    h(
      "a",
      { href: `#/${page}`, "aria-current": current ? "page" : undefined },
      h(
        "svg",
        { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" },
        h("path", { d: path }),
      ),
      h("span", {}, name),
      count > 0 && h("span", { class: "badge" }, count, h("span", { class: "hidden" }, " active")),
    ),
  );
}

function search() {
  return h(
    "form",
    {
      class: "search",
      role: "search",
      onsubmit(/** @type {SubmitEvent} */ event) {
        event.preventDefault();
        const input = /** @type {HTMLInputElement} */ (document.getElementById("search"));
        const wanted = input.value.trim();
        if (!wanted) return;
        input.value = "";
        input.blur();
        location.hash = `#/search?q=${encodeURIComponent(wanted)}`;
      },
    },
    h("label", { class: "hidden", for: "search" }, "Search by id or e-mail"),
    h("input", {
      id: "search",
      type: "search",
      placeholder: "Search by id or e-mail",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "search",
    }),
    h("kbd", { "aria-hidden": "true" }, "/"),
  );
}

/** Only when the sandbox's time is not the time on the wall. */
function clockPill() {
  if (!clock.isMoved() && !clock.isFrozen()) return undefined;
  const ahead = Math.round(clock.aheadMs() / 1000);
  const label = clock.isFrozen() ? "frozen" : `${ahead > 0 ? "+" : "−"}${span(Math.abs(ahead))}`;
  return h(
    "a",
    {
      class: clock.isFrozen() ? "pill frozen" : "pill",
      href: "#/clock",
      title: "The sandbox's clock is not real time",
    },
    h("span", { class: "wide-only" }, exact(clock.now()).replace(/:\d\d$/, "")),
    h("b", {}, label),
  );
}

function live() {
  const label = access.refused
    ? "Locked"
    : { live: "Live", opening: "Connecting…", lost: "Stopped" }[connection.state];
  return h(
    "span",
    { class: `connection ${access.refused ? "locked" : connection.state}`, role: "status" },
    h("i", { class: "dot", "aria-hidden": "true" }),
    label,
  );
}

function lost() {
  if (connection.state !== "lost" || !connection.since) return undefined;
  return h(
    "p",
    { class: "card bad", role: "alert", key: "lost" },
    h("b", {}, "The sandbox does not answer. "),
    `It has probably been stopped. What you see is from ${connection.since.toLocaleTimeString("en-GB")}. The page tries again by itself and goes on when the sandbox is back.`,
  );
}
