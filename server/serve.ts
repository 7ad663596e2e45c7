import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from 'pino'
import { type Admission, controlPath, localOperator, type Sso } from './access/index.ts'
import { AlertDesk } from './alerts/index.ts'
import { createApp } from './app.ts'
import { Audit } from './audit/index.ts'
import type { Clock } from './clock.ts'
import { closeSlowReaders, mostHeaders } from './http/index.ts'
import type { LiveIntake } from './intake/index.ts'
import type { MeasureDefinition } from './measures/index.ts'
import { Endpoint, Poller } from './open311/index.ts'
import type { Store } from './store/index.ts'

export interface ServeOptions {
  store: Store
  clock: Clock
  log: Logger
  host: string
  /** 0 for any that is free */
  port: number
  /** folder of the built web */
  web: string
  /** the measures offered; those of the product where none are named */
  measures?: readonly MeasureDefinition[]
  /** who sends a request; the person at this machine where nothing is said */
  access?: Admission
  sso?: Sso | undefined
  /** proxies whose word about the asker is taken: addresses and networks */
  proxies?: readonly string[]
  /** an endpoint of another server to read again and again */
  poll?: Polling | undefined
  /** what alerts are signed with, and the hosts of private networks that may be told */
  alerts?: { secret: string | undefined; allowed: readonly string[] }
  /** origins whose pages may show these in a frame */
  framedBy?: readonly string[]
  /** the usual limits where nothing is said */
  waits?: Patience
}

/** Which Open311 endpoint is read, how often, and the hosts of private networks that may be. */
export interface Polling {
  base: string
  everyMs: number
  allowed: readonly string[]
}

/** A server that listens. */
export interface Serving {
  /** without a slash at its end */
  url: string
  /** Asks as the person at the machine does, without the network. */
  inside: typeof fetch
  /** Takes no more requests, finishes those under way, writes everything into the database file and closes it. */
  stop(): Promise<void>
}

const seconds = 1000

/** How long a connection may make the server wait, in milliseconds. */
export interface Patience {
  /** for all of a request, its headers first; an answer has the store's own limit */
  arrivalMs: number
  /** for the next request on an open connection: longer than a proxy before it waits */
  nextMs: number
  /** for a sign that an answer is being read: a live connection beats every 15 s; and for all of one that is made */
  readingMs: number
  /** between two looks for who took longer */
  lookMs: number
}

const usual: Patience = {
  arrivalMs: 30 * seconds,
  nextMs: 75 * seconds,
  readingMs: 300 * seconds,
  lookMs: 5 * seconds,
}

/** Longest polite wait for requests under way when stopping. */
const patience = 10 * seconds

/** Rejects with the system's error where host and port cannot be listened on, before anything is loaded. */
export async function probe(host: string, port: number): Promise<void> {
  const server = createServer()
  await listening(server, host, port)
  await new Promise((resolve) => server.close(resolve))
}

/** Listens on host and port. Rejects with the system's error, e.g. code EADDRINUSE. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { store, host, port, poll, alerts, waits = usual, ...house } = options
  const { clock, log } = house
  const stopping = new AbortController()
  const audit = new Audit({ store, clock, log })
  await audit.begin()
  const running: Promise<void>[] = []
  const onIntake = (intake: LiveIntake) => {
    if (!poll) return
    const endpoint = new Endpoint(poll.base, { allowed: poll.allowed, signal: stopping.signal })
    running.push(new Poller({ store, clock, log, intake, endpoint }).run(poll.everyMs, stopping.signal))
  }
  const app = createApp({
    store,
    access: localOperator,
    audit,
    stopping: stopping.signal,
    ...house,
    onIntake,
  })
  const control = await controlled((request) => app.fetch(request, { control: true }), store.file)
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: waits.arrivalMs,
      requestTimeout: waits.arrivalMs,
      connectionsCheckingInterval: waits.lookMs,
      keepAliveTimeout: waits.nextMs,
      // a drawn polygon travels in the address
      maxHeaderSize: 32 * 1024,
    },
  })
  // one more than is taken: what is beyond it the engine leaves out without a word
  if ('maxHeadersCount' in server) server.maxHeadersCount = mostHeaders + 1
  server.setTimeout(waits.readingMs)
  closeSlowReaders(server, waits)
  await listening(server, host, port)
  if (alerts) {
    const desk = new AlertDesk({
      store,
      clock,
      log,
      secret: alerts.secret,
      reach: { allowed: alerts.allowed, signal: stopping.signal },
    })
    running.push(desk.run(stopping.signal))
  }
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return {
    inside: async (input, init) => app.fetch(new Request(input, init), { control: true }),
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop: async () => {
      stopping.abort()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      control?.close()
      // a connection that was busy at first is kept open for more: it is closed as soon as it rests
      const close = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 50)
      const insist = setTimeout(
        () => 'closeAllConnections' in server && server.closeAllConnections(),
        patience,
      )
      await Promise.all([closed, ...running])
      clearInterval(close)
      clearTimeout(insist)
      await audit.close().catch((cause: unknown) => {
        log.error({ err: cause }, 'the last entries of the audit could not be written')
      })
      await store.checkpoint()
      await store.close()
    },
  }
}

/**
 * The control socket beside the database file: the command line reaches a running server through it. Only the owner of
 * the file may open it, who could write the file itself. None where the system has no such sockets or the path is too long.
 */
async function controlled(
  fetch: (request: Request) => Response | Promise<Response>,
  database: string,
): Promise<ReturnType<typeof createAdaptorServer> | undefined> {
  const path = controlPath(database)
  if (path === undefined) return undefined
  // of a server that was ended by force: the database is ours, so it is nobody's
  rmSync(path, { force: true })
  const server = createAdaptorServer({ fetch })
  const before = process.umask(0o177)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, () => resolve())
    })
  } finally {
    process.umask(before)
  }
  chmodSync(path, 0o600)
  return server
}

function listening(
  server: Pick<Server, 'listen' | 'once' | 'off'>,
  host: string,
  port: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
