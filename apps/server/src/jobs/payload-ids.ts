/** The ids in a job's payload, under the names that they have in the log: there, a request is one of HTTP. */
export function idsOfPayload(payload: unknown): Record<string, string> {
  if (typeof payload !== "object" || payload === null) return {};
  return Object.fromEntries(
    Object.entries(payload).flatMap(([name, value]) =>
      name.endsWith("Id") && typeof value === "string"
        ? [[name === "requestId" ? "checkoutRequestId" : name, value]]
        : [],
    ),
  );
}
