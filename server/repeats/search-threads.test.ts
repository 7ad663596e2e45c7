import { describe, expect, it } from 'vitest'
import { type CategoryTickets, search } from './search.ts'
import { searchInThreads } from './search-threads.ts'

const rule = { tickets: 3, metres: 50, days: 30 }

/** Tickets of a category spread over a town by a fixed rule, some at the same coordinate. */
function town(category: number, tickets: number): CategoryTickets {
  const step = (index: number, by: number) => ((index * by) % 9973) / 9973
  const rows = Array.from({ length: tickets }, (_, index) => index)
  return {
    category,
    keys: Float64Array.from(rows, (index) => category * 1e6 + index),
    lon: Float64Array.from(rows, (index) => 109 + Math.round(step(index, 7919) * 200) / 1e4),
    lat: Float64Array.from(rows, (index) => 34.5 + Math.round(step(index, 104_729) * 200) / 1e4),
    day: Int32Array.from(rows, (index) => 20_000 + Math.floor(step(index, 31) * 365)),
  }
}
const large = () => [town(1, 4000), town(2, 9000), town(3, 500)]
/** Every ticket lies near every other: a search of minutes. */
const endless = () => ({
  rule: { tickets: 2, metres: 5000, days: 3660 },
  limit: 1,
  categories: [town(1, 200_000)],
})

describe('a search of places in threads', () => {
  it('finds what one thread finds, the places with most tickets first', async () => {
    const alone = search({ rule, limit: 50, categories: large() })
    expect(alone.total).toBeGreaterThan(100)
    expect(alone.places).toHaveLength(50)
    expect(await searchInThreads({ rule, limit: 50, categories: large() }, undefined, 0)).toEqual(alone)
    expect(await searchInThreads({ rule, limit: 5, categories: [] }, undefined, 0)).toEqual({
      total: 0,
      places: [],
    })
  })

  it('is stopped by whoever asked, and by the time a question has', async () => {
    const leaving = new AbortController()
    const left = searchInThreads(endless(), leaving.signal, 0)
    leaving.abort()
    await expect(left).rejects.toMatchObject({ name: 'StoreError', code: 'cancelled' })
    await expect(searchInThreads(endless(), leaving.signal, 0)).rejects.toMatchObject({ code: 'cancelled' })
    await expect(searchInThreads(endless(), undefined, 1)).rejects.toMatchObject({ code: 'timeout' })
  })

  it('says what broke within it', async () => {
    const none = undefined as unknown as typeof rule
    const task = { rule: none, limit: 1, categories: [town(1, 6000)] }
    await expect(searchInThreads(task, undefined, 0)).rejects.toThrow(TypeError)
  })
})
