/** A statement of a script, and the line on which it begins (from 1). */
export interface Statement {
  sql: string;
  line: number;
}

// Pieces in which a semicolon ends no statement: comments, strings, quoted names and dollar-quoted function bodies.
const pieces =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;/g;
const spaceAndComments = /^(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)*/;

/**
 * Splits a script at the semicolons that end statements. Function bodies must be dollar-quoted: `begin atomic` and nested
 * comments are not supported. PostgreSQL refuses a statement that is split wrongly.
 */
export function splitStatements(script: string): Statement[] {
  const ends = [...script.matchAll(pieces)].filter(([piece]) => piece === ";").map(({ index }) => index + 1);
  const statements: Statement[] = [];
  let begin = 0;
  for (const end of [...ends, script.length]) {
    const piece = script.slice(begin, end);
    const sql = piece.replace(spaceAndComments, "");
    const line = lineAt(script, begin + piece.length - sql.length);
    if (sql !== "" && sql !== ";") statements.push({ sql, line });
    begin = end;
  }
  return statements;
}

/** The line (from 1) of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
