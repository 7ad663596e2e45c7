import { Centre } from '@grid/data/contract'
import { createRoute } from '@hono/zod-openapi'
import { answering, answeringGeoJson, asking, needs, noParameters, router } from '../http/index.ts'
import { Basemap, basemapOf } from './basemap.ts'
import { describeCentre } from './centre.ts'

const centre = createRoute({
  method: 'get',
  path: '/centre',
  security: needs('look'),
  tags: ['Centre'],
  summary: 'The centre: names, levels, codes, time zone, extent of its data, as-of',
  request: { query: noParameters },
  responses: answering(Centre.meta({ id: 'Centre' }), 'The centre'),
})

const basemap = createRoute({
  method: 'get',
  path: '/basemap',
  security: needs('look'),
  tags: ['Centre'],
  summary: "The pack's own background: rivers, roads, places",
  request: { query: noParameters },
  responses: answeringGeoJson(Basemap.meta({ id: 'Basemap' }), 'A GeoJSON FeatureCollection, maybe empty'),
})

export const centreRoutes = router()
  .openapi(centre, async (c) => {
    return c.json(describeCentre((await asking(c)).centre, c.var.clock.now()), 200)
  })
  .openapi(basemap, async (c) => {
    return c.json(await basemapOf(c.var.store, c.var.signal), 200, { 'Content-Type': 'application/geo+json' })
  })
