import { type ViesProblem, writeCoded } from "@dualtrack/contract";
import { z } from "zod";
import { fetchText, NoAnswer } from "../fetch-text.ts";

/** How long the customer waits for it, in ms. */
const timeoutMs = 3_000;
/** An answer has less than 2 kB. */
const maxBytes = 32_000;

interface Question {
  vatId: string;
  /** The seller's; null: none that VIES knows. With it, VIES gives a consultation number. */
  requesterVatId: string | null;
}

export interface ViesAnswer {
  isValid: boolean;
  /** Null: the country's register tells none. */
  registeredName: string | null;
  consultationNumber: string | null;
}

/** VIES has not said whether a VAT id is valid; the message is for staff. */
export class ViesError extends Error {
  constructor(code: ViesProblem, said: string | null = null) {
    super(writeCoded({ code, said }, 300));
  }
}

/**
 * A number, or an error such as MS_UNAVAILABLE, which comes with any status. Some answers have `valid: false` with such an error: they
 * say nothing about the number.
 */
const answerSchema = z.object({
  valid: z.boolean().optional(),
  userError: z.string().optional(),
  name: z.string().nullish(),
  requestIdentifier: z.string().nullish(),
  errorWrappers: z.array(z.object({ error: z.string() })).default([]),
});

/** Errors that are about the number: VIES never asked a register, as no such number can exist. */
const invalidErrors = ["INVALID_INPUT", "INVALID"];

/**
 * Looks up a VAT id in VIES, the EU's register. Throws ViesError.
 * @see https://ec.europa.eu/assets/taxud/vow-information/swagger_publicVAT.yaml
 */
export async function askVies(url: string, { vatId, requesterVatId }: Question): Promise<ViesAnswer> {
  const question = {
    countryCode: vatId.slice(0, 2),
    vatNumber: vatId.slice(2),
    ...(requesterVatId === null
      ? {}
      : { requesterMemberStateCode: requesterVatId.slice(0, 2), requesterNumber: requesterVatId.slice(2) }),
  };
  const { status, text } = await post(`${url}/check-vat-number`, question);
  const answer = parse(text);
  if (answer === null) throw new ViesError(status === 200 ? "unreadable" : "refused", `HTTP ${status}`);
  const error = answer.errorWrappers[0]?.error ?? answer.userError ?? "VALID";
  if (invalidErrors.includes(error))
    return { isValid: false, registeredName: null, consultationNumber: null };
  if (error !== "VALID") throw new ViesError("not_now", error);
  if (answer.valid === undefined) throw new ViesError("unreadable", `HTTP ${status}`);
  return {
    isValid: answer.valid,
    registeredName: told(answer.name),
    consultationNumber: told(answer.requestIdentifier),
  };
}

async function post(url: string, body: object): Promise<{ status: number; text: string }> {
  const headers = { "content-type": "application/json", accept: "application/json" };
  try {
    return await fetchText(url, {
      ...{ method: "POST", headers, body: JSON.stringify(body) },
      ...{ timeoutMs, maxBytes },
    });
  } catch (error) {
    throw error instanceof NoAnswer ? new ViesError(error.code, error.said) : error;
  }
}

function parse(text: string): z.output<typeof answerSchema> | null {
  try {
    return answerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // no JSON
  }
}

/** Countries that keep names to themselves write dashes. */
function told(text: string | null | undefined): string | null {
  const trimmed = (text ?? "").trim().slice(0, 300);
  return trimmed === "" || /^-+$/.test(trimmed) ? null : trimmed;
}
