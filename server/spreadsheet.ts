/** What a spreadsheet takes for the beginning of a formula, full-width forms and what is before it out of sight included. */
const formula = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n＝＋－＠|%]/
/** A number is what it is, whatever its sign. */
const number = /^[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?$/i

/** A text as a cell of a table: what a spreadsheet would run as a formula gets an apostrophe before it. */
export function inert(text: string): string {
  return formula.test(text) && !number.test(text) ? `'${text}` : text
}
