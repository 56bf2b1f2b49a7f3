// @ts-check
import { callApi } from "./api.js";
import { FrameLink } from "./frame-link.js";
import { retrieveIntent } from "./intent.js";
import { openDialog } from "./open-dialog.js";

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
  const label = "Your bank asks you to confirm this payment";
  const close = openDialog({ label, cancel, iframe: link.iframe });
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
}
