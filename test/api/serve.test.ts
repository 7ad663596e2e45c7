import { once } from 'node:events'
import { get } from 'node:http'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { type Serving, serve } from '../../server/serve.ts'
import { type Store, StoreError } from '../../server/store/index.ts'
import { storeWith } from '../fixtures/centre.ts'
import { present, twoStreets } from '../fixtures/two-streets.ts'

async function served(store: Store, work: (serving: Serving) => Promise<void>) {
  const serving = await serve({
    store,
    clock: clockAt(present),
    log: pino({ level: 'silent' }),
    host: '127.0.0.1',
    port: 0,
    web: 'nowhere',
  })
  try {
    await work(serving)
  } finally {
    await serving.stop()
  }
}

describe('a listening server', () => {
  it('stops the question of a client that hangs up', async () => {
    const store = await storeWith(twoStreets)
    let asked: (signal: AbortSignal) => void
    const question = new Promise<AbortSignal>((resolve) => {
      asked = resolve
    })
    const waiting: Store = {
      ...store,
      get version() {
        return store.version
      },
      read: (statement, options) =>
        statement.text.includes('FROM ticket t')
          ? new Promise((_, reject) => {
              const signal = options?.signal
              if (!signal) return reject(new Error('the question cannot be stopped'))
              signal.addEventListener('abort', () => reject(new StoreError('cancelled', 'gone')))
              asked(signal)
            })
          : store.read(statement, options),
    }
    await served(waiting, async ({ url }) => {
      const request = get(`${url}/api/tickets`)
      request.on('error', () => undefined)
      const signal = await question
      request.destroy()
      if (!signal.aborted) await once(signal, 'abort')
      expect(signal.aborted).toBe(true)
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
    })
  })

  it('stops an engine at work, and answers the next question on the same connections', async () => {
    const store = await storeWith(twoStreets)
    await served(store, async ({ url }) => {
      const leaving = Array.from({ length: 8 }, async (_, day) => {
        const asker = new AbortController()
        const answer = fetch(`${url}/api/series?from=2026-01-0${day + 1}&measure=open`, {
          signal: asker.signal,
        })
        setImmediate(() => asker.abort())
        return answer.then(
          () => 'answered',
          () => 'left',
        )
      })
      await Promise.all(leaving)
      const answer = await fetch(`${url}/api/summary?from=2026-03-01&to=2026-04-01`)
      expect(await answer.json()).toMatchObject({ tickets: 18 })
    })
  })

  it('ends with requests answered and the store closed', async () => {
    const store = await storeWith(twoStreets)
    await served(store, async ({ url }) => {
      expect((await fetch(`${url}/api/centre`)).status).toBe(200)
    })
    await expect(store.write(() => Promise.resolve())).rejects.toMatchObject({ code: 'closed' })
  })
})
