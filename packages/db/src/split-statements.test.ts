import { expect, test } from "vitest";
import { splitStatements } from "./split-statements.ts";

test("a script is cut where statements end, and each knows its line", () => {
  const script = `-- A comment; with a semicolon, and it's a quote.
create table a (b text default 'x;''y'); create table "c;d" (e int);

/* Another;
   one */
create function f() returns int language plpgsql as $$
begin
  return $x$;$x$; -- it's here
end $$;
select E'\\';', $1;
;
select 1 -- the last one needs no semicolon;
`;
  expect(splitStatements(script).map(({ sql, line }) => [line, sql.split("\n")[0]])).toEqual([
    [2, "create table a (b text default 'x;''y');"],
    [2, 'create table "c;d" (e int);'],
    [6, "create function f() returns int language plpgsql as $$"],
    [10, "select E'\\';', $1;"],
    [12, "select 1 -- the last one needs no semicolon;"],
  ]);
});

test("a script without statements is empty", () => {
  expect(splitStatements("-- Nothing to do; yet.\n")).toEqual([]);
});
