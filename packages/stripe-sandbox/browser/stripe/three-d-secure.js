// @ts-check
import { callApi } from "./api.js";
import { FrameLink } from "./frame-link.js";
import { retrieveIntent } from "./intent.js";

/** @typedef {import("./intent.js").Intent} Intent */

/**
 * Shows the bank's page over the shop's until the bank has decided: by a press on its page, by Cancel
 * (which refuses), or by anyone who finishes the challenge over HTTP meanwhile.
 * @param {string} key @param {Intent} intent @param {Record<string, any>} object
 */
export async function authenticate(key, intent, object) {
  const { promise: decided, resolve: decide } = Promise.withResolvers();
  const query = new URLSearchParams({ client_secret: intent.secret });
  const link = new FrameLink(
    `/_sandbox/3ds/${intent.id}?${query}`,
    "3D Secure authentication",
    (message) => message.type === "decided" && decide(message.outcome),
    { amount: String(object.amount ?? ""), currency: object.currency ?? "" },
  );
  const cancel = document.createElement("button");
  cancel.addEventListener("click", () => decide("cancel"));
  const before = document.activeElement;
  const close = openDialog(cancel, link.iframe);
  const watch = setInterval(async () => {
    const { object } = await retrieveIntent(key, intent);
    if (object && object.status !== "requires_action") decide("elsewhere");
  }, 2000);

  const outcome = await decided;
  clearInterval(watch);
  if (outcome === "cancel") {
    cancel.disabled = true;
    await callApi(key, "POST", `/_sandbox/3ds/${intent.id}`, {
      outcome: "refuse",
      client_secret: intent.secret,
    });
  }
  link.close();
  close();
  if (before instanceof HTMLElement) before.focus();
}

/** In a shadow root, so that the shop's styles cannot reach it. @param {HTMLButtonElement} cancel @param {HTMLIFrameElement} iframe */
function openDialog(cancel, iframe) {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(dialogStyle);
  root.adoptedStyleSheets = [sheet];

  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "Your bank asks you to confirm this payment");
  dialog.setAttribute("closedby", "none");
  cancel.type = "button";
  cancel.textContent = "Cancel";
  // Escape must not lose a payment in silence: it leads to the button that says what happens.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    cancel.focus();
  });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  const header = document.createElement("header");
  header.append(cancel);
  dialog.append(header, iframe);
  root.append(dialog);
  document.body.append(host);
  dialog.showModal();
  iframe.focus();
  return () => {
    dialog.close();
    host.remove();
  };
}

const dialogStyle = `
  dialog { box-sizing: border-box; width: min(420px, 100vw - 24px); height: min(500px, 100dvh - 24px); padding: 0;
    border: 0; border-radius: 12px; overflow: hidden; background: #fff; color: #1a1f36; color-scheme: light only;
    box-shadow: 0 20px 60px rgb(10 14 30 / .35); font: 16px/1.4 system-ui, sans-serif; }
  dialog[open] { display: flex; flex-direction: column; }
  dialog::backdrop { background: rgb(10 14 30 / .55); }
  header { display: flex; justify-content: flex-end; padding: 8px; border-bottom: 1px solid #e3e5ec; }
  button { font: inherit; font-weight: 500; color: #414860; background: none; border: 0; border-radius: 6px;
    min-height: 40px; padding: 0 14px; cursor: pointer; }
  button:hover { background: #f1f2f6; }
  button:focus-visible { outline: 2px solid #1f5eff; outline-offset: -2px; }
  iframe { flex: 1; width: 100%; border: 0; }`;
