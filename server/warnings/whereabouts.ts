import type { Warning } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, areaColumn, predicateOf } from '../filter/index.ts'
import { all, day, type Sql, sql } from '../store/index.ts'
import type { ClusterPart } from './cluster.ts'

/** Categories told of one cluster. */
const mostCategories = 3

/** The areas and categories of a cluster's tickets. */
export async function whereabouts(
  asking: Asking,
  part: ClusterPart,
): Promise<Pick<Warning, 'areas' | 'topCategories'>> {
  const { store, centre, signal } = asking
  const { from, to, ...filter } = part.filter
  const among = all([predicateOf(asking, filter), sql`t.day >= ${day(from)} AND t.day < ${day(to)}`])
  const counted = async (what: Sql) =>
    (
      await store.read(
        sql`SELECT ${what} AS key, count(*) AS n FROM ticket t WHERE ${among} GROUP BY 1 ORDER BY n DESC, key`,
        { signal },
      )
    ).map((row) => ({ key: numberOrNull(row.key), tickets: number(row.n) }))
  const [categories, ...byLevel] = await Promise.all([
    counted(sql`t.category`),
    ...centre.levels.map(({ depth }) => counted(areaColumn(centre, depth))),
  ])
  return {
    areas: centre.levels.flatMap(({ id: level }, index) =>
      merged(byLevel[index]!.map(({ key, tickets }) => ({ code: centre.areas.codeOf(key), tickets }))).map(
        ({ code, tickets }) => ({ code, level, tickets }),
      ),
    ),
    topCategories: categories
      .flatMap(({ key, tickets }) => {
        const id = centre.categories.idOf(key)
        return id === null ? [] : { id, tickets }
      })
      .slice(0, mostCategories),
  }
}

/** Several boundary versions of one area are one area. */
function merged(rows: readonly { code: string | null; tickets: number }[]) {
  const sums = new Map<string, number>()
  for (const { code, tickets } of rows) if (code !== null) sums.set(code, (sums.get(code) ?? 0) + tickets)
  return [...sums]
    .map(([code, tickets]) => ({ code, tickets }))
    .sort((a, b) => b.tickets - a.tickets || (a.code < b.code ? -1 : 1))
}
