const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * How long after each failed attempt the next one comes. Stripe publishes no intervals, only "exponential backoff" over
 * three days; these begin quickly, because in a sandbox somebody is waiting. https://docs.stripe.com/webhooks#behaviors
 */
export const retryAfterMs: readonly number[] = [
  1 * SECOND,
  5 * SECOND,
  25 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  1 * HOUR,
  6 * HOUR,
  24 * HOUR,
  36 * HOUR,
];
