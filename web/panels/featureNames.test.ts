import { FlowBy, FlowDirection, HotspotClass, Trend } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { phrases, type Say, speak } from '../i18n/index.ts'
import type { LayerFeatures } from '../layers/index.ts'
import { langs } from '../lib/lang.ts'
import { featureWord } from './featureNames.ts'

const closed = [
  ['hotspots', 'raw_class', HotspotClass.options],
  ['emerging', 'trend', Trend.shape.direction.options],
  ['flows', 'by', FlowBy.options],
  ['flows', 'direction', FlowDirection.options],
] as const

describe.each(langs)('codes of a table in %s', (lang) => {
  const say: Say = (key, values) => phrases.t(key, values ?? {})
  const wordOf = (layer: string, name: string, value: unknown) => {
    speak(lang)
    const label = { en: name, zh: name }
    return featureWord({ layer } as LayerFeatures, { name, label, kind: 'text' }, value, say)
  }

  it.each(closed)('%s: each %s has a word of its own', (layer, name, codes) => {
    const words = codes.map((code) => wordOf(layer, name, code))
    for (const word of words) expect(word).toMatch(lang === 'zh' ? /\p{Script=Han}/u : /^[A-Z ,%0-9]+$/i)
    expect(new Set(words).size).toBe(codes.length)
  })

  it('are left as they are where the list is not closed', () => {
    expect(wordOf('emerging', 'area', '610117001')).toBeUndefined()
    expect(wordOf('emerging', 'trend', null)).toBeUndefined()
  })
})
