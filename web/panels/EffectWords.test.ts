import { beforeAll, describe, expect, it } from 'vitest'
import { phrases, type Say, speak } from '../i18n/index.ts'
import { changeInWords, intervalText, pText, rateText, ratioInWords, ratioText } from './EffectWords.ts'

const say: Say = (key, values) => phrases.t(key, values ?? {})
const ratio = (value: number | null, low: number | null = null, high: number | null = null, p = 0.5) => ({
  value,
  low,
  high,
  p,
})

describe('a ratio in words', () => {
  beforeAll(() => speak('en'))

  it('gives value, interval and p', () => {
    expect(ratioInWords(say, ratio(0.2, 0.11343, 0.33432, 1.07e-12))).toBe(
      '0.20, between 0.11 and 0.33; p\u00a0<\u00a00.001',
    )
    expect(ratioInWords(say, ratio(0.2414, 0.0889, 0.6553, 0.0168))).toBe(
      '0.24, between 0.089 and 0.66; p\u00a0=\u00a00.017',
    )
  })

  it('says what is missing: an upper end, a value, everything', () => {
    expect(ratioInWords(say, ratio(3, 1.2, null, 0.04))).toBe('3.00, 1.20 or more; p\u00a0=\u00a00.04')
    expect(ratioInWords(say, ratio(null, 0.9, null, 0.06))).toBe(
      'None before, so no ratio; at least 0.90; p\u00a0=\u00a00.06',
    )
    expect(ratioInWords(say, { value: null, low: null, high: null, p: null })).toBe(
      'No ratio: nothing was reported on either side.',
    )
    expect(intervalText(say, { value: null, low: null, high: null, p: null })).toBe('–')
  })

  it('is written in Chinese as well', () => {
    speak('zh')
    expect(ratioInWords(say, ratio(0.2, 0.11343, 0.33432, 1e-9))).toBe(
      '0.20，介于0.11与0.33之间；p\u00a0<\u00a00.001',
    )
    speak('en')
  })

  it('says a change as people do', () => {
    const words = (value: number | null, low: number | null = null) =>
      changeInWords(say, ratio(value, low), 'en')
    expect(words(0.2)).toBe('80% fewer')
    expect(words(1.17)).toBe('17% more')
    expect(words(6.1667)).toBe('6.2 times as many')
    expect(words(1.004)).toBe('no change')
    expect(words(0)).toBe('none any more')
    expect(words(0.001)).toBe('99% fewer')
    expect(words(null, 0.9)).toBe('none before')
    expect(words(null)).toBe('')
  })
})

describe('numbers of the panel', () => {
  it('have the digits they deserve', () => {
    expect([0, 0.0042, 0.0948, 0.2, 1.05, 9.99, 12.4].map(ratioText)).toEqual([
      '0',
      '0.0042',
      '0.095',
      '0.20',
      '1.05',
      '9.99',
      '12',
    ])
    expect(rateText(7.505, 'en')).toBe('7.5')
    expect(rateText(1234.5, 'en')).toBe('1,235')
    expect(pText(say, null)).toBe('')
  })
})
