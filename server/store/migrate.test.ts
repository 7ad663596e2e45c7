import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { latLngToCell } from 'h3-js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { join as joined, name, openStore, sql } from './index.ts'
import { migrations } from './migrate.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grid migrate '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A database as a release left it whose last step had this number, with what `rows` inserts. */
async function releaseOf(number: number, file: string, rows: string): Promise<void> {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  await connection.run(`
    CREATE TABLE migration (number INTEGER NOT NULL, file VARCHAR NOT NULL);
    CREATE TABLE data_version (version BIGINT NOT NULL);
    INSERT INTO data_version VALUES (7)`)
  for (const step of migrations().filter((step) => step.number <= number)) {
    await connection.run(step.text)
    await connection.run('INSERT INTO migration VALUES ($1, $2)', [step.number, step.file])
  }
  await connection.run(`${rows}; CHECKPOINT`)
  connection.closeSync()
  instance.closeSync()
}

/** A database as the first release left it, with a ticket and a line of its log. */
async function firstRelease(file: string): Promise<void> {
  await releaseOf(
    1,
    file,
    `INSERT INTO ticket (key, id, urgency, placed, reported_at, status, status_kind, returns, transfers, reworks, supervised,
      suspended, unreasonable, day)
    VALUES (1, 'T1', 'normal', 'none', '2025-01-01', 'reported', 'open', 0, 0, 0, FALSE, FALSE, FALSE, '2025-01-01');
    INSERT INTO event VALUES (1, 0, '2025-01-01', 'reported', NULL, NULL, NULL, NULL, NULL, NULL, FALSE)`,
  )
}

describe('migrations', () => {
  it('take a database of the first release with its tickets to this one', async () => {
    const file = join(folder, 'centre.duckdb')
    await firstRelease(file)
    const store = await openStore({ file })
    const read = sql`SELECT t.id, t.shared_point, t.repeat_place, t.from_log, e.seq FROM ticket t JOIN event e ON e.ticket = t.key`
    // what a migration cannot tell of an old ticket is not known until the intake completes it
    const kept = { id: 'T1', shared_point: null, repeat_place: null, from_log: false, seq: 0 }
    expect(await store.read(read)).toEqual([kept])
    expect(await store.read(sql`SELECT count(*) AS n FROM migration`)).toEqual([{ n: migrations().length }])
    // a ticket written now has its defaults
    await store.write((transaction) =>
      transaction.run(sql`INSERT INTO ticket (key, id, urgency, placed, reported_s, status, status_kind, returns, transfers,
          reworks, supervised, suspended, unreasonable, day)
        SELECT 2, 'T2', urgency, placed, reported_s, status, status_kind, returns, transfers, reworks, supervised, suspended,
          unreasonable, day FROM ticket`),
    )
    expect(
      await store.read(
        sql`SELECT count(*) AS n FROM ticket WHERE NOT shared_point AND NOT repeat_place AND NOT from_log`,
      ),
    ).toEqual([{ n: 1 }])
    await store.close()
    const again = await openStore({ file })
    expect(again.version).toBe(8)
    await again.close()
  })

  it('mark the stays of tickets that were with the same before, were no work, or have another', async () => {
    const file = join(folder, 'centre.duckdb')
    await releaseOf(
      19,
      file,
      `INSERT INTO stay BY NAME SELECT v.*, 'transferred' AS kind, 0 AS received_s, FALSE AS unit_step, FALSE AS tier_step,
        FALSE AS unit_back, FALSE AS tier_back
      FROM (VALUES (1, 0, FALSE, NULL, NULL, 1, 1), (1, 1, TRUE, 1, 1, 2, 1), (1, 2, TRUE, 2, 1, 1, 1),
        (1, 3, TRUE, 1, 1, 2, 1), (2, 0, FALSE, 1, 1, 2, 1), (3, 0, FALSE, NULL, NULL, NULL, 1), (3, 1, TRUE, NULL, 1, NULL, 2))
        v (ticket, nth, handed, from_unit, from_tier, unit, tier);
      INSERT INTO ticket BY NAME SELECT * FROM (VALUES (1, 'A', 'closed'), (2, 'B', 'void'), (3, 'C', 'reported')) v (key, id, status),
        (SELECT 'normal' AS urgency, 'none' AS placed, TIMESTAMP '2025-01-01' AS reported_at, 'open' AS status_kind, 0 AS returns,
          0 AS transfers, 0 AS reworks, FALSE AS supervised, FALSE AS suspended, FALSE AS unreasonable, DATE '2025-01-01' AS day)`,
    )
    const store = await openStore({ file })
    const marks = await store.read(sql`SELECT again FROM stay ORDER BY ticket, nth`)
    // the third is with the first unit again, the fourth came the way of the second; all of one tier. 32 more than that are all
    // but the last of a ticket; the void one's is 16
    expect(marks.map(({ again }) => again)).toEqual([32, 34, 43, 15, 16, 32, 1])
    await store.close()
  })

  it('keep every instant of logs and stays, and what was given, where it is no longer written down twice', async () => {
    const file = join(folder, 'centre.duckdb')
    // to the millisecond; a stay that ends where its seconds run to, one that does not, one that has not, one known late
    await releaseOf(
      16,
      file,
      `INSERT INTO ticket BY NAME SELECT * FROM (VALUES
          (1, 'same', 109.0::DOUBLE, 34.0::DOUBLE, 109.0::DOUBLE, 34.0::DOUBLE, 'EPSG:4326', TIMESTAMP '2025-02-01', TIMESTAMP '2025-02-01'),
          (2, 'shifted', 109.0, 34.0, 109.005, 34.001, 'GCJ-02', '2025-02-01', '2025-01-20'),
          (3, 'far', NULL, NULL, 10.0, 20.0, 'EPSG:4326', '2025-02-01', NULL),
          (4, 'none', NULL, NULL, NULL, NULL, NULL, NULL, NULL))
          v (key, id, lon, lat, given_x, given_y, given_crs, due_at, given_due_at),
        (SELECT 'normal' AS urgency, 'none' AS placed, TIMESTAMP '2025-01-01' AS reported_at, 'reported' AS status,
          'open' AS status_kind, 0 AS returns, 0 AS transfers, 0 AS reworks, FALSE AS supervised, FALSE AS suspended,
          FALSE AS unreasonable, DATE '2025-01-01' AS day);
      INSERT INTO event BY NAME SELECT * FROM (VALUES
        (1, 0, 'dispatched', TIMESTAMP '2025-01-01 08:00:00.123', TIMESTAMP '2025-01-09 18:00:00'),
        (1, 1, 'closed', '2025-01-02 09:30:59', NULL)) v (ticket, seq, kind, happened_at, due_at);
      INSERT INTO stay BY NAME SELECT * FROM (VALUES
        (0, TIMESTAMP '2025-01-01 08:00:00', TIMESTAMP '2025-01-01 08:00:00', TIMESTAMP '2025-01-01 09:00:00',
          TIMESTAMP '2025-01-01 10:00:05', 'handled', TIMESTAMP '2025-01-01 11:00:00', TIMESTAMP '2025-01-01 12:00:00',
          3600, 3605, 0),
        (1, '2025-01-01 08:00:00.250', '2025-01-01 08:00:00.250', NULL, '2025-01-01 10:00:00.125', 'closed', NULL,
          '2025-01-01 10:00:00.125', 7200, NULL, 0),
        (2, '2025-01-01 07:00:00', '2025-01-01 08:00:00.250', '2025-01-01 07:30:00', NULL, NULL, NULL, NULL, 1800, NULL, 0),
        (3, '2025-01-01 09:00:00', '2025-01-01 09:00:00', NULL, '2025-01-01 08:00:00', 'handled', NULL, NULL, NULL, NULL, 0))
        v (nth, received_at, known_at, signed_at, left_at, left_by, verified_at, done_at, waiting_seconds, working_seconds,
          paused_seconds),
        (SELECT 1 AS ticket, 'dispatched' AS kind, TRUE AS handed, FALSE AS unit_step, FALSE AS tier_step,
          FALSE AS unit_back, FALSE AS tier_back)`,
    )
    const store = await openStore({ file })
    expect(await store.read(sql`SELECT seq, happened_at, due_at FROM event ORDER BY seq`)).toEqual([
      { seq: 0, happened_at: '2025-01-01T08:00:00.123Z', due_at: '2025-01-09T18:00:00.000Z' },
      { seq: 1, happened_at: '2025-01-02T09:30:59.000Z', due_at: null },
    ])
    const at = (time: string) => `2025-01-01T${time}Z`
    expect(
      await store.read(
        sql`SELECT received_at, known_at, signed_at, left_at, verified_at, done_at FROM holding WHERE NOT derived ORDER BY nth`,
      ),
    ).toEqual([
      {
        received_at: at('08:00:00.000'),
        known_at: at('08:00:00.000'),
        signed_at: at('09:00:00.000'),
        left_at: at('10:00:05.000'),
        verified_at: at('11:00:00.000'),
        done_at: at('12:00:00.000'),
      },
      {
        received_at: at('08:00:00.250'),
        known_at: at('08:00:00.250'),
        signed_at: null,
        left_at: at('10:00:00.125'),
        verified_at: null,
        done_at: at('10:00:00.125'),
      },
      {
        received_at: at('07:00:00.000'),
        known_at: at('08:00:00.250'),
        signed_at: at('07:30:00.000'),
        left_at: null,
        verified_at: null,
        done_at: null,
      },
      {
        received_at: at('09:00:00.000'),
        known_at: at('09:00:00.000'),
        signed_at: null,
        left_at: at('08:00:00.000'),
        verified_at: null,
        done_at: null,
      },
    ])
    expect(
      await store.read(
        sql`SELECT id, lon, given_x, given_crs, due_at, due_given, given_due_at FROM ticket ORDER BY key`,
      ),
    ).toEqual([
      {
        id: 'same',
        lon: 109,
        given_x: null,
        given_crs: null,
        due_at: '2025-02-01T00:00:00.000Z',
        due_given: true,
        given_due_at: null,
      },
      {
        id: 'shifted',
        lon: 109,
        given_x: 109.005,
        given_crs: 'GCJ-02',
        due_at: '2025-02-01T00:00:00.000Z',
        due_given: true,
        given_due_at: '2025-01-20T00:00:00.000Z',
      },
      {
        id: 'far',
        lon: null,
        given_x: 10,
        given_crs: 'EPSG:4326',
        due_at: '2025-02-01T00:00:00.000Z',
        due_given: null,
        given_due_at: null,
      },
      {
        id: 'none',
        lon: null,
        given_x: null,
        given_crs: null,
        due_at: null,
        due_given: null,
        given_due_at: null,
      },
    ])
    await store.close()
  })

  it('keep every instant of a ticket to the microsecond, its cell, and when it last moved', async () => {
    const file = join(folder, 'centre.duckdb')
    // years 1990 to 2101
    const micros = fc
      .tuple(fc.integer({ min: 631_152_000, max: 4_133_980_800 }), fc.integer({ min: 0, max: 999_999 }))
      .map(([second, beyond]) => BigInt(second) * 1_000_000n + BigInt(beyond))
    const drawn = fc.sample(
      fc.record({
        reported: micros,
        handled: fc.option(micros),
        dispatched: fc.option(micros),
        seconds: fc.option(fc.integer({ min: 0, max: 2_000_000_000 })),
        // the dispatch, the handling less the seconds, or neither; none without a way
        moved: fc.constantFrom('dispatched', 'handled', 'other', 'none'),
      }),
      { numRuns: 500, seed: 23 },
    )
    const cell = BigInt(`0x${latLngToCell(34.5, 109, 11)}`)
    const moves = drawn.map(({ reported, handled, dispatched, seconds, moved }) => {
      if (moved === 'none') return null
      if (moved === 'dispatched' && dispatched !== null) return dispatched
      if (moved === 'handled' && handled !== null && seconds !== null)
        return handled - BigInt(seconds) * 1_000_000n
      return reported + 1n
    })
    const list = (values: readonly (bigint | number | string | null)[], type: string) =>
      `unnest([${values.map((value) => (typeof value === 'string' ? `'${value}'` : (value ?? 'NULL'))).join()}]::${type}[])`
    await releaseOf(
      22,
      file,
      `INSERT INTO ticket BY NAME SELECT key, 'T' || key AS id, make_timestamp(reported) AS reported_at,
          make_timestamp(handled) AS handled_at, make_timestamp(handled) AS due_soon_at,
          make_timestamp(dispatched) AS dispatched_at, seconds AS tier_seconds, make_timestamp(moved) AS moved_at,
          CASE WHEN moved IS NOT NULL THEN '1' END AS tier_way, CASE WHEN key % 2 = 0 THEN ${cell} END AS cell,
          'normal' AS urgency, 'none' AS placed, 'reported' AS status, 'open' AS status_kind, 0 AS returns, 0 AS transfers,
          0 AS reworks, FALSE AS supervised, FALSE AS suspended, FALSE AS unreasonable, DATE '2025-01-01' AS day
        FROM (SELECT ${list(
          drawn.map((_, index) => index + 1),
          'BIGINT',
        )} AS key, ${list(
          drawn.map(({ reported }) => reported),
          'BIGINT',
        )} AS reported, ${list(
          drawn.map(({ handled }) => handled),
          'BIGINT',
        )} AS handled, ${list(
          drawn.map(({ dispatched }) => dispatched),
          'BIGINT',
        )} AS dispatched, ${list(
          drawn.map(({ seconds }) => seconds),
          'INTEGER',
        )} AS seconds, ${list(moves, 'BIGINT')} AS moved)`,
    )
    const store = await openStore({ file })
    const rows =
      await store.read(sql`SELECT epoch_us(reported_at) AS reported, epoch_us(handled_at) AS handled,
        epoch_us(due_soon_at) AS soon, epoch_us(dispatched_at) AS dispatched, epoch_us(moved_at) AS moved,
        CAST(cell AS VARCHAR) AS cell FROM ticket ORDER BY key`)
    const told = (value: bigint | null) => (value === null ? null : Number(value))
    expect(rows).toEqual(
      drawn.map(({ reported, handled, dispatched }, index) => ({
        reported: told(reported),
        handled: told(handled),
        // from the next whole second on
        soon: handled === null ? null : Number(((handled + 999_999n) / 1_000_000n) * 1_000_000n),
        dispatched: told(dispatched),
        moved: told(moves[index]!),
        cell: index % 2 === 1 ? String(cell) : null,
      })),
    )
    // what other columns tell of a move is not kept
    const [kept] = await store.read(sql`SELECT count(moved_s) AS n FROM ticket`)
    const toKeep = drawn.filter(({ handled, dispatched, seconds }, index) => {
      const tells = handled !== null && seconds !== null ? handled - BigInt(seconds) * 1_000_000n : dispatched
      return moves[index] !== null && moves[index] !== tells
    })
    expect(kept?.n).toBe(toKeep.length)
    expect(toKeep.length).toBeGreaterThan(100)
    await store.close()
  })

  it('keep what happened to few tickets to the microsecond', async () => {
    const file = join(folder, 'centre.duckdb')
    const events = [
      ...['escalated', 'joined', 'returned', 'reworked', 'reopened', 'bounced', 'problem', 'beyond_list'],
      'pushed_down',
    ]
    // years 1990 to 2101, beyond what 32 bits with a sign hold
    const second = fc.bigInt({ min: 631_152_000n, max: 4_133_980_799n }).map((value) => value * 1_000_000n)
    const instant = fc.oneof(
      second,
      fc.tuple(second, fc.nat(999_999)).map(([whole, beyond]) => whole + BigInt(beyond)),
    )
    const drawn = fc.sample(fc.tuple(...events.map(() => fc.option(instant, { nil: null }))), {
      numRuns: 400,
      seed: 26,
    })
    const list = (values: readonly (bigint | number | null)[]) =>
      `unnest([${values.map((value) => value ?? 'NULL').join()}]::BIGINT[])`
    const columns = events.map(
      (event, at) => `make_timestamp(${list(drawn.map((of) => of[at]!))}) AS ${event}_at`,
    )
    await releaseOf(
      25,
      file,
      `INSERT INTO ticket BY NAME SELECT ${list(drawn.map((_, index) => index + 1))} AS key, 'T' || key AS id,
        ${columns.join()}, 5400 AS tier_seconds, '1' AS tier_way, 1700000000 AS handled_s, 250000 AS handled_us,
        0 AS reported_s, 'normal' AS urgency, 'none' AS placed, 'reported' AS status, 'open' AS status_kind, 0 AS returns,
        0 AS transfers, 0 AS reworks, FALSE AS supervised, FALSE AS suspended, FALSE AS unreasonable,
        DATE '2025-01-01' AS day`,
    )
    const store = await openStore({ file })
    const happened = events.map((event) => sql`epoch_us(${name(`${event}_at`)}) AS ${name(event)}`)
    expect(
      await store.read(sql`SELECT ${joined(happened)}, epoch_us(moved_at) AS moved FROM ticket ORDER BY key`),
    ).toEqual(
      drawn.map((of) => ({
        ...Object.fromEntries(events.map((event, at) => [event, of[at] === null ? null : Number(of[at])])),
        moved: 1_699_994_600_250_000,
      })),
    )
    await store.close()
  })
})
