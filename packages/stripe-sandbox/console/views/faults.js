// @ts-check

import { actionButton, perform } from "../action-button.js";
import { control, get } from "../api.js";
import { h } from "../dom.js";
import { counted } from "../format.js";
import { failure, head, section, status, waiting } from "../parts/bits.js";
import { createSource } from "../source.js";
import { faultForm } from "./faults/fault-form.js";
import { presets } from "./faults/presets.js";
import { isSpent, sentence } from "./faults/sentence.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** What goes wrong on purpose: what is there, and what can be added. @type {import("../views.js").View} */
export function faultsView() {
  const source = createSource(async () => {
    const [{ faults }, seed, limits] = await Promise.all([get("/faults"), get("/seed"), get("/rate_limits")]);
    return { faults, seed, limits };
  });
  source.read();
  /** @param {Bag} fault @param {string} key */
  const add = (fault, key) =>
    perform(
      key,
      async () => {
        const added = await control("POST", "/faults", fault);
        await source.read();
        return added;
      },
      (added) => `From now on: ${sentence(added)}`,
    );
  return {
    title: "Faults",
    close: source.close,
    hint(hint) {
      if (["fault", "again", "many", "reset"].includes(hint.type)) source.again();
    },
    draw() {
      if (!source.data)
        return [head("Faults"), source.error ? failure(source.error, source.read) : waiting()];
      const { faults, seed, limits } = source.data;
      return [
        head("Faults", faults.length > 0 && removeAll(source.read)),
        current(faults, source.read),
        h(
          "div",
          { class: "columns-2", key: "columns" },
          h(
            "div",
            {},
            presets.map(({ title, faults: ready }) =>
              section(
                title,
                {},
                h(
                  "ul",
                  { class: "presets" },
                  ready.map(([words, fault]) =>
                    h(
                      "li",
                      { key: words },
                      h(
                        "button",
                        { type: "button", class: "preset", onclick: () => add(fault, words) },
                        h("span", { "aria-hidden": "true" }, "+"),
                        words,
                      ),
                    ),
                  ),
                ),
              ),
            ),
          ),
          h(
            "div",
            {},
            section(
              "Your own rule",
              { class: "card" },
              faultForm((fault) => add(fault, "add fault")),
            ),
            section("Rate limits", { class: "card" }, rateLimits(limits, source.read)),
            section("Chance", { class: "card" }, seedForm(seed, source.read)),
          ),
        ),
      ];
    },
  };
}

/** @param {Bag[]} faults @param {() => Promise<void>} again */
function current(faults, again) {
  if (faults.length === 0)
    return h(
      "p",
      { class: "soft", key: "none" },
      "No faults are active. A fault applies to the next requests and webhooks of your project, never to this page.",
    );
  return section(
    "Active faults",
    { class: "card" },
    h(
      "ul",
      { class: "faults" },
      faults.map((fault) =>
        h(
          "li",
          { key: fault.id },
          h("span", { class: "said" }, sentence(fault)),
          status(
            isSpent(fault)
              ? { tone: "still", label: "Spent" }
              : fault.struck > 0
                ? { tone: "bad", label: "Striking" }
                : { tone: "wait", label: "Waiting" },
          ),
          h("span", { class: "soft" }, `applied ${fault.struck} of ${fault.seen}`),
          actionButton({
            key: `remove ${fault.id}`,
            label: "Remove",
            kind: "quiet",
            run: async () => {
              await control("DELETE", `/faults/${fault.id}`);
              await again();
            },
            done: () => `Removed: ${sentence(fault)}`,
          }),
        ),
      ),
    ),
  );
}

/** @param {() => Promise<void>} again */
function removeAll(again) {
  return actionButton({
    key: "remove all faults",
    label: "Remove all",
    run: async () => {
      const answer = await control("DELETE", "/faults");
      await again();
      return answer;
    },
    done: ({ removed }) => `${counted(removed, "fault is", "faults are")} removed.`,
  });
}

/** @param {Bag} limits @param {() => Promise<void>} again */
function rateLimits({ on }, again) {
  return [
    h(
      "p",
      { class: "soft" },
      on
        ? "Requests above Stripe's limits for test mode are answered 429."
        : "Off: the number of requests is not limited.",
    ),
    actionButton({
      key: "rate limits",
      label: on ? "Switch off" : "Switch on",
      run: async () => {
        const answer = await control("POST", "/rate_limits", { on: !on });
        await again();
        return answer;
      },
      done: (answer) => (answer.on ? "Stripe's rate limits are on." : "Rate limits are off."),
    }),
  ];
}

/** @param {Bag} seed @param {() => Promise<void>} again */
function seedForm({ seed, drawn }, again) {
  return h(
    "form",
    {
      class: "row",
      onsubmit(/** @type {SubmitEvent} */ event) {
        event.preventDefault();
        const value = Number(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("seed"));
        perform(
          "seed",
          async () => {
            await control("POST", "/seed", { seed: value });
            await again();
          },
          () => `The seed is now ${value}.`,
        );
      },
    },
    h(
      "p",
      { class: "soft wide" },
      `The seed of faults with a rate: the same seed selects the same requests and webhooks. Used ${counted(drawn, "time")} since.`,
    ),
    h(
      "label",
      {},
      "Seed",
      h("input", { type: "number", name: "seed", step: 1, required: true, value: seed }),
    ),
    h("button", { type: "submit" }, "Set"),
  );
}
