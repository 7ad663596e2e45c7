import { describe, expect, it } from 'vitest'
import { neighbourCells } from './SpotNeighbours.ts'

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
