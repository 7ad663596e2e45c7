import type { CentrePack } from '@grid/data/contract'
import { type Sql, sql, type Transaction } from '../../store/index.ts'
import { settingOf } from '../path/setting.ts'

/** Kinds of lines that give a ticket to somebody; the others tell of somebody who works on it. */
const giving = sql`('reported', 'dispatched', 'transferred', 'escalated', 'returned', 'co_assigned', 'reworked',
  'reopened')`

/**
 * Concludes who gave the tickets in `tickets` (a query of keys) to whom, where a log names only who has them: a line
 * whose unit or tier is not that of the line before is a hand-over, whatever else it says. It is escalated where it goes
 * to a higher tier, returned where it goes back to the unit it came from, transferred otherwise. Works on logs as a
 * whole, so that it does not matter in how many files they came.
 */
export async function concludeHandOvers(
  transaction: Transaction,
  pack: CentrePack,
  tickets: Sql,
): Promise<void> {
  const [any] = await transaction.run(
    sql`SELECT 1 AS one FROM event WHERE said_kind IS NOT NULL AND ticket IN (${tickets}) LIMIT 1`,
  )
  if (!any) return
  const { ranks } = await settingOf(transaction, pack)
  await transaction.run(sql`UPDATE event SET kind = c.kind, from_unit = c.from_unit, to_unit = c.to_unit,
      from_tier = c.from_tier, to_tier = c.to_tier
    FROM (
      WITH rank AS (${ranks}),
      line AS (
        SELECT e.ticket, e.seq, e.said_kind, e.said_kind IS NOT NULL AS tells,
          coalesce(e.holder, CASE WHEN e.kind IN ${giving} AND e.kind <> 'co_assigned' THEN e.to_unit END) AS unit,
          coalesce(e.holder_tier, CASE WHEN e.said_kind IS NULL AND e.kind IN ${giving} AND e.kind <> 'co_assigned'
            THEN e.to_tier END) AS tier
        FROM event e WHERE e.ticket IN (${tickets})
      ),
      followed AS (
        SELECT *, lag(unit IGNORE NULLS) OVER log AS giver, lag(tier IGNORE NULLS) OVER log AS giver_tier
        FROM line WINDOW log AS (PARTITION BY ticket ORDER BY seq)
      ),
      moved AS (
        SELECT *, unit <> giver AS changes, coalesce(unit <> giver, FALSE) OR coalesce(tier <> giver_tier, FALSE) AS moves
        FROM followed
      ),
      back AS (
        SELECT ticket, seq, lag(giver) OVER (PARTITION BY ticket ORDER BY seq) AS came_from FROM moved WHERE changes
      )
      SELECT m.ticket, m.seq,
        CASE WHEN NOT m.moves THEN m.said_kind
          WHEN r.rank > g.rank THEN CAST('escalated' AS event_kind)
          WHEN m.unit = b.came_from THEN CAST('returned' AS event_kind)
          ELSE CAST('transferred' AS event_kind) END AS kind,
        CASE WHEN m.moves THEN m.giver WHEN m.said_kind NOT IN ${giving} THEN m.unit END AS from_unit,
        CASE WHEN m.moves OR m.said_kind IN ${giving} THEN m.unit END AS to_unit,
        CASE WHEN m.moves THEN m.giver_tier WHEN m.said_kind NOT IN ${giving} THEN m.tier END AS from_tier,
        CASE WHEN m.moves OR m.said_kind IN ${giving} THEN m.tier END AS to_tier
      FROM moved m LEFT JOIN back b ON b.ticket = m.ticket AND b.seq = m.seq
        LEFT JOIN rank r ON r.tier = m.tier LEFT JOIN rank g ON g.tier = m.giver_tier
      WHERE m.tells
    ) c
    WHERE event.ticket = c.ticket AND event.seq = c.seq AND row(event.kind, event.from_unit, event.to_unit,
        event.from_tier, event.to_tier) IS DISTINCT FROM row(c.kind, c.from_unit, c.to_unit, c.from_tier, c.to_tier)`)
}

/** Gives units that were just created the tier that every line with them names; those of several tiers get none. */
export async function settleTiers(transaction: Transaction, units: readonly string[]): Promise<void> {
  if (units.length === 0) return
  await transaction.run(sql`UPDATE unit SET tier = n.tier FROM (
      SELECT unit, min(tier) AS tier FROM (
        SELECT holder AS unit, holder_tier AS tier FROM staged_event
        UNION SELECT from_unit, from_tier FROM staged_event
        UNION SELECT to_unit, to_tier FROM staged_event)
      WHERE unit IS NOT NULL AND tier IS NOT NULL GROUP BY unit HAVING count(*) = 1) n
    WHERE unit.key = n.unit AND unit.tier IS NULL AND list_contains(${units}, unit.id)`)
}
