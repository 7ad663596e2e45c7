import type { AreaCollection, AreaFeature } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { indexAreas } from '../../api/index.ts'
import { keptLevel, placeOf } from './place.ts'

function area(level: string, ...path: string[]): AreaFeature {
  const code = path.at(-1) ?? ''
  return {
    type: 'Feature',
    id: code,
    bbox: null,
    geometry: null,
    properties: {
      code,
      name: code,
      nameEn: null,
      level,
      parent: path.at(-2) ?? null,
      kind: 'basic',
      lead: null,
      households: null,
      population: null,
      path,
      children: 0,
      label: null,
      validFrom: null,
      validTo: null,
    },
  }
}

const name = { en: '', zh: '' }
const collection = (features: AreaFeature[]): AreaCollection => ({
  type: 'FeatureCollection',
  features,
  synthetic: false,
  caption: null,
})
const areas = {
  district: [area('district', 'D')],
  street: [area('street', 'D', 's1'), area('street', 'D', 's2')],
  grid: [area('grid', 'D', 's1', 'g1'), area('grid', 'D', 's1', 'g2'), area('grid', 'D', 's2', 'g3')],
}
const byLevel = new Map(Object.entries(areas).map(([level, features]) => [level, collection(features)]))
const index = indexAreas([...byLevel.values()])
const all = { index, byLevel, loading: false }
const centre = {
  roots: ['D'],
  levels: Object.entries(areas).map(([id, features]) => ({ id, name, areas: features.length })),
}
const place = (code: string | null, level: string | null = null) => placeOf(centre, all, code, level)
const ids = (features: readonly AreaFeature[] = []) => features.map((feature) => feature.id)

describe('the place of an area', () => {
  it('shows the level below, and takes no area filter at the only root', () => {
    const root = place('D')
    expect([root?.level, root?.levels, root?.filterArea]).toEqual(['street', ['street', 'grid'], null])
    expect(ids(root?.areas)).toEqual(['s1', 's2'])
    expect(ids(root?.context)).toEqual(['D'])
  })

  it('shows a deeper level when asked, with the level above it as outline', () => {
    const root = place('D', 'grid')
    expect(ids(root?.areas)).toEqual(['g1', 'g2', 'g3'])
    expect(ids(root?.context)).toEqual(['s1', 's2'])
  })

  it('sets the lowest areas among their siblings', () => {
    const grid = place('g1')
    expect([grid?.level, grid?.filterArea, grid?.around]).toEqual(['grid', 'g1', 's1'])
    expect(ids(grid?.areas)).toEqual(['g1', 'g2'])
    expect(ids(grid?.context)).toEqual(['s1'])
  })

  it('says when a level cannot be shown', () => {
    expect(place('s1', 'street')?.badLevel).toBe(true)
    expect(place('s1', 'nowhere')?.level).toBe('grid')
    expect(place('s1', 'grid')?.badLevel).toBe(false)
  })

  it('is none for a code of no area', () => {
    expect(place('nowhere')).toBeNull()
  })

  it('is the whole centre where there are many roots, or no areas', () => {
    const many = placeOf({ ...centre, roots: ['s1', 's2'] }, all, null, null)
    expect([many?.filterArea, many?.level]).toEqual([null, 'district'])
    const none = placeOf(
      { roots: [], levels: [] },
      { index: indexAreas([]), byLevel: new Map(), loading: false },
      null,
      null,
    )
    expect([none?.level, none?.areas]).toEqual([undefined, []])
  })

  it('leaves the level open while areas on their way may make it another', () => {
    const level = (there: readonly string[], code: string, wanted: string | null, loading = true) => {
      const come = new Map([...byLevel].filter(([id]) => there.includes(id)))
      const sofar = { index: indexAreas([...come.values()]), byLevel: come, loading }
      const at = placeOf(centre, sofar, code, wanted)
      return [at?.level, at?.around]
    }
    expect(level(['district', 'street'], 'D', 'grid')).toEqual([undefined, null])
    expect(level(['district', 'street'], 'D', 'nowhere')).toEqual(['street', null])
    expect(level(['district', 'street'], 'D', null)).toEqual(['street', null])
    expect(level(['district', 'grid'], 'D', null)).toEqual([undefined, null])
    expect(level(['district', 'grid'], 'D', 'grid')).toEqual(['grid', null])
    expect(level(['district', 'street'], 's1', null)).toEqual([undefined, 's1'])
    expect(level(['district', 'grid'], 'g1', null)[0]).toBeUndefined()
    // what cannot be had is waited for no longer
    expect(level(['district', 'street'], 'D', 'grid', false)).toEqual(['street', null])
  })

  it('keeps the chosen level only while it lies below', () => {
    expect(keptLevel(centre, index.get('s1'), 'grid')).toBe('grid')
    expect(keptLevel(centre, index.get('g1'), 'grid')).toBeNull()
  })
})
