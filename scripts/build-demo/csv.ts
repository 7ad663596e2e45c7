/** Rows as RFC 4180 text with line feeds; columns in the given order, nothing for what a row lacks. */
export function* csvLines<C extends string>(
  columns: readonly C[],
  rows: Iterable<{ readonly [K in C]?: string | number | boolean | undefined }>,
): Generator<string> {
  yield `${columns.join(',')}\n`
  for (const row of rows) yield `${columns.map((column) => cell(row[column])).join(',')}\n`
}

function cell(value: string | number | boolean | undefined): string {
  const text = value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
