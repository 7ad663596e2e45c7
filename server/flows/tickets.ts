import { type Filter, readWay, type TicketPage } from '@grid/data/contract'
import { type Asking, asOfOf } from '../filter/index.ts'
import { badParameters } from '../problems.ts'
import { instant, name, type Sql, sql } from '../store/index.ts'
import { type Page, pageOf } from '../tickets/index.ts'
import { keyWithin, type Reach, reachOf } from './reach.ts'
import { workIn } from './stays.ts'
import { type Holder, went } from './ways.ts'

/** Tickets behind a number of the flows. Several of these all hold. */
export interface BehindFlow {
  /** the way they went, as `FlowPath.id` has it */
  path?: string | undefined
  /** the two they went to and fro between, in either order */
  pair?: string | undefined
  /** that went to and fro at all */
  pingPong?: Holder | undefined
}

/** The tickets that a path or a ping-pong is made of, in the order and the pages of the list of tickets. */
export async function ticketsBehindFlow(
  asking: Asking,
  { path, pair, pingPong }: BehindFlow,
  filter: Filter,
  page: Page,
): Promise<TicketPage> {
  const conditions = [workIn(asking, filter)]
  const reach = await reachOf(asking, workIn(asking, filter))
  if (path !== undefined) {
    const { by, keys } = holdersOf(asking, 'path', path)
    conditions.push(went(asking, filter, reach, by, keys.join('>')))
  }
  if (pair !== undefined) {
    const { by, keys } = holdersOf(asking, 'pair', pair)
    const [a, b] = keys
    if (a === undefined || b === undefined || keys.length !== 2)
      throw badParameters([
        { parameter: 'pair', detail: `"${pair}" is no pair: write two ids with > between` },
      ])
    const between = (here: number, there: number) =>
      sql`(${name(`s.${by}`)} = ${here} AND ${name(`s.from_${by}`)} = ${there})`
    conditions.push(wentBack(asking, filter, reach, by, sql`(${between(a, b)} OR ${between(b, a)})`))
  }
  if (pingPong !== undefined) conditions.push(wentBack(asking, filter, reach, pingPong, sql`TRUE`))
  return pageOf(
    asking,
    filter,
    conditions.reduce((left, right) => sql`${left} AND ${right}`),
    page,
  )
}

function wentBack(asking: Asking, filter: Filter, reach: Reach, by: Holder, which: Sql): Sql {
  return sql`t.key IN (SELECT s.ticket FROM stay s
    WHERE ${keyWithin(reach, sql`s.ticket`)} AND ${name(`s.${by}_back`)} AND s.known_at <= ${instant(asOfOf(asking, filter))} AND ${which})`
}

/** The keys of the tiers or units that a text names; a 400 problem where it cannot be read. */
function holdersOf({ centre }: Asking, parameter: string, text: string): { by: Holder; keys: number[] } {
  const way = readWay(text)
  if (!way || way.by === 'area')
    throw badParameters([
      { parameter, detail: `"${text}" is no way: write tier: or unit: and ids with > between` },
    ])
  const members = way.by === 'tier' ? centre.tiers : centre.units
  // the way of a log that names nobody is empty
  const ids = way.ids.length === 1 && way.ids[0] === null ? [] : way.ids
  const keys = ids.map((id) => {
    const member = members.withId(id ?? '')
    if (!member) throw badParameters([{ parameter, detail: `the centre has no ${way.by} "${id ?? ''}"` }])
    return member.key
  })
  return { by: way.by, keys }
}
