import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askingOf } from '../../test/fixtures/asking.ts'
import { storeWith } from '../../test/fixtures/centre.ts'
import { twoStreets } from '../../test/fixtures/two-streets.ts'
import { number, text } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { type Store, sql } from '../store/index.ts'
import { IdSpans } from './id-spans.ts'
import { foundUnder } from './place.ts'

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

  it('is not known before a ticket was met, and is known exactly after', async () => {
    const spans = new IdSpans(store, 2)
    expect(await spans.keysOf(tickets[7]!.id)).toEqual([])
    await spans.met(tickets[7]!.id, 8)
    for (const [index, { id }] of tickets.entries()) expect(await spans.keysOf(id)).toEqual([index + 1])
    expect(await spans.keysOf('GL20270101')).toEqual([])
    expect(await spans.keysOf('GL2026031')).toEqual([])
  })

  it('is nowhere in particular where every span has ids from first to last', async () => {
    const spans = new IdSpans(store, 20)
    await spans.met(tickets[0]!.id, 1)
    expect(await spans.keysOf(tickets[0]!.id)).toEqual([])
  })

  it('finds every ticket under its key, whatever was read before and however keys and ids have changed since', async () => {
    const id = fc.constantFrom(...tickets.map((ticket) => ticket.id))
    let looks = 0
    const found = (id: string, spans: IdSpans) =>
      foundUnder(
        asking,
        id,
        async (key) => {
          looks++
          const [row] = await store.read(sql`SELECT id, key FROM ticket WHERE key = ${key}`)
          return row && { id: text(row.id), key: number(row.key) }
        },
        spans,
      )
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
            await spans.met(id, (await found(id, spans)).key)
            looks = 0
            await found(id, spans)
            expect(looks).toBe(1)
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
            expect((await found(id, spans)).key).toBe(row?.key)
          }
        },
      ),
      { numRuns: 60 },
    )
    await expect(found('GL20260310', new IdSpans(store, 2))).rejects.toThrow('There is no ticket')
  })
})
