/** What came over HTTP, before anything of it is believed. */
export interface ApiRequest {
  id: string;
  method: string;
  path: string;
  query: string;
  body: string;
  contentType: string;
  authorization: string | undefined;
  idempotencyKey: string | undefined;
  version: string | undefined;
  /** The connected account that the request is meant for (Stripe Connect). */
  account: string | undefined;
  baseUrl: string;
  /** The page of another site that asks, when a browser says that one does. */
  foreignOrigin: string | undefined;
}

export interface ApiAnswer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

/** How a request ends: with an answer or, by a fault, with a cut connection or none at all. */
export type Ending =
  | { kind: "answer"; answer: ApiAnswer; sticky?: boolean }
  | { kind: "cut" }
  | { kind: "silence" };
