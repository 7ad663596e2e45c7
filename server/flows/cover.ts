import type { Filter, FlowCover } from '@grid/data/contract'
import { number, wasWork } from '../centre/index.ts'
import { type Asking, isPeriodAlone, reportedIn } from '../filter/index.ts'
import { countIf, name, sql } from '../store/index.ts'
import { plainly, type Reach, reachColumns, reachIn } from './reach.ts'
import { workIn } from './stays.ts'
import { type Told, toldOf } from './told.ts'
import type { Holder } from './ways.ts'

const count = (condition = sql`TRUE`) => countIf(sql`${wasWork} AND ${condition}`)

/** Without a log and never passed on: its timestamps tell of the one who has it. */
const derived = sql`NOT t.logged AND t.returns = 0 AND t.transfers = 0 AND coalesce(t.unit, t.tier) IS NOT NULL`

/** What is told of the tickets of a filter. */
export interface Covered {
  cover: FlowCover
  /** of how many the log names the holders that are asked for */
  named: number
  /** those that were work */
  reach: Reach
  /** whether some of them tell of a stay without a log */
  unlogged: boolean
}

/** What is told of the tickets of a filter, and what is not; and which they are. */
export async function coverOf(asking: Asking, filter: Filter, by?: Holder): Promise<Covered> {
  const named = by ? sql`${name(`t.${by}_way`)} <> ''` : sql`FALSE`
  const [row] = await asking.store.read(
    sql`SELECT count(*) AS reported, ${count()} AS tickets, ${count(sql`t.tier_way IS NOT NULL`)} AS told,
        ${count(sql`${derived} AND t.tier_way IS NULL`)} AS derived, ${count(derived)} AS unlogged,
        ${count(named)} AS named,
        ${reachColumns(wasWork)}
      FROM ticket t WHERE ${reportedIn(asking, filter)}`,
    { signal: asking.signal },
  )
  const of = (column: string) => number(row?.[column])
  const [tickets, told, alone] = [of('tickets'), of('told'), of('derived')]
  return {
    cover: { tickets, told, derived: alone, silent: tickets - told - alone, never: of('reported') - tickets },
    named: of('named'),
    reach: reachIn(workIn(asking, filter), row),
    unlogged: of('unlogged') > 0,
  }
}

/** The same, and what is known of their logs. */
export async function coverAndLogsOf(asking: Asking, filter: Filter): Promise<Covered & { told: Told }> {
  const covered = await coverOf(asking, filter)
  return { ...covered, told: await toldOf(asking, filter, covered) }
}

/** The same for who reads their stays, with the stretch of keys in which these say themselves whether they are asked for. */
export async function coverAndStaysOf(
  asking: Asking,
  filter: Filter,
  by?: Holder,
): Promise<Covered & { told: Told }> {
  const covered = await coverOf(asking, filter, by)
  const [told, reach] = await Promise.all([
    toldOf(asking, filter, covered),
    isPeriodAlone(asking, filter)
      ? plainly(asking, covered.reach, reportedIn(asking, filter))
      : covered.reach,
  ])
  return { ...covered, told: { ...told, reach } }
}
