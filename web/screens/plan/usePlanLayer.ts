import type { LayerOption } from '@grid/data/contract'
import { useMemo } from 'react'
import { type LayerOptions, tilesAddress, useLayerFile, useLayers } from '../../api/index.ts'
import type { LayerFeatures } from '../../layers/index.ts'
import { featureClasses } from '../../lib/featureClasses.ts'
import { nameIn } from '../../lib/lang.ts'
import { useLang } from '../../ui/surface.tsx'
import type { View } from '../../view/fields.ts'
import type { FilterQuery } from '../../view/query.ts'
import { useView } from '../../view/useView.ts'
import type { Plan } from './usePlan.ts'

/** The layer looked at in place of the areas, as its file has it: what it is asked, and all its features. */
export function usePlanLayer(plan: Plan) {
  const { view } = useView()
  const lang = useLang()
  const offered = useLayers()
  const known = offered.data?.layers.find(({ id }) => id === view.layer)
  const layer = view.layer ?? `areas-${plan.level}`
  const filter = useMemo(
    (): FilterQuery => (plan.picked.size > 0 ? { ...plan.filter, area: [...plan.picked] } : plan.filter),
    [plan.filter, plan.picked],
  )
  const options = useMemo(() => optionsOf(view, known?.takes ?? [], plan.level), [view, known, plan.level])
  const question = useMemo(
    () => ({ layer, profile: view.profile, filter, options }),
    [layer, view.profile, filter, options],
  )
  const isTickets = view.layer === 'tickets'
  const file = useLayerFile(question, known !== undefined && known.shown !== null && !isTickets)
  const features = useMemo((): LayerFeatures | undefined => {
    // the answer before, while the next one loads, may be of another layer
    if (!known || file.data?.metadata.layer !== known.id) return undefined
    const { properties, notes } = file.data.metadata
    const shown = properties.find(({ name }) => name === known.shown)
    if (!shown) return undefined
    const { features } = file.data
    return {
      layer: known.id,
      geometry: known.geometry,
      features,
      properties,
      shown,
      notes,
      classes: featureClasses(features, shown),
    }
  }, [known, file.data])
  return {
    offered,
    /** id of what is looked at and exported */
    layer,
    title: known ? nameIn(known.title, lang) : '',
    filter,
    options,
    file,
    /** undefined where areas or tickets are looked at, and until they are there */
    features,
    ticketTiles: useMemo(() => (isTickets ? tilesAddress(question) : undefined), [isTickets, question]),
  }
}

export type PlanLayer = ReturnType<typeof usePlanLayer>

/** Those of the view's options that the layer takes; what is left to the server is left out. */
function optionsOf(view: View, takes: readonly LayerOption[], level: string | undefined): LayerOptions {
  const options: LayerOptions = {}
  const isOfAreas = view.cell === 'areas' && takes.includes('level') && level !== undefined
  if (takes.includes('cell') && !isOfAreas && view.cell !== 'auto' && view.cell !== 'areas')
    options.cell = view.cell
  if (takes.includes('cell') && isOfAreas) options.level = level
  if (takes.includes('neighbours') && view.neighbours !== null) options.neighbours = view.neighbours
  if (takes.includes('step') && view.step !== null) options.step = view.step
  if (takes.includes('by')) {
    options.by = view.flowBy
    if (view.flowBy === 'area' && level !== undefined) options.level = level
  }
  return options
}
