import { describe, expect, it } from 'vitest'
import { neighbourCells, outlineOf } from './SpotNeighbours.ts'

/** A square of side one, counter-clockwise, closed; corners are what counts, not how many there are. */
function cell(x: number, y: number) {
  const boundary: [number, number][] = [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ]
  return { id: `${x},${y}`, boundary }
}

const cells = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => cell(x, y)))

describe('the neighbours of a cell', () => {
  it('share a side with it, not a corner alone', () => {
    expect(neighbourCells(cell(0, 0), cells).map(({ id }) => id)).toEqual(['-1,0', '0,-1', '0,1', '1,0'])
    expect(neighbourCells(cell(5, 5), cells)).toEqual([])
    expect(neighbourCells({ id: 'area', boundary: null }, cells)).toEqual([])
  })
})

describe('the outline of cells', () => {
  it('is made of the sides that only one of them has', () => {
    expect(outlineOf([cell(0, 0), cell(1, 0)])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 1],
      [0, 1],
      [0, 0],
    ])
    const all = outlineOf(cells)
    expect(all).toHaveLength(13)
    expect(all).not.toContainEqual([0, 0])
    expect(outlineOf([cell(0, 0)])).toEqual(cell(0, 0).boundary)
  })

  it('is none where they do not hang together, or leave a hole', () => {
    expect(outlineOf([cell(0, 0), cell(5, 0)])).toBeNull()
    expect(outlineOf(cells.filter(({ id }) => id !== '0,0'))).toBeNull()
    expect(outlineOf([])).toBeNull()
    expect(outlineOf([{ id: 'area', boundary: null }])).toBeNull()
  })
})
