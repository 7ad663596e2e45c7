import { describe, expect, it } from 'vitest'
import { mayReload, noteOf, type Reload } from './watchdog.ts'

const minute = 60_000

describe('the reload of the wall', () => {
  it('comes at once the first time, and then ever later', () => {
    expect(mayReload(null, 0)).toBe(true)
    const first = noteOf(null, 'map', 0)
    expect(first).toEqual({ at: 0, why: 'map', times: 1 })
    expect([mayReload(first, 2 * minute - 1), mayReload(first, 2 * minute)]).toEqual([false, true])
    const second = noteOf(first, 'map', 2 * minute)
    expect(second.times).toBe(2)
    expect([mayReload(second, 6 * minute - 1), mayReload(second, 6 * minute)]).toEqual([false, true])
  })

  it('waits two hours at most, and forgives after six', () => {
    const often: Reload = { at: 0, why: 'stuck', times: 40 }
    expect([mayReload(often, 119 * minute), mayReload(often, 120 * minute)]).toEqual([false, true])
    expect(noteOf(often, 'map', 360 * minute).times).toBe(1)
  })

  it('is not stopped by a clock that was set back', () => {
    expect(mayReload({ at: 1_000 * minute, why: 'map', times: 9 }, 0)).toBe(true)
  })
})
