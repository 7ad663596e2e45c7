import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Reckoner } from '../../../test/drivers/reckoner.ts'
import { suppress } from './suppress.ts'
import type { CountTable } from './table.ts'

const below = 5
const plain = { counts: [0], parts: [] }

/** An area, its parent, and one count. */
const area = (code: string, parent: number | null, ...counts: number[]) => ({ code, parent, counts })

/** Codes of the areas of which a figure is not shown. */
const withheld = (table: CountTable, figure = 0) =>
  table.areas.filter((_, index) => suppress(table, below)[figure]![index]).map(({ code }) => code)

describe('suppression', () => {
  it('withholds nothing where nothing is small', () => {
    expect(
      withheld({ areas: [area('D', null, 20), area('A', 0, 12), area('B', 0, 8)], figures: [plain] }),
    ).toEqual([])
    expect(
      withheld({ areas: [area('D', null, 20), area('A', 0, 20), area('B', 0, 0)], figures: [plain] }),
    ).toEqual([])
  })

  it('withholds the smallest beside a single small count', () => {
    const areas = [area('D', null, 40), area('A', 0, 3), area('B', 0, 9), area('C', 0, 28)]
    expect(withheld({ areas, figures: [plain] })).toEqual(['A', 'B'])
  })

  it('withholds a third where two small ones tell of each other: 1 + 1 are 2', () => {
    const areas = [area('D', null, 40), area('A', 0, 1), area('B', 0, 1), area('C', 0, 10), area('E', 0, 28)]
    expect(withheld({ areas, figures: [plain] })).toEqual(['A', 'B', 'C'])
  })

  it('withholds no more where two small ones leave each other open: 2 + 3 are 1 + 4', () => {
    const areas = [area('D', null, 40), area('A', 0, 2), area('B', 0, 3), area('C', 0, 35)]
    expect(withheld({ areas, figures: [plain] })).toEqual(['A', 'B'])
  })

  it('withholds what is above where there is nothing beside', () => {
    const areas = [
      area('D', null, 40),
      area('A', 0, 3),
      area('A1', 1, 3),
      area('B', 0, 12),
      area('B1', 3, 12),
      area('C', 0, 25),
    ]
    // A is small itself; B beside it, and B1 of which B is made
    expect(withheld({ areas, figures: [plain] })).toEqual(['A', 'A1', 'B', 'B1'])
  })

  it('withholds a share of 18 in 20, and its part beside', () => {
    const share = { counts: [1, 0], parts: [[1, 0]] as const }
    const areas = [area('D', null, 60, 40), area('A', 0, 20, 18), area('B', 0, 20, 10), area('C', 0, 20, 12)]
    expect(withheld({ areas, figures: [plain, share] }, 0)).toEqual([])
    // what is left: 2, 10 and 8 of 20 each
    expect(withheld({ areas, figures: [plain, share] }, 1)).toEqual(['A', 'C'])
  })

  it('leaves no small count to a reader who has all that is shown', () => {
    const leaf = fc
      .record({ whole: fc.integer({ min: 0, max: 14 }), x: fc.nat(), y: fc.nat() })
      .map(({ whole, x, y }) => [whole, x % (whole + 1), y % (whole + 1)])
    const tree = fc.array(fc.record({ own: leaf, below: fc.array(leaf, { maxLength: 4 }) }), {
      minLength: 1,
      maxLength: 4,
    })
    const figures = fc.subarray(
      [
        plain,
        { counts: [1], parts: [] },
        { counts: [1, 0], parts: [[1, 0]] as const },
        { counts: [2, 0], parts: [[2, 0]] as const },
      ],
      { minLength: 1 },
    )
    fc.assert(
      fc.property(tree, leaf, figures, (streets, own, shown) => {
        const table = { areas: areasOf(streets, own), figures: shown }
        attack(table, suppress(table, below))
      }),
      { numRuns: 60, seed: 20260301 },
    )
  })

  it('would be found out by that reader', () => {
    const areas = [area('D', null, 40), area('A', 0, 3), area('B', 0, 9), area('C', 0, 28)]
    const careless = [areas.map(({ counts: [count = 0] }) => count > 0 && count < below)]
    expect(() => attack({ areas, figures: [plain] }, careless)).toThrow('A')
  })
})

/** A district of streets of communities: each area counts what is below it and some of its own. */
function areasOf(streets: { own: number[]; below: number[][] }[], own: number[]): CountTable['areas'] {
  const sum = (rows: number[][]) =>
    [0, 1, 2].map((count) => rows.reduce((total, row) => total + row[count]!, 0))
  const areas = [area('D', null)]
  const totals: number[][] = [own]
  for (const [index, street] of streets.entries()) {
    const counts = sum([street.own, ...street.below])
    totals.push(counts)
    const place = areas.push(area(`S${index}`, 0, ...counts)) - 1
    for (const [at, leaf] of street.below.entries()) areas.push(area(`C${index}${at}`, place, ...leaf))
  }
  return [area('D', null, ...sum(totals)), ...areas.slice(1)]
}

/** Throws with the area of a small count that can be told to be one of fewer values than there are small ones. */
function attack({ areas, figures }: CountTable, hidden: readonly (readonly boolean[])[]): void {
  const reader = new Reckoner()
  const name = (count: number, index: number) => `${count} ${areas[index]!.code}`
  const shown = new Set(figures.flatMap(({ counts }) => counts))
  const rests = figures.flatMap(({ parts }) => parts)
  for (const [index, { counts }] of areas.entries())
    for (const count of shown) {
      const alone = figures.some((figure) => figure.counts.length === 1 && figure.counts[0] === count)
      // a zero that stands alone would be shown
      reader.unknown(name(count, index), alone ? Math.min(1, counts[count]!) : 0)
      if (figures.some((figure, at) => figure.counts.includes(count) && !hidden[at]![index]))
        reader.know({ [name(count, index)]: 1 }, counts[count]!)
      const inside = areas.flatMap((child, at) => (child.parent === index ? [at] : []))
      if (inside.length > 0) {
        const own = inside.reduce((left, at) => left - areas[at]!.counts[count]!, counts[count]!)
        const rest = `own ${name(count, index)}`
        reader.unknown(rest)
        const within = Object.fromEntries(inside.map((at) => [name(count, at), -1]))
        reader.know({ [name(count, index)]: 1, [rest]: -1, ...within }, 0)
        if (own === 0) reader.know({ [rest]: 1 }, own)
      }
    }
  for (const [part, whole] of rests)
    for (const [index] of areas.entries()) {
      const rest = `${part} of ${whole} ${areas[index]!.code}`
      reader.unknown(rest)
      reader.know({ [name(whole, index)]: 1, [name(part, index)]: -1, [rest]: -1 }, 0)
    }
  const check = (code: string, value: number, terms: Record<string, number>) => {
    if (value < 1 || value >= below) return
    const { least, most } = reader.range(terms)
    if (most - least < below - 2 - 1e-6)
      throw new Error(`${code}: ${value} is told to be from ${least} to ${most}`)
  }
  for (const [index, { code, counts }] of areas.entries()) {
    for (const count of shown) check(code, counts[count]!, { [name(count, index)]: 1 })
    for (const [part, whole] of rests)
      check(code, counts[whole]! - counts[part]!, { [name(whole, index)]: 1, [name(part, index)]: -1 })
  }
}
