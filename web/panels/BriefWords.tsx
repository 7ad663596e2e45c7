import type { AreaIndex } from '../api/index.ts'
import { type Say, useSay } from '../i18n/index.ts'
import { formatNumber, formatShare, formatValue } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'
import { formatDuration } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Brief.module.css'
import type { Sense } from './BriefChance.ts'
import type { Finding } from './BriefFindings.ts'
import { areaName, type Names, useNames } from './useNames.ts'

/** The findings in words, a sentence or two each. */
export function BriefWords(props: { findings: readonly Finding[]; index: AreaIndex }) {
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  if (props.findings.length === 0) return null
  return (
    <ul className={styles.findings} aria-label={say('brief.findings')}>
      {props.findings.map((finding) => (
        <li key={finding.kind}>
          {inWords(finding, { say, lang, names, index: props.index }).join(lang === 'zh' ? '' : ' ')}
        </li>
      ))}
    </ul>
  )
}

interface Tongue {
  say: Say
  lang: Lang
  names: Names
  index: AreaIndex
}

function inWords(finding: Finding, { say, lang, names, index }: Tongue): string[] {
  const number = (value: number) => formatNumber(value, lang)
  const past = (key: 'brief.find' | 'brief.find.year', sense: Sense, now: number, before: number) =>
    say(`${key}.${sense}`, {
      n: number(now),
      before: number(before),
      share: formatShare(Math.abs(now - before) / before, lang, 0),
    })
  switch (finding.kind) {
    case 'none':
      return [say('brief.find.none')]
    case 'few':
      return [
        say('brief.find.few', {
          count: finding.now,
          n: number(finding.now),
          before: number(finding.before),
        }),
      ]
    case 'alone':
      return [say('brief.find.alone', { count: finding.now, n: number(finding.now) })]
    case 'volume': {
      const { now, before, sense, year } = finding
      return [
        past('brief.find', sense, now, before),
        ...(year ? [past('brief.find.year', year.sense, now, year.before)] : []),
      ]
    }
    case 'overdue': {
      const { now, longestMs, most } = finding
      if (now === 0) return [say('brief.find.overdue.none')]
      return [
        say('brief.find.overdue', { count: now, n: number(now) }),
        ...(longestMs === null
          ? []
          : [say('brief.find.overdue.longest', { time: formatDuration(longestMs, lang) })]),
        ...(most
          ? [
              say('brief.find.overdue.most', {
                n: number(most.overdue),
                area: areaName(index, most.code, lang),
              }),
            ]
          : []),
      ]
    }
    case 'category':
      return [
        say(`brief.find.category.${finding.sense}`, {
          category: names.of('category', finding.key),
          n: number(finding.now),
          before: number(finding.before),
        }),
      ]
    case 'proactive': {
      const { now, before, sense } = finding
      return [
        say(`brief.find.proactive.${sense}`, {
          now: formatValue(now.value, 'share', lang),
          before: formatValue(before.value, 'share', lang),
          part: number(now.numerator),
          n: number(now.n),
          beforePart: number(before.numerator),
          beforeN: number(before.n),
        }),
      ]
    }
  }
}
