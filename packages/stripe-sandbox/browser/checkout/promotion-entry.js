// @ts-check
import { element } from "../payment/dom.js";
import { t } from "../payment/translate.js";

/** @typedef {Record<string, any>} Bag */

/**
 * Where a promotion code is typed in, or the one that is in force, with a way to take it back.
 * @param {Bag} session @param {import("./summary.js").Change} change
 */
export function promotionEntry({ promotion_code: code, asks }, change) {
  const error = element("p", { class: "Error", id: "promotion-error", role: "alert", hidden: true });
  const applyChange = async (/** @type {Bag} */ wanted) => {
    const problem = await change(wanted);
    error.hidden = !problem;
    error.textContent = problem ? t(problem.message) : "";
    return problem;
  };
  if (code) {
    const remove = element(
      "button",
      { type: "button", "aria-label": t("Remove promotion code {code}", { code }) },
      "×",
    );
    remove.addEventListener("click", async () => {
      if (!(await applyChange({ promotion_code: "" }))) document.getElementById("promotion-code")?.focus();
    });
    const chip = element("p", { class: "Promotion-chip" }, code, ...(asks.promotion_code ? [remove] : []));
    return element("div", { class: "Promotion" }, chip, error);
  }
  const input = element("input", {
    class: "Input",
    id: "promotion-code",
    "aria-label": t("Promotion code"),
    "aria-describedby": "promotion-error",
    placeholder: t("Add promotion code"),
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
  });
  const apply = element("button", { type: "submit", class: "Promotion-apply", hidden: true }, t("Apply"));
  const form = element(
    "form",
    { class: "Promotion", novalidate: true },
    element("div", { class: "Promotion-box" }, input, apply),
    error,
  );
  input.addEventListener("input", () => {
    apply.hidden = !input.value.trim();
    error.hidden = true;
    input.classList.remove("Input--invalid");
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = input.value.trim();
    if (!typed || apply.disabled) return;
    apply.disabled = true;
    const problem = await applyChange({ promotion_code: typed });
    apply.disabled = false;
    input.classList.toggle("Input--invalid", Boolean(problem));
    input.setAttribute("aria-invalid", String(Boolean(problem)));
    if (problem) input.focus();
  });
  return form;
}
