import { ExportFormat, ExportProfile, LayerSheet, OfferedLayers } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import {
  answering,
  asking,
  leavable,
  needs,
  noParameters,
  questionOf,
  router,
  streamed,
} from '../http/index.ts'
import type { Catalogue } from '../measures/index.ts'
import { notFound } from '../problems.ts'
import { formats } from './encode/index.ts'
import { exportFile, fileBeside } from './export.ts'
import { layersOf } from './list.ts'
import { layerOptions } from './options.ts'
import { layerSheet } from './sheet.ts'

const profile = ExportProfile.optional().meta({
  description:
    'internal: what you may read. public: no text, no exact place, no small count nor what would give one away. Yours where absent',
})

const query = questionOf({ ...layerOptions, profile })

const list = createRoute({
  method: 'get',
  path: '/layers',
  security: needs('look'),
  tags: ['Export'],
  summary: 'The layers there are, and the formats they are exported in',
  request: { query: noParameters },
  responses: answering(
    OfferedLayers.meta({ id: 'OfferedLayers' }),
    'Layers and formats, in the order offered',
  ),
})

const sheet = createRoute({
  method: 'get',
  path: '/layers/{layer}',
  security: needs('look'),
  tags: ['Export'],
  summary: 'What a file of a layer would hold, before it is fetched',
  request: {
    params: z.object({
      layer: z.string().meta({ description: 'Id of a layer', examples: ['areas-street'] }),
    }),
    query: questionOf({
      ...layerOptions,
      profile,
      format: ExportFormat.default('geojson').meta({ description: 'Format of the file' }),
      preview: z.coerce
        .number()
        .int()
        .min(0)
        .max(200)
        .default(5)
        .meta({ description: 'Number of first features to show' }),
    }),
  },
  responses: answering(
    LayerSheet.meta({ id: 'LayerSheet' }),
    'Columns, count, size, name and first features of the file',
  ),
})

/** Two names in one part of a path are more than the router tells apart: it takes them as one. */
const file = createRoute({
  method: 'get',
  path: '/export/{file}',
  security: needs('export'),
  hide: true,
  request: { params: z.object({ file: z.string() }), query },
  responses: { 200: { description: 'The file' } },
})

const { 200: _, ...refusals } = answering(z.unknown(), '')

const bytes = z.string().meta({ format: 'binary' })
const collection = z.looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })

const described = createRoute({
  method: 'get',
  path: '/export/{layer}.{format}',
  security: needs('export'),
  tags: ['Export'],
  summary: 'A layer under the filter as a file, streamed',
  description:
    'The features are those that the API answers for the same filter. Every file tells its filter, instant, time zone, measure definitions and caption in the place its format has for it; a csv in `{layer}.csv-metadata.json`.',
  request: {
    params: z.object({
      layer: z.string().meta({
        description: 'Id of a layer: areas-{level}, cells, hotspots, emerging, repeats, flows, tickets',
        examples: ['areas-street'],
      }),
      format: ExportFormat.meta({ description: 'Format, also the extension' }),
    }),
    query,
  },
  responses: {
    200: {
      description: 'The file',
      content: Object.fromEntries(
        formats.map(({ mediaType }) => [
          mediaType,
          { schema: mediaType.endsWith('/geo+json') ? collection : bytes },
        ]),
      ),
    },
    ...refusals,
  },
})

/** The routes that tell of layers, for the measures offered. */
export function layerRoutes(offered: Catalogue) {
  return router()
    .openapi(list, async (c) => {
      const { centre } = await asking(c)
      const layers = layersOf(centre, offered).map(({ id, title, meaning, geometry, takes, shown }) => ({
        id,
        title,
        meaning,
        geometry,
        takes: [...(takes ?? [])],
        shown: shown ?? null,
      }))
      return c.json({ layers, formats: formats.map(({ id }) => id) }, 200)
    })
    .openapi(sheet, async (c) => {
      const { profile, format, preview, cell, level, neighbours, step, by, ...filter } = c.req.valid('query')
      const { layer } = c.req.valid('param')
      const options = { cell, level, neighbours, step, by }
      const question = { layer, format, profile, filter, options, preview }
      return c.json(await layerSheet(await asking(c), offered, question), 200)
    })
}

/** The routes of export, for the measures offered. */
export function exportRoutes(offered: Catalogue) {
  const routes = router().openapi(file, async (c) => {
    const { profile, cell, level, neighbours, step, by, ...filter } = c.req.valid('query')
    const options = { cell, level, neighbours, step, by }
    const [, layer, format, beside] =
      /^(.+?)\.([a-z]+)(-metadata\.json)?$/.exec(c.req.valid('param').file) ?? []
    if (layer === undefined || format === undefined)
      throw notFound('Name a layer and a format, e.g. tickets.geojson.')
    const { signal, held } = leavable(c)
    const asked = { ...(await asking(c)), signal }
    const exported = await exportFile(asked, offered, { layer, format, profile, filter, options })
    const { names, format: written } = exported
    const companion = fileBeside(exported, names.en)
    const headers = { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding, Accept-Language' }
    if (beside !== undefined) {
      if (!companion) throw notFound(`A ${format} has no file beside it.`)
      return c.body(companion.text, 200, { ...headers, 'Content-Type': companion.beside.mediaType })
    }
    const localName = c.req.header('Accept-Language')?.startsWith('zh') ? names.zh : names.en
    return c.body(streamed(exported.bytes, held), 200, {
      ...headers,
      'Content-Type': written.mediaType,
      'Content-Disposition': `attachment; filename="${asciiName(names.en)}"; filename*=UTF-8''${encoded(localName)}`,
      ...(companion ? { Link: `<${besideOf(c.req.url, companion.beside.suffix)}>; rel="describedby"` } : {}),
    })
  })
  routes.openAPIRegistry.registerPath(described)
  return routes
}

/** The address of the file beside, of the same question. */
function besideOf(url: string, suffix: string): string {
  const { pathname, search } = new URL(url)
  return `${pathname}${suffix}${search}`
}

/** For readers that know no other alphabet. */
function asciiName(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
}

/** As RFC 5987 has it: what `encodeURIComponent` leaves and it does not is put right. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
