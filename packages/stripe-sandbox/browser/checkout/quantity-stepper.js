// @ts-check
import { element } from "../payment/dom.js";
import { t } from "../payment/translate.js";

/** @typedef {Record<string, any>} Bag */

/**
 * Lets the customer take more or fewer pieces of a line, as far as the shop allows.
 * @param {Bag} line @param {import("./summary.js").Change} change
 */
export function quantityStepper(line, change) {
  const { minimum, maximum } = line.adjustable;
  const error = element("p", { class: "Error", role: "alert", hidden: true });
  const button = (/** @type {"+" | "−"} */ sign, /** @type {number} */ wanted) => {
    const id = `${sign === "+" ? "more" : "less"}-${line.id}`;
    const label = t(sign === "+" ? "One more: {name}" : "One less: {name}", { name: line.name });
    const isOut = wanted < minimum || wanted > maximum;
    const node = element("button", { type: "button", "aria-label": label, id, disabled: isOut }, sign);
    node.addEventListener("click", async () => {
      const problem = await change({ quantities: { [line.id]: wanted } });
      error.hidden = !problem;
      error.textContent = problem ? t(problem.message) : "";
      // The line has been drawn anew: go on where the customer was.
      if (!problem) document.getElementById(id)?.focus();
    });
    return node;
  };
  return element(
    "div",
    { class: "Stepper-holder" },
    element(
      "div",
      { class: "Stepper", role: "group", "aria-label": t("Quantity of {name}", { name: line.name }) },
      button("−", line.quantity - 1),
      element("output", { "aria-live": "polite" }, String(line.quantity)),
      button("+", line.quantity + 1),
    ),
    error,
  );
}
