// @ts-check
import { access, get } from "../api.js";
import { h } from "../dom.js";
import { head, section } from "../parts/bits.js";
import { codeBlock } from "../parts/code.js";
import { createSource } from "../source.js";

/** @type {[string, string][]} */
const cards = [
  ["4242 4242 4242 4242", "pays"],
  ["4000 0000 0000 3220", "asks for 3-D Secure"],
  ["4000 0000 0000 0002", "is declined"],
  ["4000 0000 0000 9995", "has insufficient funds"],
  ["4000 0000 0000 0259", "pays, then disputes"],
  ["4000 0000 0000 7726", "pays; its refunds are pending"],
  ["4000 0000 0000 5126", "pays; its refunds fail"],
];

/** How a project comes to use this sandbox. @type {import("../views.js").View} */
export function startView() {
  /** Restricted keys, and further secret ones, that somebody has made. */
  const source = createSource(() => get("/keys"));
  source.read();
  const { protocol, hostname, port, origin } = location;
  const where = `{ host: "${hostname}", port: ${port || (protocol === "https:" ? 443 : 80)}, protocol: "${protocol.replace(":", "")}" }`;
  return {
    title: "Start",
    close: source.close,
    draw: () => [
      head("Point your project here"),
      h(
        "p",
        { class: "lead", key: "lead" },
        "Nothing in your code changes but where it finds Stripe. Four things, five minutes.",
      ),
      h(
        "ol",
        { class: "steps", key: "steps" },
        step(
          "Two keys, always the same",
          codeBlock(access.key ?? "sk_test_sandbox", "The secret key"),
          codeBlock("pk_test_sandbox", "The publishable key"),
          source.data?.keys.map((/** @type {any} */ { id, key, permissions }) => [
            h(
              "p",
              { class: "soft", key: `for ${id}` },
              permissions ? allowed(permissions) : "Another secret key:",
            ),
            codeBlock(key, `The key ${id}`),
          ]),
        ),
        step(
          "On your server: the official SDK",
          codeBlock(`const stripe = new Stripe("sk_test_sandbox", ${where});`, "The server's client"),
        ),
        step(
          "In your page: before your own script",
          codeBlock(`<script src="${origin}/stripe.js"></script>`, "The script"),
          h(
            "p",
            { class: "soft" },
            h("code", {}, 'loadStripe("pk_test_sandbox")'),
            " then finds it by itself.",
          ),
        ),
        step(
          "Webhooks",
          h(
            "p",
            {},
            "Add your handler under ",
            h("a", { href: "#/webhooks" }, "Webhook endpoints"),
            ", or start the sandbox with it:",
          ),
          codeBlock(
            "SANDBOX_WEBHOOK_URL=http://localhost:3000/webhooks/stripe SANDBOX_WEBHOOK_SECRET=whsec_local",
            "Webhooks from the start",
          ),
        ),
      ),
      section(
        "A first payment",
        {},
        codeBlock(
          `curl ${origin}/v1/payment_intents -u sk_test_sandbox: -d amount=1999 -d currency=usd -d payment_method=pm_card_visa -d confirm=true -d "automatic_payment_methods[enabled]=true" -d "automatic_payment_methods[allow_redirects]=never"`,
          "A first payment by curl",
        ),
      ),
      section(
        "Cards to try",
        {},
        h(
          "ul",
          { class: "counts" },
          cards.map(([number, what]) =>
            h("li", { key: number }, h("code", {}, number), h("span", { class: "soft" }, what)),
          ),
        ),
        h(
          "p",
          { class: "soft" },
          "Any date to come, any code. All cards, all covered endpoints, and what is not covered: README.md of the package.",
        ),
      ),
    ],
  };
}

/** @param {string} title @param {...import("../dom.js").Child} inside */
function step(title, ...inside) {
  return h("li", {}, h("h2", {}, title), ...inside);
}

/** What a restricted key may do. @param {Record<string, string>} permissions */
function allowed(permissions) {
  const all = Object.entries(permissions).map(([resource, access]) => `${access} ${resource}`);
  return `A restricted key, which may ${all.length > 0 ? all.join(", ") : "do nothing"}:`;
}
