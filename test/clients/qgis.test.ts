import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../scripts/run.mjs'
import { findPython } from '../../scripts/system-tools.mjs'
import { type RunningServer, startServer } from '../drivers/server.ts'

const python = findPython('qgis.core')
const script = fileURLToPath(new URL('python/qgis_layers.py', import.meta.url))
const month = 'from=2026-01-01&to=2026-02-01'

interface Told {
  valid: boolean
  fields: string[]
  geometry: string
  crs: string
  features: number
  broken: number
  texts: string[]
}

describe.skipIf(!python)('QGIS without a window', () => {
  let server: RunningServer
  let folder: string
  const layers: Record<string, Told> = {}
  beforeAll(async () => {
    server = await startServer()
    folder = mkdtempSync(join(tmpdir(), 'grid qgis '))
    const files: string[] = []
    for (const [layer, format] of [
      ['areas-community', 'gpkg'],
      ['areas-community', 'fgb'],
      ['areas-community', 'geojson'],
      ['tickets', 'gpkg'],
      ['tickets', 'fgb'],
    ] as const) {
      const path = join(folder, `${layer}.${format}`)
      const response = await fetch(`${server.url}/api/export/${layer}.${format}?${month}`)
      writeFileSync(path, new Uint8Array(await response.arrayBuffer()))
      files.push(path)
    }
    const collections = 'areas-street,cells,flows,tickets'
    const { code, output } = await run(python!, [script, `${server.url}/ogc`, collections, ...files], {
      capture: true,
    })
    if (code !== 0) throw new Error(output)
    Object.assign(layers, JSON.parse(output.trim().split('\n').at(-1) ?? '{}'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await server?.stop()
  })

  it('opens collections of the server', async () => {
    const total = async (layer: string) => {
      const response = await fetch(`${server.url}/ogc/collections/${layer}/items?resultType=hits`)
      return ((await response.json()) as { numberMatched: number }).numberMatched
    }
    expect(layers['areas-street']).toMatchObject({
      valid: true,
      features: 7,
      geometry: 'MultiPolygon',
      broken: 0,
    })
    expect(layers['areas-street']!.crs).toMatch(/^(OGC:CRS84|EPSG:4326)$/)
    expect(layers['areas-street']!.texts).toContain('鹿苑街道')
    expect(layers['areas-street']!.fields).toEqual(expect.arrayContaining(['code', 'name', 'closing_rate']))
    expect(layers.cells).toMatchObject({ valid: true, features: await total('cells'), broken: 0 })
    expect(layers.flows).toMatchObject({ valid: true, features: await total('flows') })
    expect(layers.flows!.geometry).toMatch(/LineString$/)
    // as many as the connection was told to take
    expect(layers.tickets).toMatchObject({ valid: true, features: 2000 })
  })

  it.each(['areas-community.gpkg', 'areas-community.fgb', 'areas-community.geojson'])(
    'opens %s, outlines valid, Chinese whole',
    (file) => {
      expect(layers[file]).toMatchObject({ valid: true, crs: 'EPSG:4326', broken: 0 })
      expect(layers[file]!.geometry).toBe('MultiPolygon')
      expect(layers[file]!.texts).toContain('水景社区')
    },
  )

  it.each(['tickets.gpkg', 'tickets.fgb'])('opens %s with the rows of the list', async (file) => {
    const response = await fetch(`${server.url}/api/tickets?limit=1&${month}`)
    const { total } = (await response.json()) as { total: number }
    expect(layers[file]).toMatchObject({ valid: true, crs: 'EPSG:4326', features: total })
  })
})
