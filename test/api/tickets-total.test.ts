import { TicketPage } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneOf, type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const codes = ['D', 'S1', 'S2', 'C11', 'C12', 'C21', 'X']
const scopes = ['all', ['S1'], ['C11', 'C21'], ['S2']] as const
type Scope = (typeof scopes)[number]

const place = fc.record({
  lon: fc.constantFrom(109.02, 109.06, 109.12, 109.5),
  day: fc.integer({ min: 1, max: 31 }),
})
const step = fc.oneof(
  { weight: 2, arbitrary: place.map((at) => ({ do: 'add' as const, ...at })) },
  place.map((at) => ({ do: 'move' as const, ...at })),
  fc.constant({ do: 'remove' as const }),
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      areas: fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 3 }),
      scope: fc.constantFrom<Scope>(...scopes),
      asOf: fc.constantFrom(
        undefined,
        '2026-03-07T01:00:00Z',
        '2026-03-15T00:00:00.001Z',
        '2026-04-09T00:00:00Z',
      ),
    }),
  },
)

/** How many there are, counted ticket by ticket. */
async function counted(store: Store, areas: readonly string[], scope: Scope, asOf: string): Promise<number> {
  const lies = (
    within: readonly string[],
  ) => sql`(EXISTS (SELECT 1 FROM area a WHERE ${oneOf(sql`a.code`, within)}
      AND a.key IN (t.area0, t.area1, t.area2, t.area3, t.area4, t.area5))
    OR EXISTS (SELECT 1 FROM ticket_special s JOIN area a ON a.key = s.area
      WHERE s.ticket = t.key AND ${oneOf(sql`a.code`, within)}))`
  const seen = scope === 'all' ? sql`TRUE` : lies(scope)
  const [row] = await store.read(
    sql`SELECT count(*) AS n FROM ticket t WHERE ${lies(areas)} AND ${seen} AND t.reported_at <= CAST(${asOf} AS TIMESTAMP)`,
  )
  return Number(row?.n)
}

describe('the number of tickets of areas', () => {
  it.each(['now', 'end of data'] as const)(
    'is as they are counted one by one, whatever was added or changed before, where the present is %s',
    async (asOf) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
          const store = await storeWith({ ...twoStreets, pack: { ...twoStreets.pack, asOf } })
          try {
            let scope: Scope = 'all'
            const { app, get } = appOf(store, { access: () => callerOf({ scope }) })
            const send = (body: object) =>
              app.request('/api/tickets', {
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify(body),
              })
            const sent = (id: string, lon: number, day: number) =>
              send({
                id,
                lon,
                lat: 34.42,
                reported_at: `2026-03-${String(day).padStart(2, '0')}T09:00:00+08:00`,
              })
            let added = 0
            for (const it of steps) {
              if (it.do === 'add') expect((await sent(`N${added++}`, it.lon, it.day)).ok).toBe(true)
              else if (it.do === 'move')
                expect((await sent(`N${Math.max(0, added - 1)}`, it.lon, it.day)).ok).toBe(true)
              else if (it.do === 'remove')
                await store.write((transaction) =>
                  transaction.run(sql`DELETE FROM ticket WHERE key = (SELECT max(key) FROM ticket)`),
                )
              else {
                scope = it.scope
                const query = it.areas.map((code) => `area=${code}`).join('&')
                const { json } = await get(
                  `/api/tickets?limit=1&${query}${it.asOf ? `&asOf=${it.asOf}` : ''}`,
                )
                const answer = TicketPage.parse(json)
                scope = 'all'
                expect(answer.total).toBe(await counted(store, it.areas, it.scope, answer.asOf))
              }
            }
            // every case asks once more when all is done
            const { total, asOf: last } = TicketPage.parse((await get('/api/tickets?limit=1&area=C11')).json)
            expect(total).toBe(await counted(store, ['C11'], 'all', last))
          } finally {
            await store.close()
          }
        }),
        { numRuns: 12, endOnFailure: true },
      )
    },
    60_000,
  )
})
