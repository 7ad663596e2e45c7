import { type ReactNode, useMemo } from 'react'
import { useCentre } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { looks, type MapTicket, type Scene } from '../layers/index.ts'
import { useTheme } from '../ui/surface.tsx'
import { boxOf } from './camera.ts'
import { MapCanvas } from './MapCanvas.tsx'
import styles from './map.module.css'
import type { Box } from './spec.ts'
import { type SceneWish, useScene } from './useScene.ts'

export interface WallMapProps extends SceneWish {
  /** CSS pixels of the smallest letters */
  text: number
  /** what to show; the areas where absent */
  box: Box | null
  /** another one moves the camera */
  frameKey: string
  tickets: readonly MapTicket[] | undefined
  onUnable: () => void
  /** what is said below the map of what it draws */
  children: (scene: Scene) => ReactNode
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
  const drawings = useMemo(() => drawn.flatMap((look) => look.draw(scene, theme) ?? []), [scene, theme])
  const extent = useCentre().data?.extent.bbox ?? null
  const whole = box ?? boxOf(scene.areas) ?? boxOf(scene.context) ?? extent
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
          mends
        />
      </div>
      {props.children(scene)}
    </figure>
  )
}
