import type { ReactNode } from 'react'
import { type Say, useSay } from '../i18n/index.ts'
import type { LegendEntry, Spots } from '../layers/index.ts'
import { formatNumber } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'
import { addDays, formatDay } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Legend.module.css'
import { LegendEntries } from './Legend.tsx'
import { classGroups } from './SpotClasses.ts'
import { SpotSwatch } from './SpotSwatch.tsx'
import { useNames } from './useNames.ts'
import { Computing } from './WarningStanding.tsx'

/** What the classes on the map mean, counted from the places it draws; each can be shown alone. */
export function SpotLegend(props: {
  shown: Spots
  entries: readonly LegendEntry[]
  only: string | null
  onOnly: (id: string | null) => void
}): ReactNode {
  const { shown, entries, only, onOnly } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const groups = classGroups(shown, say)
  const lines = groups.flatMap((group) => group.lines)
  // all classes would fill the map: those without a place are counted, not listed
  const listed = (count: number, id: string) => count > 0 || id === only
  const missing = lines.filter(({ count, id }) => !listed(count, id)).length
  return (
    <section className={styles.legend} aria-label={say('map.legend')}>
      <h3 className={styles.title}>
        {say(`spots.legend.${shown.kind}`)}
        <span className={styles.unit}>{ofWhat(shown, names.level, say, lang)}</span>
      </h3>
      {groups.map((group) => {
        const rows = group.lines.filter(({ count, id }) => listed(count, id))
        if (rows.length === 0) return null
        return (
          <div key={group.id}>
            {group.name !== null && <h4 className={styles.group}>{group.name}</h4>}
            <ul className={styles.list}>
              {rows.map((line) => (
                <li key={line.id}>
                  <button
                    type="button"
                    className={`${styles.row} ${styles.wide}`}
                    aria-pressed={only === line.id}
                    title={line.what ? `${line.what}. ${say('map.isolate')}` : say('map.isolate')}
                    data-faded={only !== null && only !== line.id}
                    onClick={() => onOnly(only === line.id ? null : line.id)}
                  >
                    <span className={styles.colourless}>
                      <SpotSwatch id={line.swatch} />
                    </span>
                    <span className={styles.text}>{line.name}</span>
                    <span className={styles.count}>
                      {say('spots.places', { count: line.count, n: formatNumber(line.count, lang) })}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
      {missing > 0 && (shown.kind === 'hotspots' || shown.kind === 'emerging') && (
        <p className={styles.rates}>{say('spots.more', { count: missing, n: missing })}</p>
      )}
      {shown.kind === 'hotspots' && <p className={styles.rates}>{say('spots.legend.marks')}</p>}
      {shown.kind === 'warnings' && shown.answer.warnings.length > 0 && (
        <>
          <p className={styles.rates}>{say('spots.legend.observed')}</p>
          {shown.answer.state === 'computing' && <Computing all={shown.answer} />}
        </>
      )}
      <LegendEntries entries={entries} />
    </section>
  )
}

/** The legend's place while what the map shows is not there yet. */
export function SpotLegendWaiting(props: { kind: Spots['kind']; failed: boolean }): ReactNode {
  const say = useSay()
  return (
    <section className={styles.legend} aria-label={say('map.legend')}>
      <h3 className={styles.title}>{say(`spots.legend.${props.kind}`)}</h3>
      <p className={styles.rates} role="status">
        {say(props.failed ? 'spots.legend.failed' : 'spots.legend.waiting')}
      </p>
    </section>
  )
}

/** What the places are: cells so wide, areas of a level, or what the rule says. */
function ofWhat(shown: Spots, levelName: (id: string) => string, say: Say, lang: Lang): string {
  if (shown.kind === 'warnings') {
    const { method } = shown.answer
    return method ? say('spots.legend.upTo', { day: formatDay(addDays(method.to, -1), lang) }) : ''
  }
  if (shown.kind === 'repeats') {
    const { tickets, metres, days } = shown.answer.rule
    return say('repeat.rule', { tickets, metres, days })
  }
  const { places } = shown.answer
  if (places.kind === 'area') return say('spots.legend.of.areas', { level: levelName(places.level) })
  return say('spots.legend.of.cells', { edge: lengthText(places.edgeMetres, lang) })
}

/** `201 m`, `1.4 km`. */
export function lengthText(metres: number, lang: Lang): string {
  if (metres >= 1000) return `${formatNumber(metres / 1000, lang, 1)} km`
  return `${formatNumber(metres, lang)} m`
}
