-- Whoever shows the time of a room or person hears, at commit, that it has changed: `bus.ts`, topic "resource". A trigger, as several
-- functions and commands write it.
create function notify_resource_time() returns trigger language plpgsql as $$
begin
  perform pg_notify('dualtrack', json_build_object('topic', 'resource', 'id', coalesce(new.resource_id, old.resource_id))::text);
  if tg_op = 'UPDATE' and old.resource_id <> new.resource_id then
    perform pg_notify('dualtrack', json_build_object('topic', 'resource', 'id', old.resource_id)::text);
  end if;
  return null;
end $$;

create trigger booking_is_news
  after insert or delete or update of state, resource_id, starts_at, ends_at, no_show_at on booking
  for each row execute function notify_resource_time();
create trigger resource_block_is_news after insert or delete or update on resource_block
  for each row execute function notify_resource_time();
