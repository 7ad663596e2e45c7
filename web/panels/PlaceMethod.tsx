import type { EmergingHotspots, Hotspot, Hotspots } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatValue } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import { SpotFacts } from './SpotFrame.tsx'
import styles from './Spots.module.css'

/** The numbers behind the word, and how they are computed; opened by who asks. */
export function PlaceMethod(props: {
  place: Hotspot
  answer: Hotspots
  over: EmergingHotspots | undefined
}): ReactNode {
  const { place, answer, over } = props
  const say = useSay()
  const lang = useLang()
  const number = (value: number | null, digits: number) =>
    value === null ? say('spots.fact.none') : formatNumber(value, lang, digits)
  const chance = (p: number | null) =>
    p === null ? say('spots.fact.none') : p < 0.0001 ? '< 0.0001' : String(Number(p.toPrecision(2)))
  return (
    <details className={`${styles.part} ${styles.more}`}>
      <summary>{say('spots.method')}</summary>
      <SpotFacts
        rows={[
          [say('spots.fact.count'), number(place.count, 0)],
          [say('spots.fact.expected'), number(place.expected, 2)],
          [say('spots.fact.around'), number(place.around, 0)],
          [say('spots.fact.aroundExpected'), number(place.aroundExpected, 2)],
          ...(place.households === null
            ? []
            : [
                [say('spots.fact.households'), number(place.households, 0)] as const,
                [say('spots.fact.rate'), formatValue(place.rate, 'per 1,000 households', lang)] as const,
              ]),
          [say('spots.fact.z'), number(place.z, 3)],
          [say('spots.fact.p'), chance(place.p)],
          [say('spots.fact.adjusted'), chance(place.pAdjusted)],
          [say('spots.fact.raw'), say(`spots.class.${place.rawClass}`)],
        ]}
      />
      <p className={styles.soft}>
        {say('spots.formula', {
          n: formatNumber(answer.cells.length, lang),
          mean: number(answer.mean, 3),
          deviation: number(answer.deviation, 3),
        })}
      </p>
      {over && (
        <p className={styles.soft}>{say('spots.formula.emerging', { confidence: over.confidence })}</p>
      )}
      <p className={styles.soft}>
        {say('spots.formula.measures')}
        {answer.places.kind === 'cell' && ` ${say('spots.formula.cells')}`}
      </p>
      <p className={styles.soft}>{nameIn(answer.region, lang)}</p>
      {answer.unplaced > 0 && (
        <p className={styles.soft}>
          {say('spots.unplaced', { count: answer.unplaced, n: formatNumber(answer.unplaced, lang) })}
        </p>
      )}
    </details>
  )
}
