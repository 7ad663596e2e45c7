import { describe, expect, it } from 'vitest'
import { textSize } from './reading.ts'

describe('the smallest text that can be read', () => {
  it('is about 48 px on a 75-inch 4K panel at 4 m, half of it where that has half the pixels', () => {
    // 4.65 mm · 4 / 0.9 = 20.67 mm; √(3840² + 2160²) px / 1905 mm = 2.3128 px/mm
    expect(textSize({ width: 3840, height: 2160, panel: 75, distance: 4 }).pixels).toBeCloseTo(47.8, 1)
    expect(textSize({ width: 1920, height: 1080, panel: 75, distance: 4 }).pixels).toBeCloseTo(23.9, 1)
  })

  it('grows with the distance and shrinks with the panel', () => {
    expect(textSize({ width: 3840, height: 2160, panel: 150, distance: 8 }).pixels).toBeCloseTo(47.8, 1)
  })

  it('stops where no room is left, and says so', () => {
    expect(textSize({ width: 1920, height: 1080, panel: 75, distance: 40 })).toEqual({
      pixels: 38.4,
      enough: false,
    })
    expect(textSize({ width: 3840, height: 1080, panel: 75, distance: 4 }).enough).toBe(true)
  })
})
