import type { ReactNode } from 'react'
import type { LegendEntry, Scene } from '../layers/index.ts'
import { ChangeLegend } from '../panels/ChangeLegend.tsx'
import { FeatureLegend } from '../panels/FeatureLegend.tsx'
import { Legend } from '../panels/Legend.tsx'
import type { PlanMapProps } from './planMapProps.ts'
import { classSizes } from './useScene.ts'

/** What is drawn means: the classes of another layer, of a change, or of a measure. */
export function PlanLegend(
  props: Pick<PlanMapProps, 'features' | 'featuresTitle' | 'only' | 'onOnly'> & {
    scene: Scene
    entries: readonly LegendEntry[]
    onAlone: (index: number | undefined) => void
  },
): ReactNode {
  const { scene, entries, features } = props
  const { change, measure } = scene
  if (features)
    return (
      <FeatureLegend
        title={props.featuresTitle}
        features={features}
        entries={entries}
        only={props.only}
        onOnly={props.onOnly}
      />
    )
  if (change && measure) return <ChangeLegend measure={measure} change={change} />
  return (
    <Legend
      measure={scene.values && measure}
      rates={scene.values && scene.rates}
      breaks={scene.breaks}
      counts={classSizes(scene)}
      entries={entries}
      isolated={scene.isolated}
      onIsolate={props.onAlone}
    />
  )
}
