import { EmergingClass, HotspotClass } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { contrast, luminance } from './colour.ts'
import { emergingStyles, hotspotStyles, inkOn, senseOf } from './spotClasses.ts'
import { themes } from './tokens.ts'

const both = [
  ['Gi*', hotspotStyles, HotspotClass.options],
  ['over time', emergingStyles, EmergingClass.options],
] as const

describe.each(themes)('classes of hot places in %s', (theme) => {
  it.each(both)('are all drawn, each apart from every other: %s', (_, styles, ids) => {
    const looks = Object.entries(styles).map(([id, style]) => [id, `${style[theme]} ${style.mark}`])
    for (const id of ids) expect(looks.map(([known]) => known)).toContain(id)
    expect(new Set(looks.map(([, look]) => look)).size).toBe(looks.length)
  })

  it.each(both)('say without colour what colour says: %s', (_, styles) => {
    const grey = Object.entries(styles).map(([, { mark, hatched }]) => `${mark} ${hatched}`)
    // neither hot nor cold: with tickets and without, told apart by their tone alone
    const marked = grey.filter((look) => look !== ' false')
    expect(new Set(marked).size).toBe(marked.length)
    expect(grey.length - marked.length).toBe(2)
  })

  it.each(both)('have marks that can be read: %s', (_, styles) => {
    for (const style of Object.values(styles))
      expect(contrast(style[theme], inkOn(style[theme]))).toBeGreaterThanOrEqual(4.5)
  })

  it('are the further from the quiet ones the surer they are', () => {
    const ground = luminance(hotspotStyles.none[theme])
    for (const sense of ['hot', 'cold'] as const) {
      const far = (['90', '95', '99'] as const).map((sure) =>
        Math.abs(luminance(hotspotStyles[`${sense}${sure}`][theme]) - ground),
      )
      expect(far).toEqual(far.toSorted((a, b) => a - b))
    }
  })
})

describe('the sense of a class', () => {
  it('is that of its name', () => {
    expect(['hot99', 'cold90', 'historical_cold', 'new_hot', 'none', 'zero'].map(senseOf)).toEqual([
      'hot',
      'cold',
      'cold',
      'hot',
      'neither',
      'neither',
    ])
  })
})
