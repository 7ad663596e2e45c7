import type { Centre } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { placeUnits } from './unit-places.ts'

function unit(id: string, more: Partial<Centre['units'][number]> = {}): Centre['units'][number] {
  return { id, name: { en: id, zh: id }, tier: null, lon: null, lat: null, area: null, ...more }
}

const units = [
  unit('centre', { lon: 109.1, lat: 34.5, area: 'S1' }),
  unit('street', { area: 'S1' }),
  unit('lost', { area: 'unknown' }),
  unit('city'),
]
const labelOf = (code: string) => (code === 'S1' ? ([109.05, 34.45] as const) : null)

describe('the places of units', () => {
  it('are their own, else that of their area, else a row of the strip beside the areas', () => {
    const wanted = ['centre', 'street', 'city', 'lost', 'nobody']
    // the box is 0.4° wide and 0.2° high: the strip begins 0.04° east of it, is 0.088° wide, its rows 0.2 / 8 high
    // and the first 1.25 rows from its top
    const { of, strip } = placeUnits(wanted, units, labelOf, [109, 34.4, 109.4, 34.6])
    expect(of.get('centre')).toEqual({ at: [109.1, 34.5], how: 'own' })
    expect(of.get('street')).toEqual({ at: [109.05, 34.45], how: 'area' })
    const beside = ['city', 'lost', 'nobody'].map((id) => of.get(id))
    expect(beside.map((place) => place?.how)).toEqual(['beside', 'beside', 'beside'])
    expect(beside.map((place) => place?.at[0].toFixed(3))).toEqual(['109.484', '109.484', '109.484'])
    for (const [row, lat] of [34.56875, 34.54375, 34.51875].entries())
      expect(beside[row]?.at[1]).toBeCloseTo(lat, 9)
    expect(strip?.map((edge) => edge.toFixed(3))).toEqual(['109.440', '34.506', '109.528', '34.600'])
  })

  it('need no strip where all have one', () => {
    expect(placeUnits(['centre'], units, labelOf, [109, 34, 110, 35]).strip).toBeNull()
  })

  it('are those that are known where there is nothing to stand beside', () => {
    const { of, strip } = placeUnits(['centre', 'city'], units, labelOf, null)
    expect([...of.keys()]).toEqual(['centre'])
    expect(strip).toBeNull()
  })
})
