import type { AreaCollection } from '@grid/data/contract'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FlowLink } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { type GatheredFlow, gather, type PlacedNode } from '../layers/flow/gather.ts'
import { flowGround } from '../layers/flow/ground.ts'
import { linesOf } from '../layers/flow/lines.ts'
import { firstNodeLayer, flowNodes, nodeLayer } from '../layers/flow/nodes.ts'
import { type Hit, looks, type Tip } from '../layers/index.ts'
import { Message } from '../ui/Message.tsx'
import { useSurface } from '../ui/surface.tsx'
import { Caption } from './AreaMap.tsx'
import { boxOf, toolsWidth } from './camera.ts'
import { FlowOverlay } from './flowOverlay.ts'
import { MapCanvas, type MapHandle, type Spot } from './MapCanvas.tsx'
import { MapTip } from './MapTip.tsx'
import { MapTools } from './MapTools.tsx'
import styles from './map.module.css'
import type { Box } from './spec.ts'
import { useScene } from './useScene.ts'

/** Flows drawn at once: more would be a hairball. */
const drawnFlows = 60
/** Zoom steps at which holders are gathered anew. */
const zoomStep = 0.5
export interface FlowMapProps {
  areas: AreaCollection | undefined
  nodes: readonly PlacedNode[]
  /** where holders without a place stand */
  strip: Box | null
  links: readonly FlowLink[]
  /** links of the flows that stand out, null where all do */
  focus: ((link: FlowLink) => boolean) | null
  /** keys of the holders at their ends */
  focused: ReadonlySet<string> | null
  moving: boolean
  caption: string | undefined
  onPoint: (links: readonly FlowLink[] | null) => void
  onChoose: (links: readonly FlowLink[]) => void
  /** the tooltip of a flow, and of a holder */
  tipOfFlow: (flow: GatheredFlow) => Tip
  tipOfNode: (members: readonly PlacedNode[]) => Tip
  /** what is drawn and what is folded, said beside the map */
  children?: (drawn: ReturnType<typeof gather>) => ReactNode
}

/** Who hands to whom, on the map: there and back apart, width by count, colour and dashes by the way through the tiers. */
export function FlowMap(props: FlowMapProps): ReactNode {
  const { areas, nodes, links, focus, focused, strip, moving } = props
  const say = useSay()
  const { lang, theme } = useSurface()
  const box = useRef<HTMLDivElement>(null)
  const handle = useRef<MapHandle>(null)
  const map = useRef<MapLibreMap>(null)
  const overlay = useRef<FlowOverlay>(null)
  const [zoom, setZoom] = useState<number>()
  const [unable, setUnable] = useState(false)
  const [pointed, setPointed] = useState<{ hit: Hit; at: Spot }>()

  const seen = useMemo(() => gather(nodes, links, zoom ?? 9, drawnFlows), [nodes, links, zoom])
  const lines = useMemo(
    () => linesOf(seen.flows, (flow) => focus !== null && !flow.links.some(focus)),
    [seen, focus],
  )
  const scene = useScene({ areas, basemap: true })
  const drawings = useMemo(
    () => [
      ...looks.filter(({ id }) => flowGround.has(id)).flatMap((look) => look.draw(scene, theme) ?? []),
      flowNodes(seen.marks, focused, strip, say('path.beside'), lang, theme),
    ],
    [scene, theme, seen, focused, strip, say, lang],
  )
  const frame = useMemo(() => {
    const whole = around(boxOf(areas), nodes, strip)
    return whole ? { key: `${whole}`, box: wider(whole), right: strip ? toolsWidth : 0 } : undefined
  }, [areas, nodes, strip])

  const attach = useCallback((taken: MapLibreMap) => {
    const made = new FlowOverlay(taken, firstNodeLayer)
    const onZoom = () => setZoom(Math.round(taken.getZoom() / zoomStep) * zoomStep)
    taken.on('zoomend', onZoom)
    map.current = taken
    overlay.current = made
    onZoom()
    return () => {
      taken.off('zoomend', onZoom)
      map.current = null
      overlay.current = null
      made.end()
    }
  }, [])
  useEffect(() => {
    if (zoom !== undefined) overlay.current?.show(lines, theme, moving)
  }, [lines, theme, moving, zoom])

  const pickFirst = useCallback((at: Spot, on: MapLibreMap): Hit | undefined => {
    const [node] = on.getLayer(nodeLayer)
      ? on.queryRenderedFeatures([at.x, at.y], { layers: [nodeLayer] })
      : []
    if (node) return { kind: 'node', id: String(node.properties.key) }
    const flow = overlay.current?.at(at)
    return flow && { kind: 'flow', id: keyOf(flow.flow) }
  }, [])
  const flowOf = (hit: Hit) => seen.flows.find((flow) => keyOf(flow) === hit.id)
  const markOf = (hit: Hit) => seen.marks.find(({ key }) => key === hit.id)

  const point = (hit: Hit | undefined, at: Spot) => {
    const known = hit?.kind === 'flow' || hit?.kind === 'node' ? hit : undefined
    setPointed(known && { hit: known, at })
    if (known?.id === pointed?.hit.id) return
    if (known?.kind === 'flow') props.onPoint(flowOf(known)?.links ?? null)
    else if (known) props.onPoint(linksAt(seen.flows, known.id))
    else props.onPoint(null)
  }
  const press = (hit: Hit) => {
    if (hit.kind === 'flow') {
      const flow = flowOf(hit)
      if (flow) props.onChoose(flow.links)
    } else if (hit.kind === 'node' && map.current) {
      const mark = markOf(hit)
      if (mark && mark.members.length > 1)
        map.current.easeTo({ center: mark.at, zoom: map.current.getZoom() + 1.5, duration: 280 })
    }
  }
  const tip = pointed && tipOf(pointed.hit)
  function tipOf(hit: Hit): Tip | undefined {
    const flow = hit.kind === 'flow' ? flowOf(hit) : undefined
    const mark = hit.kind === 'node' ? markOf(hit) : undefined
    if (flow) return props.tipOfFlow(flow)
    return mark && props.tipOfNode(mark.members)
  }

  return (
    <figure className={styles.map} aria-label={say('flow.map')}>
      <div ref={box} className={styles.body}>
        {unable ? (
          <div className={styles.cover}>
            <Message title={say('map.noWebgl')} detail={say('flow.map.unable')} />
          </div>
        ) : (
          <>
            <MapCanvas
              drawings={drawings}
              frame={frame}
              hovered={undefined}
              onPoint={point}
              onPress={press}
              onUnable={() => setUnable(true)}
              handle={handle}
              attach={attach}
              pickFirst={pickFirst}
            >
              {tip && pointed && (
                <MapTip
                  tip={tip}
                  at={pointed.at}
                  size={{ width: box.current?.clientWidth ?? 0, height: box.current?.clientHeight ?? 0 }}
                />
              )}
            </MapCanvas>
            <MapTools
              onZoom={(step) => handle.current?.zoom(step)}
              onFit={() => handle.current?.fit()}
              drawn={true}
            />
          </>
        )}
      </div>
      <div className={styles.below}>{!unable && props.children?.(seen)}</div>
      <Caption synthetic={areas?.synthetic ?? false} text={props.caption} />
    </figure>
  )
}

function keyOf({ from, to }: GatheredFlow): string {
  return `${from.key}\n${to.key}`
}

/** The links of every flow that begins or ends at a mark. */
function linksAt(flows: readonly GatheredFlow[], key: string): FlowLink[] {
  return flows.filter(({ from, to }) => from.key === key || to.key === key).flatMap(({ links }) => links)
}

/** Names stand beside those at the edge. */
function wider([west, south, east, north]: Box): Box {
  const x = (east - west) * 0.07
  return [west - x, south, east + x, north]
}

function around(box: Box | null, nodes: readonly PlacedNode[], strip: Box | null): Box | null {
  let whole = box
  for (const [west, south, east, north] of [
    ...nodes.map(({ at }): Box => [...at, ...at]),
    ...(strip ? [strip] : []),
  ])
    whole = whole
      ? [
          Math.min(whole[0], west),
          Math.min(whole[1], south),
          Math.max(whole[2], east),
          Math.max(whole[3], north),
        ]
      : [west, south, east, north]
  return whole
}
