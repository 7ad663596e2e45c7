import type { Map as MapLibreMap } from 'maplibre-gl'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FlowLink } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { type GatheredMap, gather, type PlacedNode } from '../layers/flow/gather.ts'
import { linesOf } from '../layers/flow/lines.ts'
import { firstNodeLayer, flowNodes } from '../layers/flow/nodes.ts'
import type { Drawing } from '../layers/index.ts'
import { growth } from '../layers/layer.ts'
import { useSurface } from '../ui/surface.tsx'
import type { FlowOverlay } from './flowOverlay.ts'
import type { Box } from './spec.ts'

/** Flows told at once: what a room takes in. */
const drawnFlows = 14
/** Holders nearer than this, in widths of a letter, are one: their names would lie upon each other. */
const apart = 3
/** Of the width at a desk: bands of a display meet at few places and must not cover them. */
const slender = 0.75
/** Zoom steps at which holders are gathered anew. */
const zoomStep = 0.5

/** The flows of a display, with everybody's place. */
export interface WallFlows {
  nodes: readonly PlacedNode[]
  /** where holders without a place stand */
  strip: Box | null
  links: readonly FlowLink[]
  /** of all flows, drawn or not */
  handOffs: number
}

/**
 * The flows upon the map of the display, at rest: nobody is there to stop them, and it stands for months. What draws them
 * is fetched with the first of them, kept with the map, and holds nothing while none are shown.
 */
export function useWallFlows(
  flows: WallFlows | undefined,
  text: number,
): {
  attach: (map: MapLibreMap) => () => void
  drawing: Drawing | undefined
  seen: GatheredMap | undefined
} {
  const say = useSay()
  const { lang, theme } = useSurface()
  const [map, setMap] = useState<MapLibreMap | null>(null)
  const [zoom, setZoom] = useState(9)
  const overlay = useRef<FlowOverlay>(null)
  const [there, setThere] = useState(0)

  const attach = useCallback((taken: MapLibreMap) => {
    const onZoom = () => setZoom(Math.round(taken.getZoom() / zoomStep) * zoomStep)
    taken.on('zoomend', onZoom)
    onZoom()
    setMap(taken)
    return () => {
      taken.off('zoomend', onZoom)
      setMap(null)
      overlay.current?.end()
      overlay.current = null
    }
  }, [])

  const wanted = flows !== undefined
  useEffect(() => {
    if (!map || !wanted || overlay.current) return
    let late = false
    import('./flowOverlay.ts').then(
      (code) => {
        if (late || overlay.current) return
        overlay.current = new code.FlowOverlay(map, firstNodeLayer)
        setThere((times) => times + 1)
      },
      // the server is away: the next round of scenes tries again, holders and figures are shown meanwhile
      () => undefined,
    )
    return () => {
      late = true
    }
  }, [map, wanted])

  const seen = useMemo(
    () => flows && gather(flows.nodes, flows.links, zoom, drawnFlows, text * apart),
    [flows, zoom, text],
  )
  const lines = useMemo(
    () => linesOf(seen?.flows ?? [], () => false, growth({ text }) * slender),
    [seen, text],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overlay is shown what there is
  useEffect(() => overlay.current?.show(lines, theme, false), [lines, theme, there])
  const drawing = useMemo(() => {
    if (!flows || !seen) return undefined
    const ends = new Set(seen.flows.flatMap(({ from, to }) => [from, to]))
    const marks = seen.marks.filter((mark) => ends.has(mark))
    return flowNodes(marks, null, flows.strip, say('path.beside'), lang, theme, text)
  }, [flows, seen, say, lang, theme, text])
  return { attach, drawing, seen }
}
