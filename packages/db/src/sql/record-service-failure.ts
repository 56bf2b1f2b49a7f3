import type { Tx } from "../connect.ts";

interface ServiceFailure {
  service: string;
  /** The first failure that this process saw. A time that is stored already stays. */
  since: Date;
  error: string;
  now: Date;
}

/** Stores that an external service fails, for all processes. */
export async function recordServiceFailure(
  tx: Tx,
  { service, since, error, now }: ServiceFailure,
): Promise<void> {
  await tx.$executeRaw`
    insert into service_status (service, failing_since, last_error, updated_at)
    values (${service}, ${since}, ${error}, ${now})
    on conflict (service) do update set
      failing_since = coalesce(service_status.failing_since, excluded.failing_since),
      last_error = excluded.last_error,
      updated_at = excluded.updated_at`;
}
