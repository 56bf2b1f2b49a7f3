/** Staff are told so long before an authorization runs out, in ms. */
export const warningMs = 48 * 60 * 60_000;

/** It is captured so long before it runs out, if that is the shop's setting, in ms. */
export const captureAheadMs = 24 * 60 * 60_000;
