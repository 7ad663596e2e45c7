import type { Say } from '../i18n/index.ts'
import { formatNumber, formatShare } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'
import type { Share, Volume } from './wallFindings.ts'

/** What turns findings into the words of a title. */
export interface Speaker {
  say: Say
  lang: Lang
}

/** The parts of a title as one sentence in the way of the language. */
export function joined(parts: readonly (string | null)[], lang: Lang): string {
  return parts.filter((part) => part !== null && part !== '').join(lang === 'zh' ? '；' : '; ')
}

/** How much was reported, in words. `days` is the length of the period. */
export function volumeSaid(volume: Volume, days: number, { say, lang }: Speaker): string {
  const n = (value: number) => formatNumber(value, lang)
  const length = { days: n(days) }
  switch (volume.kind) {
    case 'none':
      return say('wall.find.none', length)
    case 'alone':
      return say('wall.find.alone', { ...length, count: volume.now, n: n(volume.now) })
    case 'few':
      return say('wall.find.few', {
        ...length,
        count: volume.now,
        n: n(volume.now),
        before: n(volume.before),
      })
    case 'alike':
      return say('wall.find.alike', { ...length, n: n(volume.now), before: n(volume.before) })
    case 'more':
    case 'fewer': {
      const change = formatShare(Math.abs(volume.now / volume.before - 1), lang, 0)
      return say(`wall.find.${volume.kind}`, { ...length, n: n(volume.now), change })
    }
  }
}

/** How much was handed upwards, in words. */
export function shareSaid(share: Share, { say, lang }: Speaker): string {
  switch (share.kind) {
    case 'unknown':
      return say('wall.find.share.none')
    case 'few':
      return say('wall.find.share.few', {
        k: formatNumber(share.now.numerator, lang),
        n: formatNumber(share.now.n, lang),
      })
    case 'alone':
      return say('wall.find.share', { share: percent(share.now.value, lang) })
    case 'alike':
      return say('wall.find.level', {
        share: percent(share.now.value, lang),
        before: percent(share.before.value, lang),
      })
    case 'more':
    case 'fewer': {
      const points = formatNumber(Math.abs((share.now.value ?? 0) - (share.before.value ?? 0)) * 100, lang, 1)
      return say(share.kind === 'more' ? 'wall.find.up' : 'wall.find.down', {
        share: percent(share.now.value, lang),
        points,
      })
    }
  }
}

function percent(value: number | null, lang: Lang): string {
  return formatShare(value ?? 0, lang)
}
