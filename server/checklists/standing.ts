import type { ChecklistStanding } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import { tierRanks } from '../intake/index.ts'
import { oneOf, type Sql, sql } from '../store/index.ts'

/** Conditions over a ticket `f` with `solved_tier` and `list_tier`: where it was solved, seen from its list. */
export interface Standing {
  above: Sql
  /** by a tier that is neither that of the list nor above or below it */
  beside: Sql
}

/** Where a tier stands seen from that of a list, by their ids. */
export type Stands = (solved: string, list: string) => ChecklistStanding

/** Tiers stand as they do in the logs: in the order of the pack, departments beside streets. */
export function standsIn({ pack }: CentreRecord): Stands {
  const ranks = tierRanks(pack.tiers)
  return (solved, list) => {
    if (solved === list) return 'at'
    const [rank, listRank] = [ranks.get(solved), ranks.get(list)]
    if (rank === undefined || listRank === undefined || rank === listRank) return 'beside'
    return rank > listRank ? 'above' : 'below'
  }
}

/** The same as conditions. */
export function standingOf(centre: CentreRecord): Standing {
  const { pack, tiers } = centre
  const stands = standsIn(centre)
  const lists = [...new Set(pack.checklists.map(({ tier }) => tier))].flatMap((id) => tiers.withId(id) ?? [])
  const solved = (where: ChecklistStanding): Sql => {
    const pairs = lists.map((list) => {
      const others = tiers.members.filter(({ id }) => stands(id, list.id) === where).map(({ key }) => key)
      return sql`(f.list_tier = ${list.key} AND ${oneOf(sql`f.solved_tier`, others)})`
    })
    return sql`coalesce(${pairs.reduce((left, right) => sql`${left} OR ${right}`, sql`FALSE`)}, FALSE)`
  }
  return { above: solved('above'), beside: solved('beside') }
}
