import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { LayerDescription } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../scripts/run.mjs'
import { findProgram, findPython } from '../../scripts/system-tools.mjs'
import { readers } from '../drivers/layer-files.ts'
import { type RunningServer, startServer } from '../drivers/server.ts'

const ogr2ogr = findProgram(['ogr2ogr'])
const ogrinfo = findProgram(['ogrinfo'])
const month = 'from=2026-01-01&to=2026-02-01'

/** Every layer, what it is asked for, and what GDAL calls its geometry. */
const layers = [
  ['areas-street', month, 'Multi Polygon'],
  ['areas-community', month, 'Multi Polygon'],
  ['cells', `${month}&cell=community`, 'Multi Polygon'],
  ['hotspots', `${month}&cell=street`, 'Multi Polygon'],
  ['emerging', 'cell=street&step=month', 'Multi Polygon'],
  ['repeats', '', 'Point'],
  ['flows', `${month}&by=unit`, 'Line String'],
  ['tickets', month, 'Point'],
] as const

/** The formats that Debian's GDAL reads; it has no Parquet. */
const gdalFormats = ['geojson', 'geojsonl', 'csv', 'fgb', 'gpkg'] as const

let server: RunningServer
let folder: string

beforeAll(async () => {
  server = await startServer()
  folder = mkdtempSync(join(tmpdir(), 'grid export '))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server?.stop()
})

async function fetched(layer: string, format: string, query: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`${server.url}/api/export/${layer}.${format}?${query}`)
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

/** The file of a layer, saved, and how many features it says to have. */
async function saved(
  layer: string,
  format: string,
  query: string,
): Promise<{ path: string; description: LayerDescription }> {
  const path = join(folder, `${layer}.${format}`)
  writeFileSync(path, await fetched(layer, format, query))
  const told = await readers.geojson!(await fetched(layer, 'geojson', query))
  return { path, description: told.metadata! }
}

async function gdal(program: string | undefined, ...args: string[]): Promise<string> {
  if (!program) throw new Error('no GDAL')
  const { code, output } = await run(program, args, { capture: true })
  if (code !== 0) throw new Error(output)
  return output
}

describe.skipIf(!ogr2ogr || !ogrinfo)('GDAL opens exported files', () => {
  it.each(layers.flatMap((layer) => gdalFormats.map((format) => [...layer, format] as const)))(
    '%s (%s) as %s from %s',
    async (layer, query, geometry, format) => {
      const { path, description } = await saved(layer, format, query)
      const summary = await gdal(ogrinfo, '-ro', '-so', '-al', path)
      expect(summary).not.toMatch(/ERROR|Warning/)
      expect(summary).toContain(`Feature Count: ${description.features}`)
      // GDAL takes a column called id for the feature's own where the file has one
      for (const { name } of description.properties)
        if (name !== 'id') expect(summary).toMatch(new RegExp(`^${name}: `, 'm'))
      if (format === 'csv') return
      expect(summary).toContain(`Geometry: ${geometry}`)
      expect(summary).toContain('ID["EPSG",4326]')
      const [west, south, east, north] = description.bbox!
      const extent = [west, south, east, north].map((side) => side.toFixed(6))
      expect(summary).toContain(`Extent: (${extent[0]}, ${extent[1]}) - (${extent[2]}, ${extent[3]})`)
    },
  )

  it.each(['fgb', 'gpkg', 'geojson'])(
    'finds every outline of %s valid, and Chinese whole',
    async (format) => {
      const { path } = await saved('areas-community', format, month)
      const query = `SELECT SUM(NOT ST_IsValid(${format === 'gpkg' ? 'geom' : 'geometry'})) AS broken, SUM(name = '水景社区') AS lake FROM "areas-community"`
      const answer = await gdal(ogrinfo, '-ro', '-q', '-dialect', 'SQLite', '-sql', query, path)
      expect(answer).toMatch(/broken \(Integer\) = 0/)
      expect(answer).toMatch(/lake \(Integer\) = 1/)
    },
  )

  it('tells the same of every value, whatever the format', async () => {
    const tables = await Promise.all(
      ['fgb', 'gpkg', 'geojson'].map(async (format) => {
        const { path } = await saved('areas-street', format, month)
        const columns =
          'code, name, households, reported, closing_rate, closing_rate_small, handling_time_p90'
        const query = `SELECT ${columns} FROM "areas-street" ORDER BY code`
        return await gdal(ogr2ogr, '-f', 'CSV', '/vsistdout/', '-dialect', 'SQLite', '-sql', query, path)
      }),
    )
    expect(tables[0]).toContain('鹿苑街道')
    expect(new Set(tables.map((table) => table.replaceAll('true', '1').replaceAll('false', '0'))).size).toBe(
      1,
    )
  })
})

const validator = findPython('osgeo_utils.samples.validate_gpkg')

describe.skipIf(!validator)('GDAL validates exported GeoPackages', () => {
  it.each(layers)('%s (%s)', async (layer, query) => {
    const { path } = await saved(layer, 'gpkg', query)
    const { code, output } = await run(
      validator!,
      ['-m', 'osgeo_utils.samples.validate_gpkg', '--warning-as-error', path],
      { capture: true },
    )
    expect(output.trim()).toBe('')
    expect(code).toBe(0)
  })
})

describe('DuckDB opens exported GeoParquet', () => {
  it.each(layers)('%s (%s)', async (layer, query, geometry) => {
    const { path, description } = await saved(layer, 'parquet', query)
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const ask = async (statement: string) => (await connection.runAndReadAll(statement)).getRowObjects()
    const file = `'${path.replaceAll("'", "''")}'`
    expect(await ask(`SELECT count(*) AS n FROM read_parquet(${file})`)).toEqual([
      { n: BigInt(description.features) },
    ])
    const [meta] = await ask(
      `SELECT decode(value) AS geo FROM parquet_kv_metadata(${file}) WHERE decode(key) = 'geo'`,
    )
    expect(JSON.parse(String(meta?.geo))).toMatchObject({
      version: '1.1.0',
      primary_column: 'geometry',
      columns: {
        geometry: { encoding: 'WKB', geometry_types: [geometry.replace(' ', '')], bbox: description.bbox },
      },
    })
    const columns = (await ask(`DESCRIBE SELECT * FROM read_parquet(${file})`)).map((row) => row.column_name)
    expect(columns).toEqual([...description.properties.map(({ name }) => name), 'geometry'])
    connection.closeSync()
    instance.closeSync()
  })
})

describe('exported GeoJSON', () => {
  it.each(layers)('of %s (%s) keeps RFC 7946', async (layer, query) => {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await fetched(layer, 'geojson', query))
    const collection = JSON.parse(text) as Collection
    expect(collection.type).toBe('FeatureCollection')
    expect(collection).not.toHaveProperty('crs')
    const [west, south, east, north] = collection.bbox
    expect(new Set(collection.features.map(({ id }) => id)).size).toBe(collection.features.length)
    for (const { type, geometry, properties, ...rest } of collection.features) {
      expect(type).toBe('Feature')
      expect(typeof properties).toBe('object')
      expect(Object.keys(rest)).toEqual(['id'])
      for (const [lon, lat] of positionsOf(geometry)) {
        expect(lon! >= west! && lon! <= east! && Math.abs(lon!) <= 180).toBe(true)
        expect(lat! >= south! && lat! <= north! && Math.abs(lat!) <= 90).toBe(true)
      }
      if (geometry?.type !== 'MultiPolygon') continue
      for (const rings of geometry.coordinates as number[][][][])
        for (const [index, ring] of rings.entries()) {
          expect(ring.length).toBeGreaterThanOrEqual(4)
          expect(ring.at(-1)).toEqual(ring[0])
          expect(shoelace(ring) > 0).toBe(index === 0)
        }
    }
  })
})

describe('a reader who leaves', () => {
  it('stops the work and lets the next one in', async () => {
    // more than can be read slowly at a time
    for (const format of ['geojson', 'csv', 'fgb', 'parquet', 'gpkg', 'geojsonl'])
      await new Promise<void>((resolve, reject) => {
        const request = httpGet(`${server.url}/api/export/tickets.${format}`, (response: IncomingMessage) => {
          response.once('data', () => {
            request.destroy()
            resolve()
          })
        })
        request.once('error', reject)
      })
    const { features } = await readers.geojson!(await fetched('tickets', 'geojson', month))
    expect(features.length).toBeGreaterThan(900)
  })
})

interface Collection {
  type: string
  bbox: number[]
  features: {
    type: string
    id: string
    geometry: { type: string; coordinates: unknown } | null
    properties: Record<string, unknown>
  }[]
}

function positionsOf(geometry: Collection['features'][number]['geometry']): number[][] {
  const flat = (coordinates: unknown): number[][] => {
    if (!Array.isArray(coordinates)) return []
    return typeof coordinates[0] === 'number' ? [coordinates as number[]] : coordinates.flatMap(flat)
  }
  return geometry ? flat(geometry.coordinates) : []
}

/** Twice the area; positive where the ring runs counter-clockwise. */
function shoelace(ring: number[][]): number {
  return ring.slice(1).reduce((sum, [x, y], index) => {
    const [px, py] = ring[index]!
    return sum + (px! - ring[0]![0]!) * (y! - ring[0]![1]!) - (x! - ring[0]![0]!) * (py! - ring[0]![1]!)
  }, 0)
}
