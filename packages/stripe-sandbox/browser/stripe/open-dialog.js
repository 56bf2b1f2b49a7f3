// @ts-check
/**
 * Shows a frame over the shop's page, in a shadow root, so that the shop's styles cannot reach it. Returns what closes it.
 * @param {{ label: string, cancel: HTMLButtonElement, iframe: HTMLIFrameElement, height?: number }} parts `height` in pixels
 */
export function openDialog({ label, cancel, iframe, height = 500 }) {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(dialogStyle);
  root.adoptedStyleSheets = [sheet];

  const before = document.activeElement;
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", label);
  dialog.setAttribute("closedby", "none");
  dialog.style.setProperty("--height", `${height}px`);
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
    if (before instanceof HTMLElement) before.focus();
  };
}

const dialogStyle = `
  dialog { box-sizing: border-box; width: min(420px, 100vw - 24px); height: min(var(--height), 100dvh - 24px); padding: 0;
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
