// @ts-check
import { drawing, element } from "../payment/dom.js";
import { listenToParent, tellParent } from "../payment/parent-link.js";
import { availableWallets } from "./available-wallets.js";

/** @typedef {Record<string, any>} Bag */

const place = /** @type {HTMLElement} */ (document.getElementById("buttons"));
let known = "";

const mark = `<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M4 8.500V17a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-7a2 2 0 0 0-2-2H5.500A1.500 1.500 0 0 1 5.500 5H17M16 13.500h.01"/></svg>`;

/** @param {Bag} settings */
function follow({ options, appearance }) {
  const wallets = availableWallets(options, window);
  const radius = appearance?.variables?.buttonBorderRadius ?? appearance?.variables?.borderRadius;
  if (radius) document.documentElement.style.setProperty("--radius", radius);
  const shown = JSON.stringify([wallets.map(({ type }) => type), options.buttonHeight]);
  if (shown === known) return wallets;
  known = shown;
  place.replaceChildren(
    ...wallets.map(({ type, name }) => {
      const label = element("span", {}, "Sandbox Pay");
      const button = element("button", { type: "button" }, drawing(mark), label);
      button.append(element("small", {}, `as ${name}`));
      button.style.height = `${options.buttonHeight ?? 44}px`;
      button.addEventListener("click", () => tellParent("pressed", { wallet: type }));
      return button;
    }),
  );
  return wallets;
}

const height = () =>
  place.childElementCount === 0 ? 0 : Math.ceil(place.getBoundingClientRect().height) + 8;
const say = (/** @type {string} */ name) => tellParent("event", { name, event: {} });

document.addEventListener("focusin", () => say("focus"));
document.addEventListener("focusout", (event) => event.relatedTarget === null && say("blur"));
document.addEventListener("keydown", (event) => event.key === "Escape" && say("escape"));

listenToParent({
  start({ settings }) {
    const wallets = follow(settings);
    const has = (/** @type {string} */ type) => wallets.some((wallet) => wallet.type === type);
    const availablePaymentMethods =
      wallets.length === 0
        ? undefined
        : {
            ...{ amazonPay: false, applePay: has("apple_pay"), googlePay: has("google_pay") },
            ...{ link: false, paypal: false, klarna: false },
          };
    tellParent("ready", { height: height(), event: { availablePaymentMethods } });
    new ResizeObserver(() => tellParent("height", { height: height() })).observe(place);
  },
  update: ({ settings }) => void follow(settings),
  focus: () => place.querySelector("button")?.focus(),
  blur: () => void (document.activeElement instanceof HTMLElement && document.activeElement.blur()),
});
tellParent("hello");
