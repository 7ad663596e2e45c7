import type { AreaCollection, AreaFeature, Measure } from '@grid/data/contract'
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useCentre } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import {
  areaName,
  featureId,
  type Hit,
  type LegendEntry,
  looks,
  type MapFigure,
  type MapTicket,
  type Rates,
  type Scene,
  type Spots,
  type Tip,
} from '../layers/index.ts'
import { Legend } from '../panels/Legend.tsx'
import { Message } from '../ui/Message.tsx'
import { useTheme } from '../ui/surface.tsx'
import { Hand, useHeld } from '../view/hand.ts'
import { AreaKeys, type MapStop } from './AreaKeys.tsx'
import { AreaTable } from './AreaTable.tsx'
import { boxOf, boxOfTickets } from './camera.ts'
import { LiveLegend, liveScene } from './LiveLegend.tsx'
import { MapCanvas, type MapCanvasProps, type MapHandle, type Spot } from './MapCanvas.tsx'
import { MapTip } from './MapTip.tsx'
import { MapTools } from './MapTools.tsx'
import styles from './map.module.css'
import { readingOrder, upFrom } from './order.ts'
import type { Box } from './spec.ts'
import { TicketChoice } from './TicketChoice.tsx'
import { type MapLive, useLiveFill } from './useLiveFill.ts'
import { classSizes, useScene } from './useScene.ts'

export interface AreaMapProps {
  /** the areas to draw; the last ones stay while undefined */
  areas: AreaCollection | undefined
  /** the level above, drawn as outline around them */
  context: AreaCollection | undefined
  /** by area code; undefined while they load */
  values: ReadonlyMap<string, MapFigure> | undefined
  measure: Measure | undefined
  /** of measures that come raw and smoothed */
  rates: Rates | undefined
  /** code of the area the page stands on */
  selected: string | undefined
  onOpen: (code: string) => void
  onHover?: ((code: string | null) => void) | undefined
  tickets: readonly MapTicket[] | undefined
  onOpenTicket?: ((id: string) => void) | undefined
  /** figures that follow the hand on the time strip; undefined where nothing moves, or they cannot follow */
  live?: MapLive | undefined
  /** hot places, repeat places or warnings, shown in place of figures */
  spots?: MapSpots | undefined
  /** what to bring near; another object does so again */
  focus?: { box: Box } | undefined
  basemap: boolean
  /** printed under the map */
  caption: string | undefined
}

/** What the map shows in place of figures, and how it is walked through, read and explained. */
export interface MapSpots {
  /** undefined while they load */
  shown: Spots | undefined
  opened: string | undefined
  only: string | undefined
  nameOf: (code: string) => string
  categoryOf: (id: string) => string
  keys: { label: string; hint: string }
  /** those that stand out, the most marked first */
  stops: readonly MapStop[]
  table: ReactNode
  /** why nothing is drawn yet, or at all; stands on the map */
  notice: ReactNode
  legend: (entries: readonly LegendEntry[]) => ReactNode
  onOpen: (id: string) => void
}

const emptyHand = new Hand()
/** Milliseconds that a tooltip stands while figures move. */
const tipMs = 120

const noFigures = { measure: undefined, values: undefined }

type Pointed = { hit: Hit; at: Spot; byKeys: boolean }

/** Areas coloured by a measure, to point at, open, walk through by keys, and read as a table. */
export function AreaMap(props: AreaMapProps): ReactNode {
  const { onOpen, onHover, spots, focus } = props
  const say = useSay()
  const theme = useTheme()
  const box = useRef<HTMLDivElement>(null)
  const corner = useRef<HTMLDivElement>(null)
  const handle = useRef<MapHandle>(null)
  const [pointed, setPointed] = useState<Pointed>()
  const [choice, setChoice] = useState<{ ids: string[]; at: Spot }>()
  const [table, setTable] = useState(false)
  const [unable, setUnable] = useState(false)

  const { measure, values } = spots ? noFigures : props
  const live = spots ? undefined : props.live
  const [alone, setAlone] = useAlone(
    `${live?.figures.measure.id} ${measure?.id} ${props.rates?.drawn} ${props.areas?.features[0]?.id}`,
  )
  const scene = useScene({
    ...props,
    measure,
    values,
    isolated: alone,
    moving: live !== undefined,
    spots,
  })
  const { areas } = scene
  const attach = useLiveFill(live, areas, alone, theme)
  const frame = useFrame(areas, props, corner)
  const drawings = useMemo(() => looks.flatMap((look) => look.draw(scene, theme) ?? []), [scene, theme])
  const entries = useMemo(() => looks.flatMap((look) => look.legend?.(scene) ?? []), [scene])
  useEffect(() => {
    if (!corner.current) return
    const watch = new ResizeObserver(() => handle.current?.settle())
    watch.observe(corner.current)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    if (focus) handle.current?.near(focus.box)
  }, [focus])
  const ordered = useMemo(() => readingOrder(areas), [areas])
  const stops = useMemo(
    () => spots?.stops ?? ordered.map((area) => stopAt(area, scene.lang)),
    [spots?.stops, ordered, scene.lang],
  )
  const tip = useTip(pointed, scene, live)
  const size = { width: box.current?.clientWidth ?? 0, height: box.current?.clientHeight ?? 0 }
  const code = hitId(pointed, 'area')
  const marked = hitId(pointed, spots ? 'spot' : 'area') ?? code
  const openStop = spots?.onOpen ?? onOpen

  const point = useCallback(
    (next: Pointed | undefined) => {
      setPointed(next)
      const area = next?.hit.kind === 'area' ? next.hit.id : null
      if (area !== (code ?? null)) onHover?.(area)
    },
    [code, onHover],
  )
  const press = (hit: Hit, at: Spot) => {
    setChoice(undefined)
    if (hit.kind === 'area') onOpen(hit.id)
    else if (hit.kind === 'spot') spots?.onOpen(hit.id)
    else if (hit.also) setChoice({ ids: [hit.id, ...hit.also], at })
    else props.onOpenTicket?.(hit.id)
  }
  const walk = (to: string | undefined) => {
    const place = stops.find(({ id }) => id === to)?.at
    const at = place && handle.current?.reveal([place[0], place[1]])
    const kind = spots ? 'spot' : 'area'
    point(to === undefined ? undefined : { hit: { kind, id: to }, at: at ?? { x: 0, y: 0 }, byKeys: true })
  }
  const climb = () => {
    const up = upFrom(areas, props.selected)
    if (up !== undefined) onOpen(up)
  }

  const asTable = table || unable
  return (
    <figure className={styles.map} aria-label={say('map.areasTitle')} data-busy={props.areas === undefined}>
      <div ref={box} className={styles.body}>
        {!unable && (
          <MapCanvas
            drawings={drawings}
            frame={frame}
            hovered={marked === undefined ? undefined : featureId(marked)}
            onPoint={(hit, at) => {
              if (hit || !pointed?.byKeys) point(hit && { hit, at, byKeys: false })
            }}
            onPress={press}
            onUnable={() => setUnable(true)}
            attach={attach}
            handle={handle}
          >
            {!table && (
              <AreaKeys
                label={spots?.keys.label ?? say('map.keys')}
                hint={spots?.keys.hint ?? say('map.keysHint')}
                stops={stops}
                at={pointed?.byKeys ? marked : undefined}
                spoken={pointed?.byKeys ? spokenOf(tip) : ''}
                onMove={walk}
                onOpen={openStop}
                onUp={climb}
                onZoom={(step) => handle.current?.zoom(step)}
                onFit={() => handle.current?.fit()}
              />
            )}
            {tip && pointed && !table && !choice && <MapTip tip={tip} at={pointed.at} size={size} />}
            {choice && !table && (
              <TicketChoice
                tickets={(scene.tickets ?? []).filter(({ id }) => choice.ids.includes(id))}
                at={choice.at}
                size={size}
                onOpen={(id) => props.onOpenTicket?.(id)}
                onClose={() => setChoice(undefined)}
              />
            )}
          </MapCanvas>
        )}
        {asTable && (
          <div className={styles.cover}>
            {unable && <Message title={say('map.noWebgl')} detail={say('map.noWebglWhat')} />}
            {spots?.table ?? (
              <AreaTable
                areas={ordered}
                values={scene.values}
                measure={measure}
                rates={scene.rates}
                lang={scene.lang}
                onOpen={onOpen}
              />
            )}
          </div>
        )}
        {!asTable && <Notice bare={isBare(scene)}>{spots?.notice}</Notice>}
        <MapTools
          onZoom={(step) => handle.current?.zoom(step)}
          onFit={() => handle.current?.fit()}
          drawn={!asTable}
          table={unable ? undefined : { shown: table, onToggle: () => setTable(!table) }}
        />
      </div>
      <div ref={corner} className={styles.legend} hidden={asTable}>
        {spots ? (
          spots.legend(entries)
        ) : (
          <AreaLegend scene={scene} live={live} entries={entries} alone={alone} onAlone={setAlone} />
        )}
      </div>
      <Caption synthetic={areas?.synthetic ?? false} text={props.caption} />
    </figure>
  )
}

/** What is said of what the pointer or the keys rest on, as of the moment that is shown. */
function useTip(pointed: Pointed | undefined, scene: Scene, live: MapLive | undefined): Tip | undefined {
  const held = useHeld(live?.hand ?? emptyHand, tipMs)
  return useMemo(
    () => pointed && tipOf(pointed.hit, live && held ? liveScene(scene, live, held, pointed.hit.id) : scene),
    [pointed, scene, live, held],
  )
}

/** The class that the legend shows alone, of these classes and no others. */
function useAlone(
  classes: string,
): [alone: number | undefined, setAlone: (index: number | undefined) => void] {
  const [alone, setAlone] = useState<{ of: string; index: number }>()
  return [
    alone?.of === classes ? alone.index : undefined,
    (index) => setAlone(index === undefined ? undefined : { of: classes, index }),
  ]
}

/** What to bring into view: the areas, else what lies around them, else the tickets, else all that the centre has. */
function useFrame(
  areas: Scene['areas'],
  { context, tickets }: Pick<AreaMapProps, 'context' | 'tickets'>,
  corner: RefObject<HTMLDivElement | null>,
): MapCanvasProps['frame'] {
  const extent = useCentre().data?.extent.bbox ?? null
  return useMemo(() => {
    const drawn = boxOf(areas)
    const whole = drawn ?? boxOf(context) ?? boxOfTickets(tickets) ?? extent
    const key = drawn ? (areas?.features.map((area) => area.id).join(' ') ?? '') : `${whole}`
    return whole ? { key, box: whole, left: () => covered(corner.current) } : undefined
  }, [areas, context, tickets, extent, corner])
}

/** Width at the left that the legend takes, 0 where it stands below the map. */
export function covered(legend: HTMLElement | null): number {
  return legend && getComputedStyle(legend).gridRowStart === '1' ? legend.offsetWidth + 16 : 0
}

/** The classes of the areas, which can be shown alone, and the marks beside them. */
function AreaLegend(props: {
  scene: Scene
  live: MapLive | undefined
  entries: readonly LegendEntry[]
  alone: number | undefined
  onAlone: (index: number | undefined) => void
}): ReactNode {
  const { scene, live, entries, onAlone } = props
  if (live)
    return (
      <LiveLegend scene={scene} live={live} entries={entries} isolated={props.alone} onIsolate={onAlone} />
    )
  return (
    <Legend
      measure={scene.values && scene.measure}
      rates={scene.values && scene.rates}
      breaks={scene.breaks}
      counts={classSizes(scene)}
      entries={entries}
      isolated={scene.isolated}
      onIsolate={onAlone}
    />
  )
}

/** The id of what the pointer or the keys rest on, where it is of that kind. */
function hitId(pointed: Pointed | undefined, kind: Hit['kind']): string | undefined {
  return pointed?.hit.kind === kind ? pointed.hit.id : undefined
}

/** What stands on a map that draws nothing of what it is asked to. */
function Notice(props: { bare: boolean; children: ReactNode }): ReactNode {
  const say = useSay()
  const text = props.bare ? <Message title={say('map.none')} detail={say('map.noneWhat')} /> : props.children
  return text ? (
    <div className={styles.notice}>
      <div className={styles.noticeCard}>{text}</div>
    </div>
  ) : null
}

/** Whether there is nothing at all to draw. */
function isBare({ areas, tickets, spots }: Scene): boolean {
  return areas !== undefined && boxOf(areas) === null && !tickets?.length && !spots
}

function spokenOf(tip: Tip | undefined): string {
  return tip ? [tip.title, tip.value, ...tip.notes].filter(Boolean).join(', ') : ''
}

function stopAt(area: AreaFeature, lang: Scene['lang']): MapStop {
  const { label } = area.properties
  return { id: area.properties.code, name: areaName(area, lang), at: label && [label[0], label[1]] }
}

/** What the first look of the kind that knows the hit says of it. */
function tipOf(hit: Hit, scene: Scene): Tip | undefined {
  const kind = hit.kind === 'cluster' ? 'ticket' : hit.kind
  for (const look of looks) {
    const tip = look.hits?.kind === kind ? look.tip?.(hit, scene) : undefined
    if (tip) return tip
  }
  return undefined
}

/** Where the outlines come from, and that they are made up where they are. */
export function Caption({ synthetic, text }: { synthetic: boolean; text: string | undefined }): ReactNode {
  const say = useSay()
  if (!synthetic && !text) return null
  return (
    <figcaption className={styles.caption}>
      {synthetic && <strong>{say('map.synthetic')}</strong>} {text}
    </figcaption>
  )
}
