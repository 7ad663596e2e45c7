import { type Filter, FlowDirection, type FlowLink, HandOffKind } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'
import { countIf, instant, join, type Row, type Sql, sql } from '../store/index.ts'
import type { Nodes } from './nodes.ts'
import { keyWithin } from './reach.ts'
import { staysOf } from './stays.ts'
import { timed, timeOf } from './time.ts'
import type { Told } from './told.ts'

/** A link by the keys of its nodes. */
export interface KeyedLink {
  from: number | null
  to: number | null
  link: Omit<FlowLink, 'from' | 'to'>
  betweenUnits: number
}

/** Reasons shown of a link. */
const shownReasons = 8

/** What a hand-off's direction is made of. */
const climbs: Readonly<Record<FlowDirection, Sql>> = {
  up: sql`s.climb > 0`,
  down: sql`s.climb < 0`,
  sideways: sql`s.climb = 0`,
  unknown: sql`s.climb IS NULL`,
}

const counts = (conditions: readonly Sql[]) => join(conditions.map((condition) => countIf(condition)))

/** Every way that a ticket was handed on, was first dispatched, or a helper was called in. */
export async function linksOf(
  asking: Asking,
  filter: Filter,
  told: Told,
  nodes: Nodes,
): Promise<KeyedLink[]> {
  const { store, signal, caller } = asking
  const { reach } = told
  const reason = caller.freeText ? sql`s.reason` : sql`CAST(NULL AS VARCHAR)`
  const within = sql`WITH ${staysOf(asking, filter, told)}, ${nodes.served}`
  const [handedOn, dispatched, helped] = await Promise.all([
    store.read(
      // what is handed on is found once, for its numbers and for its reasons
      sql`${within},
        h AS MATERIALIZED (
          SELECT ${nodes.giver} AS giver, ${nodes.receiver} AS receiver, s.ticket, s.again,
            s.from_unit <> s.unit AS between_units, s.kind, s.climb, s.before_seconds, s.waiting_seconds, ${reason} AS reason
          FROM s ${nodes.joins} WHERE s.handed
        ),
        said AS (
          SELECT giver, receiver, reason, count(*) AS hand_offs FROM h WHERE reason IS NOT NULL GROUP BY giver, receiver, reason
          QUALIFY row_number() OVER (PARTITION BY giver, receiver ORDER BY hand_offs DESC, reason) <= ${shownReasons}
        )
        SELECT giver, receiver, count(*) AS hand_offs, ${nodes.linkTickets(reach)} AS tickets,
          ${countIf(sql`s.between_units`)} AS between_units,
          [${counts(HandOffKind.options.map((kind) => sql`s.kind = CAST(${kind} AS event_kind)`))}] AS kinds,
          [${counts(FlowDirection.options.map((direction) => climbs[direction]))}] AS directions,
          ${timed(sql`s.before_seconds`)} AS before, ${timed(sql`s.waiting_seconds`)} AS waiting
        FROM h s GROUP BY giver, receiver UNION ALL BY NAME SELECT * FROM said`,
      { signal },
    ),
    store.read(
      sql`${within}
        SELECT ${nodes.giver} AS giver, ${nodes.receiver} AS receiver, count(*) AS dispatched
        FROM s ${nodes.joins}
        WHERE s.nth = 0 AND NOT s.handed AND s.kind = CAST('dispatched' AS event_kind) AND (s.from_unit IS NOT NULL OR s.from_tier IS NOT NULL)
        GROUP BY ALL`,
      { signal },
    ),
    store.read(
      sql`WITH ${nodes.served}, helped AS (
          SELECT e.ticket, e.from_unit, e.to_unit AS unit, coalesce(e.from_tier, f.tier) AS from_tier,
            coalesce(e.to_tier, u.tier) AS tier
          FROM event e SEMI JOIN (
              SELECT t.key FROM ticket t
              WHERE ${reach.where} AND ${keyWithin(reach, sql`t.key`)} AND t.joined_s IS NOT NULL
            ) p ON p.key = e.ticket
            LEFT JOIN unit f ON f.key = e.from_unit LEFT JOIN unit u ON u.key = e.to_unit
          WHERE ${keyWithin(reach, sql`e.ticket`)} AND e.kind = CAST('co_assigned' AS event_kind)
            AND e.happened_at <= ${instant(asOfOf(asking, filter))}
            AND (e.from_unit = e.to_unit) IS DISTINCT FROM TRUE)
        SELECT ${nodes.giver} AS giver, ${nodes.receiver} AS receiver, count(*) AS helped
        FROM helped s ${nodes.joins} GROUP BY ALL`,
      { signal },
    ),
  ])
  const handed = handedOn.filter((row) => row.kinds !== null)
  // what two queries give together has no order of its own
  const reasons = caller.freeText ? handedOn.filter((row) => row.reason !== null).sort(oftenest) : null
  const links = new Map(handed.map((row) => [nameOf(row), linkOf(row)]))
  const at = (row: Row) => {
    const found =
      links.get(nameOf(row)) ?? linkOf({ giver: row.giver ?? null, receiver: row.receiver ?? null })
    links.set(nameOf(row), found)
    return found.link
  }
  for (const row of dispatched) at(row).firstDispatches = number(row.dispatched)
  for (const row of helped) at(row).coAssigned = number(row.helped)
  for (const row of reasons ?? [])
    at(row).reasons?.push({ reason: String(row.reason), handOffs: number(row.hand_offs) })
  if (!reasons) for (const { link } of links.values()) link.reasons = null
  return [...links.values()]
}

const nameOf = (row: Row) => `${String(row.giver)}>${String(row.receiver)}`

function linkOf(row: Row): KeyedLink {
  const cells = (cell: Row[string] | undefined) => (Array.isArray(cell) ? cell.map(number) : [])
  const [kinds, directions] = [cells(row.kinds), cells(row.directions)]
  const count = (cell: Row[string] | undefined) => number(cell ?? 0)
  const kindsOf = occurring(HandOffKind.options, kinds)
  const directionsOf = occurring(FlowDirection.options, directions)
  return {
    from: numberOrNull(row.giver),
    to: numberOrNull(row.receiver),
    betweenUnits: count(row.between_units),
    link: {
      handOffs: count(row.hand_offs),
      tickets: count(row.tickets),
      kinds: kindsOf,
      direction: mostOf(directionsOf),
      directions: directionsOf,
      coAssigned: 0,
      firstDispatches: 0,
      before: timeOf(row.before),
      waiting: timeOf(row.waiting),
      reasons: [],
    },
  }
}

/** The most frequent direction; of equals the first of up, down, sideways. */
function mostOf(directions: Readonly<Partial<Record<FlowDirection, number>>>): FlowDirection {
  const count = (one: FlowDirection) => directions[one] ?? 0
  return FlowDirection.options.reduce(
    (most, one) => (count(one) > count(most) ? one : most),
    FlowDirection.options.find((one) => count(one) > 0) ?? 'unknown',
  )
}

/** The counts that are not 0, by name. */
function occurring<Name extends string>(
  names: readonly Name[],
  counted: readonly number[],
): Partial<Record<Name, number>> {
  const found: Partial<Record<Name, number>> = {}
  for (const [index, name] of names.entries()) if (counted[index]) found[name] = counted[index]
  return found
}

function oftenest(a: Row, b: Row): number {
  return number(b.hand_offs) - number(a.hand_offs) || (String(a.reason) < String(b.reason) ? -1 : 1)
}
