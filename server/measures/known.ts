import type { Measure } from '@grid/data/contract'
import {
  type AreaTree,
  areaVersions,
  type CentreRecord,
  changedIn,
  number,
  numberOrNull,
} from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { join, type Sql, type Store, sql } from '../store/index.ts'
import { isDaily } from './daily.ts'
import type { MeasureDefinition } from './measure.ts'
import { assets, type Need } from './needs.ts'

/** What the data of a centre can tell a caller at one version. */
export interface Known {
  /** the first need of a measure that the centre does not meet, in words; null where it is available */
  why(measure: MeasureDefinition): Measure['why']
  /** whether the days of any stretch add up to the measure's figure */
  daily(measure: MeasureDefinition): boolean
  /** households of an area by code; null where neither the area nor all areas below it name a number */
  households(code: string): number | null
}

const held = new WeakMap<CentreRecord, Promise<Known>>()

/** What the tickets that a caller may see can tell, read once a data version and scope. */
export function knownOf(asking: Asking): Promise<Known> {
  const { centre } = asking
  const known = held.get(centre) ?? readKnown(asking)
  held.set(centre, known)
  // a reading that failed is not kept
  known.catch(() => held.delete(centre))
  return known
}

async function readKnown(asking: Asking): Promise<Known> {
  const { store, centre } = asking
  const households = await householdsOf(store, centre)
  const lacks = await readLacks(asking, households)
  return {
    why({ needs }) {
      const missing = needs.find((need) => lacks.has(need))
      return missing === undefined ? null : assets[missing].why
    },
    daily: (measure) => isDaily(measure, centre),
    households: (code) => households.get(code) ?? null,
  }
}

const names = Object.keys(assets).filter((name): name is Need => name in assets)

async function readLacks(
  asking: Asking,
  households: ReadonlyMap<string, number>,
): Promise<ReadonlySet<Need>> {
  const { store, centre } = asking
  const asked = names.flatMap((need): { need: Need; tickets: Sql }[] => {
    const { tickets } = assets[need]
    return tickets ? [{ need, tickets }] : []
  })
  const seen = predicateOf(asking, {})
  const found = join(
    asked.map(
      ({ tickets }) =>
        sql`CAST(EXISTS (SELECT 1 FROM ticket AS t WHERE (${tickets}) AND ${seen}) AS INTEGER)`,
    ),
  )
  const [row] = await store.read(sql`SELECT [${found}] AS found`)
  const cells = Array.isArray(row?.found) ? row.found.map(number) : []
  const lacks = new Set<Need>()
  if (centre.extent.tickets > 0)
    for (const [index, { need }] of asked.entries()) if (cells[index] === 0) lacks.add(need)
  for (const need of names) if (assets[need].centre?.(centre) === false) lacks.add(need)
  if (![...households.values()].some((count) => count > 0)) lacks.add('households')
  return lacks
}

const counted = new WeakMap<AreaTree, Promise<ReadonlyMap<string, number>>>()

/** Households by code, read once as long as the areas stay what they are. */
function householdsOf(store: Store, centre: CentreRecord): Promise<ReadonlyMap<string, number>> {
  const known = counted.get(centre.areas) ?? readHouseholds(store, centre)
  counted.set(centre.areas, known)
  known.catch(() => counted.delete(centre.areas))
  return known
}

/**
 * An area's own number, of the boundary that holds at last; else the sum of the areas below where each has one. None where its ground
 * was another earlier in the period: its tickets are those of both.
 */
async function readHouseholds(store: Store, centre: CentreRecord): Promise<ReadonlyMap<string, number>> {
  const rows = await store.read(
    sql`SELECT key, households FROM ${areaVersions} a WHERE households IS NOT NULL`,
  )
  const own = new Map(rows.map((row) => [number(row.key), numberOrNull(row.households)]))
  const households = new Map<string, number>()
  for (const area of [...centre.areas.areas].sort((a, b) => b.depth - a.depth)) {
    const children = centre.areas.children(area.code).map(({ code }) => households.get(code))
    const below = children.reduce<number | undefined>(
      (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
      children.length > 0 ? 0 : undefined,
    )
    const count = own.get(area.keys[0] ?? -1) ?? below
    if (count !== undefined) households.set(area.code, count)
  }
  for (const code of changedIn(centre.versions, centre.span)) households.delete(code)
  return households
}
