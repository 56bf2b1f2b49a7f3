// @ts-check
import { openFrame } from "../payment/frame.js";
import { t } from "../payment/translate.js";
import { AddressForm } from "./address-form.js";

const place = /** @type {HTMLElement} */ (document.getElementById("element"));
const mode = new URLSearchParams(location.search).get("mode") === "billing" ? "billing" : "shipping";
const form = new AddressForm(mode, () => changed());

const state = () => ({
  empty: form.isEmpty,
  complete: form.isComplete,
  isNewAddress: true,
  value: form.value,
});

const { changed } = openFrame(place, {
  root: form.root,
  legend: "Address",
  follow: (settings) => form.follow(settings),
  state,
  focus: () => form.focus(),
  clear: () => form.clear(),
  questions: {
    getValue({ complains }) {
      if (complains) form.complain(false);
      return state();
    },
    submit({ isFirst }) {
      const problem = form.complain(isFirst);
      if (!problem) return {};
      const message = t("Your address is incomplete.");
      return { error: { type: "validation_error", code: problem.code, message } };
    },
  },
});
