import { z } from 'zod'
import { text } from '../centre/index.ts'
import { type Store, sql } from '../store/index.ts'
import type { FoundCluster } from './task.ts'

/** Raised with every change of what a scan makes of the same numbers: what was kept before is not asked any more. */
const method = 1
/** Scans kept in a database: of some days and as many callers. */
const most = 60

const Found: z.ZodType<FoundCluster[]> = z.array(
  z.object({
    group: z.string().nullable(),
    rank: z.int(),
    places: z.array(z.int()),
    days: z.int(),
    observed: z.number(),
    expected: z.number(),
    ratio: z.number(),
    p: z.number(),
    beyond: z.boolean(),
  }),
)

/** What the scan of these very numbers found when it was made, by this server or one before; undefined where none was. */
export async function keptScan(store: Store, fingerprint: string): Promise<FoundCluster[] | undefined> {
  const [row] = await store.read(
    sql`SELECT found FROM kept_scan WHERE method = ${method} AND fingerprint = ${fingerprint}`,
  )
  return row && Found.parse(JSON.parse(text(row.found)))
}

/** Keeps what a scan found, in place of the oldest where there are many. */
export async function keepScan(
  store: Store,
  fingerprint: string,
  found: readonly FoundCluster[],
): Promise<void> {
  await store.note(async (transaction) => {
    await transaction.run(sql`INSERT INTO kept_scan
      SELECT coalesce(max(number), 0) + 1, ${method}, ${fingerprint}, ${JSON.stringify(found)} FROM kept_scan`)
    await transaction.run(sql`DELETE FROM kept_scan
      WHERE method <> ${method} OR number <= (SELECT max(number) FROM kept_scan) - ${most}`)
  })
}
