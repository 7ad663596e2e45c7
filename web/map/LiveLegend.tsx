import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import type { LegendEntry, Scene } from '../layers/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { daysIn } from '../lib/time.ts'
import { Legend } from '../panels/Legend.tsx'
import { type Held, useHeld } from '../view/hand.ts'
import { liveBreaks, type MapLive } from './useLiveFill.ts'

/** Milliseconds that the legend's numbers stand: long enough to be read. */
const everyMs = 120

/** The legend of figures that move: classes, how many areas each has just now, and what the scale is of. */
export function LiveLegend(props: {
  scene: Scene
  live: MapLive
  entries: readonly LegendEntry[]
  isolated: number | undefined
  onIsolate: (index: number | undefined) => void
}): ReactNode {
  const { scene, live, entries } = props
  const { figures, hand } = live
  const say = useSay()
  const held = useHeld(hand, everyMs)
  if (!held) return null
  const breaks = liveBreaks(held, figures)
  const { classes, none, few } = figures.tally(held.period, breaks)
  const days = daysIn(held.period)
  const marks: LegendEntry[] = [
    ...(none > 0
      ? [{ key: 'no-data', label: say('map.noData'), swatch: 'hatch' as const, count: none }]
      : []),
    ...(few > 0
      ? [{ key: 'small-number', label: say('map.smallNumber'), swatch: 'dots' as const, count: few }]
      : []),
  ]
  return (
    <Legend
      measure={figures.measure}
      rates={ratesOf(scene, live)}
      breaks={breaks}
      counts={classes}
      note={
        held.by === 'play'
          ? say('time.play.scale', { count: days, n: formatNumber(days, scene.lang) })
          : scene.measure && scene.measure.id !== figures.measure.id
            ? say('time.hand.instead', { measure: nameIn(scene.measure.label, scene.lang) })
            : undefined
      }
      entries={[...marks, ...entries.filter(({ key }) => key !== 'no-data' && key !== 'small-number')]}
      isolated={props.isolated}
      onIsolate={props.onIsolate}
    />
  )
}

/** The scene as it is just now for what rests on one area. */
export function liveScene(scene: Scene, live: MapLive, { period }: Held, code: string): Scene {
  const figure = live.figures.figure(period, code)
  return {
    ...scene,
    measure: live.figures.measure,
    values: new Map(figure ? [[code, figure]] : []),
    rates: undefined,
  }
}

/** Smoothing takes all areas of the centre, which are not here: what moves is raw. */
function ratesOf({ rates, measure }: Scene, { figures }: MapLive): Scene['rates'] {
  return rates && measure?.id === figures.measure.id ? { ...rates, drawn: 'raw' } : undefined
}
