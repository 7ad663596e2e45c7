import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../scripts/run.mjs'
import { findProgram } from '../../scripts/system-tools.mjs'
import { type Browser, chromiumPath, launchBrowser, type Page } from '../drivers/browser.ts'
import { type RunningServer, startServer } from '../drivers/server.ts'
import { readTile, tileAt } from '../drivers/tiles.ts'

const ogrinfo = findProgram(['ogrinfo'])
/** In the middle of the demo's town. */
const town: [number, number] = [109.08, 34.535]

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

const addressOf = (layer: string, { z, x, y }: { z: number; x: number; y: number }) =>
  `${server.url}/ogc/collections/${layer}/tiles/WebMercatorQuad/${z}/${y}/${x}`
const fetched = async (layer: string, place: { z: number; x: number; y: number }) => {
  const response = await fetch(addressOf(layer, place))
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

describe.skipIf(!ogrinfo)('GDAL reads tiles', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'grid tiles '))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const opened = async (layer: string, place: { z: number; x: number; y: number }, ...args: string[]) => {
    const path = join(folder, `${layer}.mvt`)
    const bytes = await fetched(layer, place)
    writeFileSync(path, bytes)
    const where = ['-oo', `X=${place.x}`, '-oo', `Y=${place.y}`, '-oo', `Z=${place.z}`, '-oo', 'CLIP=NO']
    const { code, output } = await run(ogrinfo!, ['-ro', ...where, ...args, path], { capture: true })
    if (code !== 0) throw new Error(output)
    return { output, tile: readTile(bytes, place).layers[layer]! }
  }

  it.each([
    ['areas-community', 'Polygon'],
    ['cells', 'Polygon'],
    ['flows', 'Line String'],
    ['tickets', 'Point'],
  ])('%s: as many features as another reader finds', async (layer, geometry) => {
    const { output, tile } = await opened(layer, tileAt(town, 12), '-so', '-al')
    expect(output).not.toMatch(/ERROR|Warning/)
    expect(Number(/Feature Count: (\d+)/.exec(output)?.[1])).toBe(tile.features.length)
    expect(tile.features.length).toBeGreaterThan(0)
    expect(output).toContain(`Geometry: ${geometry}`)
  })

  it.each([9, 11, 13, 15])(
    'outlines of zoom %i are valid, and neighbours neither gap nor overlap',
    async (z) => {
      const sums = `SELECT SUM(NOT ST_IsValid(geometry)) AS broken, COUNT(*) AS tallied, SUM(ST_Area(geometry)) AS parts,
        ST_Area(ST_Union(geometry)) AS covered, ST_Area(ST_BuildArea(ST_ExteriorRing(ST_Union(geometry)))) AS filled
        FROM "areas-community"`
      const { output, tile } = await opened(
        'areas-community',
        tileAt(town, z),
        '-q',
        '-dialect',
        'SQLite',
        '-sql',
        sums.replace(/\s+/g, ' '),
      )
      const found = (name: string) => Number(new RegExp(`${name} \\(\\w+\\) = (\\S+)`).exec(output)?.[1])
      expect(found('broken')).toBe(0)
      expect(found('tallied')).toBe(tile.features.length)
      expect(found('covered') / found('parts')).toBeCloseTo(1, 9)
      expect(found('filled') / found('covered')).toBeCloseTo(1, 9)
    },
  )
})

const maplibre = dirname(createRequire(import.meta.url).resolve('maplibre-gl/dist/maplibre-gl.css'))
const page = (origin: string) => `<!doctype html>
<link rel="stylesheet" href="maplibre-gl.css">
<div id="map" style="width:640px;height:480px"></div>
<script type="module">
import { Map, setWorkerUrl } from './maplibre-gl.mjs'
setWorkerUrl('./maplibre-gl-worker.mjs')
const tiles = (layer) => ({ type: 'vector', url: '${origin}/ogc/collections/' + layer + '/tiles/WebMercatorQuad?f=tilejson', promoteId: layer === 'tickets' ? undefined : 'code' })
const map = new Map({
  container: 'map', center: ${JSON.stringify(town)}, zoom: 11, fadeDuration: 0,
  style: {
    version: 8,
    sources: { areas: tiles('areas-community'), tickets: tiles('tickets') },
    layers: [
      { id: 'areas', type: 'fill', source: 'areas', 'source-layer': 'areas-community', paint: { 'fill-color': '#cde' } },
      { id: 'tickets', type: 'circle', source: 'tickets', 'source-layer': 'tickets', paint: { 'circle-radius': 3 } },
    ],
  },
})
window.errors = []
map.on('error', ({ error }) => window.errors.push(error.message))
window.idle = () => new Promise((done) => (map.loaded() && !map.isMoving() ? done() : map.once('idle', done)))
window.map = map
</script>`

describe.skipIf(!chromiumPath)('MapLibre draws tiles from their TileJSON', () => {
  let browser: Browser
  let shown: Page
  beforeAll(async () => {
    browser = await launchBrowser()
    shown = await browser.newPage()
    await shown.route('**/map-client/*', (route) => {
      const file = basename(new URL(route.request().url()).pathname)
      if (file === 'index.html') return route.fulfill({ contentType: 'text/html', body: page(server.url) })
      const contentType = file.endsWith('.css') ? 'text/css' : 'text/javascript'
      return route.fulfill({ contentType, body: readFileSync(join(maplibre, file)) })
    })
    await shown.goto(`${server.url}/map-client/index.html`)
    await shown.waitForFunction('window.map')
  })
  afterAll(() => browser?.close())

  const rendered = async (zoom: number) => {
    const told: { codes: string[]; tickets: number[]; errors: string[] } = JSON.parse(
      await shown.evaluate(`(async () => {
        map.jumpTo({ zoom: ${zoom} })
        await idle()
        return JSON.stringify({
          codes: [...new Set(map.queryRenderedFeatures({ layers: ['areas'] }).map(({ properties }) => properties.code))],
          tickets: map.queryRenderedFeatures({ layers: ['tickets'] }).map(({ properties }) => properties.tickets),
          errors,
        })
      })()`),
    )
    expect(told.errors).toEqual([])
    return told
  }

  it.each([9, 11, 13, 16])('areas and tickets at zoom %i', async (zoom) => {
    const { codes, tickets } = await rendered(zoom)
    expect(codes.length).toBeGreaterThan(0)
    expect(codes.every((code) => code.startsWith('610117'))).toBe(true)
    expect(tickets.length).toBeGreaterThan(0)
  })

  it('with the caption of the pack, and every ticket where all are in sight', async () => {
    const { tickets } = await rendered(9)
    const hits = await fetch(
      `${server.url}/ogc/collections/tickets/items?resultType=hits&bbox=-180,-85,180,85`,
    )
    const { numberMatched } = (await hits.json()) as { numberMatched: number }
    expect(tickets.reduce((sum, one) => sum + one, 0)).toBe(numberMatched)
    expect(await shown.textContent('.maplibregl-ctrl-attrib')).toMatch(/made up/)
  })
})
