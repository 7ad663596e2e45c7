import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { serverProgram } from '../../scripts/prepare.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The smallest pack: a name, a zone, two files. */
const pack: Record<string, string> = {
  'centre.json': JSON.stringify({
    name: 'Smallest',
    timeZone: 'Asia/Shanghai',
    asOf: 'end of data',
    synthetic: true,
  }),
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

/** The same pack as one whose data is not made up; answers its folder. */
function realPack(folder: string): string {
  const real = join(folder, 'real')
  mkdirSync(real, { recursive: true })
  for (const [file, text] of Object.entries(pack)) writeFileSync(join(real, file), text)
  writeFileSync(join(real, 'centre.json'), JSON.stringify({ name: 'Real', timeZone: 'Asia/Shanghai' }))
  return real
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
    const child = spawn(process.execPath, [...serverProgram('main'), '--pack', folder, ...flags], {
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

  /** The command line, with a password on its input. */
  async function grid(db: string, args: string[], input = '') {
    const child = spawn(process.execPath, [...serverProgram('cli'), ...args, '--db', db, '--json'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    child.stdin.end(input)
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ])
    return { code: code as number, err, json: out === '' ? undefined : (JSON.parse(out) as unknown) }
  }

  it('opens without a login on this machine alone, by its own names, while all its data is made up', async () => {
    const open = start('--db', join(folder, 'open.duckdb'), '--port', '0')
    const url = await open.ready
    expect(open.said.err).toContain('without a login')
    const session: unknown = await (await fetch(`${url}/api/session`)).json()
    expect(session).toMatchObject({ login: 'none', caller: { kind: 'local', role: 'administrator' } })
    const statusFor = (host: string) =>
      new Promise((resolve, reject) => {
        const path = `${url}/api/summary`
        request(path, { headers: { Host: host } }, (answer) => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end()
      })
    expect(await statusFor('localhost')).toBe(200)
    // a name of another site that was given our address
    expect(await statusFor('rebound.example')).toBe(401)
    const real = realPack(folder)
    for (const flags of [
      ['--host', '0.0.0.0', '--db', join(folder, 'wide.duckdb')],
      ['--pack', real, '--db', join(folder, 'not-made-up.duckdb')],
    ]) {
      const closed = start(...flags, '--port', '0')
      expect(await closed.ended).toBe(3)
      expect(closed.said.err).toContain('npm run grid -- user add NAME --role administrator')
    }
  })

  it('asks for a login as soon as somebody has an account, and is told who by the command line while it runs', async () => {
    const db = join(folder, 'closed.duckdb')
    const password = 'nine lives of a cat'
    const added = await grid(
      db,
      ['user', 'add', 'chief', '--role', 'administrator', '--password-stdin'],
      `${password}\n`,
    )
    expect(added).toMatchObject({ code: 0, json: { name: 'chief', role: 'administrator', scope: 'all' } })
    const closed = start('--db', db, '--port', '0')
    const url = await closed.ready
    expect((await fetch(`${url}/api/summary`)).status).toBe(401)
    const logIn = (name: string, word: string) =>
      fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name, password: word }),
      })
    const cookie = (await logIn('chief', password)).headers.getSetCookie()[0]!.split(';')[0]!
    expect((await fetch(`${url}/api/summary`, { headers: { Cookie: cookie } })).status).toBe(200)

    expect(statSync(`${db}.socket`).mode & 0o777).toBe(0o600)
    const second = await grid(
      db,
      ['user', 'add', 'wang', '--role', 'coordinator', '--area', 'D', '--password-stdin'],
      `${password}\n`,
    )
    expect(second).toMatchObject({ code: 0, json: { scope: ['D'] } })
    expect((await logIn('wang', password)).status).toBe(200)
    await grid(db, ['user', 'disable', 'wang'])
    expect((await logIn('wang', password)).status).toBe(401)
    expect(await grid(db, ['user', 'disable', 'chief'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('last administrator'),
    })
    const weak = await grid(db, ['user', 'password', 'chief', '--password-stdin'], 'chief\n')
    expect(weak).toMatchObject({ code: 3, err: expect.stringContaining('too short') })
    expect(await grid(db, ['user', 'role', 'chief', 'king'])).toMatchObject({ code: 2 })

    const made = await grid(db, ['key', 'add', 'qgis', '--role', 'planner', '--days', '30'])
    const { secret } = made.json as { secret: string }
    const withKey = () => fetch(`${url}/api/summary`, { headers: { Authorization: `Bearer ${secret}` } })
    expect((await withKey()).status).toBe(200)
    await grid(db, ['key', 'revoke', 'qgis'])
    expect((await withKey()).status).toBe(401)
    const display = await grid(db, ['display', 'add', 'hall', '--scene', 'overview'])
    expect(display.json).toMatchObject({ path: expect.stringMatching(/^\/wall\?display=grid_display_/) })
    const listed = await grid(db, ['display', 'list'])
    expect(listed.json).toMatchObject({ displays: [{ name: 'hall', scenes: ['overview'] }] })
    closed.child.kill('SIGTERM')
    expect(await closed.ended).toBe(0)

    // and the same without a server
    const { json } = await grid(db, ['user', 'list'])
    expect(json).toMatchObject({
      users: [
        { name: 'chief', disabled: false },
        { name: 'wang', disabled: true },
      ],
    })
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
    const realFolder = realPack(folder)
    const real = start('--pack', realFolder, '--db', join(folder, 'real.duckdb'), '--port', '0', '--live')
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
