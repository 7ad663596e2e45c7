import type { Measure } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import { all, name, type Sql, sql } from '../store/index.ts'
import { factNames, isTimeless } from './facts.ts'
import type { Sum } from './reckoning.ts'

/** Which tickets a condition is met by at most: `any` are those that the measure's own period names. */
export type Among = 'reported' | 'closed' | 'open' | 'outstanding' | 'any'

/** An aggregate over tickets `f`, and the numbers asked for that it is a part of. */
export interface Part {
  taken: Sql
  /** places among all sums asked for: of each, this is the sum over some of its tickets */
  of: number[]
  among: Among
  period: Measure['period']
  addsUp: boolean
  /** says the same of a ticket whenever it is asked, but for being reported or closed in the period */
  timeless: boolean
}

/** A sum asked for by a measure of such a period. */
export interface Asked {
  sum: Sum
  period: Measure['period']
}

/** What must be taken for the sums asked for, each aggregate once; parts of one sum are of different tickets. */
export function partsOf(asked: readonly Asked[], centre: CentreRecord): Part[] {
  const parts = new Map<string, Part>()
  for (const [place, { sum, period }] of asked.entries())
    for (const condition of sum.addsUp ? apart(sum.condition) : [sum.condition]) {
      const among = amongOf(condition)
      const taken = sum.taken(beyond(condition, among))
      // the sets of the others do not depend on who asks
      const key = JSON.stringify([taken.sql, taken.values, among === 'any' ? period : among])
      const known = parts.get(key)
      if (known) known.of.push(place)
      else
        parts.set(key, {
          taken,
          of: [place],
          among,
          period,
          addsUp: sum.addsUp,
          timeless: factNames([taken]).every((fact) => isTimeless(fact, centre)),
        })
    }
  return [...parts.values()]
}

/** A ticket that is closed in the period is not outstanding: tickets of either are those of both together. */
function apart(condition: Sql): Sql[] {
  const either = /^(f\.[a-z_]+) AND \(f\.closed OR f\.outstanding\)$/.exec(condition.sql)
  if (!either) return [condition]
  const fact = name(either[1] ?? '')
  return [sql`${fact} AND f.closed`, sql`${fact} AND f.outstanding`]
}

/** What a condition demands of a ticket; nothing where it leaves a choice. */
function demandsOf({ sql: text }: Sql): string[] {
  return text.includes(' OR ') ? [] : text.split(' AND ')
}

function amongOf(condition: Sql): Among {
  const demands = new Set(demandsOf(condition))
  if (demands.has('f.reported')) return 'reported'
  if (demands.has('f.closed')) return 'closed'
  if (demands.has('f.open')) return 'open'
  return demands.has('f.outstanding') && demands.has('f.valid') ? 'outstanding' : 'any'
}

/** What the tickets of a set all are: closed ones were work to do. */
const given: Readonly<Record<Among, readonly string[]>> = {
  reported: ['f.reported'],
  closed: ['f.closed', 'f.valid'],
  open: [],
  outstanding: [],
  any: [],
}

/**
 * What is left of a condition for tickets of such a set, null where nothing is: the engine need not judge the rest. The whole of one that
 * is not made of plain facts.
 */
export function beyond(condition: Sql, among: Among): Sql | null {
  const left = demandsOf(condition).filter((demand) => !given[among].includes(demand))
  const plain = left.flatMap((demand) => {
    const [, not, fact = '', known] = /^(NOT )?(f\.[a-z_0-9]+)( IS NOT NULL)?$/.exec(demand) ?? []
    return fact ? sql`${not ? sql`NOT ` : sql``}${name(fact)}${known ? sql` IS NOT NULL` : sql``}` : []
  })
  if (given[among].length === 0 || plain.length < left.length) return condition
  return plain.length === 0 ? null : all(plain)
}
