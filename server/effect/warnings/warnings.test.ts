import { CentrePack, type Filter } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import {
  type AreaNode,
  AreaTree,
  byToday,
  type CentreRecord,
  Dimension,
  firstOfMonth,
} from '../../centre/index.ts'
import { evidenceOf } from '../evidence.ts'
import { findingOf } from '../finding.ts'
import { windowsAround } from '../windows.ts'
import { warningsOf } from './index.ts'

const known = { months: Array.from({ length: 24 }, (_, later) => firstOfMonth('2024-07-01', later)) }
const flat = (n: number) => new Array<number>(24).fill(n)
const step = (before: number, after: number) => [...new Array(12).fill(before), ...new Array(12).fill(after)]

interface Made {
  hotline: number[]
  inspection?: number[]
  voids?: number[]
  unlocated?: number[]
  filter?: Filter
  others?: number[][]
  months?: number
  versions?: number[]
}

/** The warnings of area A and its finding, beside areas B0, B1, ... of the same households. */
function warned({ hotline, inspection = flat(0), voids = flat(0), others = [], ...more }: Made) {
  const windows = windowsAround('2025-07-01', more.months, known)
  // fewer months than are known lie around the date
  const cut = (counts: readonly number[]) => counts.slice(12 - (more.months ?? 12), 12 + (more.months ?? 12))
  const node = (code: string, keys: number[]): AreaNode => ({
    code,
    keys,
    depth: 0,
    kind: 'basic',
    parent: null,
  })
  const own = node('A', more.versions ?? [1])
  const nodes = [own, ...others.map((_, index) => node(`B${index}`, [index + 10]))]
  const level = nodes.map((one) => ({ node: one, name: one.code, nameEn: null, households: 100 }))
  const [area] = level
  if (!area) throw new Error('no area')
  const name = (en: string) => ({ en, zh: en })
  const none = new Dimension([])
  const centre: CentreRecord = {
    version: 1,
    mark: '',
    stem: {},
    pack: CentrePack.parse({ name: 'Made up', timeZone: 'UTC' }),
    levels: [{ depth: 0, id: 'community', name: name('Community') }],
    tiers: none,
    sources: new Dimension([
      { key: 1, id: 'hotline', name: name('Hotline'), proactive: false },
      { key: 2, id: 'inspection', name: name('Inspection'), proactive: true },
    ]),
    categories: none,
    units: none,
    ...byToday(new AreaTree(nodes)),
    extent: { tickets: 0, from: null, to: null, bbox: null, latest: null, key: 0, undated: false },
  }
  const evidence = evidenceOf({
    centre,
    filter: more.filter ?? { source: ['hotline'] },
    date: '2025-07-01',
    windows,
    area,
    level,
    bySource: [
      { source: 'hotline', counts: cut(hotline), voidOrDuplicate: cut(voids) },
      { source: 'inspection', counts: cut(inspection), voidOrDuplicate: cut(flat(0)) },
    ],
    byArea: new Map([
      ['A', cut(hotline)],
      ...others.map((counts, index) => [`B${index}`, cut(counts)] as const),
    ]),
    unlocated: cut(more.unlocated ?? flat(0)),
  })
  const warnings = warningsOf(evidence)
  return { codes: warnings.map(({ code }) => code), warnings, finding: findingOf(evidence).en }
}

/** Five areas like the one that matters, and five with more, so that it is not picked for being high. */
const calm = [...Array.from({ length: 5 }, () => flat(8)), ...Array.from({ length: 5 }, () => flat(20))]

describe('warnings', () => {
  it('are none where a plain fall stands beside areas that stayed', () => {
    const { codes, finding } = warned({ hotline: step(8, 2), inspection: flat(4), others: calm })
    expect(codes).toEqual([])
    expect(finding).toContain('fell from 8.0 to 2.0 a month')
  })

  it('are said in both languages', () => {
    const { warnings } = warned({ hotline: step(1, 0), months: 5 })
    expect(warnings.length).toBeGreaterThan(2)
    for (const { text } of warnings) {
      expect(text.en).toMatch(/^[^\p{Script=Han}]+[.]$/u)
      expect(text.zh).toMatch(/\p{Script=Han}.*。$/u)
    }
  })

  const base = { inspection: flat(4), others: calm }
  const wave = [2, 14, 1, 13, 2, 15, 1, 12, 3, 16, 2, 15]
  it.each([
    ['small_numbers', { ...base, hotline: step(1, 0) }],
    ['picked_high', { ...base, hotline: step(30, 12) }],
    ['peak_before', { ...base, hotline: [...new Array(9).fill(6), 14, 15, 16, ...new Array(12).fill(6)] }],
    [
      'trend_before',
      { ...base, hotline: [16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2] },
    ],
    ['channel_shift', { ...base, hotline: step(8, 2), inspection: step(4, 8) }],
    ['channel_shift', { ...base, hotline: step(2, 8), inspection: step(12, 5) }],
    ['channel_shift', { ...base, hotline: step(8, 2), inspection: step(2, 8), filter: {} }],
    ['all_sources_alike', { ...base, hotline: step(8, 2), inspection: step(9, 3) }],
    ['duplicates_merged', { ...base, hotline: step(8, 4), voids: step(3, 0) }],
    [
      'shared_change',
      { ...base, hotline: step(8, 2), others: [...Array.from({ length: 5 }, () => step(8, 4)), ...calm] },
    ],
    ['season', { ...base, hotline: step(8, 2), months: 11 }],
    ['uneven_months', { ...base, hotline: [...wave, ...wave] }],
    ['few_comparable', { ...base, hotline: step(8, 2), others: [flat(8), flat(9)] }],
    ['far_comparable', { ...base, hotline: step(30, 12), others: Array.from({ length: 10 }, () => flat(3)) }],
    ['unlocated', { ...base, hotline: step(8, 2), unlocated: step(20, 1) }],
    ['boundary_changed', { ...base, hotline: step(8, 2), versions: [1, 2] }],
    ['too_few_for_lines', { ...base, hotline: step(8, 0) }],
  ] satisfies [string, Made][])('%s comes with its evidence', (code, made) => {
    expect(warned(made).codes).toContain(code)
  })

  it.each([
    ['channel_shift', { ...base, hotline: step(8, 2), inspection: step(4, 6) }],
    ['all_sources_alike', { ...base, hotline: step(8, 2), inspection: step(5, 4) }],
    ['duplicates_merged', { ...base, hotline: step(8, 4), voids: step(2, 1) }],
    [
      'trend_before',
      { ...base, hotline: [...[16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5], ...new Array(12).fill(12)] },
    ],
    ['season', { ...base, hotline: step(8, 2), months: 12 }],
    ['unlocated', { ...base, hotline: step(8, 2), unlocated: step(1, 1) }],
  ] satisfies [string, Made][])('%s stays away without', (code, made) => {
    expect(warned(made).codes).not.toContain(code)
  })

  it('call neighbours alike that come in waves', () => {
    const slow = [4, 4, 5, 8, 14, 20, 22, 20, 14, 8, 5, 4]
    expect(warned({ ...base, hotline: [...slow, ...slow] }).codes).toContain('alike_neighbours')
  })
})

describe('the finding', () => {
  it('goes by the widened interval where months are uneven', () => {
    const before = [0, 60, 2, 50, 1, 0, 70, 0, 40, 2, 65, 1]
    const { finding } = warned({
      hotline: [...before, ...before.map((count) => Math.round(count * 0.75))],
      others: calm,
    })
    expect(finding).toContain('widened for uneven months')
    expect(finding).toContain('chance alone could make that difference')
  })

  it('claims nothing beyond what comparable areas did too', () => {
    const { finding } = warned({ hotline: step(8, 4), others: Array.from({ length: 6 }, () => step(8, 4)) })
    expect(finding).toContain('no difference can be shown from 5 comparable areas, whose ratio is 0.50')
  })

  it('says when comparable areas fell more', () => {
    const { finding } = warned({
      hotline: step(20, 15),
      others: Array.from({ length: 6 }, () => step(20, 4)),
    })
    expect(finding).toContain('that is less than in 5 comparable areas')
  })

  it('says so when nothing came before', () => {
    const { finding } = warned({ hotline: step(0, 5), others: calm })
    expect(finding).toContain('rose from 0.0 to 5.0 a month after 2025-07-01 (none before')
    expect(finding).toContain('no comparable area')
  })
})
