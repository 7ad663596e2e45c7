import { readFileSync } from 'node:fs'
import { z } from 'zod'

const folder = new URL('../../../data/packs/gaoling/source/', import.meta.url)
const Degrees = z.tuple([z.number(), z.number()])

const Outline = z.object({
  properties: z.object({ code: z.string(), name: z.string(), nameEn: z.string() }),
  geometry: z.object({ type: z.literal('Polygon'), coordinates: z.tuple([z.array(Degrees)]) }),
})

const Rivers = z.object({
  features: z.array(
    z.object({
      properties: z.object({ name: z.string(), nameEn: z.string() }),
      geometry: z.object({ type: z.literal('LineString'), coordinates: z.array(Degrees) }),
    }),
  ),
})

/** The facts the demo's areas are made from; their origin is told in the README of their folder. */
export const outline = Outline.parse(JSON.parse(read('outline.geojson')))
export const rivers = Rivers.parse(JSON.parse(read('rivers.geojson'))).features
export const streets = codesAndNames('streets.csv')
export const communities = codesAndNames('communities.csv')

function codesAndNames(file: string): { code: string; name: string }[] {
  const [, ...lines] = read(file).trim().split('\n')
  return lines.map((line) => {
    const [code, name] = line.split(',')
    return z.object({ code: z.string().regex(/^\d+$/), name: z.string().min(1) }).parse({ code, name })
  })
}

function read(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8')
}
