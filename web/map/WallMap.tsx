import { type ReactNode, useMemo } from 'react'
import { useCentre } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import type { GatheredMap } from '../layers/flow/gather.ts'
import { flowGround } from '../layers/flow/ground.ts'
import { looks, type MapTicket, type Scene } from '../layers/index.ts'
import { useTheme } from '../ui/surface.tsx'
import { boxOf } from './camera.ts'
import { MapCanvas } from './MapCanvas.tsx'
import styles from './map.module.css'
import type { Box } from './spec.ts'
import { type SceneWish, useScene } from './useScene.ts'
import { useWallFlows, type WallFlows } from './wallFlows.ts'

export interface WallMapProps extends SceneWish {
  /** CSS pixels of the smallest letters */
  text: number
  /** what to show; the areas where absent */
  box: Box | null
  /** another one moves the camera */
  frameKey: string
  tickets: readonly MapTicket[] | undefined
  /** who hands to whom, in place of figures */
  flows: WallFlows | undefined
  onUnable: () => void
  /** what is said below the map of what it draws */
  children: (scene: Scene, flows: GatheredMap | undefined) => ReactNode
}

const nothing = () => undefined
/** Names of rivers and roads would be cut by the picture's edge, where nobody can move it. */
const drawn = looks.filter(({ id }) => id !== 'basemap-names')

/** The map of the control-room display: no hand touches it, and it mends itself. One for all scenes. */
export function WallMap(props: WallMapProps): ReactNode {
  const { text, box, frameKey, onUnable } = props
  const say = useSay()
  const theme = useTheme()
  const plain = useScene(props)
  const scene = useMemo(() => ({ ...plain, text }), [plain, text])
  const flows = useWallFlows(props.flows, text)
  const { drawing } = flows
  const drawings = useMemo(() => {
    const under = drawing ? drawn.filter(({ id }) => flowGround.has(id)) : drawn
    return [...under.flatMap((look) => look.draw(scene, theme) ?? []), ...(drawing ? [drawing] : [])]
  }, [scene, theme, drawing])
  const extent = useCentre().data?.extent.bbox ?? null
  const areas = boxOf(scene.areas)
  const whole = box ?? (props.flows ? around(areas, props.flows) : areas) ?? boxOf(scene.context) ?? extent
  const frame = useMemo(
    () => (whole ? { key: `${frameKey} ${whole}`, box: whole } : undefined),
    [frameKey, whole],
  )
  return (
    <figure className={styles.wall} aria-label={say('map.areasTitle')} data-busy={props.areas === undefined}>
      <div className={styles.body}>
        <MapCanvas
          drawings={drawings}
          frame={frame}
          hovered={undefined}
          onPoint={nothing}
          onPress={nothing}
          onUnable={onUnable}
          attach={flows.attach}
          mends
        />
      </div>
      {props.children(scene, flows.seen)}
    </figure>
  )
}

/** A box with the holders and the strip that stand beside it. */
function around(box: Box | null, { nodes, strip }: WallFlows): Box | null {
  return [...nodes.map(({ at }): Box => [...at, ...at]), ...(strip ? [strip] : [])].reduce(
    (whole: Box | null, [west, south, east, north]): Box =>
      whole
        ? [
            Math.min(whole[0], west),
            Math.min(whole[1], south),
            Math.max(whole[2], east),
            Math.max(whole[3], north),
          ]
        : [west, south, east, north],
    box,
  )
}
