/** A fault in the format of the sandbox's HTTP API; see its README. */
export type SandboxFault = Record<string, unknown> & { kind: "api" | "webhook"; action: string };

/** Controls the sandbox: faults, the customer's bank, the clock. */
export interface SandboxControl {
  fault(fault: SandboxFault): Promise<void>;
  noFaults(): Promise<void>;
  /** Passes or refuses the 3-D Secure challenge of an intent. */
  challenge(paymentIntentId: string, outcome: "complete" | "refuse"): Promise<void>;
  post(path: string, body?: object): Promise<unknown>;
}

export function controlSandbox(url: string): SandboxControl {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/_sandbox${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${text}`);
    return text === "" ? null : (JSON.parse(text) as unknown);
  };
  return {
    fault: async (fault) => void (await call("POST", "/faults", fault)),
    noFaults: async () => void (await call("DELETE", "/faults")),
    challenge: async (id, outcome) => void (await call("POST", `/3ds/${id}`, { outcome })),
    post: (path, body) => call("POST", path, body),
  };
}
