/** Who the audit log names for what was done without the secret that proves who it was. */
export const unprovenActor = { name: "somebody", email: "not_signed_in" } as const;
