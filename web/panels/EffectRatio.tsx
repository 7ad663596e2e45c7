import type { Effect, RateSide } from '@grid/data/contract'
import { EffectAxis, EffectInterval, ratioScale } from '../charts/EffectInterval.tsx'
import { useSay } from '../i18n/index.ts'
import { formatNumber, noValue } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Effect.module.css'
import { EffectPart } from './EffectPart.tsx'
import { wayOf } from './EffectVerdict.ts'
import { changeInWords, rateText, ratioInWords, ratioText } from './EffectWords.ts'

/** How much it changed: the ratio with its interval, drawn and in words, and the counts it comes from. */
export function EffectRatio(props: { answer: Effect }) {
  const { ratio, widened } = props.answer
  const say = useSay()
  const lang = useLang()
  const scale = ratioScale(widened ? [ratio, widened] : [ratio])
  const judged = widened ?? ratio
  const change = changeInWords(say, ratio, lang)
  const unsure = wayOf(judged) === 0
  return (
    <EffectPart title={say('effect.ratio')} className={styles.ratioPart}>
      <p className={styles.headline} data-unsure={unsure || undefined}>
        <span className={styles.big}>{ratio.value === null ? noValue : ratioText(ratio.value)}</span>
        <span className={styles.change}>
          {change}
          {unsure && change !== '' && <span className={styles.chance}> {say('effect.change.chance')}</span>}
        </span>
      </p>
      {ratio.low !== null && (
        <div className={styles.intervals}>
          {widened && <span className={styles.intervalName}>{say('effect.interval.widened')}</span>}
          {widened && <EffectInterval ratio={widened} scale={scale} tone="own" />}
          <span className={styles.intervalName}>{say('effect.interval.exact')}</span>
          <EffectInterval ratio={ratio} scale={scale} tone={widened ? 'faint' : 'own'} />
          <span />
          <EffectAxis scale={scale} less={say('effect.axis.less')} more={say('effect.axis.more')} />
        </div>
      )}
      <p className={styles.words}>{ratioInWords(say, judged)}</p>
      {widened && (
        <p className={styles.soft}>
          {say('effect.interval.plot', {
            name: say('effect.interval.exact'),
            words: ratioInWords(say, ratio),
          })}
        </p>
      )}
      {ratio.low !== null && (
        <p className={styles.soft}>
          {say('effect.interval.means')}{' '}
          {widened
            ? say('effect.interval.widenedStands', { times: widened.dispersion.toFixed(1) })
            : say('effect.interval.exactStands')}
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say('effect.column.side')}</th>
            <th scope="col" className={styles.number}>
              {say('effect.column.months')}
            </th>
            <th scope="col" className={styles.number}>
              {say('effect.column.tickets')}
            </th>
            <th scope="col" className={styles.number} title={say('effect.perMonth.what')}>
              {say('effect.column.perMonth')}
            </th>
          </tr>
        </thead>
        <tbody>
          <Side name={say('effect.side.before')} side={ratio.before} />
          <Side name={say('effect.side.after')} side={ratio.after} />
        </tbody>
      </table>
    </EffectPart>
  )
}

function Side(props: { name: string; side: RateSide }) {
  const { count, months, perMonth } = props.side
  const lang = useLang()
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td className={styles.number}>{months}</td>
      <td className={styles.number}>{formatNumber(count, lang)}</td>
      <td className={styles.number}>{rateText(perMonth, lang)}</td>
    </tr>
  )
}
