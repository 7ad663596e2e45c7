import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtDatabase, demoPack, startServer } from './server.ts'

describe('startServer', () => {
  it('serves the demo until it is stopped, and leaves nothing behind', async () => {
    const server = await startServer()
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/`)).headers.get('content-type')).toContain('text/html')
    await server.stop()
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
    expect(existsSync(dirname(server.database))).toBe(false)
  })

  it('tells what the server said when it does not start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'not a pack '))
    const database = join(folder, 'none.duckdb')
    const started = startServer({ pack: folder, database })
    await expect(started).rejects.toThrow(/before it was ready:\n[\s\S]*centre\.json/)
    rmSync(folder, { recursive: true })
  })
})

describe('builtDatabase', () => {
  it('builds once', async () => {
    const file = await builtDatabase(demoPack)
    expect(existsSync(file)).toBe(true)
    expect(await builtDatabase(demoPack)).toBe(file)
  })
})
