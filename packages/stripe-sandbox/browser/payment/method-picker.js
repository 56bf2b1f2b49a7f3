// @ts-check
import { bankMark, cardMark } from "./brand-marks.js";
import { drawing, element } from "./dom.js";

/** @typedef {import("./method-form.js").MethodForm} MethodForm */
/** @typedef {{ type: "tabs" | "accordion" | "auto", defaultCollapsed?: boolean }} Layout */

/** Shows the ways to pay side by side (tabs) or one under the other (accordion), one of them open. */
export class MethodPicker {
  root = element("div", { class: "Picker" });
  /** @type {MethodForm | undefined} */
  picked;
  /** @type {MethodForm[]} */
  #forms = [];
  #layout = "";
  #drawn = "";

  /** @param {() => void} onPick */
  constructor(onPick) {
    this.onPick = onPick;
  }

  /** @param {MethodForm[]} forms @param {Layout | Layout["type"]} [wanted] */
  follow(forms, wanted = "auto") {
    const layout = typeof wanted === "string" ? { type: wanted } : wanted;
    const isFirst = !this.#drawn;
    const description = `${layout.type} ${forms.map((form) => form.type)}`;
    if (description === this.#drawn) return;
    this.#drawn = description;
    this.#forms = forms;
    this.#layout = layout.type === "accordion" ? "accordion" : "tabs";
    if (isFirst) this.picked = layout.defaultCollapsed ? undefined : forms[0];
    else if (this.picked && !forms.includes(this.picked)) this.picked = forms[0];
    this.#draw();
  }

  collapse() {
    if (this.#layout === "accordion") this.#pick(undefined);
  }

  /** @param {MethodForm | undefined} form */
  #pick(form) {
    if (this.picked === form) return;
    this.picked = form;
    this.#show();
    this.onPick();
  }

  #draw() {
    if (this.#layout === "accordion")
      this.root.replaceChildren(...this.#forms.map((form) => this.#item(form)));
    else this.#drawTabs();
    this.#show();
  }

  #drawTabs() {
    const tabs = element("div", { class: "TabList", role: "tablist", "aria-label": "Ways to pay" });
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
      element("span", { class: "TabLabel" }, form.title),
    );
    tab.addEventListener("click", () => this.#pick(form));
    return tab;
  }

  /** @param {MethodForm} form */
  #item(form) {
    const header = element(
      "button",
      {
        class: "AccordionHeader",
        type: "button",
        id: `${form.type}-tab`,
        "aria-controls": `${form.type}-panel`,
      },
      mark(form),
      element("span", {}, form.title),
    );
    header.addEventListener("click", () => this.#pick(form));
    const panel = element("div", { class: "Panel", id: `${form.type}-panel` }, form.root);
    return element("div", { class: "AccordionItem" }, header, panel);
  }

  #show() {
    for (const form of this.#forms) {
      const isPicked = form === this.picked;
      const opener =
        document.getElementById(`${form.type}-tab`) ?? this.root.querySelector(`#${form.type}-tab`);
      const panel = this.root.querySelector(`#${form.type}-panel`);
      if (panel instanceof HTMLElement) panel.hidden = !isPicked;
      if (!(opener instanceof HTMLElement)) continue;
      const isTab = this.#layout === "tabs";
      opener.setAttribute(isTab ? "aria-selected" : "aria-expanded", String(isPicked));
      if (isTab) opener.tabIndex = isPicked ? 0 : -1;
      opener.classList.toggle("Tab--selected", isTab && isPicked);
      opener.closest(".AccordionItem")?.classList.toggle("AccordionItem--selected", isPicked);
    }
  }
}

/** @param {MethodForm} form */
const mark = (form) =>
  element("span", { class: "TabIcon" }, drawing(form.type === "card" ? cardMark : bankMark));
