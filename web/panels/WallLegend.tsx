import type { Measure } from '@grid/data/contract'
import { useMemo } from 'react'
import { useSay } from '../i18n/index.ts'
import type { GatheredMap } from '../layers/flow/gather.ts'
import { flowColour } from '../layers/flow/lines.ts'
import { looks, type Scene } from '../layers/index.ts'
import { classCount, classText, zeroApart } from '../lib/breaks.ts'
import { rampOf } from '../lib/colour.ts'
import { formatNumber, formatShare, noValue, unitName } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { hotspotStyles } from '../lib/spotClasses.ts'
import { useSurface } from '../ui/surface.tsx'
import { Swatch } from './LegendSwatch.tsx'
import styles from './Wall.module.css'

const hot = ['hot99', 'hot95', 'hot90'] as const
/** Marks that do not speak for themselves. */
const told: ReadonlySet<string> = new Set(['no-data', 'small-number', 'ticket-overdue'])

/** What the colours of the map mean, on one line; from the very breaks it draws. */
export function WallLegend(props: {
  scene: Scene
  flows: GatheredMap | undefined
  /** of all flows, drawn or not */
  handOffs: number | undefined
}) {
  const { scene, flows, handOffs } = props
  const entries = useMemo(() => looks.flatMap((look) => look.legend?.(scene) ?? []), [scene])
  const marks = entries.filter(({ key }) => told.has(key))
  if (flows) return <Ways flows={flows} handOffs={handOffs ?? 0} />
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

/** The ways through the tiers, and how much of all that is handed on the map shows. */
function Ways({ flows, handOffs }: { flows: GatheredMap; handOffs: number }) {
  const say = useSay()
  const { lang, theme } = useSurface()
  const shown = flows.flows.reduce((sum, flow) => sum + flow.handOffs, 0)
  return (
    <ul className={styles.legend}>
      {(['up', 'down', 'sideways'] as const).map((way) => (
        <li key={way} className={styles.entry}>
          <svg viewBox="0 0 48 20" aria-hidden="true">
            <line
              x2="48"
              y1="10"
              y2="10"
              stroke={flowColour(way, theme)}
              strokeWidth="6"
              strokeDasharray={dashes[way]}
            />
            <path d="M18 0l16 10-16 10 4-10z" fill={flowColour(way, theme)} />
          </svg>
          {say(`flow.direction.${way}`)}
        </li>
      ))}
      <li className={styles.measure}>
        {say('wall.flows.drawn', {
          share: handOffs === 0 ? noValue : formatShare(shown / handOffs, lang, 0),
          within: handOffs === 0 ? noValue : formatShare(flows.within / handOffs, lang, 0),
          n: formatNumber(handOffs, lang),
        })}
      </li>
    </ul>
  )
}

/** As on the map: up is solid, down dashed, sideways dotted. */
const dashes = { up: undefined, down: '19 8', sideways: '6 6' }

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
