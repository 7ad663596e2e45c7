/** A code of 12 digits and more as a spreadsheet writes it once it has taken it for a number: 6.10117E+14. */
const SCIENTIFIC = /^\s*-?\d(?:\.\d+)?[eE]\+(?:1[1-9]|[2-9]\d)\s*$/
const PLUS = 0x2b

/** The reason and remedy of a value whose digits a spreadsheet has thrown away. */
export const codeTurnedNumber = {
  reason: 'Excel, or a program like it, has turned the code into a number and lost its digits',
  remedy: 'format the column as text, enter the codes again, and export again',
}

export function isCodeTurnedNumber(text: string): boolean {
  return text.charCodeAt(text.length - 3) === PLUS && SCIENTIFIC.test(text)
}

/** Spreadsheets and JSON readers keep 15 digits of a whole number for certain. */
export function isBeyondDigits(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) >= 1e15
}
