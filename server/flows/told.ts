import type { Filter } from '@grid/data/contract'
import { clockWithin } from '../centre/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'
import { join, sql } from '../store/index.ts'
import { keyWithin, type Reach } from './reach.ts'

/** The logs of a reach as they are known at the filter's instant. */
export interface Told {
  reach: Reach
  /** nothing in them comes after that instant: all that is kept is known, and nothing has to be held against it */
  whole: boolean
  /** whether some of the tickets tell of a stay without a log: where none does, none is looked for */
  unlogged: boolean
}

/** Clocks of tickets that stays rest on beside the lines of logs. */
const clocks = ['dispatched', 'signed', 'handled', 'verified', 'closed'] as const

/** Looks whether anything comes after the filter's instant; the engine passes over blocks of rows whose latest does not. */
export async function toldOf(
  asking: Asking,
  filter: Filter,
  { reach, unlogged }: Omit<Told, 'whole'>,
): Promise<Told> {
  const at = asOfOf(asking, filter)
  const later = clocks.map(
    (clock) => sql`EXISTS (SELECT 1 FROM ticket t WHERE ${keyWithin(reach, sql`t.key`)}
      AND ${clockWithin(clock, '>', at)})`,
  )
  const [row] = await asking.store.read(
    sql`SELECT EXISTS (SELECT 1 FROM event e WHERE ${keyWithin(reach, sql`e.ticket`)}
        AND e.happened_s > CAST(${at / 1000} AS DOUBLE)) OR ${join(later, ' OR ')} AS later`,
    { signal: asking.signal },
  )
  return { reach, unlogged, whole: row?.later === false }
}
