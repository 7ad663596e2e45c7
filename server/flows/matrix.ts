import {
  type Filter,
  type FlowBy,
  FlowDirection,
  type FlowLink,
  type FlowMatrix,
  type FlowNode,
  HandOffKind,
} from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import { countIf, type Row, sql } from '../store/index.ts'
import { coverAndStaysOf } from './cover.ts'
import { type KeyedLink, linkOf, linksOf } from './links.ts'
import { type NodeFace, type Nodes, nobody, nodesOf } from './nodes.ts'
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
    coverAndStaysOf(asking, filter),
  ])
  const [stays, keyed] = await Promise.all([
    staysAt(asking, filter, told, nodes),
    linksOf(asking, filter, told, nodes),
  ])
  const keys = new Set([...stays.keys(), ...keyed.flatMap(({ from, to }) => [from, to])])
  // of many links between few nodes: what a node is called is looked up once
  const faces = new Map([...keys].map((key) => [key, nodes.faceOf(key)]))
  const faceOf = (key: number | null) => faces.get(key) ?? nobody
  const sides = sidesOf(keyed)
  const named = keyed.map((link) => ({ link, from: faceOf(link.from).id, to: faceOf(link.to).id }))
  named.sort(
    (a, b) =>
      b.link.handOffs - a.link.handOffs ||
      besides(b.link) - besides(a.link) ||
      compare(a.from, b.from) ||
      compare(a.to, b.to),
  )
  const rest = named.slice(top ?? named.length).map(({ link }) => link)
  const sum = (of: (link: KeyedLink) => number, over: readonly KeyedLink[] = keyed) =>
    over.reduce((total, link) => total + of(link), 0)
  const sums = <Name extends string>(names: readonly Name[], of: (link: KeyedLink) => readonly number[]) =>
    Object.fromEntries(names.map((one, place) => [one, sum((link) => of(link)[place] ?? 0)])) as Record<
      Name,
      number
    >
  return {
    ...basisOf(asking, filter),
    by,
    level: nodes.level?.id ?? null,
    cover,
    nodes: [...keys]
      .sort((a, b) => orderOf(nodes, a) - orderOf(nodes, b))
      .map((key) => ({ ...faceOf(key), ...(sides.get(key) ?? noSides), ...(stays.get(key) ?? noStays) })),
    links: named.slice(0, top).map(({ link, from, to }): FlowLink => ({ from, to, ...linkOf(link) })),
    folded: {
      links: rest.length,
      handOffs: sum(({ handOffs }) => handOffs, rest),
      coAssigned: sum(({ coAssigned }) => coAssigned, rest),
      firstDispatches: sum(({ firstDispatches }) => firstDispatches, rest),
    },
    handOffs: sum(({ handOffs }) => handOffs),
    betweenUnits: sum(({ betweenUnits }) => betweenUnits),
    directions: sums(FlowDirection.options, ({ directions }) => directions),
    kinds: sums(HandOffKind.options, ({ kinds }) => kinds),
    coAssigned: sum(({ coAssigned }) => coAssigned),
  }
}

const orderOf = (nodes: Nodes, key: number | null) =>
  key === null ? Number.POSITIVE_INFINITY : nodes.order(key)

/** What goes over a link and is no hand-off. */
const besides = ({ coAssigned, firstDispatches }: KeyedLink) => coAssigned + firstDispatches

const compare = (a: string | null, b: string | null) =>
  a === b ? 0 : a === null || (b !== null && a > b) ? 1 : -1

type Sides = Pick<FlowNode, 'incoming' | 'outgoing' | 'inside'>

const noSides: Sides = { incoming: 0, outgoing: 0, inside: 0 }

/** Hand-offs into, out of and within nodes, by their keys. */
function sidesOf(links: readonly KeyedLink[]): ReadonlyMap<number | null, Sides> {
  const sides = new Map<number | null, Sides>()
  const add = (key: number | null, side: keyof Sides, handOffs: number) => {
    const known = sides.get(key) ?? { ...noSides }
    known[side] += handOffs
    sides.set(key, known)
  }
  for (const { from, to, handOffs } of links)
    if (from === to) add(from, 'inside', handOffs)
    else {
      add(from, 'outgoing', handOffs)
      add(to, 'incoming', handOffs)
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
        ${timed(sql`s.waiting_seconds`, 'waiting')}, ${timed(sql`s.working_seconds`, 'working')},
        ${timed(sql`s.whole_seconds`, 'whole')}
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
    waiting: timeOf(row, 'waiting'),
    working: timeOf(row, 'working'),
    whole: timeOf(row, 'whole'),
  }
}
