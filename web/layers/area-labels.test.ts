import type { AreaFeature, Measure } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { areaLabels } from './area-labels.ts'
import type { Scene } from './layer.ts'

function sceneOf(count: number, moving: boolean): Scene {
  const features = Array.from({ length: count }, (_, n) => ({
    type: 'Feature',
    id: `G${n}`,
    bbox: null,
    geometry: null,
    properties: { code: `G${n}`, name: `Grid ${n}`, kind: 'basic', label: [108, 34] },
  })) as unknown as AreaFeature[]
  return {
    lang: 'en',
    timeZone: 'UTC',
    t: (key) => key,
    areas: { type: 'FeatureCollection', features, synthetic: true, caption: null },
    measure: { id: 'made', unit: 'tickets' } as Measure,
    values: new Map([['G0', { value: 7, numerator: 7, denominator: null, n: 7, smallNumber: false }]]),
    moving,
  }
}

/** Names and values as they are written. */
function written(scene: Scene): unknown[] | undefined {
  const source = areaLabels.draw(scene, 'light')?.sources['area-labels']
  return source?.type === 'geojson'
    ? source.data.features.slice(0, 1).map(({ properties }) => [properties?.name, properties?.value])
    : undefined
}

describe('names of areas', () => {
  it('have their value while figures stand still', () => {
    expect(written(sceneOf(2, false))).toEqual([['Grid 0', '7']])
    expect(written(sceneOf(2000, false))).toEqual([['Grid 0', '7']])
  })

  it('stay alone while figures move, and go where they are too many to find room for in every frame', () => {
    expect(written(sceneOf(2, true))).toEqual([['Grid 0', '']])
    expect(written(sceneOf(2000, true))).toBeUndefined()
  })
})
