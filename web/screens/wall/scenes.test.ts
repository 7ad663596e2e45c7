import type { AreaFeature } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { sceneAfter, scenesOf } from './scenes.ts'

const areas = ['s1', 's2', 's3'].map((id) => ({ id }) as AreaFeature)
const settings = { scenes: ['overview', 'areas', 'deadlines'] as const, mostAreas: 12 }
const ids = (...args: Parameters<typeof scenesOf>) => scenesOf(...args).map(({ id }) => id)

describe('scenes of the wall', () => {
  it('shows area after area where the settings say so', () => {
    expect(ids({ ...settings, scenes: [...settings.scenes] }, areas, new Map())).toEqual([
      'overview',
      'area-s1',
      'area-s2',
      'area-s3',
      'deadlines',
    ])
  })

  it('keeps the areas with most tickets, in their own order, where there are too many', () => {
    const reported = new Map([
      ['s1', 5],
      ['s2', 1],
      ['s3', 9],
    ])
    expect(ids({ scenes: ['areas'], mostAreas: 2 }, areas, reported)).toEqual(['area-s1', 'area-s3'])
  })

  it('is never without a scene', () => {
    expect(ids({ scenes: ['areas'], mostAreas: 2 }, areas.slice(0, 1), new Map())).toEqual(['overview'])
    expect(ids({ scenes: ['areas'], mostAreas: 2 }, [], new Map())).toEqual(['overview'])
  })

  it('goes round both ways, and begins anew from a scene that is gone', () => {
    const scenes = scenesOf({ scenes: ['overview', 'areas'], mostAreas: 9 }, areas, new Map())
    expect(sceneAfter(scenes, 'area-s3', 1)).toBe('overview')
    expect(sceneAfter(scenes, 'overview', -1)).toBe('area-s3')
    expect(sceneAfter(scenes, 'area-gone', 1)).toBe('overview')
  })
})
