import { describe, expect, it } from 'vitest'
import { PointJudge, reach, type ToWgs84 } from './point.ts'

const same: ToWgs84 = (x, y, out) => {
  out[0] = x
  out[1] = y
}
/** Some 0.2 by 0.1 degrees around Gaoling. */
const within = reach([109, 34.5, 109.2, 34.6])
const judge = new PointJudge(same, true, within)

describe('PointJudge', () => {
  it.each([
    [109.1, 34.55, null],
    [0, 0, 'zero'],
    [109, 34, 'rounded'],
    [109, 34.5, null],
    [34.55, 109.1, 'swapped'],
    [116.4, 39.9, 'outside'],
    [500, 34.5, 'invalid'],
    [Number.NaN, 34.5, 'invalid'],
    [null, 34.5, 'invalid'],
    // the box is grown by its own size: 0.2 degrees east and west, 0.1 north and south
    [109.39, 34.55, null],
    [109.41, 34.55, 'outside'],
    [109.1, 34.69, null],
    [109.1, 34.71, 'outside'],
  ])('%s, %s is %s', (x, y, flag) => {
    const point = judge.judge(x, y)
    expect(point.flag).toBe(flag)
    expect(point.lon).toBe(flag === null ? x : null)
    expect(point.lat).toBe(flag === null ? y : null)
  })

  it('tells swapped places apart where both numbers could be latitudes, by where the areas are', () => {
    const boston = new PointJudge(same, true, reach([-71.2, 42.2, -70.9, 42.4]))
    expect(boston.judge(42.3, -71.1).flag).toBe('swapped')
    expect(boston.judge(-71.1, 42.3).flag).toBeNull()
  })

  it('says nothing of a ticket without a point', () => {
    expect(judge.judge(null, null)).toEqual({ lon: null, lat: null, flag: null })
  })

  it('knows no outside where there are no areas', () => {
    expect(new PointJudge(same, true, reach(undefined)).judge(116.4, 39.9).flag).toBeNull()
  })

  it('takes whole metres of a projected system as they are', () => {
    const metres: ToWgs84 = (x, y, out) => {
      out[0] = 109 + (x - 500_000) / 91_000
      out[1] = y / 111_000
    }
    expect(new PointJudge(metres, false, within).judge(509_000, 3_835_000).flag).toBeNull()
  })

  it('grows the reach by half a degree at the most', () => {
    expect(reach([100, 20, 110, 30])).toEqual([99.5, 19.5, 110.5, 30.5])
  })
})
