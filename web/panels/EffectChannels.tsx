import type { Channel, Effect } from '@grid/data/contract'
import { useCallback, useMemo, useState } from 'react'
import { ratioScale } from '../charts/EffectInterval.tsx'
import { EffectMonths, type MonthBar, topOf } from '../charts/EffectMonths.tsx'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { formatMonth } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Effect.module.css'
import { EffectPart } from './EffectPart.tsx'
import { EffectRows } from './EffectRows.tsx'
import { EffectTwin } from './EffectTwin.tsx'
import { verdictOf } from './EffectVerdict.ts'
import { rateText } from './EffectWords.ts'
import { useNames } from './useNames.ts'

const kinds = ['hotline', 'selfFound', 'other', 'all'] as const
type Kind = (typeof kinds)[number]

/** The ways in side by side, so that "found early" can be told from "not reported". */
export function EffectChannels(props: { answer: Effect }) {
  const { answer } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const [table, setTable] = useState(false)
  const channels: Record<Kind, Channel> = {
    hotline: answer.hotline,
    selfFound: answer.selfFound,
    other: answer.otherSources,
    all: answer.allSources,
  }
  const sourcesOf = ({ sources }: Channel) =>
    sources.length === 0
      ? say('effect.channels.noSources')
      : sources
          .map((id) => (id === null ? say('breakdown.none') : names.of('source', id)))
          .join(lang === 'zh' ? '、' : ', ')
  const most = topOf([...barsOf(answer, 'hotline'), ...barsOf(answer, 'selfFound')])
  return (
    <EffectPart
      title={say('effect.channels')}
      className={styles.channelsPart}
      actions={<EffectTwin table={table} onToggle={() => setTable(!table)} />}
    >
      <p className={styles.words}>{say(`effect.channels.${verdictOf(answer.hotline, answer.selfFound)}`)}</p>
      {table ? (
        <ChannelTable answer={answer} />
      ) : (
        <div className={styles.pair}>
          <Small answer={answer} kind="hotline" most={most} />
          <Small answer={answer} kind="selfFound" most={most} />
        </div>
      )}
      <EffectRows
        rows={kinds.map((kind) => ({
          key: kind,
          name: say(`effect.channels.${kind}`),
          ...(kind !== 'all' && { what: sourcesOf(channels[kind]) }),
          ratio: channels[kind],
          sides: channels[kind],
          tone: kind === 'all' ? 'pooled' : 'other',
        }))}
        scale={ratioScale(kinds.map((kind) => channels[kind]))}
        first={say('filter.source')}
        caption={say('effect.channels')}
      />
      <p className={styles.soft}>{say('effect.channels.any')}</p>
    </EffectPart>
  )
}

/** One way in by month, on the same axis as the other. */
function Small(props: { answer: Effect; kind: 'hotline' | 'selfFound'; most: number }) {
  const { answer, kind, most } = props
  const say = useSay()
  const lang = useLang()
  const { before, after } = answer[kind]
  const name = say(`effect.channels.${kind}`)
  const months = useMemo(() => barsOf(answer, kind), [answer, kind])
  const means = useMemo(
    () => ({ before: before.perMonth, after: after.perMonth }),
    [before.perMonth, after.perMonth],
  )
  const tip = useCallback(
    ({ month, count }: MonthBar) => [
      formatMonth(month, lang),
      `${say('effect.column.tickets')}: ${formatNumber(count, lang)}`,
    ],
    [say, lang],
  )
  const rates = { before: rateText(before.perMonth, lang), after: rateText(after.perMonth, lang) }
  return (
    <figure className={styles.small}>
      <figcaption>
        <strong>{name}</strong>{' '}
        <span className={styles.rates}>
          {rates.before} → {rates.after} <span className={styles.unit}>{say('effect.series.unit')}</span>
        </span>
      </figcaption>
      <div className={styles.smallChart}>
        <EffectMonths
          months={months}
          date={answer.date}
          means={means}
          most={most}
          tip={tip}
          label={say('effect.channels.label', { name, ...rates })}
        />
      </div>
    </figure>
  )
}

function barsOf(answer: Effect, kind: 'hotline' | 'selfFound'): MonthBar[] {
  return answer.series.map(({ month, side, [kind]: count }) => ({ month, side, count }))
}

function ChannelTable(props: { answer: Effect }) {
  const say = useSay()
  const lang = useLang()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{say('effect.column.month')}</th>
          <th scope="col">{say('effect.column.side')}</th>
          {(['hotline', 'selfFound', 'other'] as const).map((kind) => (
            <th key={kind} scope="col" className={styles.number}>
              {say(`effect.channels.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.answer.series.map(({ month, side, hotline, selfFound, otherSources }) => (
          <tr key={month} data-side={side}>
            <th scope="row">{formatMonth(month, lang)}</th>
            <td>{say(`effect.side.${side}`)}</td>
            <td className={styles.number}>{formatNumber(hotline, lang)}</td>
            <td className={styles.number}>{formatNumber(selfFound, lang)}</td>
            <td className={styles.number}>{formatNumber(otherSources, lang)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
