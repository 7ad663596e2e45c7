import type { EmergingHotspots, EmergingPlace, Hotspot, Hotspots } from '@grid/data/contract'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { drawnClass, placeName } from '../layers/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import { useView } from '../view/useView.ts'
import { className } from './SpotClasses.ts'
import { markedEmerging, markedHotspots } from './SpotOrder.ts'
import { SpotSwatch } from './SpotSwatch.tsx'
import styles from './Spots.module.css'
import { usual } from './SpotWords.ts'

/** Lines of the list; the table of the map has all. */
const most = 100

type Shown = { kind: 'hotspots'; answer: Hotspots } | { kind: 'emerging'; answer: EmergingHotspots }

/** Hot and cold places as a list: what was found in a sentence, what to bear in mind, then place by place. */
export function PlaceList(props: {
  shown: Shown
  nameOf: (code: string) => string
  onOpen: (id: string) => void
}): ReactNode {
  const { shown, nameOf } = props
  const { answer } = shown
  const say = useSay()
  const lang = useLang()
  const { view } = useView()
  const only = view.only
  const places: (Hotspot | EmergingPlace)[] =
    shown.kind === 'hotspots' ? markedHotspots(shown.answer, only) : markedEmerging(shown.answer, only)
  return (
    <div className={styles.scroll}>
      <p className={styles.verdict} data-quiet={!answer.verdict.enough || undefined}>
        {nameIn(answer.verdict.text, lang)}
      </p>
      {answer.warnings.length > 0 && (
        <ul className={styles.notes}>
          {answer.warnings.map((warning) => (
            <li key={warning.code}>{nameIn(warning.text, lang)}</li>
          ))}
        </ul>
      )}
      {only !== null && <Only name={className(shown, only, say)} />}
      {places.length > 0 && (
        <ul className={styles.list} aria-label={say('spots.list')}>
          {places.slice(0, most).map((place) => (
            <li key={place.id} className={styles.item}>
              <button type="button" className={styles.open} onClick={() => props.onOpen(place.id)}>
                <SpotSwatch id={drawnClass(place)} />
                <span className={styles.name}>{placeName(place, { t: say, nameOf })}</span>
                <span className={styles.number}>
                  {say('spots.tickets', { count: place.count, n: formatNumber(place.count, lang) })}
                </span>
                <span className={styles.line}>
                  {className(shown, drawnClass<string>(place), say)}
                  {'z' in place && place.neighbours > 0 && (
                    <>
                      {' · '}
                      {say('spots.why.around', {
                        count: place.neighbours,
                        n: place.neighbours,
                        around: formatNumber(place.around, lang),
                        expected: usual(place.aroundExpected, lang),
                      })}
                    </>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {places.length > most && (
        <p className={styles.soft}>
          {say('spots.list.more', { n: formatNumber(places.length - most, lang) })}
        </p>
      )}
    </div>
  )
}

/** Which class is shown alone, and a way back to all. */
export function Only(props: { name: string }): ReactNode {
  const say = useSay()
  const { setView } = useView()
  return (
    <p className={styles.only}>
      <span>{say('spots.list.only', { name: props.name })}</span>
      <Button size="small" type="link" onClick={() => setView({ only: null }, { replace: true })}>
        {say('spots.list.all')}
      </Button>
    </p>
  )
}
