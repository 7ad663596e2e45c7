import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askingOf } from '../../test/fixtures/asking.ts'
import { storeWith } from '../../test/fixtures/centre.ts'
import { twoStreets } from '../../test/fixtures/two-streets.ts'
import type { Asking } from '../filter/index.ts'
import { type Store, sql } from '../store/index.ts'
import { IdSpans } from './id-spans.ts'
import { keyOf } from './place.ts'

const tickets = Array.from({ length: 40 }, (_, index) => ({
  id: `GL202603${String(10 + (index >> 1))}${(index * 7919) % 97}`,
  reported: '2026-03-02 09:00',
}))

describe('where ids lie', () => {
  let store: Store
  let asking: Asking

  beforeAll(async () => {
    store = await storeWith({ ...twoStreets, tickets })
    asking = await askingOf(store)
  })
  afterAll(() => store.close())

  it('is not known before a ticket was met, and nearly exactly after', async () => {
    const spans = new IdSpans(store, 2)
    expect(spans.keysOf(tickets[7]!.id)).toBeUndefined()
    await spans.met(tickets[7]!.id, 8)
    for (const [index, { id }] of tickets.entries()) {
      const { from, to } = spans.keysOf(id) ?? { from: 0, to: 0 }
      expect(from).toBeLessThanOrEqual(index + 1)
      expect(to).toBeGreaterThan(index + 1)
      expect(to - from).toBeLessThanOrEqual(4)
    }
    expect(spans.keysOf('GL20270101')).toBeUndefined()
    expect(spans.met(tickets[9]!.id, 10)).toBeUndefined()
  })

  it('is nowhere in particular where every span has ids from first to last', async () => {
    const spans = new IdSpans(store, 20)
    await spans.met(tickets[0]!.id, 1)
    expect(spans.keysOf(tickets[0]!.id)).toBeUndefined()
  })

  it('finds every ticket under its key, whatever was read before and however keys and ids have changed since', async () => {
    const id = fc.constantFrom(...tickets.map((ticket) => ticket.id))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ id, other: id, change: fc.constantFrom('none', 'swap', 'later') }), {
          minLength: 1,
          maxLength: 12,
        }),
        async (steps) => {
          const spans = new IdSpans(store, 2)
          for (const { id, other, change } of steps) {
            // told that those before are read, so that every case looks where it is told to
            const key = await keyOf(asking, id, spans)
            await spans.met(id, key)
            if (change === 'swap' && id !== other)
              await store.write((transaction) =>
                transaction.run(sql`UPDATE ticket SET id = CASE WHEN id = ${id} THEN ${other} ELSE ${id} END
                  WHERE id IN (${id}, ${other})`),
              )
            if (change === 'later')
              await store.write((transaction) =>
                transaction.run(
                  sql`UPDATE ticket SET key = (SELECT max(key) + 1 FROM ticket) WHERE id = ${id}`,
                ),
              )
            const [row] = await store.read(sql`SELECT key FROM ticket WHERE id = ${id}`)
            expect(await keyOf(asking, id, spans)).toBe(row?.key)
          }
        },
      ),
      { numRuns: 60 },
    )
    await expect(keyOf(asking, 'GL20260310', new IdSpans(store, 2))).rejects.toThrow('There is no ticket')
  })
})
