// All that programs see of this package. Only types, so that its declarations need nothing but themselves.

/** How a sandbox is to be; all of it may be left out. */
export interface SandboxOptions {
  /** Where it listens; 0, the default, takes a free port. */
  port?: number;
  /** The address it listens at: 127.0.0.1 by default, so that only this machine reaches it. */
  host?: string;
  /** The folder where the state is kept. Left out, the state is gone when the sandbox stops. */
  dataDir?: string;
  /**
   * An endpoint that gets events from the start: all, or those in `enabledEvents`. One with the same URL that is already
   * in the state is updated. Without a `secret` the sandbox makes one: see `Sandbox.webhookSecret`.
   */
  webhook?: { url: string; secret?: string; enabledEvents?: string[] };
  /** Gets a line when something is wrong with the sandbox itself. Silent by default. */
  log?: (line: string) => void;
}

/** A running sandbox. With `await using` it stops by itself at the end of the block. */
export interface Sandbox extends AsyncDisposable {
  /** `http://127.0.0.1:40123`: the API at `/v1`, Stripe.js at `/stripe.js`, the console at `/`. */
  url: string;
  port: number;
  /** What `host` of the SDK's options wants, beside `port` and `protocol: "http"`. */
  host: string;
  secretKey: string;
  publishableKey: string;
  /** What signs the webhooks to the endpoint of the options; null without one. */
  webhookSecret: string | null;
  /**
   * Resolves when all that is due has happened and each webhook has been tried once: a test then sees what its shop made
   * of them. What is due later, such as a retry or a bank's decision, is not waited for: see `advance`.
   */
  settled(): Promise<void>;
  /** Moves the sandbox's clock forward. Resolves when everything that fell due on the way has happened. */
  advance(ms: number): Promise<void>;
  /**
   * Calls `/_sandbox`, which plays customer, bank and network, and sets faults:
   * `control("POST", "/faults", { kind: "webhook", action: "lose" })`. The README lists the calls. Rejects with the
   * sandbox's message when it refuses.
   */
  control<Answer = unknown>(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Answer>;
  /** Closes the port and all connections. Calling it again does no harm. */
  stop(): Promise<void>;
}

/**
 * Starts an offline Stripe in this process: on a free port, with a state of its own, for one test or a whole day. It
 * answers when the promise resolves, and is gone without a trace after `stop`. Rejects when the port is taken or the
 * state cannot be opened.
 *
 * ```ts
 * await using sandbox = await startSandbox({ webhook: { url: "http://127.0.0.1:3000/webhook", secret: "whsec_test" } });
 * const stripe = new Stripe(sandbox.secretKey, { host: sandbox.host, port: sandbox.port, protocol: "http" });
 * ```
 */
export declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>;
