// @ts-check
import { openFrame } from "../payment/frame.js";
import { MethodForm } from "../payment/method-form.js";
import { emailField } from "../payment/person-fields.js";
import { t } from "../payment/translate.js";

const place = /** @type {HTMLElement} */ (document.getElementById("element"));
const email = emailField({ onInput: () => changed() });
const form = new MethodForm("link", "Email");
form.fields = [email];
form.grid.append(email.root);

const state = () => ({
  empty: form.isEmpty,
  complete: form.isComplete,
  value: { email: email.value.trim() },
});

const { changed } = openFrame(place, {
  root: form.root,
  legend: "Email",
  follow(settings) {
    form.follow(settings);
    const known = settings.options.defaultValues?.email;
    if (known && !email.value) email.value = known;
  },
  state,
  focus: () => form.focus(),
  clear: () => form.clear(),
  questions: {
    getValue: state,
    submit({ isFirst }) {
      const problem = form.complain(isFirst);
      return problem
        ? { error: { type: "validation_error", code: problem.code, message: t(problem.message) } }
        : {};
    },
  },
});
