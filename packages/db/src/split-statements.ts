/** A statement of a script, and the line of the script on which it begins (from 1). */
export interface Statement {
  sql: string;
  line: number;
}

// What may hold a semicolon that ends nothing: comments, strings, quoted names and function bodies in dollar quotes.
const pieces =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;/g;
const spaceAndComments = /^(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)*/;

/**
 * Cuts a script at the semicolons that end statements. Function bodies are to be in dollar quotes: `begin atomic` is not
 * read, nor are comments within comments. What is cut wrongly is refused by PostgreSQL.
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

/** The line (from 1) of a place in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
