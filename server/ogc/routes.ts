import type { Context } from 'hono'
import { html } from 'hono/html'
import { listAreas } from '../areas/index.ts'
import type { Asking } from '../filter/index.ts'
import { asking, type Env, freshness, leavable, router, streamed } from '../http/index.ts'
import { type Feature, type Layer, layersOf, layerWithId, wound } from '../layers/index.ts'
import type { Catalogue } from '../measures/index.ts'
import { collectionOf, conformance } from './collections.ts'
import { featureWritten, type ItemsPage, itemOf, itemsOf, pageLimits, pageWritten } from './items.ts'
import { type Link, pageLinks, selfAndOther, types } from './links.ts'
import { openApiOf } from './openapi.ts'
import { cellsOf, drawn, inBoth, listed, pageOf, style, table } from './page.ts'
import { queryablesOf } from './queryables.ts'
import { addressOf, baseOf, formOf, isLed, json } from './request.ts'
import { matrixSetsLink } from './tiles/metadata.ts'
import { tileRoutes, tileStep } from './tiles/routes.ts'

/** OGC API - Features of the layers, for the measures offered. */
export function ogcRoutes(offered: Catalogue) {
  const layerAt = async (c: Context<Env>) => {
    const asked = await asking(c)
    return { asked, layer: layerWithId(asked.centre, offered, c.req.param('id') ?? '') }
  }
  const app = router()
  app.use(async (c, next) => {
    c.set('surface', { style })
    await next()
  })
  return app
    .use(freshness({ by: grounds, step: tileStep, isLong }))
    .route('/', tileRoutes(offered))
    .get('/', async (c) => {
      const { centre } = await asking(c)
      const base = baseOf(c)
      const form = formOf(c, ['f'])
      const links: Link[] = [
        ...selfAndOther(base, form),
        { href: `${base}/api`, rel: 'service-desc', type: types.openapi, title: 'OpenAPI 3.0 document' },
        { href: `${base}/api?f=html`, rel: 'service-doc', type: types.html, title: 'The document as a page' },
        { href: `${base}/conformance`, rel: 'conformance', type: types.json, title: 'What is kept to' },
        { href: `${base}/collections`, rel: 'data', type: types.json, title: 'The layers' },
        matrixSetsLink(base),
      ]
      const { en, zh } = centre.pack.name
      const about = { title: en === zh ? en : `${en} / ${zh}`, description: captionOf(centre.pack) }
      return form === 'html'
        ? c.html(pageOf(about.title, html`<p>${about.description}</p>${listed(links.slice(2))}`))
        : json(c, { ...about, links })
    })
    .get('/conformance', (c) =>
      formOf(c, ['f']) === 'html'
        ? c.html(pageOf('What is kept to', html`<ul>${conformance.map((uri) => html`<li>${uri}</li>`)}</ul>`))
        : json(c, { conformsTo: conformance }),
    )
    .get('/api', async (c) => {
      const asked = await asking(c)
      const base = baseOf(c)
      if (formOf(c, ['f']) === 'html') return c.html(apiPage(base, layersOf(asked.centre, offered)))
      const layers = await Promise.all(
        layersOf(asked.centre, offered).map(async (layer) => ({
          layer,
          properties: await layer.properties(asked, {
            filter: {},
            options: {},
            profile: ownProfile(asked.caller),
          }),
        })),
      )
      return json(c, openApiOf(layers, base), types.openapi)
    })
    .get('/collections', async (c) => {
      const { centre } = await asking(c)
      const base = baseOf(c)
      const form = formOf(c, ['f'])
      const collections = layersOf(centre, offered).map((layer) => collectionOf(centre, layer, base))
      const links = selfAndOther(`${base}/collections`, form)
      if (form === 'json') return json(c, { links, collections, crs: collections[0]?.crs ?? [] })
      const rows = collections.map(({ id, title, description }) => [
        html`<a href="${base}/collections/${id}?f=html">${title}</a>`,
        description,
      ])
      return c.html(
        pageOf(
          'Layers / 图层',
          table(['Layer / 图层', 'What it holds / 内容'], rows),
          aboveLayers(base).slice(0, 1),
        ),
      )
    })
    .get('/collections/:id', async (c) => {
      const { asked, layer } = await layerAt(c)
      const form = formOf(c, ['f'])
      const collection = collectionOf(asked.centre, layer, baseOf(c))
      if (form === 'json') return json(c, collection)
      return c.html(
        pageOf(
          collection.title,
          html`<p>${collection.description}</p>${listed(collection.links)}`,
          aboveLayers(baseOf(c)),
        ),
      )
    })
    .get('/collections/:id/queryables', async (c) => {
      const { asked, layer } = await layerAt(c)
      const form = formOf(c, ['f'])
      const properties = await layer.properties(asked, {
        filter: {},
        options: {},
        profile: ownProfile(asked.caller),
      })
      if (form === 'json')
        return json(
          c,
          queryablesOf(layer, properties, `${baseOf(c)}/collections/${layer.id}/queryables`),
          types.schema,
        )
      const rows = properties.map(({ name, kind, label }) => [name, kind, label.en, label.zh])
      return c.html(
        pageOf(
          `${layer.title.en}: what features can be chosen by`,
          table(['Name', 'Kind', 'English', '中文'], rows),
        ),
      )
    })
    .get('/collections/:id/items', async (c) => {
      const { signal, held } = leavable(c)
      const { asked, layer } = await layerAt(c)
      const form = formOf(c)
      const page = await itemsOf({ ...asked, signal }, layer, c.req.queries())
      const { offset, limit, matched, expected, crs } = page
      const href = addressOf(c)
      const links = [
        ...selfAndOther(href, form, types.geojson),
        ...pageLinks(
          href,
          {
            offset,
            limit,
            further: isLed(c) ? Math.max(limit, pageLimits.standard) : limit,
            matched,
            returned: expected,
          },
          form === 'html' ? types.html : types.geojson,
        ),
      ]
      c.header('Content-Crs', `<${crs.uri}>`)
      if (form === 'html') return c.html(await itemsPage(asked, page, links, baseOf(c)))
      const timeStamp = new Date(c.var.clock.now()).toISOString()
      return c.body(
        streamed(() => pageWritten(page, links, timeStamp), held),
        200,
        { 'Content-Type': types.geojson },
      )
    })
    .get('/collections/:id/items/:feature', async (c) => {
      const { asked, layer } = await layerAt(c)
      const form = formOf(c)
      const id = c.req.param('feature')
      const { description, crs, feature } = await itemOf(asked, layer, id, c.req.queries())
      const links: Link[] = [
        ...selfAndOther(addressOf(c), form, types.geojson),
        {
          href: `${baseOf(c)}/collections/${layer.id}`,
          rel: 'collection',
          type: types.json,
          title: layer.title.en,
        },
      ]
      c.header('Content-Crs', `<${crs.uri}>`)
      if (form === 'json')
        return c.body(featureWritten(description, feature, links), 200, { 'Content-Type': types.geojson })
      const cells = cellsOf(description)(feature)
      const rows = description.properties.map(({ label }, index) => [label.en, label.zh, cells[index]])
      return c.html(
        pageOf(
          id,
          [html`${drawn([feature], id)}`, table(['Property', '属性', 'Value / 值'], rows), listed(links)],
          [
            ...aboveLayers(baseOf(c)),
            { href: links.at(-1)!.href, title: `${layer.title.en} / ${layer.title.zh}` },
          ],
        ),
      )
    })
}

async function itemsPage(asked: Asking, page: ItemsPage, links: readonly Link[], base: string) {
  const collection = `${base}/collections/${page.description.layer}`
  const { description, crs, matched, offset } = page
  const features: Feature[] = []
  for await (const batch of page.features()) features.push(...batch)
  const { title, properties } = description
  const paging = links.filter(({ rel }) => rel === 'next' || rel === 'prev')
  const grouped = (count: number) => count.toLocaleString('en')
  const here = features.length === 0 ? '0' : `${grouped(offset + 1)}–${grouped(offset + features.length)}`
  const isPlain = crs.uri.endsWith('CRS84')
  return pageOf(
    `${title.en} / ${title.zh}`,
    [
      html`<p>${captionOf(asked.centre.pack)}</p><p>${grouped(matched)} features, ${here} shown / 共 ${grouped(matched)} 项，显示 ${here}. <a href="${links[1]!.href}">GeoJSON</a></p>${listed(paging.map((link) => ({ ...link, title: link.rel === 'next' ? 'Next page / 下一页' : 'Page before / 上一页' })))}`,
      html`${isPlain ? drawn(features, title.en, await outlineOf(asked)) : ''}`,
      table(
        properties.map(({ label }) => inBoth(label)),
        features.map((feature) => {
          const [first, ...others] = cellsOf(description)(feature)
          const href = `${collection}/items/${encodeURIComponent(feature.id)}?f=html`
          return [html`<a href="${href}">${first ?? feature.id}</a>`, ...others]
        }),
      ),
    ],
    [...aboveLayers(base), { href: `${collection}?f=html`, title: `${title.en} / ${title.zh}` }],
  )
}

/** The pages that lead to a layer. */
function aboveLayers(base: string): Link[] {
  return [
    { href: `${base}?f=html`, rel: 'up', title: 'Start / 首页' },
    { href: `${base}/collections?f=html`, rel: 'up', title: 'Layers / 图层' },
  ]
}

/** The outline of the whole centre, the areas of its widest level. */
async function outlineOf(asked: Asking) {
  const [widest] = asked.centre.levels
  if (!widest) return []
  const { features } = await listAreas(asked, { level: widest.id, kind: 'basic' })
  return features.flatMap(({ geometry }) => (geometry ? [wound(geometry)] : []))
}

/** Pages of features are sent as they are read, not kept whole to be given to several. */
function isLong(c: Context<Env>): boolean {
  return c.req.path.endsWith('/items')
}

/** Links tell where the asker reached the server, and the form may follow from what it reads best. */
const grounds = {
  parts: (c: Context<Env>) => [baseOf(c), c.req.header('Accept') ?? '', String(isLed(c))],
  headers: ['Accept', 'User-Agent'],
}

function captionOf({ map }: { map: { caption?: { en: string; zh: string } | undefined } }): string {
  return map.caption ? `${map.caption.en} ${map.caption.zh}` : 'Layers for planners'
}

function ownProfile({ role }: { role: string }): 'public' | 'internal' {
  return role === 'public' ? 'public' : 'internal'
}

function apiPage(base: string, layers: readonly Layer[]) {
  const rows = layers.map(({ id, title, meaning }) => [
    html`<a href="${base}/collections/${id}/items?f=html">/collections/${id}/items</a>`,
    title.en,
    meaning.en,
  ])
  return pageOf('Layers over OGC API', [
    html`<p>The machine-readable document is <a href="${base}/api?f=json">OpenAPI 3.0</a>. In QGIS add <code>${base}</code> as a WFS / OGC API connection.</p>`,
    table(['Path', 'Layer', 'What it holds'], rows),
  ])
}
