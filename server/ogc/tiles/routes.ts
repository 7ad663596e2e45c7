import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Asking } from '../../filter/index.ts'
import { asking, type Env, router } from '../../http/index.ts'
import { type Layer, type LayerQuestion, layerWithId } from '../../layers/index.ts'
import type { Catalogue } from '../../measures/index.ts'
import { badParameters } from '../../problems.ts'
import { KeptLayers, tilesetOf } from '../../tiles/index.ts'
import { selfAndOther, types } from '../links.ts'
import { listed, pageOf, table } from '../page.ts'
import { choosingParameters, once } from '../parameters.ts'
import { questionFor } from '../question.ts'
import { addressOf, baseOf, formOf, json } from '../request.ts'
import { addressOfTile, onlyMatrixSet } from './address.ts'
import { matrixSet, matrixSetDefinition, matrixSetUri, mercator } from './matrix-set.ts'
import { matrixSetsLink, tileJson, tilesetInList, tilesetMetadata } from './metadata.ts'

/** The present of tiles stands still for a minute, so that those of one map agree and need not be fetched anew. */
const minute = 60_000

/** `properties=a,b`: what the tiles are to tell; undefined where nothing is said. A 400 problem for what the layer has not. */
async function propertiesTold(
  asked: Asking,
  layer: Layer,
  question: LayerQuestion,
  written: string | undefined,
): Promise<string[] | undefined> {
  if (written === undefined) return undefined
  const names = written.split(',').map((name) => name.trim())
  const tiled = await layer.tiled?.(asked, { ...question, told: names })
  const known = [...(await layer.properties(asked, question)), ...(tiled?.properties ?? [])].map(
    ({ name }) => name,
  )
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw badParameters(
      unknown.map((name) => ({ parameter: 'properties', detail: `"${name}" is no property of ${layer.id}` })),
    )
  return names
}

/** How long the present of an answer stands still in milliseconds, where it is of tiles. */
export function tileStep(c: Context): number | undefined {
  return /\/collections\/[^/]+\/tiles/.test(c.req.path) ? minute : undefined
}

/** OGC API - Tiles of the layers, for the measures offered. */
export function tileRoutes(offered: Catalogue) {
  const kept = new KeptLayers()
  const tilesFor = async (c: Context<Env>) => {
    const asked = await asking(c, minute)
    const layer = layerWithId(asked.centre, offered, c.req.param('id') ?? '')
    onlyMatrixSet(c.req.param('set') ?? matrixSet)
    const given = c.req.queries()
    const chosen = await questionFor(asked, layer, given, ['f', 'properties', ...choosingParameters])
    const question = {
      ...chosen,
      told: await propertiesTold(asked, layer, chosen, once(given, 'properties')),
    }
    return { asked, layer, tileset: await tilesetOf(asked, kept, layer, question) }
  }
  return router()
    .get('/tileMatrixSets', (c) => {
      const base = baseOf(c)
      const form = formOf(c, ['f'])
      const self = { href: `${base}/tileMatrixSets/${matrixSet}`, rel: 'self', type: types.json }
      const links = selfAndOther(`${base}/tileMatrixSets`, form)
      if (form === 'json')
        return json(c, {
          links,
          tileMatrixSets: [
            { id: matrixSet, title: matrixSet, uri: matrixSetUri, crs: mercator, links: [self] },
          ],
        })
      return c.html(pageOf(matrixSetsLink(base).title ?? '', listed([{ ...self, title: matrixSet }])))
    })
    .get('/tileMatrixSets/:set', (c) => {
      onlyMatrixSet(c.req.param('set'))
      const form = formOf(c, ['f'])
      const definition = matrixSetDefinition()
      if (form === 'json') return json(c, definition)
      const rows = definition.tileMatrices.map(({ id, scaleDenominator, matrixWidth }) => [
        id,
        `1 : ${Math.round(scaleDenominator).toLocaleString('en')}`,
        matrixWidth,
      ])
      return c.html(pageOf(matrixSet, table(['Matrix', 'Scale', 'Tiles across'], rows)))
    })
    .get('/collections/:id/tiles', async (c) => {
      const { asked, layer } = await tilesFor(c)
      const base = baseOf(c)
      const form = formOf(c)
      const tileset = tilesetInList({ layer, base, search: questionOf(c) })
      const links = selfAndOther(addressOf(c), form)
      if (form === 'json') return json(c, { links, tilesets: [tileset] })
      return c.html(pageOf(`${tileset.title}: vector tiles`, [captioned(asked), listed(tileset.links)]))
    })
    .get('/collections/:id/tiles/:set', async (c) => {
      const { asked, layer, tileset } = await tilesFor(c)
      const form = formOf(c, undefined, ['tilejson'])
      const said = {
        centre: asked.centre,
        layer,
        properties: tileset.properties,
        bounds: await tileset.bounds(),
        base: baseOf(c),
        search: questionOf(c),
      }
      if (form === 'tilejson') return json(c, tileJson(said), types.tilejson)
      const metadata = tilesetMetadata(said)
      return form === 'json' ? json(c, metadata) : c.html(tilesetPage(asked, layer, tileJson(said)))
    })
    .get('/collections/:id/tiles/:set/:z/:y/:x', async (c) => {
      const { tileset } = await tilesFor(c)
      if ((once(c.req.queries(), 'f') ?? 'mvt') !== 'mvt')
        throw badParameters([{ parameter: 'f', detail: 'write mvt, or leave it out' }])
      const tile = await tileset.tile(addressOfTile(c.req.param()))
      // nothing in it is not an error: the tile is there, and empty
      return tile === null ? c.body(null, 204) : c.body(tile, 200, { 'Content-Type': types.mvt })
    })
}

/** The question of an address without its form, as it goes into the addresses of tiles. */
function questionOf(c: Context): string {
  const url = new URL(c.req.url)
  url.searchParams.delete('f')
  return url.search
}

function captioned({ centre: { pack } }: Asking) {
  const { caption } = pack.map
  return html`<p>${caption ? `${caption.en} ${caption.zh}` : ''}</p>`
}

function tilesetPage(asked: Asking, layer: Layer, said: ReturnType<typeof tileJson>) {
  const [tiles = ''] = said.tiles
  const fields = Object.entries(said.vector_layers[0]?.fields ?? {})
  return pageOf(`${layer.title.en} / ${layer.title.zh}: vector tiles`, [
    captioned(asked),
    html`<p>${said.description}</p>
<p>In QGIS: <i>Layer › Add Layer › Add Vector Tile Layer</i>, a new generic connection with the address below, zoom ${said.minzoom} to ${said.maxzoom}. In MapLibre: a source of type <code>vector</code> with the TileJSON's address as <code>url</code>, and <code>${layer.id}</code> as <code>source-layer</code>.</p>
<p><code>${tiles}</code></p>
<p>These properties are told; <code>properties=</code> names others of the layer, with commas between. / 瓦片包含下列属性；可用 <code>properties=</code> 指定其他属性，以逗号分隔。</p>`,
    table(['Property', 'What it is'], fields),
  ])
}
