import {
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { useSay } from '../i18n/index.ts'
import { featureId, type Hit, looks, type Scene, type Tip } from '../layers/index.ts'
import type { Theme } from '../lib/tokens.ts'
import { Message } from '../ui/Message.tsx'
import { useTheme } from '../ui/surface.tsx'
import { Caption, covered } from './AreaMap.tsx'
import { boxOf } from './camera.ts'
import { MapCanvas, type MapHandle, type Spot } from './MapCanvas.tsx'
import { MapTip } from './MapTip.tsx'
import { MapTools } from './MapTools.tsx'
import styles from './map.module.css'
import { readingOrder } from './order.ts'
import { PlanKeys, spokenOf, useStops } from './PlanKeys.tsx'
import { PlanLegend } from './PlanLegend.tsx'
import { pictureLegend } from './pictureLegend.ts'
import type { PlanMapHandle, PlanMapProps } from './planMapProps.ts'
import { useScene } from './useScene.ts'

const noFigures = { measure: undefined, values: undefined, change: undefined }

type Pointed = { hit: Hit; at: Spot; byKeys: boolean }

/** Areas by a measure or its change, to pick by pointer or keys, with a region drawn over them. */
export function PlanMap(props: PlanMapProps): ReactNode {
  const { onHover, onPick, drawing, features, focus } = props
  const say = useSay()
  const own = useTheme()
  const [lent, setLent] = useState<Theme>()
  const theme = lent ?? own
  const box = useRef<HTMLDivElement>(null)
  const corner = useRef<HTMLDivElement>(null)
  const map = useRef<MapHandle>(null)
  const [pointed, setPointed] = useState<Pointed>()
  const [unable, setUnable] = useState(false)
  const [alone, setAlone] = useState<{ of: string; index: number }>()
  const classesOf = `${props.measure?.id} ${props.areas?.features[0]?.id}`
  const scene = usePlanScene(props, alone?.of === classesOf ? alone.index : undefined)
  const { areas } = scene
  const drawings = useMemo(() => looks.flatMap((look) => look.draw(scene, theme) ?? []), [scene, theme])
  const entries = useMemo(() => looks.flatMap((look) => look.legend?.(scene) ?? []), [scene])
  const ordered = useMemo(() => readingOrder(areas), [areas])
  const stops = useStops(features, ordered, scene.lang)
  const frame = useMemo(() => {
    const whole = boxOf(areas)
    return whole && areas
      ? { key: areas.features.map(({ id }) => id).join(' '), box: whole, left: () => covered(corner.current) }
      : undefined
  }, [areas])
  const tip = useMemo(() => pointed && tipOf(pointed.hit, scene), [pointed, scene])
  useImperativeHandle(
    props.handle,
    (): PlanMapHandle => ({
      picture: async (scale, colours) => {
        // the map draws in the colours of the picture before it is copied
        flushSync(() => setLent(colours))
        try {
          const picture = await map.current?.picture(scale)
          return picture && { ...picture, legend: pictureLegend(scene, colours, props.featuresTitle) }
        } finally {
          setLent(undefined)
        }
      },
    }),
    [scene, props.featuresTitle],
  )
  useEffect(() => {
    if (!corner.current) return
    const watch = new ResizeObserver(() => map.current?.settle())
    watch.observe(corner.current)
    return () => watch.disconnect()
  }, [])
  useDrawing(map, props)
  useEffect(() => {
    // planners draw: what with is fetched once the page stands
    void import('./drawing.ts')
  }, [])
  useEffect(() => {
    if (focus) map.current?.near(focus.box)
  }, [focus])
  const kind = features ? 'spot' : 'area'
  const code = pointed?.hit.kind === kind ? pointed.hit.id : undefined
  const marked = code ?? props.hovered
  const point = (next: Pointed | undefined) => {
    setPointed(next)
    const id = next?.hit.kind === kind ? next.hit.id : undefined
    if (id !== code) onHover(id)
  }
  const choose = features ? props.onChoose : onPick
  const walk = (to: string | undefined) => {
    const stop = stops.find(({ id }) => id === to)?.at
    const at = stop && map.current?.reveal([stop[0], stop[1]])
    point(to === undefined ? undefined : { hit: { kind, id: to }, at: at ?? { x: 0, y: 0 }, byKeys: true })
  }
  const size = { width: box.current?.clientWidth ?? 0, height: box.current?.clientHeight ?? 0 }
  return (
    <figure className={styles.map} aria-label={say('map.areasTitle')} data-busy={props.areas === undefined}>
      <div ref={box} className={styles.body}>
        {unable ? (
          <div className={styles.cover}>
            <Message title={say('map.noWebgl')} detail={say('map.noWebglWhat')} />
          </div>
        ) : (
          <MapCanvas
            drawings={drawings}
            frame={frame}
            hovered={marked === undefined ? undefined : featureId(marked)}
            onPoint={(hit, at) => {
              if (drawing === undefined && (hit || !pointed?.byKeys)) point(hit && { hit, at, byKeys: false })
            }}
            onPress={(hit) => {
              if (drawing !== undefined) return
              if (hit.kind === kind) choose(hit.id)
              else if (hit.kind === 'ticket') props.onOpenTicket(hit.id)
            }}
            onUnable={() => setUnable(true)}
            handle={map}
          >
            <PlanKeys
              {...props}
              stops={stops}
              at={pointed?.byKeys ? code : undefined}
              spoken={pointed?.byKeys ? spokenOf(tip) : ''}
              map={map}
              onMove={walk}
              onOpen={choose}
            />
            {tip && pointed && drawing === undefined && <MapTip tip={tip} at={pointed.at} size={size} />}
            {drawing !== undefined && (
              <div className={styles.banner} role="status">
                {say(`plan.region.hint.${drawing}`)}
              </div>
            )}
          </MapCanvas>
        )}
        {!unable && (
          <MapTools
            onZoom={(step) => map.current?.zoom(step)}
            onFit={() => map.current?.fit()}
            drawn={true}
          />
        )}
      </div>
      <div ref={corner} className={styles.legend} hidden={unable}>
        <PlanLegend
          {...props}
          scene={scene}
          entries={entries}
          onAlone={(index) => setAlone(index === undefined ? undefined : { of: classesOf, index })}
        />
      </div>
      <Caption synthetic={areas?.synthetic ?? false} text={props.caption} />
    </figure>
  )
}

/** The scene of the page: another layer takes the place of figures. */
function usePlanScene(props: PlanMapProps, isolated: number | undefined): Scene {
  const { measure, values, change } = props.other ? noFigures : props
  const { picked, region } = props
  const base = useScene({
    ...props,
    measure,
    values,
    spot: props.spot ?? undefined,
    only: props.only ?? undefined,
    isolated,
  })
  return useMemo(() => ({ ...base, change, picked, region }), [base, change, picked, region])
}

/** Lets the reader draw while the page wants a shape; Escape stops it. */
function useDrawing(map: RefObject<MapHandle | null>, props: PlanMapProps): void {
  const { drawing } = props
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    if (drawing === undefined) return
    const stop = map.current?.draw(drawing, (ring) => latest.current.onRing(ring))
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && latest.current.onStop()
    window.addEventListener('keydown', onKey)
    return () => {
      stop?.()
      window.removeEventListener('keydown', onKey)
    }
  }, [drawing, map])
}

/** What a look says of what the pointer or the keys rest on. */
function tipOf(hit: Hit, scene: Scene): Tip | undefined {
  const kind = hit.kind === 'cluster' ? 'ticket' : hit.kind
  for (const look of looks) {
    const said = look.hits?.kind === kind ? look.tip?.(hit, scene) : undefined
    if (said) return said
  }
  return undefined
}
