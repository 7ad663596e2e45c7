import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as secure } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { type Serving, serve } from '../../server/serve.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { storeWith } from '../fixtures/centre.ts'
import { present, twoStreets } from '../fixtures/two-streets.ts'

const works = (command: string, flag: string) => spawnSync(command, [flag]).status === 0
const skipped = !works('nginx', '-v') || !works('openssl', 'version')

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

describe.skipIf(skipped)('the server behind nginx, as the README has it', () => {
  let folder: string
  let store: Store
  let serving: Serving
  let nginx: ReturnType<typeof spawn>
  let port: number

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grid-nginx-'))
    store = await storeWith(twoStreets)
    serving = await serve({
      store,
      clock: clockAt(present),
      log: pino({ level: 'silent' }),
      host: '127.0.0.1',
      port: 0,
      web: 'nowhere',
      proxies: ['127.0.0.1'],
    })
    port = await freePort()
    const plain = await freePort()
    const key = join(folder, 'key.pem')
    const certificate = join(folder, 'certificate.pem')
    spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      '-days',
      '2',
      '-subj',
      '/CN=grid.example.org',
    ])
    const site = readFileSync(new URL('../../scripts/deploy/nginx.conf', import.meta.url), 'utf8')
      .replace('server 127.0.0.1:8311', `server ${new URL(serving.url).host}`)
      .replaceAll(/listen \[::\].*\n/g, '')
      .replace('listen 80;', `listen 127.0.0.1:${plain};`)
      .replace('listen 443 ', `listen 127.0.0.1:${port} `)
      .replace('/etc/ssl/grid-centre/fullchain.pem', certificate)
      .replace('/etc/ssl/grid-centre/privkey.pem', key)
    // what is spooled on the way goes into this folder, which is its owner’s alone
    const user = process.getuid?.() === 0 ? 'user root; ' : ''
    const whole = `${user}daemon off; pid ${folder}/pid; error_log stderr notice; events {}
http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f;
uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;\n${site}\n}`
    writeFileSync(join(folder, 'nginx.conf'), whole)
    nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await new Promise<void>((resolve, reject) => {
      let said = ''
      nginx.once('exit', () => reject(new Error(said)))
      nginx.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (said.includes('start worker process ')) resolve()
      })
    })
  })
  afterAll(async () => {
    nginx?.removeAllListeners('exit')
    const ended = new Promise((resolve) => nginx.once('exit', resolve))
    nginx?.kill('SIGTERM')
    await ended
    await serving?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  interface Answer {
    status: number
    headers: Record<string, string | string[] | undefined>
    body: string
  }
  const ask = (
    path: string,
    options: { method?: string; headers?: Record<string, string>; body?: string; first?: boolean } = {},
  ) =>
    new Promise<Answer>((resolve, reject) => {
      const { method = 'GET', headers = {}, body, first } = options
      const request = secure(
        {
          host: '127.0.0.1',
          port,
          path,
          method,
          headers: { Host: 'grid.example.org', ...headers },
          rejectUnauthorized: false,
        },
        (response) => {
          let text = ''
          const done = () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
          response.setEncoding('utf8').on('data', (part: string) => {
            text += part
            if (first) {
              done()
              request.destroy()
            }
          })
          response.on('end', done).on('error', () => undefined)
        },
      )
      request.on('error', reject)
      request.end(body)
    })

  it('answers over TLS, each security header once', async () => {
    const { status, headers } = await ask('/api/centre')
    expect(status).toBe(200)
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
    for (const name of [
      'content-security-policy',
      'x-content-type-options',
      'x-frame-options',
      'cache-control',
    ])
      expect([name, headers[name]]).toEqual([name, expect.not.stringContaining(', DENY')])
    expect(JSON.parse((await ask('/ogc?f=json')).body).links[0].href).toMatch(
      /^https:[/][/]grid.example.org[/]ogc/,
    )
  })

  it('knows who asks by the proxy, not by what the asker writes', async () => {
    await ask('/api/export/tickets.csv', { headers: { 'X-Forwarded-For': '6.6.6.6' } })
    const [row] = await store.read(sql`SELECT origin FROM audit WHERE action = 'exported'`)
    expect(row).toEqual({ origin: '127.0.0.1' })
  })

  it('passes changes on as they come', async () => {
    const { body } = await ask('/api/live', { first: true })
    expect(body).toContain('event: hello')
  })

  it('takes a long address and a large message, and refuses a larger one', async () => {
    expect((await ask(`/api/summary?q=${'x'.repeat(190)}&${'area=S1&'.repeat(400)}`)).status).toBe(200)
    const line = (n: number) =>
      JSON.stringify({ id: `N${n}`, reported_at: present, description: 'x'.repeat(7000) })
    const body = Array.from({ length: 1000 }, (_, n) => line(n)).join('\n')
    const headers = { 'Content-Type': 'application/x-ndjson' }
    expect((await ask('/api/tickets', { method: 'POST', headers, body })).status).toBe(201)
    const larger = await ask('/api/tickets', { method: 'POST', headers, body: 'x'.repeat(8_500_000) }).catch(
      () => ({ status: 413 }),
    )
    expect(larger.status).toBe(413)
  })

  const inner = 'GET /api/tickets/M01 HTTP/1.1\r\nHost: grid.example.org\r\n\r\n'
  it.each([
    [
      'both lengths',
      `Content-Length: ${inner.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    ],
    [
      'both lengths, the other way',
      `Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${inner}`,
    ],
    ['two lengths', `Content-Length: 0\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ['a list of lengths', `Content-Length: 0, ${inner.length}\r\n\r\n${inner}`],
    ['an unknown coding', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${inner}`],
    ['a coding with a tab', `Transfer-Encoding:\tchunked\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    [
      'a hidden coding',
      `Transfer-Encoding : chunked\r\nContent-Length: ${inner.length + 5}\r\n\r\n0\r\n\r\n${inner}`,
    ],
    [
      'a coding in two lines',
      `Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    ],
    [
      'a coding under an odd name',
      `Transfer_Encoding: chunked\r\nContent-Length: ${inner.length + 5}\r\n\r\n0\r\n\r\n${inner}`,
    ],
  ])('lets no request be smuggled past it by %s', async (_, rest) => {
    const answer = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
        socket.write(
          `POST /api/tickets HTTP/1.1\r\nHost: grid.example.org\r\nConnection: close\r\nContent-Type: application/json\r\n${rest}`,
        )
      })
      socket.setEncoding('latin1').on('data', (part: string) => {
        text += part
      })
      socket.on('error', () => undefined).on('close', () => resolve(text))
    })
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status)
    expect(statuses).toHaveLength(1)
    expect(Number(statuses[0])).toBeGreaterThanOrEqual(400)
    expect(answer).not.toContain('M01')
    // nor is the connection to the server out of step for the next who asks
    expect((await ask('/api/centre')).status).toBe(200)
  })
})
