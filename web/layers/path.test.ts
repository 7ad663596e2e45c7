import type { Centre, Hop } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { pathOf } from './path.ts'

const units: Centre['units'] = [
  { id: 'a', name: { en: 'A', zh: '甲' }, tier: null, lon: 109, lat: 34, area: null },
  { id: 'b', name: { en: 'B', zh: '乙' }, tier: null, lon: 110, lat: 35, area: null },
]

function hop(unit: string | null, left = true): Hop {
  return {
    number: 0,
    unit,
    tier: null,
    received_at: '2026-03-01T00:00:00Z',
    signed_at: null,
    left_at: left ? '2026-03-02T00:00:00Z' : null,
    due_at: null,
    waiting_seconds: 0,
    working_seconds: 0,
    paused_seconds: 0,
  }
}

const path = (hops: Hop[]) =>
  pathOf(
    hops.map((one, index) => ({ ...one, number: one.number || index + 1 })),
    units,
    () => null,
    ({ unit }) => unit ?? '',
    [109, 34, 110, 35],
  )

describe('the way of a ticket', () => {
  it('numbers the stays of every place, and draws each way in its direction, once however often it was taken', () => {
    // A → B → A → A again after rework → B, where it is now
    const { stops, legs } = path([hop('a'), hop('b'), hop('a'), hop('a'), hop('b', false)])
    expect(stops.map(({ key, numbers, present }) => ({ key, numbers, present }))).toEqual([
      { key: 'a', numbers: [1, 3, 4], present: false },
      { key: 'b', numbers: [2, 5], present: true },
    ])
    const a = [109, 34]
    const b = [110, 35]
    expect(legs).toEqual([
      { from: a, to: b },
      { from: b, to: a },
    ])
  })

  it('leads over no gap that the middle of a very long log leaves', () => {
    const { legs } = path([hop('a'), { ...hop('b'), number: 900 }, { ...hop('a'), number: 901 }])
    expect(legs).toEqual([{ from: [110, 35], to: [109, 34] }])
  })

  it('goes on past a stay nobody named, and reaches units without a place beside the map', () => {
    const { stops, legs, strip } = path([hop('a'), hop(null), hop('city')])
    expect(stops.map(({ key, numbers }) => [key, ...numbers])).toEqual([
      ['a', 1],
      ['city', 3],
    ])
    expect(stops[1]?.how).toBe('beside')
    expect(legs).toHaveLength(1)
    expect(strip).not.toBeNull()
  })

  it('is empty for a log without stays', () => {
    expect(path([])).toEqual({ stops: [], legs: [], strip: null })
  })
})
