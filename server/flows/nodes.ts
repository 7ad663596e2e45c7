import type { FlowBy, FlowNode } from '@grid/data/contract'
import { type CentreRecord, isUnmarked, type Level, numberOrNull, type StayMark } from '../centre/index.ts'
import { tierRanks } from '../intake/index.ts'
import { badParameters, oneOfValues } from '../problems.ts'
import { countIf, type Sql, type Store, sql } from '../store/index.ts'
import { type Reach, ticketsAmong } from './reach.ts'

/** What a node is called and where it stands; nothing of what happened there. */
export type NodeFace = Pick<FlowNode, 'id' | 'name' | 'place' | 'tier' | 'rank'>

/** Holders of tickets told apart by tier, unit, or the area that a unit serves. */
export interface Nodes {
  by: FlowBy
  /** of areas alone */
  level: Level | null
  /** an expression of a `WITH`: `served (unit, node)`, empty unless areas are told apart */
  served: Sql
  /** joins stays `s` to the nodes of giver and receiver, as `node(...)` names them */
  joins: Sql
  /** keys of the nodes of giver and receiver of a stay `s` */
  giver: Sql
  receiver: Sql
  /**
   * an aggregate: how many tickets stays `s` of a reach have, in groups by receiver, or hand-offs by giver and receiver
   */
  tickets(reach: Reach): Sql
  linkTickets(reach: Reach): Sql
  /** the node of a key */
  faceOf(key: number | null): NodeFace
  /** where a node comes in a list */
  order(key: number | null): number
}

/** Who is not told. */
export const nobody: NodeFace = { id: null, name: null, place: null, tier: null, rank: null }

/** The nodes of a question; a 400 problem where the level is unknown. */
export async function nodesOf(
  store: Store,
  centre: CentreRecord,
  by: FlowBy,
  level: string | undefined,
): Promise<Nodes> {
  if (by !== 'area' && level !== undefined)
    throw badParameters([{ parameter: 'level', detail: 'goes with by=area' }])
  const ranks = tierRanks(centre.pack.tiers)
  const rankOf = (tier: string | null) => (tier === null ? null : (ranks.get(tier) ?? null))
  if (by === 'tier')
    return {
      ...untold,
      by,
      giver: sql`s.from_tier`,
      receiver: sql`s.tier`,
      ...countedByFirst('tier', 'tierLink'),
      faceOf(key) {
        const tier = centre.tiers.members.find((one) => one.key === key)
        return tier
          ? { id: tier.id, name: tier.name, place: null, tier: null, rank: rankOf(tier.id) }
          : nobody
      },
      order: (key) => centre.tiers.members.findIndex((one) => one.key === key),
    }
  const labels = await labelsOf(store)
  const labelOf = (code: string | null): NodeFace['place'] => {
    const [key] = (code === null ? undefined : centre.today.withCode(code)?.keys) ?? []
    const label = key === undefined ? undefined : labels.get(key)
    return label?.place ?? null
  }
  if (by === 'unit')
    return {
      ...untold,
      by,
      giver: sql`s.from_unit`,
      receiver: sql`s.unit`,
      ...countedByFirst('unit', 'unitLink'),
      faceOf(key) {
        const unit = key === null ? undefined : centre.units.members.find((one) => one.key === key)
        if (!unit) return nobody
        const { id, name, lon, lat } = unit
        const tier = centre.tiers.idOf(unit.tier)
        const place = lon === null || lat === null ? labelOf(unit.area) : { lon, lat, from: 'unit' as const }
        return { id, name, place, tier, rank: rankOf(tier) }
      },
      order: (key) => key ?? -1,
    }
  const chosen = levelOf(centre, level)
  const served = centre.units.members.flatMap((unit) => {
    const code = unit.area === null ? undefined : areaAt(centre, unit.area, chosen.depth)
    const key = code === undefined ? undefined : centre.today.withCode(code)?.keys[0]
    return key === undefined ? [] : [{ unit: unit.key, key }]
  })
  const count = new Set(served.map(({ key }) => key)).size + 1
  return {
    by,
    level: chosen,
    served: sql`served AS (SELECT unnest(CAST(${served.map(({ unit }) => unit)} AS USMALLINT[])) AS unit,
      unnest(CAST(${served.map(({ key }) => key)} AS INTEGER[])) AS node)`,
    joins: sql`LEFT JOIN served g ON g.unit = s.from_unit LEFT JOIN served r ON r.unit = s.unit`,
    giver: sql`g.node`,
    receiver: sql`r.node`,
    // several units serve an area: which stay is a ticket's first there is not kept
    tickets: (reach) => ticketsAmong(reach, count),
    linkTickets: (reach) => ticketsAmong(reach, count ** 2),
    faceOf(key) {
      const code = centre.today.codeOf(key)
      const label = key === null ? undefined : labels.get(key)
      return code === null || !label
        ? nobody
        : { id: code, name: label.name, place: label.place, tier: null, rank: null }
    },
    order: (key) => key ?? -1,
  }
}

/** Every ticket has one stay that is its first with a holder, one hand-off that is its first over a link: without these marks. */
function countedByFirst(holder: StayMark, link: StayMark): Pick<Nodes, 'tickets' | 'linkTickets'> {
  return { tickets: () => countIf(isUnmarked(holder)), linkTickets: () => countIf(isUnmarked(link)) }
}

const untold = { level: null, served: sql`served AS (SELECT 0 AS unit, 0 AS node WHERE FALSE)`, joins: sql`` }

/** The level named; else the one below the widest, where units are told apart and still few. */
function levelOf(centre: CentreRecord, id: string | undefined): Level {
  const { levels } = centre
  const found = id === undefined ? (levels[1] ?? levels[0]) : levels.find((level) => level.id === id)
  if (found) return found
  throw badParameters([
    {
      parameter: id === undefined ? 'by' : 'level',
      detail:
        id === undefined
          ? 'this centre has no areas'
          : oneOfValues(
              id,
              levels.map((one) => one.id),
            ),
    },
  ])
}

/** The area at a depth that another lies in; undefined where that is above. */
function areaAt(centre: CentreRecord, code: string, depth: number): string | undefined {
  return centre.today.path(code).find((one) => centre.today.withCode(one)?.depth === depth)
}

interface Label {
  name: NonNullable<NodeFace['name']>
  place: NodeFace['place']
}

/** Names and label points of areas by key. */
async function labelsOf(store: Store): Promise<ReadonlyMap<number, Label>> {
  const rows = await store.read(sql`SELECT key, name, name_en, label_lon, label_lat FROM area`)
  return new Map(
    rows.map((row) => {
      const [lon, lat] = [numberOrNull(row.label_lon), numberOrNull(row.label_lat)]
      const name = { en: String(row.name_en ?? row.name), zh: String(row.name) }
      return [
        Number(row.key),
        { name, place: lon === null || lat === null ? null : { lon, lat, from: 'area' } },
      ]
    }),
  )
}
