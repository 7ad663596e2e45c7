import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../scripts/run.mjs'
import { findProgram } from '../../scripts/system-tools.mjs'
import { type RunningServer, startServer } from '../drivers/server.ts'

const ogr2ogr = findProgram(['ogr2ogr'])
const ogrinfo = findProgram(['ogrinfo'])

describe.skipIf(!ogr2ogr || !ogrinfo)('GDAL over OGC API - Features', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server?.stop())

  async function gdal(program: string | undefined, ...args: string[]): Promise<string> {
    if (!program) throw new Error('no GDAL')
    const { code, output } = await run(program, args, { capture: true })
    if (code !== 0) throw new Error(output)
    return output
  }
  const info = (...args: string[]) =>
    gdal(
      ogrinfo,
      '-ro',
      '-so',
      '-oo',
      'PAGE_SIZE=10000',
      ...args.slice(1),
      `OAPIF:${server.url}/ogc`,
      args[0]!,
    )
  const total = async (query: string) => {
    const response = await fetch(`${server.url}/api/tickets?limit=1&${query}`)
    return ((await response.json()) as { total: number }).total
  }
  const counted = (output: string) => Number(/Feature Count: (\d+)/.exec(output)?.[1])
  /** What GDAL fetched of a collection's features. */
  const fetched = (output: string) =>
    [...output.matchAll(/Fetch\(http:\/\/[^/]+\/ogc\/collections\/\S+?\/items([^)]*)\)/g)].map(
      ([, query]) => query,
    )

  it('lists every layer with its geometry', async () => {
    const list = await gdal(ogrinfo, '-ro', `OAPIF:${server.url}/ogc`)
    for (const layer of [
      'areas-street',
      'areas-grid',
      'cells',
      'hotspots',
      'emerging',
      'repeats',
      'flows',
      'tickets',
    ])
      expect(list).toContain(`: ${layer} `)
  })

  it('finds fields with their kinds', async () => {
    const summary = await info('tickets')
    expect(counted(summary)).toBe(await total(''))
    expect(summary).toMatch(/^reported_at: DateTime/m)
    expect(summary).toMatch(/^returns: Integer/m)
    expect(summary).toMatch(/^area_community: String/m)
  })

  it('hands filters by attribute on', async () => {
    const output = await info(
      'tickets',
      '--debug',
      'on',
      '-where',
      "source = 'hotline_12345' AND status = 'closed'",
    )
    expect(counted(output)).toBe(await total('source=hotline_12345&status=closed'))
    expect(fetched(output).some((query) => query?.includes('source=hotline_12345&status=closed'))).toBe(true)
    // counted by the server: not one page was fetched to count them here
    expect(fetched(output).some((query) => query?.includes('resultType=hits'))).toBe(true)
  })

  it('hands boxes on', async () => {
    const box = ['109.05', '34.5', '109.1', '34.55']
    const output = await info('tickets', '--debug', 'on', '-spat', ...box)
    expect(counted(output)).toBe(await total(`bbox=${box.join(',')}`))
    expect(fetched(output).some((query) => query?.includes('bbox=109.0'))).toBe(true)
  })

  /** Writes the ids of ten thousand tickets as CSV. */
  const tenThousand = (to: string, ...more: string[]) =>
    gdal(
      ogr2ogr,
      ...more,
      ...['-f', 'CSV', to, '-limit', '10000', '-select', 'id', `OAPIF:${server.url}/ogc`, 'tickets'],
    )
  const expectEachOnce = (csv: string) => {
    const ids = csv.trim().split(/\r?\n/).slice(1)
    expect(ids).toHaveLength(10_000)
    expect(new Set(ids).size).toBe(10_000)
  }

  it('fetches ten thousand features in pages of its size, each once', async () => {
    expectEachOnce(await tenThousand('/vsistdout/', '-oo', 'PAGE_SIZE=4000'))
  })

  it('is led to pages of the usual size where nobody names one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'grid-ogc-'))
    const file = join(folder, 'tickets.csv')
    try {
      const output = await tenThousand(file, '--debug', 'on')
      expectEachOnce(readFileSync(file, 'utf8'))
      // GDAL reads its first page twice, to learn the fields; the rest come a thousand at a time
      const pages = fetched(output)
      const first = pages.filter((query) => query?.includes('limit=10&') || query?.endsWith('limit=10'))
      expect(first).toHaveLength(2)
      expect(pages.length).toBeLessThan(15)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('reads areas with their measures, Chinese whole', async () => {
    const csv = await gdal(
      ogr2ogr,
      '-f',
      'CSV',
      '/vsistdout/',
      '-select',
      'code,name,reported,closing_rate',
      `OAPIF:${server.url}/ogc`,
      'areas-street',
    )
    expect(csv).toContain('鹿苑街道')
    expect(csv.trim().split(/\r?\n/)).toHaveLength(8)
  })
})
