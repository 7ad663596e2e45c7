import 'maplibre-gl/dist/maplibre-gl.css'
import type { Map as MapLibreMap } from 'maplibre-gl'
import {
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useSay } from '../i18n/index.ts'
import type { Drawing, Hit } from '../layers/index.ts'
import { type Framing, fitBox, reveal, zoomBy } from './camera.ts'
import type { DrawKind, Ring } from './drawing.ts'
import { endMap, type KeptMap, leaveMap, takeMap } from './keep.ts'
import styles from './map.module.css'
import { openCluster, pick } from './pick.ts'
import { type MapPicture, pictureOf } from './picture.ts'
import type { Box } from './spec.ts'

/** Where on the canvas, in CSS pixels. */
export interface Spot {
  x: number
  y: number
}

/** What the controls around the map may ask of it. */
export interface MapHandle {
  zoom(step: 1 | -1): void
  fit(): void
  /** fits again what is framed, unless the reader has moved away */
  settle(): void
  /** brings a box near, and counts as the reader's own move */
  near(box: Box): void
  /** pans if need be and tells where the place then lies */
  reveal(at: [number, number]): Spot | undefined
  /** lets the reader draw a region; the answer stops it */
  draw(kind: DrawKind, onRing: (ring: Ring) => void): () => void
  /** the map as drawn, at a sharpness of its own; undefined where there is no map */
  picture(scale: number): Promise<MapPicture | undefined>
}

export interface MapCanvasProps {
  drawings: readonly Drawing[]
  /** what to bring into view; a new key moves the camera, the same key leaves it to the reader */
  frame: (Framing & { key: string }) | undefined
  /** number of the feature marked as pointed at */
  hovered: number | undefined
  onPoint: (hit: Hit | undefined, at: Spot) => void
  onPress: (hit: Hit, at: Spot) => void
  /** something of its own drawn upon the map: wired when the map is there, the answer takes it off again */
  attach?: ((map: MapLibreMap) => () => void) | undefined
  /** what that has under a point, asked before the looks */
  pickFirst?: ((at: Spot, map: MapLibreMap) => Hit | undefined) | undefined
  /** the browser cannot draw at all */
  onUnable: () => void
  /** nobody is there to press a button: a map that stays lost is made anew by itself */
  mends?: boolean
  handle?: Ref<MapHandle>
  children?: ReactNode
}

type Health = 'well' | 'lost'

/** Milliseconds in which the browser may give a lost context back before a new map is made. */
const mendMs = 4_000

/** The map of the page: draws drawings, moves the camera, tells what is under the pointer. */
export function MapCanvas(props: MapCanvasProps): ReactNode {
  const { drawings, frame, hovered, children } = props
  const say = useSay()
  const host = useRef<HTMLDivElement>(null)
  const [kept, setKept] = useState<KeptMap | null>(null)
  const [health, setHealth] = useState<Health>('well')
  const [round, setRound] = useState(0)
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round takes a new map
  useEffect(() => {
    const taken = takeMap()
    if (!taken || !host.current) {
      latest.current.onUnable()
      return
    }
    host.current.append(taken.element)
    taken.map.resize()
    setKept(taken)
    setHealth('well')
    let well = true
    const stop = listen(taken, latest, (now) => {
      well = now === 'well'
      setHealth(now)
    })
    return () => {
      stop()
      setKept(null)
      if (well) leaveMap(taken)
      else endMap(taken)
    }
  }, [round])

  useEffect(() => {
    if (health !== 'lost' || !latest.current.mends) return
    const timer = setTimeout(() => setRound((rounds) => rounds + 1), mendMs)
    return () => clearTimeout(timer)
  }, [health])

  useEffect(() => kept?.stage.show(drawings), [kept, drawings])
  useEffect(() => kept?.stage.hover(hovered), [kept, hovered])
  const { attach } = props
  useEffect(() => (kept && attach ? attach(kept.map) : undefined), [kept, attach])
  const { settle, leave } = useFraming(kept, frame)

  useImperativeHandle(
    props.handle,
    (): MapHandle => ({
      zoom: (step) => {
        leave()
        if (kept) zoomBy(kept.map, step)
      },
      fit: () => {
        const now = latest.current.frame
        if (kept && now) fitBox(kept.map, now, false)
      },
      settle,
      near: (box) => {
        leave()
        const left = latest.current.frame?.left
        if (kept) fitBox(kept.map, { box, ...(left && { left }) }, false)
      },
      reveal: (at) => {
        if (!kept) return undefined
        reveal(kept.map, at)
        const { x, y } = kept.map.project(at)
        return { x, y }
      },
      draw: (kind, onRing) => (kept ? drawLater(kept.map, kind, onRing) : nothing),
      picture: async (scale) => (kept ? await pictureOf(kept.map, scale) : undefined),
    }),
    [kept, settle, leave],
  )

  return (
    <div className={styles.canvas}>
      <div ref={host} className={styles.host} data-map={health} />
      {children}
      {health === 'lost' && !props.mends && (
        <div className={styles.lost} role="alert">
          {say('map.lost')}{' '}
          <button type="button" className={styles.textButton} onClick={() => setRound(round + 1)}>
            {say('map.redraw')}
          </button>
        </div>
      )}
    </div>
  )
}

/**
 * Moves the camera to a new frame, and keeps a frame the reader has not left when the element changes its size. The
 * answer fits again what the reader has not left, and notes that he has.
 */
function useFraming(
  kept: KeptMap | null,
  frame: MapCanvasProps['frame'],
): { settle: () => void; leave: () => void } {
  const current = useRef(frame)
  const seen = useRef<string | undefined>(undefined)
  const left = useRef(false)
  current.current = frame
  const settle = useCallback(() => {
    // a flight under way is bent to the new end, not cut short
    if (kept && !left.current && current.current) fitBox(kept.map, current.current, !kept.map.isMoving())
  }, [kept])
  useEffect(() => {
    if (!kept) {
      seen.current = undefined
      return
    }
    const onMove = (event: { originalEvent?: unknown }) => {
      if (event.originalEvent !== undefined) left.current = true
    }
    kept.map.on('movestart', onMove)
    kept.map.on('resize', settle)
    return () => {
      kept.map.off('movestart', onMove)
      kept.map.off('resize', settle)
    }
  }, [kept, settle])
  useEffect(() => {
    if (!kept || !frame || seen.current === frame.key) return
    fitBox(kept.map, frame, seen.current === undefined)
    left.current = false
    seen.current = frame.key
  }, [kept, frame])
  const leave = useCallback(() => {
    left.current = true
  }, [])
  return { settle, leave }
}

/** Wires pointer and health; the answer unwires them. */
function listen(
  { map, stage }: KeptMap,
  latest: { current: MapCanvasProps },
  setHealth: (health: Health) => void,
): () => void {
  let request = 0
  const onMove = ({ point }: { point: Spot }) => {
    cancelAnimationFrame(request)
    const { x, y } = point
    request = requestAnimationFrame(() => {
      const first = latest.current.pickFirst
      const hit = map.isMoving() ? undefined : (first?.({ x, y }, map) ?? pick(map, stage, { x, y }))
      map.getCanvas().style.cursor = hit ? 'pointer' : ''
      latest.current.onPoint(hit, { x, y })
    })
  }
  const onOut = () => {
    cancelAnimationFrame(request)
    latest.current.onPoint(undefined, { x: 0, y: 0 })
  }
  const onClick = ({ point }: { point: Spot }) => {
    const hit = latest.current.pickFirst?.({ x: point.x, y: point.y }, map) ?? pick(map, stage, point)
    if (hit?.kind === 'cluster') void openCluster(map, hit, point)
    else if (hit) latest.current.onPress(hit, { x: point.x, y: point.y })
  }
  const onLost = () => setHealth('lost')
  const onBack = () => setHealth('well')
  map.on('mousemove', onMove)
  map.on('mouseout', onOut)
  map.on('click', onClick)
  map.on('webglcontextlost', onLost)
  map.on('webglcontextrestored', onBack)
  const canvas = map.getCanvas()
  // the list of areas is what the keyboard and the screen reader meet, not the picture of it
  canvas.removeAttribute('tabindex')
  canvas.removeAttribute('role')
  canvas.removeAttribute('aria-label')
  return () => {
    cancelAnimationFrame(request)
    map.off('mousemove', onMove)
    map.off('mouseout', onOut)
    map.off('click', onClick)
    map.off('webglcontextlost', onLost)
    map.off('webglcontextrestored', onBack)
  }
}

/** What regions are drawn with is fetched with the first of them: most maps have none. */
function drawLater(map: MapLibreMap, kind: DrawKind, onRing: (ring: Ring) => void): () => void {
  let stop: (() => void) | null = nothing
  void import('./drawing.ts').then(({ drawOn }) => {
    if (stop) stop = drawOn(map, kind, onRing)
  })
  return () => {
    stop?.()
    stop = null
  }
}

function nothing(): void {}
