import type { LayerDescription, LayerProperty } from '@grid/data/contract'
import { localTimes } from '../../centre/index.ts'
import type { Feature, Value } from '../layer.ts'

/** Writes features as GeoJSON text, instants as local times with their offset. */
export function featureWriter(description: LayerDescription): (feature: Feature, first?: string) => string {
  const written = valueWriter(description)
  const keys = description.properties.map(
    ({ name }, index) => `${index === 0 ? '' : ','}${JSON.stringify(name)}:`,
  )
  return ({ id, geometry, values }, members = '') => {
    const properties = values.map((value, index) => keys[index]! + written(value, index))
    return `{"type":"Feature","id":${JSON.stringify(id)},${members}"geometry":${JSON.stringify(geometry)},"properties":{${properties.join('')}}}`
  }
}

/** Numbers, truths and nulls are written as they are: they are most of what there is. */
function valueWriter({ properties, timeZone }: LayerDescription): (value: Value, index: number) => string {
  const local = localTimes(timeZone)
  const isInstant = properties.map(({ kind }: LayerProperty) => kind === 'instant')
  return (value, index) => {
    if (value === null) return 'null'
    if (typeof value === 'string') return JSON.stringify(value)
    if (typeof value === 'number' && isInstant[index]) return `"${local(value)}"`
    return typeof value === 'boolean' || Number.isFinite(value) ? String(value) : 'null'
  }
}
