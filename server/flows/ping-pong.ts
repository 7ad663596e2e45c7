import type { Filter, FlowPingPong } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import { quotient } from '../measures/index.ts'
import { name, sql } from '../store/index.ts'
import { coverAndStaysOf } from './cover.ts'
import { staysOf } from './stays.ts'
import { timed, timeOf } from './time.ts'
import type { Holder } from './ways.ts'

/** Tickets that went from one to another and came back, and between whom most often. */
export async function flowPingPong(
  asking: Asking,
  { by, top }: { by: Holder; top: number },
  filter: Filter,
): Promise<FlowPingPong> {
  const { store, centre, signal } = asking
  const members = by === 'tier' ? centre.tiers : centre.units
  const [here, there] = [name(`s.${by}`), name(`s.from_${by}`)]
  const { cover, named, told } = await coverAndStaysOf(asking, filter, by)
  const rows = await store.read(
    sql`WITH ${staysOf(asking, filter, told)}
      SELECT GROUPING(a) = 1 AS whole, a, b, count(*) AS triples, count(DISTINCT ticket) AS tickets,
        count(*) FILTER (WHERE here = a) AS aba, ${timed(sql`before_seconds`, 'between')}
      FROM (
        SELECT s.ticket, s.before_seconds, ${here} AS here, least(${here}, ${there}) AS a, greatest(${here}, ${there}) AS b
        FROM s WHERE ${name(`s.${by}_back`)}
      ) GROUP BY GROUPING SETS ((a, b), ()) ORDER BY triples DESC, tickets DESC, a, b`,
    { signal },
  )
  const whole = rows.find((row) => row.whole === true)
  const pairs = rows.filter((row) => row.whole === false)
  return {
    ...basisOf(asking, filter),
    by,
    cover,
    tickets: quotient(number(whole?.tickets ?? 0), named),
    triples: number(whole?.triples ?? 0),
    pairs: pairs.slice(0, top).map((row) => ({
      a: members.idOf(numberOrNull(row.a)) ?? '',
      b: members.idOf(numberOrNull(row.b)) ?? '',
      triples: number(row.triples),
      tickets: number(row.tickets),
      aba: number(row.aba),
      bab: number(row.triples) - number(row.aba),
      between: timeOf(row, 'between'),
    })),
    folded: {
      pairs: Math.max(0, pairs.length - top),
      triples: pairs.slice(top).reduce((total, row) => total + number(row.triples), 0),
    },
  }
}
