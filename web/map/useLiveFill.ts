import type { Map as MapLibreMap } from 'maplibre-gl'
import { useMemo } from 'react'
import { areaMesh } from '../layers/area-mesh.ts'
import type { Scene } from '../layers/index.ts'
import { type Breaks, classCount, zeroApart } from '../lib/breaks.ts'
import { noDataColour, rampOf } from '../lib/colour.ts'
import type { LiveFigures } from '../lib/liveFigures.ts'
import { daysIn } from '../lib/time.ts'
import { type Theme, tokens } from '../lib/tokens.ts'
import type { Hand, Held } from '../view/hand.ts'
import { type LiveColours, LiveFill } from './liveFill.ts'
import type { MapCanvasProps } from './MapCanvas.tsx'

/** What the areas show while a period is moved or plays. */
export interface MapLive {
  hand: Hand
  figures: LiveFigures
}

/** What an observer of performance hears each drawing by. */
const measured = 'areas-live'

/**
 * The breaks of what is held: those of its own period while a hand moves it, since that is what the page shows when it is let
 * go; one scale for all periods of its length while it plays, so that colours can be compared from moment to moment.
 */
export function liveBreaks({ by, period }: Held, figures: LiveFigures): Breaks | undefined {
  return by === 'play' ? figures.scale(daysIn(period)) : figures.breaks(period)
}

/** Draws the areas over the map as the hand moves or time plays; undefined where nothing moves. */
export function useLiveFill(
  live: MapLive | undefined,
  areas: Scene['areas'],
  alone: number | undefined,
  theme: Theme,
): MapCanvasProps['attach'] {
  const { hand, figures } = live ?? {}
  const mesh = live && areas && areaMesh(areas)
  return useMemo(() => {
    if (!hand || !figures || !mesh) return undefined
    const byCode = new Map(figures.areas.map((code, place) => [code, place]))
    const places = Int32Array.from(mesh.codes, (code) => byCode.get(code) ?? -1)
    const looks = new Uint8Array(figures.areas.length)
    return (map: MapLibreMap) => {
      const fill = new LiveFill(mesh)
      let request = 0
      const draw = () => {
        request = 0
        const { held } = hand
        if (!held) return
        const start = performance.now()
        const breaks = liveBreaks(held, figures)
        figures.paint(held.period, breaks, alone, looks)
        fill.show(looks, places, coloursOf(figures, breaks, theme))
        performance.measure(measured, { start })
        // heard by who listens, and not kept
        performance.clearMeasures(measured)
      }
      const ask = () => {
        request ||= requestAnimationFrame(draw)
      }
      const put = () => {
        if (!map.getLayer(fill.id) && map.getLayer('areas-fill')) map.addLayer(fill, above(map))
      }
      draw()
      put()
      // of a context that was lost and came back
      map.on('style.load', put)
      const stop = hand.listen(ask)
      return () => {
        stop()
        cancelAnimationFrame(request)
        map.off('style.load', put)
        if (map.getLayer(fill.id)) map.removeLayer(fill.id)
      }
    }
  }, [hand, figures, mesh, alone, theme])
}

/** The lowest layer above the areas that stand still. */
function above(map: MapLibreMap): string | undefined {
  const order = map.getLayersOrder()
  const last = Math.max(
    ...['areas-fill', 'areas-no-data', 'areas-small-number'].map((id) => order.indexOf(id)),
  )
  return order[last + 1]
}

function coloursOf({ measure }: LiveFigures, breaks: Breaks | undefined, theme: Theme): LiveColours {
  const { ink, panel } = tokens[theme]
  return {
    classes: breaks ? rampOf(measure.direction, theme, classCount(breaks), zeroApart(breaks)) : [],
    ground: noDataColour(theme),
    ink,
    rim: panel,
  }
}
