import type { Filter, FlowBy, FlowLink, FlowMatrix, FlowNode } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import { countIf, type Row, sql } from '../store/index.ts'
import { coverAndLogsOf } from './cover.ts'
import { type KeyedLink, linksOf } from './links.ts'
import { type NodeFace, type Nodes, nodesOf } from './nodes.ts'
import { staysOf } from './stays.ts'
import { noTime, timed, timeOf } from './time.ts'
import type { Told } from './told.ts'

/** Who hands what to whom, and how long tickets wait with whom; of the links the `top`, all where absent. */
export async function flowMatrix(
  asking: Asking,
  { by, level, top }: { by: FlowBy; level?: string | undefined; top?: number },
  filter: Filter,
): Promise<FlowMatrix> {
  const { store, centre } = asking
  const [nodes, { cover, told }] = await Promise.all([
    nodesOf(store, centre, by, level),
    coverAndLogsOf(asking, filter),
  ])
  const [stays, keyed] = await Promise.all([
    staysAt(asking, filter, told, nodes),
    linksOf(asking, filter, told, nodes),
  ])
  const links = keyed
    .map(
      ({ from, to, link }): FlowLink => ({ from: nodes.faceOf(from).id, to: nodes.faceOf(to).id, ...link }),
    )
    .sort(
      (a, b) =>
        b.handOffs - a.handOffs || besides(b) - besides(a) || compare(a.from, b.from) || compare(a.to, b.to),
    )
  const keys = new Set([...stays.keys(), ...keyed.flatMap(({ from, to }) => [from, to])])
  const sum = (of: (link: FlowLink) => number, over = links) =>
    over.reduce((total, link) => total + of(link), 0)
  const rest = links.slice(top ?? links.length)
  return {
    ...basisOf(asking, filter),
    by,
    level: nodes.level?.id ?? null,
    cover,
    nodes: [...keys]
      .sort((a, b) => orderOf(nodes, a) - orderOf(nodes, b))
      .map((key) => ({ ...nodes.faceOf(key), ...sidesOf(keyed, key), ...(stays.get(key) ?? noStays) })),
    links: links.slice(0, top),
    folded: {
      links: rest.length,
      handOffs: sum(({ handOffs }) => handOffs, rest),
      coAssigned: sum(({ coAssigned }) => coAssigned, rest),
      firstDispatches: sum(({ firstDispatches }) => firstDispatches, rest),
    },
    handOffs: sum(({ handOffs }) => handOffs),
    betweenUnits: keyed.reduce((total, { betweenUnits }) => total + betweenUnits, 0),
    directions: {
      up: sum(({ directions }) => directions.up ?? 0),
      down: sum(({ directions }) => directions.down ?? 0),
      sideways: sum(({ directions }) => directions.sideways ?? 0),
      unknown: sum(({ directions }) => directions.unknown ?? 0),
    },
    kinds: {
      escalated: sum(({ kinds }) => kinds.escalated ?? 0),
      returned: sum(({ kinds }) => kinds.returned ?? 0),
      transferred: sum(({ kinds }) => kinds.transferred ?? 0),
      dispatched: sum(({ kinds }) => kinds.dispatched ?? 0),
      reworked: sum(({ kinds }) => kinds.reworked ?? 0),
      reopened: sum(({ kinds }) => kinds.reopened ?? 0),
    },
    coAssigned: sum(({ coAssigned }) => coAssigned),
  }
}

const orderOf = (nodes: Nodes, key: number | null) =>
  key === null ? Number.POSITIVE_INFINITY : nodes.order(key)

/** What goes over a link and is no hand-off. */
const besides = ({ coAssigned, firstDispatches }: FlowLink) => coAssigned + firstDispatches

const compare = (a: string | null, b: string | null) =>
  a === b ? 0 : a === null || (b !== null && a > b) ? 1 : -1

/** Hand-offs into, out of and within a node. */
function sidesOf(
  links: readonly KeyedLink[],
  key: number | null,
): Pick<FlowNode, 'incoming' | 'outgoing' | 'inside'> {
  const sides = { incoming: 0, outgoing: 0, inside: 0 }
  for (const { from, to, link } of links) {
    if (from === key && to === key) sides.inside += link.handOffs
    else if (from === key) sides.outgoing += link.handOffs
    else if (to === key) sides.incoming += link.handOffs
  }
  return sides
}

type Stays = Omit<FlowNode, keyof NodeFace | 'incoming' | 'outgoing' | 'inside'>

const noStays: Stays = {
  tickets: 0,
  begun: 0,
  finished: 0,
  holding: 0,
  stays: 0,
  derived: 0,
  unsigned: 0,
  contradictory: 0,
  waiting: noTime,
  working: noTime,
  whole: noTime,
}

/** What happened at each node, by its key. */
async function staysAt(
  asking: Asking,
  filter: Filter,
  told: Told,
  nodes: Nodes,
): Promise<ReadonlyMap<number | null, Stays>> {
  const rows = await asking.store.read(
    sql`WITH ${staysOf(asking, filter, told)}, ${nodes.served}
      SELECT ${nodes.receiver} AS node, ${nodes.tickets(told.reach)} AS tickets,
        ${countIf(sql`s.nth = 0`)} AS begun, ${countIf(sql`s.left_by IN (CAST('handled' AS event_kind), CAST('closed' AS event_kind))`)} AS finished,
        ${countIf(sql`s.ended IS NOT TRUE`)} AS holding, count(*) AS stays, ${countIf(sql`s.derived`)} AS derived,
        ${countIf(sql`s.ended AND s.signed IS NOT TRUE`)} AS unsigned, ${countIf(sql`s.contradictory`)} AS contradictory,
        ${timed(sql`s.waiting_seconds`)} AS waiting, ${timed(sql`s.working_seconds`)} AS working,
        ${timed(sql`s.whole_seconds`)} AS whole
      FROM s ${nodes.joins} GROUP BY ALL`,
    { signal: asking.signal },
  )
  return new Map(rows.map((row) => [numberOrNull(row.node), staysIn(row)]))
}

function staysIn(row: Row): Stays {
  return {
    tickets: number(row.tickets),
    begun: number(row.begun),
    finished: number(row.finished),
    holding: number(row.holding),
    stays: number(row.stays),
    derived: number(row.derived),
    unsigned: number(row.unsigned),
    contradictory: number(row.contradictory),
    waiting: timeOf(row.waiting),
    working: timeOf(row.working),
    whole: timeOf(row.whole),
  }
}
