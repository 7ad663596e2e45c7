import { type Sql, sql, type Transaction } from '../../store/index.ts'
import { type LogGroup, typedLines } from './merge.ts'

/** Lines merged at a time: beyond, joins and sorts no longer fit into memory, and are written to disk and read again. */
const mostLines = 2_000_000
/** Tickets whose lines are counted together. */
const counted = 20_000

const all: LogGroup = { lines: typedLines, holds: () => sql`TRUE`, named: sql`TRUE` }

/**
 * The tickets of `staged_event` in groups by their keys: a log is dealt with as a whole, and no log needs another. Few lines
 * are one group; of many, `staged_event` gives way to a table `event_line`.
 * @param staged how many lines there are
 * @param most how many may be merged at a time
 */
export async function logGroups(
  transaction: Transaction,
  staged: number,
  most = mostLines,
): Promise<readonly LogGroup[]> {
  if (staged <= most) return [all]
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE event_line AS ${typedLines}`)
  await transaction.drop(['staged_event'])
  const span = Math.max(1, Math.min(counted, Math.floor(most / 10)))
  const pages = await transaction.run(
    sql`SELECT ticket // ${span} AS page, count(*) AS lines FROM event_line GROUP BY 1 ORDER BY 1`,
  )
  const groups: { from: number; until: number; lines: number }[] = []
  for (const { page, lines } of pages) {
    const last = groups.at(-1)
    const until = (Number(page) + 1) * span
    if (last && last.lines + Number(lines) <= most) {
      last.until = until
      last.lines += Number(lines)
    } else groups.push({ from: Number(page) * span, until, lines: Number(lines) })
  }
  return groups.map(({ from, until }) => {
    const holds = (key: Sql) => sql`${key} >= ${from} AND ${key} < ${until}`
    return {
      lines: sql`SELECT * FROM event_line WHERE ${holds(sql`ticket`)}`,
      holds,
      named: sql`id IN (SELECT id FROM ticket WHERE ${holds(sql`key`)})`,
    }
  })
}
