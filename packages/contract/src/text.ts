// Half a surrogate pair is no character, and PostgreSQL refuses it as it does NUL; mails mistake other controls.

/** Text on one line. */
export const oneLine = /^[^\p{Cc}\p{Cs}]*$/u;

/** Text with line breaks. */
export const manyLines = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;
