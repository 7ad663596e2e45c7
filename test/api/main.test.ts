import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The smallest pack: a name, a zone, two files. */
const pack: Record<string, string> = {
  'centre.json': JSON.stringify({ name: 'Smallest', timeZone: 'Asia/Shanghai', asOf: 'end of data' }),
  'areas.geojson': JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { code: 'D', name: 'District', level: 'district' },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [109, 34],
              [110, 34],
              [110, 35],
              [109, 35],
              [109, 34],
            ],
          ],
        },
      },
    ],
  }),
  'tickets.csv':
    'id,reported_at,lon,lat\nT1,2026-03-01T09:00:00+08:00,109.5,34.5\nT2,2026-03-02T09:00:00+08:00,109.6,34.6\n',
  'tickets.map.json': JSON.stringify({
    crs: 'EPSG:4326',
    fields: { id: 'id', reported_at: 'reported_at', lon: 'lon', lat: 'lat' },
  }),
}

describe('the server as a process', () => {
  let folder: string
  const running: ChildProcess[] = []

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'grid-main-'))
    for (const [file, text] of Object.entries(pack)) writeFileSync(join(folder, file), text)
  })
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function start(...flags: string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', '--pack', folder, ...flags], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.push(child)
    const said = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text
    })
    const ended = once(child, 'close').then(([code]) => code as number | null)
    const ready = (async () => {
      while (!said.out.includes('\n'))
        await Promise.race([
          once(child.stdout, 'data'),
          ended.then(() => {
            throw new Error(said.err)
          }),
        ])
      return said.out.trim().replace('Grid Centre at ', '')
    })()
    ready.catch(() => undefined)
    return { child, said, ended, ready }
  }

  it('fills an empty database, prints its address alone, serves, and leaves a whole file behind', async () => {
    const db = join(folder, 'one.duckdb')
    const first = start('--db', db, '--port', '0')
    const url = await first.ready
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(await (await fetch(`${url}/api/summary`)).json()).toMatchObject({ tickets: 2, unlocated: 0 })

    const second = start('--db', db, '--port', '0')
    expect(await second.ended).toBe(3)
    expect(second.said.err).toContain(`in use by process ${first.child.pid}`)

    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(first.said.out).toBe(`Grid Centre at ${url}\n`)
    expect(existsSync(`${db}.wal`)).toBe(false)

    const again = start('--db', db, '--port', '0')
    expect(await (await fetch(`${await again.ready}/readyz`)).text()).toBe('ready')
    expect(again.said.err).toContain('--pack is not read')
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
  })

  it('says so where the port is taken, and has touched nothing', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const db = join(folder, 'none.duckdb')
    const late = start('--db', db, '--port', port)
    expect(await late.ended).toBe(3)
    expect(late.said.err).toMatch(/EADDRINUSE.*--port 0/)
    expect(late.said.out).toBe('')
    expect(existsSync(db)).toBe(false)
    await new Promise((resolve) => taken.close(resolve))
  })

  it.each([
    [['--port', 'x']],
    [['--port', '70000']],
    [['--colour', 'red']],
    [['--answer-within', '0']],
    [['--proxy', 'nginx']],
    [['--frame-in', 'https://portal.example/page']],
    [['--frame-in', "*; script-src 'unsafe-inline'"]],
  ])('refuses %j with its usage', async (flags) => {
    const { ended, said } = start(...flags)
    expect(await ended).toBe(2)
    expect(said.err).toContain('Usage:')
  })

  it('says what is wrong with a pack, and leaves no centre behind', async () => {
    const { ended, said } = start(
      '--db',
      join(folder, 'wrong.duckdb'),
      '--port',
      '0',
      '--pack',
      join(folder, 'nowhere'),
    )
    expect(await ended).toBe(3)
    expect(said.err).toContain('nowhere')
    expect(said.err).not.toContain('    at ')
  })

  it('plays with made-up centres alone, and reads addresses of the web alone', async () => {
    const real = start('--db', join(folder, 'real.duckdb'), '--port', '0', '--live')
    expect(await real.ended).toBe(2)
    expect(real.said.err).toContain('made-up')
    const odd = start('--db', join(folder, 'odd.duckdb'), '--port', '0', '--poll', 'file:///x')
    expect(await odd.ended).toBe(2)
    expect(odd.said.err).toContain('--poll')
    const slow = start('--db', join(folder, 'slow.duckdb'), '--port', '0', '--speed', '2')
    expect(await slow.ended).toBe(2)
    expect(slow.said.err).toContain('--live')
  })
})
