import type { MovedTicket } from '@grid/data/contract'

/** Tickets as lines of a spreadsheet: UTF-8 with a mark, and codes that a formula cannot hide in. */
export async function* movedCsv(pages: AsyncIterable<readonly MovedTicket[]>): AsyncGenerator<string> {
  yield '\uFEFFid,day,from,to,lon,lat\r\n'
  for await (const page of pages) {
    const lines = page.map(({ id, day, from, to, lon, lat }) =>
      [id, day, from.join(' > '), to.join(' > '), lon ?? '', lat ?? ''].map(cell).join(','),
    )
    if (lines.length > 0) yield `${lines.join('\r\n')}\r\n`
  }
}

function cell(value: string | number): string {
  const text = String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
