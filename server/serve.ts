import { createServer, type Server } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from 'pino'
import { localOperator } from './access/index.ts'
import { createApp } from './app.ts'
import type { Clock } from './clock.ts'
import type { MeasureDefinition } from './measures/index.ts'
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
}

/** A server that listens. */
export interface Serving {
  /** without a slash at its end */
  url: string
  /** Takes no more requests, finishes those under way, writes everything into the database file and closes it. */
  stop(): Promise<void>
}

const seconds = 1000
/** What a request may take to arrive; an answer has the store's own limit. */
const arrival = 30 * seconds
/** Longest polite wait for requests under way when stopping. */
const patience = 10 * seconds

/** Rejects with the system's error where host and port cannot be listened on, before anything is loaded. */
export async function probe(host: string, port: number): Promise<void> {
  const server = createServer()
  await listening(server, host, port)
  await new Promise((resolve) => server.close(resolve))
}

/** Listens on host and port. Rejects with the system's error, e.g. code EADDRINUSE. */
export async function serve({ store, host, port, ...house }: ServeOptions): Promise<Serving> {
  const stopping = new AbortController()
  const app = createApp({ store, access: localOperator, stopping: stopping.signal, ...house })
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: arrival,
      requestTimeout: arrival,
      keepAliveTimeout: 60 * seconds,
      // a drawn polygon travels in the address
      maxHeaderSize: 32 * 1024,
    },
  })
  await listening(server, host, port)
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop: async () => {
      stopping.abort()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // a connection that was busy at first is kept open for more: it is closed as soon as it rests
      const close = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 50)
      const insist = setTimeout(
        () => 'closeAllConnections' in server && server.closeAllConnections(),
        patience,
      )
      await closed
      clearInterval(close)
      clearTimeout(insist)
      await store.checkpoint()
      await store.close()
    },
  }
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
