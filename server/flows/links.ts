import { type Filter, FlowDirection, type FlowLink, HandOffKind } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'
import { countIf, empty, join, name, type Row, type Sql, sql } from '../store/index.ts'
import type { Nodes } from './nodes.ts'
import { rowsOf } from './reach.ts'
import { staysOf } from './stays.ts'
import { timed, timeOf } from './time.ts'
import type { Told } from './told.ts'

/** A link by the keys of its nodes, as it is counted: most links of many are told in sums alone. */
export interface KeyedLink {
  from: number | null
  to: number | null
  handOffs: number
  betweenUnits: number
  coAssigned: number
  firstDispatches: number
  /** how many of each of {@link HandOffKind} and {@link FlowDirection}, in their order */
  kinds: readonly number[]
  directions: readonly number[]
  /** what else is known of its hand-offs, and why there were any; null where nobody may know */
  row: Row
  reasons: FlowLink['reasons']
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

/** A column each, by the names of what is counted. */
const counts = (conditions: readonly (readonly [as: string, condition: Sql])[]) =>
  join(conditions.map(([as, condition]) => sql`CAST(${countIf(condition)} AS INTEGER) AS ${name(as)}`))
const counted = [
  ...HandOffKind.options.map((kind) => [kind, sql`s.kind = CAST(${kind} AS event_kind)`] as const),
  ...FlowDirection.options.map((direction) => [direction, climbs[direction]] as const),
]

/** Every way that a ticket was handed on, was first dispatched, or a helper was called in. */
export async function linksOf(
  asking: Asking,
  filter: Filter,
  told: Told,
  nodes: Nodes,
): Promise<KeyedLink[]> {
  const { store, signal, caller } = asking
  const { reach, whole } = told
  const reason = caller.freeText ? sql`s.reason` : sql`CAST(NULL AS VARCHAR)`
  // few tickets have helpers: looked for among those, unless nearly all are asked for
  const joined = reach.plain
    ? reach
    : { ...reach, where: sql`${reach.where} AND t.joined_s IS NOT NULL`, tickets: 0 }
  const known = whole ? empty : sql`AND s.happened_s <= CAST(${asOfOf(asking, filter) / 1000} AS DOUBLE)`
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
          ${counts([['between_units', sql`s.between_units`], ...counted])},
          ${timed(sql`s.before_seconds`, 'before')}, ${timed(sql`s.waiting_seconds`, 'waiting')}
        FROM h s GROUP BY giver, receiver UNION ALL BY NAME SELECT * FROM said`,
      { signal },
    ),
    store.read(
      sql`${within}
        SELECT ${nodes.giver} AS giver, ${nodes.receiver} AS receiver, count(*) AS first_dispatches
        FROM s ${nodes.joins}
        WHERE s.nth = 0 AND NOT s.handed AND s.kind = CAST('dispatched' AS event_kind) AND (s.from_unit IS NOT NULL OR s.from_tier IS NOT NULL)
        GROUP BY ALL`,
      { signal },
    ),
    store.read(
      sql`WITH ${nodes.served}, helped AS (
          SELECT e.ticket, e.from_unit, e.to_unit AS unit, coalesce(e.from_tier, f.tier) AS from_tier,
            coalesce(e.to_tier, u.tier) AS tier
          FROM (SELECT s.* FROM ${rowsOf(sql`event`, joined)} AND s.kind = CAST('co_assigned' AS event_kind)
              AND (s.from_unit = s.to_unit) IS DISTINCT FROM TRUE ${known}) e
            LEFT JOIN unit f ON f.key = e.from_unit LEFT JOIN unit u ON u.key = e.to_unit)
        SELECT ${nodes.giver} AS giver, ${nodes.receiver} AS receiver, count(*) AS helped
        FROM helped s ${nodes.joins} GROUP BY ALL`,
      { signal },
    ),
  ])
  const links = new Map<string, KeyedLink>()
  const at = (row: Row) => {
    const found = links.get(nameOf(row)) ?? keyedLink(row, caller.freeText)
    links.set(nameOf(row), found)
    return found
  }
  const [handed, said] = [
    handedOn.filter((row) => row.tickets !== null),
    handedOn.filter((row) => row.tickets === null),
  ]
  for (const row of handed) at(row)
  for (const row of dispatched) at(row).firstDispatches = number(row.first_dispatches)
  for (const row of helped) at(row).coAssigned = number(row.helped)
  // what two queries give together has no order of its own
  for (const row of said.sort(oftenest))
    at(row).reasons?.push({ reason: String(row.reason), handOffs: number(row.hand_offs) })
  return [...links.values()]
}

const nameOf = (row: Row) => `${String(row.giver)}>${String(row.receiver)}`

function keyedLink(row: Row, freeText: boolean): KeyedLink {
  const count = (column: string) => number(row[column] ?? 0)
  return {
    from: numberOrNull(row.giver),
    to: numberOrNull(row.receiver),
    handOffs: count('hand_offs'),
    betweenUnits: count('between_units'),
    coAssigned: 0,
    firstDispatches: 0,
    kinds: HandOffKind.options.map(count),
    directions: FlowDirection.options.map(count),
    row,
    reasons: freeText ? [] : null,
  }
}

/** All that is told of a link. */
export function linkOf(keyed: KeyedLink): Omit<FlowLink, 'from' | 'to'> {
  const { row, handOffs, coAssigned, firstDispatches, reasons } = keyed
  const directions = occurring(FlowDirection.options, keyed.directions)
  return {
    handOffs,
    tickets: number(row.tickets ?? 0),
    kinds: occurring(HandOffKind.options, keyed.kinds),
    direction: mostOf(directions),
    directions,
    coAssigned,
    firstDispatches,
    before: timeOf(row, 'before'),
    waiting: timeOf(row, 'waiting'),
    reasons,
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
