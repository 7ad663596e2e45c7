import { describe, expect, it } from 'vitest'
import { boxText, fourNumbers, regionText } from './region.ts'

describe('the text of a region', () => {
  it('is a closed ring, rounded to a metre', () => {
    expect(
      regionText([
        [109.0000049, 34.5],
        [109.1, 34.5],
        [109.1, 34.6],
      ]),
    ).toBe('{"type":"Polygon","coordinates":[[[109,34.5],[109.1,34.5],[109.1,34.6],[109,34.5]]]}')
  })

  it('fits an address however long the lasso was, and keeps its shape', () => {
    const circle = Array.from({ length: 5000 }, (_, step) => {
      const angle = (2 * Math.PI * step) / 5000
      return [109 + 0.1 * Math.cos(angle), 34.5 + 0.1 * Math.sin(angle)]
    })
    const text = regionText(circle)
    expect(text?.length).toBeLessThanOrEqual(1800)
    const ring: [number, number][] = JSON.parse(text ?? '').coordinates[0]
    expect(ring[0]).toEqual(ring.at(-1))
    for (const [x, y] of ring) expect(Math.hypot(x - 109, y - 34.5)).toBeCloseTo(0.1, 4)
    const area = ring
      .slice(1)
      .reduce((sum, [x, y], i) => sum + ((ring[i]?.[0] ?? 0) * y - x * (ring[i]?.[1] ?? 0)) / 2, 0)
    expect(area / (Math.PI * 0.01)).toBeGreaterThan(0.98)
  })

  it('is nothing where nothing is enclosed', () => {
    expect(regionText([])).toBeNull()
    expect(
      regionText([
        [1, 1],
        [2, 2],
      ]),
    ).toBeNull()
  })
})

describe('a rectangle by coordinates', () => {
  it('takes four numbers in order and nothing else', () => {
    expect(fourNumbers('109, 34.4，109.1 34.6')).toEqual([109, 34.4, 109.1, 34.6])
    expect(fourNumbers('109,34.4,109.1')).toBeNull()
    expect(fourNumbers('a b c d')).toBeNull()
    expect(boxText(109.1, 34.4, 109, 34.6)).toBeNull()
    expect(boxText(109, 34.4, 109.1, 91)).toBeNull()
    expect(boxText(109, 34.4, 109.1, 34.6)).toContain('[109.1,34.6]')
  })
})
