import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, sql } from '../../store/index.ts'
import { writeStays } from './write-stays.ts'

/** Rows that the engine keeps together. */
const group = 122_880

describe('stays of many pages', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grid stays '))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('lie close together, whatever the engine makes of each statement', async () => {
    const store = await openStore({ file: join(folder, 'centre.duckdb'), threads: 2 })
    const page = 150_000
    await store.writeAlone(async (transaction) => {
      await transaction.run(sql`CREATE TEMP TABLE path_ticket AS SELECT CAST(0 AS BIGINT) AS ticket`)
      for (let from = 1; from < 3 * page; from += page) {
        await transaction.run(sql`CREATE OR REPLACE TEMP TABLE path_stay AS SELECT ${from} + range AS ticket,
            CAST(0 AS UINTEGER) AS nth, CAST('dispatched' AS event_kind) AS kind, FALSE AS handed,
            CAST(NULL AS USMALLINT) AS from_unit, CAST(NULL AS USMALLINT) AS from_tier, CAST(range % 50 AS USMALLINT) AS unit,
            CAST(1 AS USMALLINT) AS tier, CAST(NULL AS TINYINT) AS climb, TRUE AS unit_step, TRUE AS tier_step,
            FALSE AS unit_back, FALSE AS tier_back, CAST(0 AS UTINYINT) AS again, CAST(NULL AS VARCHAR) AS reason,
            CAST('handled' AS event_kind) AS left_by, CAST(range % 9973 AS INTEGER) AS waiting_seconds,
            CAST(NULL AS INTEGER) AS working_seconds, CAST(0 AS INTEGER) AS paused_seconds,
            CAST(NULL AS INTEGER) AS before_seconds, received_at, received_at AS known_at,
            CAST(NULL AS TIMESTAMP) AS signed_at, received_at + to_seconds(range % 9973) AS left_at,
            CAST(NULL AS TIMESTAMP) AS verified_at, received_at + to_seconds(range % 9973 + range % 701) AS done_at
          FROM (SELECT *, TIMESTAMP '2025-01-01' + to_seconds(range) AS received_at FROM range(${page})) ORDER BY ticket, nth`)
        await writeStays(transaction)
      }
    })
    const groups =
      await store.read(sql`SELECT CAST(sum(count) AS BIGINT) AS stays FROM pragma_storage_info('stay')
      WHERE column_name = 'ticket' AND segment_type = 'BIGINT' GROUP BY row_group_id ORDER BY row_group_id`)
    expect(groups.map(({ stays }) => stays)).toEqual([group, group, group, 3 * page - 3 * group])
    // each once, in order
    expect(
      await store.read(sql`SELECT count(*) AS stays, count(*) FILTER (ticket = rowid + 1
        AND done_s = left_s + (ticket - 1) % ${page} % 701) AS alike FROM (SELECT rowid, ticket, done_s,
          received_s + waiting_seconds AS left_s FROM stay)`),
    ).toEqual([{ stays: 3 * page, alike: 3 * page }])
    await store.close()
  })
})
