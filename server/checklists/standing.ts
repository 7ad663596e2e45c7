import type { CentreRecord } from '../centre/index.ts'
import { tierRanks } from '../intake/index.ts'
import { oneOf, type Sql, sql } from '../store/index.ts'

/** Conditions over a ticket `f` with `solved_tier` and `list_tier`: where it was solved, seen from its list. */
export interface Standing {
  above: Sql
  /** by a tier that is neither that of the list nor above or below it */
  beside: Sql
}

/** Tiers stand as they do in the logs: in the order of the pack, departments beside streets. */
export function standingOf({ pack, tiers }: CentreRecord): Standing {
  const ranks = tierRanks(pack.tiers)
  const pairs = (stands: (solved: number | undefined, list: number | undefined) => boolean): Sql => {
    const lists = pack.checklists.flatMap(({ tier }) => tiers.withId(tier) ?? [])
    return [...new Set(lists)]
      .map((list) => {
        const others = tiers.members.filter(
          ({ id }) => id !== list.id && stands(ranks.get(id), ranks.get(list.id)),
        )
        return sql`(f.list_tier = ${list.key} AND ${oneOf(
          sql`f.solved_tier`,
          others.map(({ key }) => key),
        )})`
      })
      .reduce((left, right) => sql`${left} OR ${right}`, sql`FALSE`)
  }
  return {
    above: sql`coalesce(${pairs((solved, list) => solved !== undefined && list !== undefined && solved > list)}, FALSE)`,
    beside: sql`coalesce(${pairs((solved, list) => solved === undefined || list === undefined || solved === list)}, FALSE)`,
  }
}
