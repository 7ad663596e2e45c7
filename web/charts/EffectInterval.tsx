import type { Ratio } from '@grid/data/contract'
import type { ReactNode } from 'react'
import styles from './EffectInterval.module.css'
import { type RatioScale, ratioScale } from './EffectScale.ts'

export { type RatioScale, ratioScale }

const height = 22
const middle = height / 2

/**
 * A ratio as a dot on its 95 % interval, on a logarithmic axis; an end beyond the axis, or none, is an arrow.
 * `range` draws a band behind it. The words beside it say the same, so it is hidden from those who hear the page.
 */
export function EffectInterval(props: {
  ratio: Pick<Ratio, 'value' | 'low' | 'high'>
  scale: RatioScale
  tone?: 'own' | 'other' | 'pooled' | 'faint'
  range?: { low: number; high: number } | null
}): ReactNode {
  const { ratio, scale, tone = 'other', range } = props
  const { value, low, high } = ratio
  const left = low === null ? null : scale.at(low)
  const right = high === null ? (low === null ? null : 100) : scale.at(high)
  return (
    <svg className={styles.plot} data-tone={tone} height={height} width="100%" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          className={tick === 1 ? styles.one : styles.grid}
          x1={`${scale.at(tick)}%`}
          x2={`${scale.at(tick)}%`}
          y1="-5"
          y2={height + 5}
        />
      ))}
      {range && (
        <rect
          className={styles.range}
          x={`${scale.at(range.low)}%`}
          width={`${Math.max(0.5, scale.at(range.high) - scale.at(range.low))}%`}
          y={middle - 7}
          height="14"
        />
      )}
      {left !== null && right !== null && (
        <>
          <line className={styles.reach} x1={`${left}%`} x2={`${right}%`} y1={middle} y2={middle} />
          <End at={left} beyond={low !== null && low < scale.low} towards="left" />
          <End at={right} beyond={high === null || high > scale.high} towards="right" />
        </>
      )}
      {value !== null && <Dot at={scale.at(value)} tone={tone} />}
    </svg>
  )
}

function Dot(props: { at: number; tone: string }): ReactNode {
  if (props.tone !== 'pooled')
    return <circle className={styles.dot} cx={`${props.at}%`} cy={middle} r="4.5" />
  return (
    <svg x={`${props.at}%`} y={middle} overflow="visible" aria-hidden="true">
      <path className={styles.dot} d="M0-6.5L6.5 0L0 6.5L-6.5 0Z" />
    </svg>
  )
}

/** A small upright where the interval ends, an arrow where it goes on. */
function End(props: { at: number; beyond: boolean; towards: 'left' | 'right' }): ReactNode {
  const { at, beyond, towards } = props
  const away = towards === 'left' ? 7 : -7
  return (
    <svg x={`${at}%`} y={middle} overflow="visible" aria-hidden="true">
      <path className={styles.end} d={beyond ? `M${away}-4L0 0L${away} 4` : 'M0-4V4'} />
    </svg>
  )
}

/** The axis below intervals: its round ratios, and what the two sides of 1 mean. */
export function EffectAxis(props: { scale: RatioScale; less: string; more: string }): ReactNode {
  const { scale } = props
  const one = scale.at(1)
  return (
    <div className={styles.axis} aria-hidden="true">
      {scale.ticks.map((tick) => (
        <span key={tick} className={styles.tick} style={{ insetInlineStart: `${scale.at(tick)}%` }}>
          {tick}
        </span>
      ))}
      <span className={styles.sense} style={{ insetInlineEnd: `${100 - one}%` }}>
        {one > 18 && `← ${props.less}`}
      </span>
      <span className={styles.sense} style={{ insetInlineStart: `${one}%` }}>
        {one < 82 && `${props.more} →`}
      </span>
    </div>
  )
}
