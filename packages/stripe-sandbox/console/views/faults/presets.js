// @ts-check
/** @typedef {import("../../dom.js").Bag} Bag */

/** What goes wrong in real life, in words, and as the sandbox's faults. @type {{ title: string, faults: [string, Bag][] }[]} */
export const presets = [
  {
    title: "Responses are lost",
    faults: [
      [
        "The next payment is confirmed, but its answer is lost",
        {
          kind: "api",
          action: "cut",
          when: "after",
          method: "POST",
          path: "/v1/payment_intents/*/confirm",
          times: 1,
        },
      ],
      [
        "The next payment is created, but the answer is an error 500",
        {
          kind: "api",
          action: "error",
          when: "after",
          method: "POST",
          path: "/v1/payment_intents$",
          times: 1,
        },
      ],
      [
        "The next refund is made, but its answer is lost",
        { kind: "api", action: "cut", when: "after", method: "POST", path: "/v1/refunds$", times: 1 },
      ],
      [
        "The third refund from now is made, but the answer is an error 500",
        { kind: "api", action: "error", when: "after", method: "POST", path: "/v1/refunds$", nth: 3 },
      ],
    ],
  },
  {
    title: "Stripe fails",
    faults: [
      [
        "Every answer takes three seconds",
        { kind: "api", action: "latency", when: "before", latencyMs: 3000 },
      ],
      ["The next five requests are too many (429)", { kind: "api", action: "rate_limit", times: 5 }],
      ["One request in ten fails with 500", { kind: "api", action: "error", when: "before", rate: 0.1 }],
      ["Stripe cannot be reached at all", { kind: "api", action: "cut", when: "before" }],
    ],
  },
  {
    title: "Webhooks fail",
    faults: [
      [
        "The next payment_intent.succeeded is lost",
        { kind: "webhook", action: "lose", types: ["payment_intent.succeeded"], times: 1 },
      ],
      ["Every webhook comes twice", { kind: "webhook", action: "duplicate" }],
      [
        "Every change makes two events, as Stripe does now and then",
        { kind: "webhook", action: "double_event" },
      ],
      ["Webhooks overtake each other", { kind: "webhook", action: "reorder" }],
      ["Every webhook comes a minute late", { kind: "webhook", action: "delay", delayMs: 60_000 }],
      ["One webhook in three is lost", { kind: "webhook", action: "lose", rate: 0.33 }],
      ["The next webhook has a wrong signature", { kind: "webhook", action: "corrupt_signature", times: 1 }],
    ],
  },
];
