import type { Measure } from '@grid/data/contract'
import { useMemo } from 'react'
import { useSay } from '../i18n/index.ts'
import { looks, type Scene } from '../layers/index.ts'
import { classCount, classText, zeroApart } from '../lib/breaks.ts'
import { rampOf } from '../lib/colour.ts'
import { unitName } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { hotspotStyles } from '../lib/spotClasses.ts'
import { useSurface } from '../ui/surface.tsx'
import { Swatch } from './LegendSwatch.tsx'
import styles from './Wall.module.css'

const hot = ['hot99', 'hot95', 'hot90'] as const
/** Marks that do not speak for themselves. */
const told: ReadonlySet<string> = new Set(['no-data', 'small-number', 'ticket-overdue'])

/** What the colours of the map mean, on one line; from the very breaks it draws. */
export function WallLegend({ scene }: { scene: Scene }) {
  const entries = useMemo(() => looks.flatMap((look) => look.legend?.(scene) ?? []), [scene])
  const marks = entries.filter(({ key }) => told.has(key))
  return (
    <ul className={styles.legend}>
      <Colours scene={scene} />
      {marks.map(({ key, label, swatch }) => (
        <li key={key} className={styles.entry}>
          <Swatch kind={swatch} />
          {label}
        </li>
      ))}
    </ul>
  )
}

function Colours({ scene }: { scene: Scene }) {
  const say = useSay()
  const { lang, theme } = useSurface()
  const { measure, breaks, spots } = scene
  if (spots?.kind === 'hotspots')
    return (
      <>
        {hot.map((id) => (
          <Entry key={id} colour={hotspotStyles[id][theme]} text={say(`spots.class.${id}`)} />
        ))}
      </>
    )
  if (!measure || !breaks) return null
  const ramp = rampOf(measure.direction, theme, classCount(breaks), zeroApart(breaks))
  return (
    <>
      <li className={styles.measure}>
        {nameIn(measure.label, lang)}
        {unitIn(measure) && ` (${unitName(measure.unit, lang)})`}
      </li>
      {ramp.map((colour, index) => (
        <Entry key={colour} colour={colour} text={classText(breaks, index, measure.unit, lang)} />
      ))}
    </>
  )
}

/** Whether the unit says more than the name and the numbers do: a map of counts says so. */
function unitIn({ unit }: Measure): boolean {
  return unit === 'tickets' || unit === 'times' || unit === 'points'
}

function Entry({ colour, text }: { colour: string; text: string }) {
  return (
    <li className={styles.entry}>
      <span className={styles.swatch} style={{ background: colour }} />
      {text}
    </li>
  )
}
