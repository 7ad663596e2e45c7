import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { featureColours, type LayerFeatures, type LegendEntry } from '../layers/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { useSurface } from '../ui/surface.tsx'
import { featureClassName } from './featureNames.ts'
import styles from './Legend.module.css'
import { LegendEntries } from './Legend.tsx'
import { SpotSwatch } from './SpotSwatch.tsx'

/** What the colours of a layer's features mean, counted from those that are drawn; each class can be shown alone. */
export function FeatureLegend(props: {
  title: string
  features: LayerFeatures
  entries: readonly LegendEntry[]
  only: string | null
  onOnly: (id: string | null) => void
}): ReactNode {
  const { features, only } = props
  const say = useSay()
  const { lang, theme } = useSurface()
  const colours = new Map(featureColours(features, theme))
  const { lines, breaks } = features.classes
  return (
    <section className={styles.legend} aria-label={say('map.legend')}>
      <h3 className={styles.title}>
        {props.title}
        <span className={styles.unit}>{nameIn(features.shown.label, lang)}</span>
      </h3>
      <ul className={styles.list}>
        {lines.map(({ id, count }) => (
          <li key={id}>
            <button
              type="button"
              className={`${styles.row} ${styles.wide}`}
              aria-pressed={only === id}
              title={say('map.isolate')}
              data-faded={only !== null && only !== id}
              onClick={() => props.onOnly(only === id ? null : id)}
            >
              {breaks ? (
                <span className={styles.colour} style={{ background: colours.get(id) }} />
              ) : (
                <SpotSwatch id={id} />
              )}
              <span className={styles.text}>{featureClassName(features, id, say, lang)}</span>
              <span className={styles.count}>{formatNumber(count, lang)}</span>
            </button>
          </li>
        ))}
      </ul>
      {lines.length === 0 && <p className={styles.rates}>{say('plan.features.none')}</p>}
      <LegendEntries entries={props.entries} />
    </section>
  )
}
