import type { AreaFeature } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import { notFound } from '../problems.ts'
import { sql } from '../store/index.ts'
import { areaRows, featureColumns, featureOf } from './feature.ts'

/** One area with its outline; a 404 problem where the code is unknown. */
export async function areaWithCode({ store, centre, signal }: Asking, code: string): Promise<AreaFeature> {
  const [row] = await store.read(
    sql`SELECT ${featureColumns} FROM ${areaRows(centre)} WHERE a.code = ${code}`,
    {
      signal,
    },
  )
  if (!row) throw notFound(`There is no area "${code}".`)
  return featureOf(centre, row)
}
