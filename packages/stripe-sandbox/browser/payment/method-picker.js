// @ts-check
import { bankMark, cardMark } from "./brand-marks.js";
import { drawing, element } from "./dom.js";
import { readLayout } from "./layout.js";
import { t } from "./translate.js";

/** @typedef {import("./method-form.js").MethodForm} MethodForm */

/** Shows the ways to pay side by side (tabs) or one under the other (accordion), at most one of them open. */
export class MethodPicker {
  root = element("div", { class: "Picker" });
  /** @type {MethodForm | undefined} */
  picked;
  /** @type {MethodForm[]} */
  #forms = [];
  #layout = readLayout();
  #showsAll = false;
  #drawn = "";

  /** @param {() => void} onPick */
  constructor(onPick) {
    this.onPick = onPick;
  }

  /** @param {MethodForm[]} forms @param {Parameters<typeof readLayout>[0]} [wanted] @param {boolean} [opensFirst] whatever the layout says */
  follow(forms, wanted, opensFirst = false) {
    const layout = readLayout(wanted, forms.length);
    const isFirst = !this.#drawn;
    const description = JSON.stringify([layout, forms.map((form) => [form.type, t(form.title)])]);
    if (description === this.#drawn) return;
    this.#drawn = description;
    this.#forms = forms;
    this.#layout = layout;
    if (isFirst) this.picked = layout.isCollapsed && !opensFirst ? undefined : forms[0];
    else if (this.picked && !forms.includes(this.picked)) this.picked = forms[0];
    this.#draw();
  }

  collapse() {
    this.#pick(undefined);
  }

  /** @param {MethodForm | undefined} form */
  #pick(form) {
    if (this.picked === form) return;
    this.picked = form;
    this.#show();
    this.onPick();
  }

  #draw() {
    this.root.className = `Picker Picker--${this.#layout.isTabs ? "tabs" : "accordion"}`;
    this.root.classList.toggle("Picker--spaced", this.#layout.isSpaced);
    if (this.#layout.isTabs) this.#drawTabs();
    else this.#drawAccordion();
    this.#show();
  }

  #drawTabs() {
    const tabs = element("div", { class: "TabList", role: "tablist", "aria-label": t("Ways to pay") });
    tabs.append(...this.#forms.map((form) => this.#tab(form)));
    tabs.hidden = this.#forms.length < 2;
    tabs.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step || !this.picked) return;
      const place = this.#forms.indexOf(this.picked) + step + this.#forms.length;
      this.#pick(this.#forms[place % this.#forms.length]);
      document.getElementById(`${this.picked.type}-tab`)?.focus();
    });
    const panels = this.#forms.map((form) => {
      const labelled = tabs.hidden ? {} : { role: "tabpanel", "aria-labelledby": `${form.type}-tab` };
      return element("div", { class: "Panel", id: `${form.type}-panel`, ...labelled }, form.root);
    });
    this.root.replaceChildren(tabs, ...panels);
  }

  /** @param {MethodForm} form */
  #tab(form) {
    const tab = element(
      "button",
      {
        class: "Tab",
        type: "button",
        role: "tab",
        id: `${form.type}-tab`,
        "aria-controls": `${form.type}-panel`,
      },
      mark(form),
      element("span", { class: "TabLabel" }, t(form.title)),
    );
    tab.addEventListener("click", () => this.#pick(form));
    return tab;
  }

  #drawAccordion() {
    const items = this.#forms.map((form) => this.#item(form));
    const rest = this.#showsAll ? [] : items.slice(this.#layout.visible);
    for (const item of rest) item.hidden = true;
    this.root.replaceChildren(...items);
    if (rest.length === 0) return;
    const more = element("button", { class: "AccordionHeader", type: "button" }, t("More"));
    const item = element("div", { class: "AccordionItem AccordionItem--more" }, more);
    more.addEventListener("click", () => {
      this.#showsAll = true;
      for (const other of rest) other.hidden = false;
      item.remove();
    });
    this.root.append(item);
  }

  /** @param {MethodForm} form */
  #item(form) {
    const { hasRadios, markPosition } = this.#layout;
    const header = element("button", {
      class: "AccordionHeader",
      type: "button",
      id: `${form.type}-tab`,
      "aria-controls": `${form.type}-panel`,
    });
    if (hasRadios) header.append(drawing(radioIcon));
    const title = element("span", { class: "AccordionItemLabel" }, t(form.title));
    header.append(...(markPosition === "end" ? [title, mark(form)] : [mark(form), title]));
    header.classList.toggle("AccordionHeader--markAtEnd", markPosition === "end");
    header.addEventListener("click", () => this.#pick(form));
    const panel = element("div", { class: "Panel", id: `${form.type}-panel` }, form.root);
    return element("div", { class: "AccordionItem" }, header, panel);
  }

  #show() {
    const { isTabs } = this.#layout;
    for (const form of this.#forms) {
      const isPicked = form === this.picked;
      const panel = this.root.querySelector(`#${form.type}-panel`);
      if (panel instanceof HTMLElement) panel.hidden = !isPicked;
      const opener = this.root.querySelector(`#${form.type}-tab`);
      if (!(opener instanceof HTMLElement)) continue;
      opener.setAttribute(isTabs ? "aria-selected" : "aria-expanded", String(isPicked));
      // Something must be reachable by keyboard, also while nothing is picked.
      if (isTabs) opener.tabIndex = isPicked || (!this.picked && form === this.#forms[0]) ? 0 : -1;
      const parts = [opener, opener.closest(".AccordionItem"), ...opener.querySelectorAll("[class]")];
      for (const part of parts) {
        for (const name of selectable)
          if (part?.classList.contains(name)) part.classList.toggle(`${name}--selected`, isPicked);
        for (const name of ["RadioIconOuter", "RadioIconInner"])
          if (part?.classList.contains(name)) part.classList.toggle(`${name}--checked`, isPicked);
      }
    }
  }
}

/** What `appearance.rules` can tell apart by being picked. */
const selectable = ["Tab", "TabIcon", "TabLabel", "AccordionItem", "AccordionItemLabel"];

const radioIcon =
  '<svg class="RadioIcon" viewBox="0 0 32 32" width="16" height="16" aria-hidden="true"><circle class="RadioIconOuter" cx="16" cy="16" r="15"/><circle class="RadioIconInner" cx="16" cy="16" r="8"/></svg>';

/** @param {MethodForm} form */
const mark = (form) =>
  element("span", { class: "TabIcon" }, drawing(form.type === "sepa_debit" ? bankMark : cardMark));
