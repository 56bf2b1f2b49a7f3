/** The actor in the audit log of an action without proof of who did it, such as a failed sign-in. */
export const unprovenActor = { name: "somebody", email: "not_signed_in" } as const;
