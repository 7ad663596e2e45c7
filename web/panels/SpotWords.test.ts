import type { Hotspot } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { phrases, type Say, speak } from '../i18n/index.ts'
import { whySpot } from './SpotWords.ts'

const say: Say = (key, values) => phrases.t(key, values ?? {})

const place: Hotspot = {
  id: '89408a872d3ffff',
  centre: [109, 34.5],
  boundary: null,
  area: 'C',
  edge: false,
  count: 41,
  expected: 3.2,
  around: 120,
  aroundExpected: 12.4,
  households: null,
  rate: null,
  neighbours: 6,
  z: 5.1,
  p: 3e-7,
  pAdjusted: 1e-5,
  class: 'hot99',
  rawClass: 'hot99',
}
const answer = { period: { from: '2026-05-02', to: '2026-06-01' }, cells: Array<Hotspot>(3416).fill(place) }
const weekly = (running: number) => ({ step: { by: 'days' as const, days: 7 }, running })
const water = (share: number) => ({ name: 'Water cut-off', share })

describe('why a place is hot', () => {
  it('is said with its numbers, how sure it is, for how long, and what about', () => {
    speak('en')
    expect(whySpot(place, answer, { steps: weekly(3), category: water(0.8) }, say, 'en')).toBe(
      '41 tickets here in 30 days, 120 with its 6 neighbours where 12 are usual: hot, 99 % after correction, for 3 weeks running, mostly Water cut-off (80%).',
    )
    speak('zh')
    expect(
      whySpot(place, answer, { steps: weekly(3), category: { name: '停水', share: 0.8 } }, say, 'zh'),
    ).toBe(
      '此处 30 天内有 41 件工单，连同 6 个相邻地点共 120 件，通常为 12 件：校正后 99% 为热点，已连续 3 周，多为停水（80%）。',
    )
  })

  it('names steps by what they are, and none that say otherwise', () => {
    speak('en')
    const text = (steps: Parameters<typeof whySpot>[2]['steps']) =>
      whySpot(place, answer, { steps }, say, 'en').split(': ')[1]
    expect(text(weekly(1))).toBe('hot, 99 % after correction, for the first week.')
    expect(text({ step: { by: 'month' }, running: 2 })).toContain('for 2 months running')
    expect(text({ step: { by: 'days', days: 1 }, running: 5 })).toContain('for 5 days running')
    expect(text({ step: { by: 'days', days: 14 }, running: 2 })).toContain('for 2 steps of 14 days running')
    for (const running of [0, -3]) expect(text(weekly(running))).toBe('hot, 99 % after correction.')
  })

  it('speaks of a category only where one stands out', () => {
    speak('en')
    const text = (share: number) => whySpot(place, answer, { category: water(share) }, say, 'en')
    expect(text(1)).toContain('all of them Water cut-off.')
    expect(text(0.5)).toContain('mostly Water cut-off (50%)')
    expect(text(0.49)).toContain('first of all Water cut-off (49%)')
    expect(text(0.24)).not.toContain('Water')
    expect(whySpot({ ...place, count: 0 }, answer, { category: water(1) }, say, 'en')).not.toContain('Water')
  })

  it('is honest where chance does as much, and where nothing is to say', () => {
    speak('en')
    const raw: Hotspot = { ...place, class: 'none', rawClass: 'hot95' }
    expect(whySpot(raw, answer, { steps: weekly(2) }, say, 'en')).toContain(
      ': not significant: 95 % by itself, but among 3,416 places looked at chance alone does as much somewhere.',
    )
    const quiet: Hotspot = { ...raw, rawClass: 'none' }
    expect(whySpot(quiet, answer, {}, say, 'en')).toContain(': nothing that chance would not do.')
    const cold: Hotspot = { ...place, class: 'cold90', rawClass: 'cold95' }
    expect(whySpot(cold, answer, { steps: weekly(-2) }, say, 'en')).toContain(
      'cold, 90 % after correction, for 2 weeks running',
    )
  })

  it('speaks of itself alone where it has no neighbours, and of all days where there is no period', () => {
    speak('en')
    expect(whySpot({ ...place, neighbours: 0 }, { ...answer, period: null }, {}, say, 'en')).toBe(
      '41 tickets, where 3.2 are usual: hot, 99 % after correction.',
    )
  })
})
