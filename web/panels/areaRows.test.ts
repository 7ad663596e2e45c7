import type { AreaCollection, AreaFeature } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { indexAreas } from '../api/index.ts'
import { areaRows, foundRows, treeMove } from './areaRows.ts'

function area(code: string, parent: string | null, kind: 'basic' | 'special' = 'basic'): AreaFeature {
  return {
    type: 'Feature',
    id: code,
    bbox: null,
    geometry: null,
    properties: {
      code,
      name: `${code}社区`,
      nameEn: `Area ${code}`,
      level: 'any',
      parent,
      kind,
      lead: null,
      households: null,
      population: null,
      path: parent === null ? [code] : [parent, code],
      children: 0,
      label: null,
      validFrom: null,
      validTo: null,
    },
  }
}

const collection = (...features: AreaFeature[]): AreaCollection => ({
  type: 'FeatureCollection',
  features,
  synthetic: false,
  caption: null,
})

//  1 ─ 2, 10 (2 ─ 2a, 2b); the market overlaps; 9 names a parent that is not there
const index = indexAreas([
  collection(area('1', null)),
  collection(area('10', '1'), area('2', '1'), area('9', 'gone')),
  collection(area('2b', '2'), area('2a', '2'), area('market', '2', 'special')),
])
const open = (...codes: string[]) => areaRows(index, (code) => codes.includes(code))

describe('the tree of areas', () => {
  it('lists what is open, siblings in the order of their codes read as numbers, special grids last', () => {
    expect(open('1', '2').map((row) => row.code)).toEqual(['1', '2', '2a', '2b', 'market', '10', '9'])
    expect(open().map((row) => row.code)).toEqual(['1', '9'])
  })

  it('says place among siblings and depth', () => {
    expect(open('1', '2').find((row) => row.code === '2b')).toEqual({
      code: '2b',
      parent: '2',
      depth: 2,
      position: 2,
      siblings: 3,
      expanded: null,
    })
  })

  it('finds by name and code in any case, special grids too', () => {
    expect(foundRows(index, 'MARKET').map((row) => row.code)).toEqual(['market'])
    expect(foundRows(index, ' area 2').map((row) => row.code)).toEqual(['2', '2a', '2b'])
    expect(foundRows(index, 'nothing')).toEqual([])
  })
})

describe('keys in the tree', () => {
  const rows = open('1', '2')
  const press = (key: string, marked: string, opened: string | null = null) =>
    treeMove(key, { rows, marked, opened }, index)

  it('moves among siblings, over what hangs below them', () => {
    expect(press('ArrowDown', '2')).toEqual({ do: 'mark', code: '10' })
    expect(press('ArrowUp', '10')).toEqual({ do: 'mark', code: '2' })
    expect(press('ArrowDown', '10')).toBeNull()
    expect(press('Home', '2b')).toEqual({ do: 'mark', code: '2a' })
  })

  it('opens with Enter, and goes down from the open area', () => {
    expect(press('Enter', '2', '1')).toEqual({ do: 'open', code: '2' })
    expect(press('Enter', '2', '2')).toEqual({ do: 'open', code: '2a' })
    expect(press('Enter', '2a', '2a')).toEqual({ do: 'open', code: '2a' })
  })

  it('goes up with Backspace, but not beyond the top', () => {
    expect(press('Backspace', '2a')).toEqual({ do: 'open', code: '2' })
    expect(press('Backspace', '1')).toBeNull()
    expect(press('Backspace', '9')).toBeNull()
  })

  it('shows and hides with Right and Left', () => {
    expect(press('ArrowRight', '2')).toEqual({ do: 'mark', code: '2a' })
    expect(press('ArrowLeft', '2')).toEqual({ do: 'collapse', code: '2' })
    expect(press('ArrowLeft', '10')).toEqual({ do: 'mark', code: '1' })
    expect(treeMove('ArrowRight', { rows: open('1'), marked: '2', opened: null }, index)).toEqual({
      do: 'expand',
      code: '2',
    })
  })
})
