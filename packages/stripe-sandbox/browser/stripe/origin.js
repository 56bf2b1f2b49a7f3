// @ts-check
const script = /** @type {HTMLScriptElement} */ (document.currentScript);

/** Where the sandbox is: where this script came from. */
export const sandbox = new URL(script.src).origin;
