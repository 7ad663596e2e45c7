import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../scripts/run.mjs'
import { findPython } from '../../scripts/system-tools.mjs'
import { type RunningServer, startServer } from '../drivers/server.ts'

const python = findPython('owslib.ogcapi.features')
const script = fileURLToPath(new URL('python/owslib_items.py', import.meta.url))

/** A filter in CQL2, and the same in the words of the API. */
const filters = [
  [
    "status_kind = 'closed' AND source = 'hotline_12345'",
    'source=hotline_12345&status=closed&status=rejected&status=void&status=duplicate',
  ],
  ["urgency IN ('urgent', 'danger')", 'urgency=urgent&urgency=danger'],
  ["T_AFTER(reported_at, TIMESTAMP('2026-03-31T15:59:59Z'))", 'from=2026-04-01'],
  [
    'S_INTERSECTS(geometry, POLYGON((109.05 34.5, 109.1 34.5, 109.1 34.55, 109.05 34.55, 109.05 34.5)))',
    'within={"type":"Polygon","coordinates":[[[109.05,34.5],[109.1,34.5],[109.1,34.55],[109.05,34.55],[109.05,34.5]]]}',
  ],
  ['{"op":"=","args":[{"property":"urgency"},"danger"]}', 'urgency=danger'],
  [
    '{"op":"not","args":[{"op":"=","args":[{"property":"urgency"},"normal"]}]}',
    'urgency=urgent&urgency=danger',
  ],
] as const

describe.skipIf(!python)('OWSLib over OGC API - Features', () => {
  let server: RunningServer
  let found: { collections: string[]; queryables: string[]; matched: number[] }
  beforeAll(async () => {
    server = await startServer()
    const args = [script, `${server.url}/ogc`, 'tickets', ...filters.map(([filter]) => filter)]
    const { code, output } = await run(python!, args, { capture: true })
    if (code !== 0) throw new Error(output)
    found = JSON.parse(output.trim().split('\n').at(-1) ?? '{}')
  })
  afterAll(() => server?.stop())

  it('finds the collections and what they can be asked by', () => {
    expect(found.collections).toEqual(expect.arrayContaining(['areas-street', 'cells', 'flows', 'tickets']))
    expect(found.queryables).toEqual(expect.arrayContaining(['category', 'geometry', 'reported_at']))
  })

  it.each(filters.map(([filter, same], index) => [filter, same, index] as const))(
    'is answered by %s as by %s',
    async (_, same, index) => {
      const query = new URLSearchParams(same)
      const response = await fetch(`${server.url}/api/tickets?limit=1&${query}`)
      const { total } = (await response.json()) as { total: number }
      expect(total).toBeGreaterThan(0)
      expect(found.matched[index]).toBe(total)
    },
  )
})
