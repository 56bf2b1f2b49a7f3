/** The most calls that one request to the API may make. */
export const maxCallsPerRequest = 10;

/** The longest address of a request to the API, in characters. */
export const maxApiAddress = 8_000;
