import type { LayerSheet } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import type { Catalogue } from '../measures/index.ts'
import type { Format } from './encode/index.ts'
import { type ExportQuestion, openExport } from './export.ts'
import type { Feature, OpenLayer } from './layer.ts'

/** Features that the size of a file is reckoned from. */
const sampled = 500

/**
 * What a file would hold: its columns, its number of features, the first `preview` of them, its name, and how large it
 * would be. Throws the problems that the export itself would.
 */
export async function layerSheet(
  asking: Asking,
  offered: Catalogue,
  { preview, ...question }: ExportQuestion & { preview: number },
): Promise<LayerSheet> {
  const { open, format, names } = await openExport(asking, offered, question)
  const sample = await firstOf(open, Math.max(sampled, preview))
  const { filter: _, ...description } = open.description
  return {
    ...description,
    first: sample
      .slice(0, preview)
      .map(({ id, geometry, values }) => ({ id, placed: geometry !== null, values: [...values] })),
    size: await sizeOf(open, format, sample),
    fileName: names,
  }
}

/** The first features of a layer; its work stops when they are there. */
async function firstOf(open: OpenLayer, most: number): Promise<Feature[]> {
  const first: Feature[] = []
  for await (const batch of open.features()) {
    first.push(...batch.slice(0, most - first.length))
    if (first.length >= most) break
  }
  return first
}

/** Bytes of the file: all of it where the sample is all there is, else the head and as much for every feature as for those met. */
async function sizeOf(
  { description }: OpenLayer,
  format: Format,
  sample: readonly Feature[],
): Promise<LayerSheet['size']> {
  const whole = await bytesOf(format, holding(description, sample))
  if (sample.length >= description.features) return { bytes: whole, exact: true }
  const head = await bytesOf(format, holding(description, []))
  return {
    bytes: Math.round(head + ((whole - head) * description.features) / Math.max(1, sample.length)),
    exact: false,
  }
}

function holding(description: OpenLayer['description'], features: readonly Feature[]): OpenLayer {
  return {
    description: { ...description, features: features.length },
    features: async function* () {
      if (features.length > 0) yield features
    },
  }
}

async function bytesOf(format: Format, layer: OpenLayer): Promise<number> {
  let bytes = 0
  for await (const part of format.encode(layer)) bytes += part.byteLength
  return bytes
}
