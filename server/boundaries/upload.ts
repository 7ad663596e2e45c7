import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { AcceptedFault, Crs, LocalDate, Mapping } from '@grid/data/contract'
import { z } from '@hono/zod-openapi'
import { type BoundaryWish, schemaErrors } from '../intake/index.ts'

const truth = z.enum(['true', 'false'])

const mapText = z.string().transform((text, context) => {
  try {
    const read = Mapping.safeParse(JSON.parse(text))
    if (read.success) return read.data
    for (const message of schemaErrors(read.error, Mapping, 'map'))
      context.addIssue({ code: 'custom', message })
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON: send the text of a *.map.json' })
  }
  return z.NEVER
})

/** A form with new boundaries. */
export const BoundaryForm = z.strictObject({
  file: z
    .custom<File>((value) => value instanceof File, { error: 'send a file' })
    .meta({
      type: 'string',
      format: 'binary',
      description: 'GeoJSON, or any other format that areas are imported from',
    }),
  map: mapText.optional().meta({
    type: 'string',
    description: 'Its mapping, the JSON of a *.map.json; without one the columns carry our names',
  }),
  crs: Crs.optional().meta({
    description: 'Its coordinate system, where there is no mapping; WGS-84 where nothing says otherwise',
    examples: ['EPSG:4490'],
  }),
  validFrom: LocalDate.meta({
    description: 'The first local day the boundaries hold on',
    examples: ['2026-01-01'],
  }),
  name: z.string().trim().max(200).optional().meta({ description: 'What people call them' }),
  note: z.string().trim().max(2000).optional().meta({ description: 'Why they change' }),
  changesOnly: truth.default('false').meta({
    description: 'true: the file has the areas that change; of the levels it names, those it leaves out stay',
  }),
  accept: z
    .string()
    .optional()
    .transform((text, context) => {
      const read = z.array(AcceptedFault).safeParse((text ?? '').split(',').filter(Boolean))
      if (read.success) return read.data
      context.addIssue({
        code: 'custom',
        message: `write some of ${AcceptedFault.options.join(', ')}, commas between`,
      })
      return z.NEVER
    })
    .meta({ type: 'string', description: 'Faults taken knowingly: overlap, gap, outside, straddles' }),
})
export type BoundaryForm = z.output<typeof BoundaryForm>

/** Puts the file of a form where the readers of files find it, for as long as `work` takes. */
export async function withWish<T>(form: BoundaryForm, work: (wish: BoundaryWish) => Promise<T>): Promise<T> {
  const { wish, away } = await wishOf(form)
  try {
    return await work(wish)
  } finally {
    await away()
  }
}

/** The wish of a form, and what takes its file away again. */
export async function wishOf(form: BoundaryForm): Promise<{ wish: BoundaryWish; away: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'grid-boundaries-'))
  const away = () => rm(folder, { recursive: true, force: true })
  // a name from outside says the format and nothing of a place
  const path = join(
    folder,
    basename(form.file.name).replace(/[^\p{L}\p{N}._-]/gu, '_') || 'boundaries.geojson',
  )
  try {
    await writeFile(path, Buffer.from(await form.file.arrayBuffer()))
  } catch (cause) {
    await away()
    throw cause
  }
  const { validFrom, name, note, changesOnly, accept, map, crs } = form
  return {
    wish: {
      file: { path, mapping: map, place: map ? 'map' : `${basename(path)} without a mapping` },
      crs: crs ?? null,
      validFrom,
      name: name || null,
      note: note || null,
      changesOnly: changesOnly === 'true',
      accept,
    },
    away,
  }
}
