export type KeyKind = "secret" | "publishable";

/** Who asks: the kind of key, what it may do (null: everything of its kind), and how messages show it. */
export interface Caller {
  kind: KeyKind;
  permissions: Permissions | null;
  shown: string;
}

export const accessLevels = ["none", "read", "write"] as const;

type Access = (typeof accessLevels)[number];

/** What a restricted key may do, by resource; what is not named, it may not. */
export type Permissions = Readonly<Record<string, Access>>;
