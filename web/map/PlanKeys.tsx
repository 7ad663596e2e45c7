import type { AreaFeature } from '@grid/data/contract'
import { type ReactNode, type RefObject, useMemo } from 'react'
import { useSay } from '../i18n/index.ts'
import { areaName, featureName, type LayerFeatures, type Scene, type Tip } from '../layers/index.ts'
import { AreaKeys, type AreaKeysProps, type MapStop } from './AreaKeys.tsx'
import { middleOf } from './camera.ts'
import type { MapHandle } from './MapCanvas.tsx'
import type { PlanMapProps } from './planMapProps.ts'

/** Features that the keys go through; the table has all. */
const mostStops = 1000

/** What the keys stop at: the features of another layer, else the areas in the order they are read. */
export function useStops(
  features: LayerFeatures | undefined,
  areas: readonly AreaFeature[],
  lang: Scene['lang'],
): MapStop[] {
  return useMemo(() => {
    if (features)
      return features.features.slice(0, mostStops).map((feature) => ({
        id: String(feature.id),
        name: featureName(feature),
        at: middleOf(feature),
      }))
    return areas.map((area) => ({
      id: area.id,
      name: areaName(area, lang),
      at: area.properties.label ? ([...area.properties.label] as const) : null,
    }))
  }, [features, areas, lang])
}

/** The map under the keyboard: areas to pick several of, or features to choose one. */
export function PlanKeys(
  props: Pick<PlanMapProps, 'features' | 'spot' | 'picked' | 'onChoose' | 'onUnpick'> &
    Pick<AreaKeysProps, 'stops' | 'at' | 'spoken' | 'onMove' | 'onOpen'> & {
      map: RefObject<MapHandle | null>
    },
): ReactNode {
  const { features, spot, map } = props
  const say = useSay()
  const words = say(features ? 'plan.keys.features' : 'plan.keys')
  const chosen = useMemo(() => new Set(spot === null ? [] : [spot]), [spot])
  return (
    <AreaKeys
      label={words}
      hint={words}
      stops={props.stops}
      at={props.at}
      spoken={props.spoken}
      picked={features ? chosen : props.picked}
      onMove={props.onMove}
      onOpen={props.onOpen}
      onUp={features ? () => props.onChoose(null) : props.onUnpick}
      onZoom={(step) => map.current?.zoom(step)}
      onFit={() => map.current?.fit()}
    />
  )
}

/** A tooltip as it is read aloud. */
export function spokenOf(tip: Tip | undefined): string {
  return tip ? [tip.title, tip.value, ...tip.notes].filter(Boolean).join(', ') : ''
}
