import type { Tx } from "../connect.ts";

export interface NewLiveRateAnswer {
  key: string;
  rates: readonly object[];
  problem: string | null;
  askedAt: Date;
  validUntil: Date;
  /** What it says of the carrier service: nothing if it was not asked. */
  service: "answered" | "failed" | "not_asked";
  /** After this number of failures in a row nobody asks until `restUntil`. */
  most: number;
  restUntil: Date;
}

/** Stores an answer, and with it whether the carrier service answers. Answers its id. */
export async function insertLiveRateAnswer(tx: Tx, answer: NewLiveRateAnswer): Promise<string> {
  const { key, rates, problem, askedAt, validUntil, service, most, restUntil } = answer;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    with answer as (
      insert into live_rate_answer (id, key, rates, problem, asked_at, valid_until)
      values (gen_random_uuid(), ${key}, ${JSON.stringify(rates)}::jsonb, ${problem}, ${askedAt}, ${validUntil})
      returning id
    ), works as (
      update live_rate_status set failures = 0, failing_since = null, rest_until = null, last_problem = null
      where ${service} = 'answered' and failures > 0
    ), failed as (
      update live_rate_status set failures = failures + 1, failing_since = coalesce(failing_since, ${askedAt}),
        rest_until = case when failures + 1 >= ${most} then ${restUntil}::timestamptz end, last_problem = ${problem}
      where ${service} = 'failed'
    )
    select id from answer`;
  if (row === undefined) throw new Error("PostgreSQL answered no row for an answer of carriers");
  return row.id;
}
