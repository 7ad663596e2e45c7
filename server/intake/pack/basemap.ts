import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, join, normalize, sep } from 'node:path'
import { z } from 'zod'
import { IntakeError } from '../errors.ts'
import { parseJson, schemaErrors } from '../schema-errors.ts'

/** As much of a basemap as must hold for it to be drawn. */
const Basemap = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.looseObject({
      type: z.literal('Feature'),
      properties: z.looseObject({ kind: z.string().optional() }).nullable(),
      geometry: z.looseObject({ type: z.string(), coordinates: z.array(z.unknown()).optional() }).nullable(),
    }),
  ),
})

/** Reads the basemap that a pack names, from within its folder; answers its text and number of features. */
export async function readBasemap(
  folder: string,
  name: string | undefined,
): Promise<{ text: string; features: number } | undefined> {
  if (name === undefined) return undefined
  const inside = normalize(name)
  if (isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`))
    throw new IntakeError([`${join(folder, 'centre.json')}: map.basemap: must name a file inside the pack`])
  const path = join(folder, inside)
  // a pack may come from others: a link in it must not read what is beside it
  if (existsSync(path) && !realpathSync(path).startsWith(`${realpathSync(folder)}${sep}`))
    throw new IntakeError([`${join(folder, 'centre.json')}: map.basemap: leads out of the pack`])
  const parsed = Basemap.safeParse(await parseJson(path))
  if (!parsed.success) throw new IntakeError(schemaErrors(parsed.error, Basemap, path))
  return { text: JSON.stringify(parsed.data), features: parsed.data.features.length }
}
