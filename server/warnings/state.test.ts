import { cellToParent, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { AreaTree } from '../centre/index.ts'
import type { LoggedCluster, LogLine } from './log.ts'
import { isSame, linesFor, stateOf } from './state.ts'

const cells = gridDisk(latLngToCell(34.5, 109, 9), 1)
const cluster: LoggedCluster = {
  warning: 'w',
  category: 'lifts',
  resolution: 9,
  cells: cells.slice(0, 4),
  from: '2026-05-06',
  to: '2026-05-20',
  observed: 10,
  expected: 2,
}
const line = (action: 'dismissed' | 'reopened', of: LoggedCluster = cluster): LogLine => ({
  ...of,
  number: 1,
  scope: 'all',
  entry: {
    at: '2026-05-20T00:00:00Z',
    action,
    by: 'coordinator',
    reason: null,
    note: null,
    observed: of.observed,
    expected: of.expected,
  },
})

describe('a warning of another day', () => {
  it('is the same story where category, days and half of the cells agree', () => {
    const next = { ...cluster, warning: 'v', cells: cells.slice(2, 6), from: '2026-05-08', to: '2026-05-22' }
    expect(isSame(cluster, next)).toBe(true)
    expect(isSame(cluster, { ...next, cells: cells.slice(3, 7) })).toBe(false)
    expect(isSame(cluster, { ...next, category: null })).toBe(false)
    expect(isSame(cluster, { ...next, from: '2026-05-20', to: '2026-06-03' })).toBe(true)
    expect(isSame(cluster, { ...next, from: '2026-05-21', to: '2026-06-03' })).toBe(false)
  })

  it('is held against cells of another size by the larger ones', () => {
    const parents = [...new Set(cluster.cells.map((cell) => cellToParent(cell, 8)))]
    expect(isSame(cluster, { ...cluster, resolution: 8, cells: parents })).toBe(true)
  })

  it('stays set aside until it has grown by half of its surplus and five tickets', () => {
    const log = [line('dismissed')]
    const now = (observed: number, expected = 2) => stateOf({ ...cluster, observed, expected }, log).state
    // a surplus of 8 when it was set aside
    expect([now(10), now(13), now(14), now(15)]).toEqual(['dismissed', 'dismissed', 'dismissed', 'grown'])
    expect(now(15, 4)).toBe('dismissed')
    const small = [line('dismissed', { ...cluster, observed: 4 })]
    expect(stateOf({ ...cluster, observed: 8 }, small).state).toBe('dismissed')
    expect(stateOf({ ...cluster, observed: 9 }, small).state).toBe('grown')
  })

  it('tells of what was decided in sight of other tickets that it was, and no number of them', () => {
    const node = (code: string, parent: string | null, depth: number) =>
      ({ code, parent, depth, keys: [depth], kind: 'basic' }) as const
    const areas = new AreaTree([
      node('D', null, 0),
      node('S1', 'D', 1),
      node('S2', 'D', 1),
      node('C1', 'S1', 2),
    ])
    const by = (scope: LogLine['scope']): LogLine => {
      const { entry, ...rest } = line('dismissed')
      return { ...rest, scope, entry: { ...entry, note: 'a note' } }
    }
    const told = (line: LogLine, scope: LogLine['scope']) =>
      linesFor([line], areas, { scope }).map(({ entry }) => [entry.note, entry.observed])
    expect(told(by('all'), 'all')).toEqual([['a note', 10]])
    expect(told(by(['S1']), 'all')).toEqual([['a note', 10]])
    expect(told(by(['C1']), ['S1'])).toEqual([['a note', 10]])
    expect(told(by('all'), ['S1'])).toEqual([[null, null]])
    expect(told(by(['S1']), ['C1'])).toEqual([[null, null]])
    expect(told(by(['S2']), ['S1'])).toEqual([])
    expect(told(by(['S1', 'S2']), ['S1'])).toEqual([[null, null]])
    const [wider] = linesFor([by('all')], areas, { scope: ['S1'] })
    expect(stateOf({ ...cluster, observed: 99 }, [wider!]).state).toBe('dismissed')
  })

  it('goes by the last that was done about it', () => {
    expect(stateOf(cluster, []).state).toBe('active')
    expect(stateOf(cluster, [line('dismissed'), line('reopened')]).state).toBe('active')
    expect(stateOf(cluster, [line('reopened'), line('dismissed')]).state).toBe('dismissed')
    expect(stateOf(cluster, [line('dismissed', { ...cluster, category: 'roads' })]).lines).toEqual([])
  })
})
