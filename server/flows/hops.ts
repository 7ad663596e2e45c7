import type { Filter, FlowHops } from '@grid/data/contract'
import { number } from '../centre/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import { quotient } from '../measures/index.ts'
import { sql } from '../store/index.ts'
import { coverAndLogsOf } from './cover.ts'
import { waysBy } from './ways.ts'

/** From here on numbers of hops are gathered. */
const last = 10

/** How often tickets went from unit to unit, and how many of the done ones were done by the unit that had them first. */
export async function flowHops(asking: Asking, filter: Filter): Promise<FlowHops> {
  const { cover, told } = await coverAndLogsOf(asking, filter)
  const rows = await asking.store.read(
    // few ways are gone by many: each is looked into once
    sql`WITH ${waysBy(asking, filter, told, 'unit')},
      gone AS (SELECT way, count(*) AS tickets, count(*) FILTER (WHERE done) AS done FROM w WHERE way <> '' GROUP BY way),
      h AS (
        SELECT tickets, done, length(way) - length(replace(way, '>', '')) AS hops,
          regexp_extract(way, '^[0-9]+') = regexp_extract(way, '[0-9]+$') AS leads
        FROM gone)
      SELECT least(hops, ${last}) AS hops, sum(tickets) AS tickets, sum(hops * tickets) AS handed, sum(done) AS done,
        coalesce(sum(done) FILTER (WHERE hops = 0), 0) AS kept, coalesce(sum(done) FILTER (WHERE leads), 0) AS led
      FROM h GROUP BY 1 ORDER BY 1`,
    { signal: asking.signal },
  )
  const sum = (column: string) => rows.reduce((total, row) => total + number(row[column]), 0)
  const [tickets, done, kept, led] = [sum('tickets'), sum('done'), sum('kept'), sum('led')]
  const most = Math.max(0, ...rows.map((row) => number(row.hops)))
  return {
    ...basisOf(asking, filter),
    cover,
    distribution: Array.from({ length: tickets === 0 ? 0 : most + 1 }, (_, hops) => {
      const count = number(rows.find((row) => row.hops === hops)?.tickets ?? 0)
      return { hops, andMore: hops === last, tickets: count, share: count / tickets }
    }),
    mean: quotient(sum('handed'), tickets),
    firstReceiverLeads: quotient(led, done),
    keptThroughout: kept,
    cameBack: led - kept,
    doneByAnother: done - led,
  }
}
