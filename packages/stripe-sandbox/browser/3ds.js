// @ts-check
import { frameFacts, tellParent } from "./payment/parent-link.js";

const id = location.pathname.split("/").at(-1);
const query = new URLSearchParams(location.search);
const buttons = document.querySelectorAll("button");
const problem = /** @type {HTMLElement} */ (document.getElementById("problem"));

if (id?.startsWith("seti_")) {
  const question = document.getElementById("question");
  if (question) question.textContent = "A shop asks to save your test card.";
}
if (id?.startsWith("seti_")) askToSave();
showAmount(Number(frameFacts.get("amount")), frameFacts.get("currency"));
for (const button of buttons) button.addEventListener("click", () => decide(button.value));

/** Tells the bank, then the shop: the page that opened this one, or the address to go on to. @param {string} outcome */
async function decide(outcome) {
  for (const button of buttons) button.disabled = true;
  problem.hidden = true;
  try {
    const response = await fetch(`/_sandbox/3ds/${id}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ outcome, client_secret: query.get("client_secret") }),
    });
    const body = await response.json();
    if (!response.ok) throw new Error(body.error?.message ?? "The bank could not be reached.");
    if (window.parent !== window) tellParent("decided", { outcome });
    else goOn(body.return_url);
  } catch (error) {
    problem.textContent = `${error instanceof Error ? error.message : error} Please try again.`;
    problem.hidden = false;
    for (const button of buttons) button.disabled = false;
  }
}

/** @param {string | null | undefined} returnUrl */
function goOn(returnUrl) {
  if (returnUrl) location.assign(returnUrl);
  else document.querySelector("main")?.replaceChildren("Thank you. You can close this page.");
}

/** Nothing is paid: a setup intent keeps the card for later. */
function askToSave() {
  const request = document.getElementById("request");
  if (request) request.textContent = "A shop asks to keep your test card for later payments.";
}

/** @param {number} amount @param {string | null} currency */
function showAmount(amount, currency) {
  if (!amount || !currency) return;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  const place = document.getElementById("amount");
  if (place) place.textContent = format.format(amount / 10 ** digits);
}
