import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { completeTickets } from '../../server/intake/index.ts'
import { tracePaths } from '../../server/intake/path/index.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { storeWith } from '../fixtures/centre.ts'
import { flows } from '../fixtures/flows.ts'

/** Everything kept of the logs, and where in the file it stands. */
const kept = (store: Store) =>
  Promise.all([
    store.read(sql`SELECT rowid AS place, * FROM stay ORDER BY ticket, nth`),
    store.read(sql`SELECT key, tier_seconds, tier_way, unit_way, moved_at FROM ticket ORDER BY key`),
  ])

describe('stays', () => {
  let store: Store
  beforeEach(async () => {
    store = await storeWith(flows)
  })
  afterEach(() => store.close())

  it('are not written again when nothing has changed', async () => {
    const before = await kept(store)
    await store.writeAlone((transaction) => tracePaths(transaction, 'all'))
    expect(await kept(store)).toEqual(before)
    // 7 with communities, 4 with the street, 1 with the centre, 3 with departments; 2 of the void ticket. The fourth with a
    // department has no line in a log
    expect(before[0]).toHaveLength(17)
  })

  it('follow a log that grew, of its ticket alone', async () => {
    const [before] = await kept(store)
    await store.writeAlone(async (transaction) => {
      await transaction.run(sql`INSERT INTO event (ticket, seq, happened_s, kind, from_unit, to_unit)
        SELECT t.key, 3, epoch(TIMESTAMP '2026-03-02 12:00'), 'escalated', f.key, u.key
        FROM ticket t, unit f, unit u WHERE t.id = 'T5' AND f.id = 'com' AND u.id = 'str'`)
      await tracePaths(transaction, sql`SELECT key FROM ticket WHERE id = 'T5'`)
    })
    const [after] = await kept(store)
    const others = (rows: typeof before) => rows.filter(({ ticket }) => ticket !== 5)
    expect(others(after)).toEqual(others(before))
    // received at one, signed at four, handed on at twelve
    expect(after.filter(({ ticket }) => ticket === 5)).toMatchObject([
      { waiting_seconds: 3 * 3600, working_seconds: 8 * 3600, left_by: 'escalated' },
      { handed: true, before_seconds: 11 * 3600, left_at: null, waiting_seconds: null },
    ])
  })

  it('are written for a database that an earlier release filled', async () => {
    const before = await kept(store)
    await store.writeAlone(async (transaction) => {
      await transaction.run(sql`DELETE FROM stay`)
      await transaction.run(
        sql`UPDATE ticket SET tier_seconds = NULL, tier_way = NULL, unit_way = NULL, moved_s = NULL`,
      )
      await transaction.run(sql`INSERT INTO untraced VALUES ('stays')`)
    })
    await completeTickets(store)
    const [stays, tickets] = await kept(store)
    const unplaced = (rows: typeof stays) => rows.map(({ place: _, ...row }) => row)
    expect(unplaced(stays)).toEqual(unplaced(before[0]))
    expect(tickets).toEqual(before[1])
    expect(await store.read(sql`SELECT * FROM untraced`)).toEqual([])
  })
})
