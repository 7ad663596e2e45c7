import type { EmergingHotspots, EmergingPlace } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { patternKey } from '../layers/index.ts'
import { nameIn } from '../lib/lang.ts'
import { hotspotStyles } from '../lib/spotClasses.ts'
import { addDays, formatDay } from '../lib/time.ts'
import { useSurface } from '../ui/surface.tsx'
import { pText } from './EffectWords.ts'
import { emergingMeaning } from './SpotClasses.ts'
import { SpotPart } from './SpotFrame.tsx'
import { SpotSwatch } from './SpotSwatch.tsx'
import styles from './Spots.module.css'

const width = 10
const height = 26
const strengths = ['none', '90', '95', '99'] as const

/** How a place came to be what it is: a field a step, hot above the line and cold below, and what class that makes. */
export function SpotSteps(props: { place: EmergingPlace; answer: EmergingHotspots }): ReactNode {
  const { place, answer } = props
  const say = useSay()
  const { lang, theme } = useSurface()
  const { steps, trend } = place
  const [first] = answer.bins
  if (first === undefined || answer.end === null || steps.length === 0)
    return (
      <SpotPart title={say('spots.steps')}>
        <p className={styles.soft}>{nameIn(answer.verdict.text, lang)}</p>
      </SpotPart>
    )
  const senseAt = (step: number | undefined) => (step ? (step > 0 ? 'hot' : 'cold') : 'neither')
  const words = say('spots.steps.words', {
    n: steps.length,
    from: formatDay(first, lang),
    to: formatDay(addDays(answer.end, -1), lang),
    hot: steps.filter((step) => step > 0).length,
    cold: steps.filter((step) => step < 0).length,
    last: say(`spots.steps.last.${senseAt(steps.at(-1))}`),
  })
  return (
    <SpotPart title={say('spots.steps')}>
      <p className={styles.class}>
        <SpotSwatch id={place.class} /> <strong>{say(patternKey(place.class))}</strong>
      </p>
      {place.class !== 'none' && <p className={styles.soft}>{emergingMeaning(place.class, say)}</p>}
      <svg
        className={styles.steps}
        viewBox={`0 0 ${steps.length * width} ${height}`}
        preserveAspectRatio="none"
        role="img"
      >
        <title>{words}</title>
        {steps.map((step, at) => {
          const tall = Math.abs(step) * 4
          const group = strengths[Math.abs(step)]
          const id = group && group !== 'none' ? (`${step > 0 ? 'hot' : 'cold'}${group}` as const) : null
          return (
            id && (
              <rect
                key={answer.bins[at]}
                x={at * width + 1}
                width={width - 2}
                y={step > 0 ? height / 2 - tall : height / 2}
                height={tall}
                fill={hotspotStyles[id][theme]}
                stroke="var(--map-line)"
                strokeWidth="0.5"
              />
            )
          )
        })}
        <line className={styles.ground} x1="0" x2={steps.length * width} y1={height / 2} y2={height / 2} />
      </svg>
      <p className={styles.soft}>
        {words} {say(`spots.trend.${trend.direction}`, { p: pText(say, trend.p) })}
      </p>
    </SpotPart>
  )
}
