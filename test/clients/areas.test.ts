import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../scripts/run.mjs'
import { findProgram } from '../../scripts/system-tools.mjs'
import { type RunningServer, startServer } from '../drivers/server.ts'

const ogr2ogr = findProgram(['ogr2ogr'])
const ogrinfo = findProgram(['ogrinfo'])

/** What a GDAL program prints; throws with that when it fails. */
async function gdal(program: string | undefined, ...args: string[]): Promise<string> {
  if (!program) throw new Error('no GDAL')
  const { code, output } = await run(program, args, { capture: true })
  if (code !== 0) throw new Error(output)
  return output
}

describe.skipIf(!ogr2ogr || !ogrinfo)('GDAL reads /api/areas', () => {
  let server: RunningServer
  const url = (level: string) => `${server.url}/api/areas?level=${level}`

  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server?.stop())

  // The counts are those of the official list of names: 7 streets, 118 communities and villages; 188 grids.
  it.each([
    ['street', 7],
    ['community', 118],
    ['grid', 188],
  ])('finds every %s as a polygon in WGS 84', async (level, count) => {
    const summary = await gdal(ogrinfo, '-ro', '-so', '-al', url(level))
    expect(summary).toContain(`Feature Count: ${count}`)
    expect(summary).toMatch(/Geometry: (Multi )?Polygon/)
    expect(summary).toContain('GEOGCRS["WGS 84"')
  })

  it('keeps codes as text and Chinese names whole', async () => {
    const table = await gdal(ogr2ogr, '-f', 'CSV', '/vsistdout/', url('community'))
    const row = table.split('\n').find((line) => line.includes('水景社区'))
    expect(row).toContain('610117001008')
    const summary = await gdal(ogrinfo, '-ro', '-so', '-al', url('community'))
    expect(summary).toMatch(/^code: String/m)
  })

  it('finds each border valid', async () => {
    const layer = /Layer name: (\S+)/.exec(await gdal(ogrinfo, '-ro', '-so', '-al', url('grid')))?.[1]
    const query = `SELECT COUNT(*) AS broken FROM "${layer}" WHERE NOT ST_IsValid(geometry)`
    expect(await gdal(ogrinfo, '-ro', '-q', '-dialect', 'SQLite', '-sql', query, url('grid'))).toMatch(
      /broken \(Integer\) = 0/,
    )
  })
})
