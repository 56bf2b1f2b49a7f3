// @ts-check
/** @typedef {Record<string, any>} Bag */

/** The sandbox's published key: what this page may do, everybody on this machine may. */
const key = "sk_test_sandbox";
const LOOK_AGAIN_MS = 2000;

/** @type {Record<string, Bag>} */
const faultKinds = {
  "Webhook is lost": { kind: "webhook", action: "lose" },
  "Webhook comes a minute late": { kind: "webhook", action: "delay", delayMs: 60_000 },
  "Webhook comes twice": { kind: "webhook", action: "duplicate" },
  "Webhooks change places": { kind: "webhook", action: "reorder" },
  "Webhook has a bad signature": { kind: "webhook", action: "corrupt_signature" },
  "API is slow (3 s)": { kind: "api", action: "latency", latencyMs: 3000 },
  "API says 429": { kind: "api", action: "rate_limit" },
  "API fails before the work": { kind: "api", action: "error", when: "before" },
  "API fails after the work": { kind: "api", action: "error", when: "after" },
  "API answer is cut off after the work": { kind: "api", action: "cut", when: "after" },
};

/** @param {string} path @param {string} [method] @param {Bag} [body] @returns {Promise<Bag>} */
async function control(path, method = "GET", body) {
  const response = await fetch(`/_sandbox${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return readAnswer(response);
}

/** @param {string} path @returns {Promise<Bag>} */
async function stripe(path) {
  return readAnswer(await fetch(`/v1${path}`, { headers: { authorization: `Bearer ${key}` } }));
}

/** @param {Response} response @returns {Promise<Bag>} */
async function readAnswer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error?.message ?? response.statusText);
  return body;
}

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} name @param {Bag} [properties] @param {...(Node | string)} children */
function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** @param {string} label @param {() => Promise<unknown>} act */
function button(label, act) {
  const made = make("button", { type: "button" }, label);
  made.addEventListener("click", () => doing(act));
  return made;
}

/** @param {() => Promise<unknown>} act */
async function doing(act) {
  const problem = byId("problem");
  try {
    await act();
    problem.hidden = true;
  } catch (error) {
    problem.textContent = error instanceof Error ? error.message : String(error);
    problem.hidden = false;
  }
  await look();
}

/** @param {number} amount @param {string} currency */
function money(amount, currency) {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  return format.format(amount / 10 ** digits);
}

/** @param {number} seconds */
const time = (seconds) => new Date(seconds * 1000).toLocaleTimeString();

/** @param {Bag} intent */
function paymentRow(intent) {
  const good = intent.status === "succeeded";
  const actions = make("td");
  if (intent.status === "requires_action") {
    actions.append(
      button("Pass 3-D Secure", () => control(`/3ds/${intent.id}`, "POST", { outcome: "complete" })),
      " ",
      button("Refuse it", () => control(`/3ds/${intent.id}`, "POST", { outcome: "refuse" })),
    );
  }
  const reason = intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code;
  return make(
    "tr",
    {},
    make("td", {}, money(intent.amount, intent.currency)),
    make(
      "td",
      { className: good ? "good" : reason ? "bad" : "" },
      intent.status,
      reason ? ` (${reason})` : "",
    ),
    make("td", {}, make("code", {}, intent.id)),
    make("td", { className: "soft" }, time(intent.created)),
    actions,
  );
}

/** @param {Bag} event @param {Bag[]} deliveries */
function eventItem(event, deliveries) {
  const states = deliveries.map(({ state, origin, attempt_count }) => {
    const tries = attempt_count > 1 ? ` after ${attempt_count} tries` : "";
    const className = state === "delivered" ? "good" : state === "pending" ? "soft" : "bad";
    return make("span", { className }, ` ${origin === "event" ? "" : `${origin} `}${state}${tries}`);
  });
  const details = make(
    "details",
    {},
    make(
      "summary",
      {},
      `${event.type} `,
      make("code", { className: "soft" }, event.data.object.id ?? ""),
      ...states,
    ),
    make(
      "p",
      {},
      button("Send again", () => control(`/events/${event.id}/resend`, "POST")),
    ),
    make("pre", {}, JSON.stringify(event, null, 2)),
  );
  details.dataset.id = event.id;
  return make("li", {}, details);
}

/** @param {Bag} fault */
function faultItem(fault) {
  const { id, kind, action, seen, struck, ...rest } = fault;
  const limits = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
  return make(
    "li",
    {},
    `${kind}: ${action} ${limits.join(", ")} `,
    make("span", { className: "soft" }, `struck ${struck} of ${seen} `),
    button("Remove", () => control(`/faults/${id}`, "DELETE")),
  );
}

/** Shows how things are now; an event that is open stays open. */
async function look() {
  const [payments, events, { deliveries }, { faults }, clock] = await Promise.all([
    stripe("/payment_intents?limit=20"),
    stripe("/events?limit=50"),
    control("/deliveries?limit=300"),
    control("/faults"),
    control("/clock"),
  ]);
  byId("payments").replaceChildren(...payments.data.map(paymentRow));
  byId("faults").replaceChildren(...faults.map(faultItem));
  byId("clock").textContent = `${new Date(clock.now).toLocaleString()}${clock.frozen ? " (stopped)" : ""}`;
  byId("freeze").textContent = clock.frozen ? "Let it run" : "Freeze";
  const open = new Set(
    [...document.querySelectorAll("details[open]")].map((one) => /** @type {HTMLElement} */ (one).dataset.id),
  );
  if (document.activeElement?.closest("#events")) return;
  byId("events").replaceChildren(
    ...events.data.map((/** @type {Bag} */ event) => {
      const item = eventItem(
        event,
        deliveries.filter((/** @type {Bag} */ one) => one.event === event.id),
      );
      if (open.has(event.id)) item.querySelector("details")?.setAttribute("open", "");
      return item;
    }),
  );
}

byId("clock-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, value } = /** @type {HTMLButtonElement} */ (/** @type {SubmitEvent} */ (event).submitter);
  const frozen = byId("freeze").textContent !== "Freeze";
  doing(() =>
    control("/clock", "POST", name === "advance" ? { advanceMs: Number(value) } : { freeze: !frozen }),
  );
});
byId("fault-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
  const often = JSON.parse(String(form.get("often")));
  doing(() => control("/faults", "POST", { ...faultKinds[String(form.get("fault"))], ...often }));
});
byId("clear-faults").addEventListener("click", () => doing(() => control("/faults", "DELETE")));
byId("flush").addEventListener("click", () => doing(() => control("/deliveries/flush", "POST")));
document
  .querySelector("select[name=fault]")
  ?.append(...Object.keys(faultKinds).map((name) => make("option", {}, name)));

await look();
setInterval(() => {
  if (!document.hidden) look().catch(() => {});
}, LOOK_AGAIN_MS);
