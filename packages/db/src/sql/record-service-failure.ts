import type { Tx } from "../connect.ts";

interface ServiceFailure {
  service: string;
  /** When it first failed, as this process saw it. An earlier time that another process has noted stays. */
  since: Date;
  error: string;
  now: Date;
}

/** Notes that a service outside fails, for every process to see. */
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
