import { AreaCollection, AreaFeature, AreaKind } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answeringGeoJson, asking, needs, noParameters, router } from '../http/index.ts'
import { areaWithCode } from './area.ts'
import { listAreas } from './list.ts'

const geoJson = { 'Content-Type': 'application/geo+json' }

const list = createRoute({
  method: 'get',
  path: '/areas',
  security: needs('look'),
  tags: ['Areas'],
  summary: 'Areas with their outlines',
  request: {
    query: z.strictObject({
      level: z
        .string()
        .optional()
        .meta({ description: 'Id of a level', examples: ['street'] }),
      parent: z
        .string()
        .optional()
        .meta({
          description: 'Code of an area: those directly below it, or those of `level` anywhere below it',
          examples: ['610117'],
        }),
      kind: AreaKind.default('basic').meta({ description: 'The tree, or the special grids beside it' }),
    }),
  },
  responses: answeringGeoJson(AreaCollection.meta({ id: 'AreaCollection' }), 'A GeoJSON FeatureCollection'),
})

const one = createRoute({
  method: 'get',
  path: '/areas/{code}',
  security: needs('look'),
  tags: ['Areas'],
  summary: 'One area with its outline',
  request: {
    params: z.object({ code: z.string().meta({ description: 'Code of an area', examples: ['610117'] }) }),
    query: noParameters,
  },
  responses: answeringGeoJson(AreaFeature.meta({ id: 'AreaFeature' }), 'A GeoJSON Feature'),
})

export const areaRoutes = router()
  .openapi(list, async (c) => c.json(await listAreas(await asking(c), c.req.valid('query')), 200, geoJson))
  .openapi(one, async (c) =>
    c.json(await areaWithCode(await asking(c), c.req.valid('param').code), 200, geoJson),
  )
