import { EmergingClass } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternOf, runningOf } from './patterns.ts'

const levels: Record<string, number> = { '.': 0, h: 1, H: 3, c: -1, C: -3 }
const stepsOf = (text: string) => [...text].map((sign) => levels[sign]!)
const turned = (text: string) =>
  text.replace(/[hHcC]/g, (sign) => ({ h: 'c', H: 'C', c: 'h', C: 'H' })[sign] ?? sign)
const opposite = { up: 'down', down: 'up', none: 'none' } as const

/** Steps in order, h hot at 90 %, H at 99 %, c and C cold, a point neither; the trend; the pattern. */
const cases: [steps: string, trend: 'up' | 'down' | 'none', pattern: string, why: string][] = [
  ['.........h', 'none', 'new', 'hot at last, never before'],
  ['c........h', 'up', 'new', 'hot for the first time, though it was cold once'],
  ['h', 'none', 'persistent', 'one step is nine tenths of one'],
  ['........hh', 'none', 'consecutive', 'a final run of two, never before'],
  ['.HHHHHHHH.', 'none', 'none', 'eight of ten, and not now'],
  ['..hhhhhhhh', 'up', 'consecutive', 'a final run of eight in ten is below nine tenths, whatever the trend'],
  ['cc......hh', 'none', 'consecutive', 'one run, never hot before, though cold'],
  ['.hhhhhhhhh', 'none', 'persistent', 'nine of ten are nine tenths, the last among them'],
  ['.hhhhhhhhh', 'up', 'intensifying', 'the same with a rise'],
  ['.hhhhhhhhh', 'down', 'diminishing', 'the same with a fall'],
  ['hhhhhhhhhh', 'up', 'intensifying', 'always hot'],
  ['hhhhhhhhhh', 'none', 'persistent', 'always hot'],
  ['hhhhhhhhhh', 'down', 'diminishing', 'always hot'],
  ['hhhhchhhhh', 'none', 'persistent', 'nine of ten, though one was cold'],
  ['h........h', 'none', 'sporadic', 'on, off, on'],
  ['hhhhhh..hh', 'up', 'sporadic', 'eight of ten, never cold'],
  ['h..c.....h', 'none', 'oscillating', 'on, off, on, and cold in between'],
  ['c.h......h', 'none', 'oscillating', 'cold before'],
  ['c.h.....hh', 'down', 'oscillating', 'a final run does not make it consecutive when it was hot before'],
  ['hhhhhhhhh.', 'none', 'historical', 'nine of ten, but not now'],
  ['hhhhhhhh..', 'none', 'none', 'eight of ten, and not now'],
  ['..........', 'up', 'none', 'never anything'],
  ['hh.hh.hh..', 'none', 'none', 'often hot, not now'],
]
describe('the patterns over time', () => {
  it.each(cases)('%s with trend %s is %s: %s', (text, trend, pattern) => {
    const hot = pattern === 'none' ? 'none' : `${pattern}_hot`
    const cold = pattern === 'none' ? 'none' : `${pattern}_cold`
    expect(patternOf(stepsOf(text), 1, trend)).toBe(hot)
    expect(patternOf(stepsOf(turned(text)), 1, opposite[trend])).toBe(cold)
  })

  it('are tried, every one of the seventeen', () => {
    const tried = cases.flatMap(([text, trend]) => [
      patternOf(stepsOf(text), 1, trend),
      patternOf(stepsOf(turned(text)), 1, opposite[trend]),
    ])
    expect(new Set(tried)).toEqual(new Set(EmergingClass.options))
  })

  it('count nine tenths in whole numbers', () => {
    const of = (hot: number, all: number) =>
      patternOf([...new Array(all - hot).fill(0), ...new Array(hot).fill(1)], 1, 'none')
    expect([of(18, 20), of(17, 20)]).toEqual(['persistent_hot', 'consecutive_hot'])
    expect([of(22, 24), of(21, 24)]).toEqual(['persistent_hot', 'consecutive_hot'])
    expect([of(90, 100), of(89, 100)]).toEqual(['persistent_hot', 'consecutive_hot'])
  })

  it('take what is hot now for what is now, though it was mostly cold', () => {
    expect(patternOf(stepsOf('cccccccccH'), 1, 'up')).toBe('new_hot')
    expect(patternOf(stepsOf('HHHHHHHHHc'), 1, 'down')).toBe('new_cold')
  })

  it('see only steps that are as sure as was asked for', () => {
    expect(patternOf(stepsOf('hhhhhhhhhH'), 1, 'none')).toBe('persistent_hot')
    expect(patternOf(stepsOf('hhhhhhhhhH'), 3, 'none')).toBe('new_hot')
    expect(patternOf(stepsOf('HHHHHHHHHh'), 3, 'none')).toBe('historical_hot')
    expect(runningOf(stepsOf('..HHHH'), 3)).toBe(4)
    expect(runningOf(stepsOf('..hhHH'), 3)).toBe(2)
  })

  it('say how long it has been so', () => {
    expect(runningOf([], 1)).toBe(0)
    expect(runningOf(stepsOf('hh.'), 1)).toBe(0)
    expect(runningOf(stepsOf('h.hh'), 1)).toBe(2)
    expect(runningOf(stepsOf('h.cc'), 1)).toBe(-2)
    expect(runningOf(stepsOf('hhh'), 1)).toBe(3)
  })

  it('leave nothing open, and cold mirrors hot', () => {
    const steps = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 30 })
    const least = fc.constantFrom(1 as const, 2 as const, 3 as const)
    const trend = fc.constantFrom('up' as const, 'down' as const, 'none' as const)
    fc.assert(
      fc.property(steps, least, trend, (list, sure, direction) => {
        const found = patternOf(list, sure, direction)
        expect(EmergingClass.options).toContain(found)
        const mirrored = patternOf(
          list.map((level) => -level),
          sure,
          opposite[direction],
        )
        expect(mirrored.replace('_cold', '_HOT').replace('_hot', '_cold').replace('_HOT', '_hot')).toBe(found)
      }),
    )
  })
})
