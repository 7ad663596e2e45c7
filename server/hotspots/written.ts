/** A count in a sentence: thousands set apart, in both languages alike. */
export function written(count: number): string {
  return count.toLocaleString('en-GB')
}
