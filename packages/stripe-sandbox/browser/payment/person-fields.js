// @ts-check
import { Field } from "./field.js";

/** @typedef {{ name?: string, onInput: () => void }} Place */

/** @param {Place & { label?: string, autocomplete?: string, placeholder?: string }} spec */
export const nameField = ({
  name = "name",
  label = "Full name",
  autocomplete = "name",
  placeholder = "First and last name",
  onInput,
}) =>
  new Field({
    name,
    label,
    attributes: { autocomplete, placeholder },
    check: (text) =>
      text.trim() ? undefined : { code: `incomplete_${name}`, message: "Your name is incomplete." },
    onInput,
  });

/** @param {Place} place */
export const emailField = ({ onInput }) =>
  new Field({
    name: "email",
    label: "Email",
    attributes: {
      type: "email",
      autocomplete: "email",
      inputmode: "email",
      placeholder: "you@example.com",
    },
    check: (text) => {
      if (!text.trim()) return { code: "incomplete_email", message: "Your email is incomplete." };
      if (/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim())) return undefined;
      return /@[^\s@]+\.[^\s@]*$/.test(text)
        ? { code: "invalid_email", message: "Your email is invalid." }
        : { code: "incomplete_email", message: "Your email is incomplete." };
    },
    onInput,
  });

/** @param {Place & { isRequired: () => boolean }} place */
export const phoneField = ({ isRequired, onInput }) =>
  new Field({
    name: "phone",
    label: "Phone",
    attributes: { type: "tel", autocomplete: "tel", inputmode: "tel", placeholder: "+1 201 555 0123" },
    format: (text) => text.replace(/[^\d+() .-]/g, ""),
    check: (text) => {
      const digits = text.replace(/\D/g, "").length;
      if (digits >= 7 || (digits === 0 && !isRequired())) return undefined;
      return { code: "incomplete_phone_number", message: "Your phone number is incomplete." };
    },
    onInput,
  });
