import type { CentrePack } from '@grid/data/contract'
import { type Sql, sql, type Transaction } from '../../store/index.ts'
import { listingOf } from './lists.ts'
import { tierRanks } from './ranks.ts'

/** What a centre's paths are judged by, as rows for the engine; keys are those of the database. */
export interface Setting {
  /** `tier`, `rank` */
  ranks: Sql
  /** `category`, `list_tier`, `lead` (null where the list names none) */
  listings: Sql
  /** the tier of the checklist that carries a category, null where none does; looked up where a join would move whole rows */
  listTierOf(category: Sql): Sql
  /** how high a tier is, null where the pack does not say */
  rankOf(tier: Sql): Sql
  /** keys of the tiers that a checklist is of */
  listTiers: number[]
  /** key of the coordinating tier, which assigns and does not handle; null where there is none */
  centre: number | null
}

const coordinating = 'centre'

/** Reads the setting of a centre whose lists are written. */
export async function settingOf(transaction: Transaction, pack: CentrePack): Promise<Setting> {
  const keys = async (statement: Sql) =>
    new Map((await transaction.run(statement)).map((row) => [String(row.id), Number(row.key)]))
  const tiers = await keys(sql`SELECT id, key FROM tier`)
  const units = await keys(sql`SELECT id, key FROM unit`)
  const categories = await transaction.run(
    sql`SELECT c.key, c.id, p.id AS parent FROM category c LEFT JOIN category p ON p.key = c.parent`,
  )
  const listing = listingOf(pack)
  const listed = categories.flatMap(({ key, id, parent }) => {
    const found = listing(typeof parent === 'string' ? [String(id), parent] : [String(id)])
    const tier = found && tiers.get(found.tier)
    return found && tier !== null && tier !== undefined
      ? [{ category: Number(key), tier, lead: units.get(found.lead ?? '') ?? none }]
      : []
  })
  const ranked = [...tierRanks(pack.tiers)].flatMap(([id, rank]) => {
    const tier = tiers.get(id)
    return tier === undefined ? [] : [{ tier, rank }]
  })
  return {
    ranks: sql`SELECT unnest(CAST(${ranked.map(({ tier }) => tier)} AS USMALLINT[])) AS tier,
      unnest(CAST(${ranked.map(({ rank }) => rank)} AS INTEGER[])) AS rank`,
    listings: sql`SELECT category, list_tier, nullif(lead, ${none}) AS lead FROM (
      SELECT unnest(CAST(${listed.map(({ category }) => category)} AS USMALLINT[])) AS category,
        unnest(CAST(${listed.map(({ tier }) => tier)} AS USMALLINT[])) AS list_tier,
        unnest(CAST(${listed.map(({ lead }) => lead)} AS INTEGER[])) AS lead)`,
    listTierOf: lookup(sql`USMALLINT`, new Map(listed.map((one) => [one.category, one.tier]))),
    rankOf: lookup(sql`INTEGER`, new Map(ranked.map(({ tier, rank }) => [tier, rank]))),
    listTiers: pack.checklists.flatMap(({ tier }) => tiers.get(tier) ?? []),
    centre: tiers.get(coordinating) ?? null,
  }
}

/** Values by small keys, as a list that the engine looks into. */
function lookup(type: Sql, values: ReadonlyMap<number, number>): (key: Sql) => Sql {
  const highest = Math.max(0, ...values.keys())
  // lists count from 1, as keys do
  const list = Array.from({ length: highest }, (_, place) => values.get(place + 1) ?? none)
  return (key) =>
    sql`nullif(list_extract(CAST(${list} AS INTEGER[]), CAST(${key} AS BIGINT)), ${none})::${type}`
}

/** Stands in a list for no key. */
const none = -1
