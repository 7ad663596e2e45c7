import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeTimeCube,
  encodeTimeCube,
  runningSums,
  type TimeCubeHeader,
  type TimeCubeRow,
} from './timecube.ts'

const header = (bins: number, areas: number, groups: number): TimeCubeHeader => ({
  asOf: '2026-01-01T00:00:00.000Z',
  period: null,
  previousPeriod: null,
  lastYearPeriod: null,
  dataVersion: 1,
  synthetic: true,
  level: 'street',
  bin: 'day',
  bins: Array.from({ length: bins }, (_, n) => new Date(n * 86_400_000).toISOString().slice(0, 10)),
  end: '2000-01-01',
  areas: Array.from({ length: areas }, (_, n) => `街道${n}`),
  by: groups > 1 ? 'source' : null,
  groups: Array.from({ length: groups }, (_, n) => (groups > 1 ? `s${n}` : null)),
})

const cube = fc
  .record({
    bins: fc.integer({ min: 0, max: 40 }),
    areas: fc.integer({ min: 1, max: 5 }),
    groups: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ bins, areas, groups }) =>
    fc
      .array(fc.oneof(fc.constant(0), fc.nat(300), fc.nat(4_294_967_295)), {
        minLength: bins * areas * groups,
        maxLength: bins * areas * groups,
      })
      .map((counts) => ({ header: header(bins, areas, groups), counts })),
  )

function rowsOf({
  header: { bins, areas, groups },
  counts,
}: {
  header: TimeCubeHeader
  counts: readonly number[]
}): TimeCubeRow[] {
  return groups.flatMap((_, group) =>
    areas.map((_, area) => {
      const own = counts.slice((group * areas.length + area) * bins.length).slice(0, bins.length)
      const told = own.flatMap((count, bin) => (count > 0 ? [bin] : []))
      return { group, area, bins: told, counts: told.map((bin) => own[bin] ?? 0) }
    }),
  )
}

const message = (bytes: Uint8Array) => bytes.slice().buffer

describe('the message of a time cube', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(cube, (made) => {
        const read = decodeTimeCube(message(encodeTimeCube(made.header, rowsOf(made))))
        expect(read.header).toEqual(made.header)
        expect([...read.counts]).toEqual(made.counts)
      }),
    )
  })

  it('has these bytes after its header', () => {
    const made = header(5, 1, 1)
    const bytes = encodeTimeCube(made, [{ group: 0, area: 0, bins: [1, 4], counts: [3, 300] }])
    // two bins; one left out, 3; two left out, 300 = 44 + 2 x 128
    expect([...bytes.slice(-6)]).toEqual([2, 1, 3, 2, 172, 2])
    expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe('GCT1')
  })

  it('is refused where it is something else, cut short, or too long', () => {
    const bytes = encodeTimeCube(header(3, 2, 1), [{ group: 0, area: 1, bins: [2], counts: [9] }])
    expect(() => decodeTimeCube(message(new TextEncoder().encode('{"a":1234}')))).toThrow('no time cube')
    expect(() => decodeTimeCube(message(bytes.slice(0, -1)))).toThrow('cut short')
    expect(() => decodeTimeCube(message(new Uint8Array([...bytes, 0])))).toThrow('more than it says')
  })

  it('is under a megabyte packed, for 200 areas over two years with a ticket in every area on every day', () => {
    const made = header(731, 200, 2)
    const rows = [0, 1].flatMap((group) =>
      made.areas.map((_, area) => ({
        group,
        area,
        bins: made.bins.map((_, bin) => bin),
        // a million tickets, and a part of them, as good as at random
        counts: made.bins.map(
          (_, bin) => 1 + ((Math.imul(area * 731 + bin, 0x9e3779b1) >>> 24) % 14) * (2 - group),
        ),
      })),
    )
    expect(gzipSync(encodeTimeCube(made, rows)).length).toBeLessThan(1_000_000)
  })

  it('gives the sum over any stretch of bins from its running sums', () => {
    const counts = Uint32Array.from([1, 0, 2, 5, 7, 0])
    const sums = runningSums({ header: header(3, 2, 1), counts })
    // both rows before the first bin, after the first, after the second, after the third
    expect([...sums]).toEqual([0, 0, 1, 5, 1, 12, 3, 12])
  })
})
