import type { Context } from 'hono'
import { stillStands } from '../access/index.ts'
import type { Env } from './router.ts'

/** How patient the work is with its reader. */
export interface Reading {
  /** milliseconds a reader may rest before the work for it is stopped */
  restMs: number
  /** bytes a second that it has to take after it has rested for `restMs` altogether: two connections serve all files */
  pace: number
}

const usual: Reading = { restMs: 120_000, pace: 2_000 }

/** What a long answer is held to: `stop` ends the work for it, `stands` says whether its asker still may what they might. */
export interface Held {
  stop: () => void
  stands?: () => Promise<boolean>
}

/** Tells whether who sent a request still may what they might when it came. */
export function standing({ store, clock, shown, account, token }: Env['Variables']): () => Promise<boolean> {
  return () => stillStands(store, shown ?? {}, { account, token }, clock.now())
}

/** A request's signal for work that its answer goes on with, which ends when nobody reads it, or may, any more. */
export function leavable({ var: v }: Context<Env>): { signal: AbortSignal; held: Held } {
  const leaving = new AbortController()
  return {
    signal: AbortSignal.any([v.signal, leaving.signal]),
    held: {
      stop: () => leaving.abort(),
      stands: standing(v),
    },
  }
}

/** Milliseconds after which it is asked again whether somebody still may. */
const beat = 15_000

const encoder = new TextEncoder()

/**
 * Bytes or texts as the body of a response: made when they are asked for and not before, so that a slow reader slows the work
 * down. It is stopped when the reader leaves, rests for too long, takes a trickle for longer than that, or may it no more. What the
 * work itself takes is not held against the reader.
 */
export function streamed(
  pieces: () => AsyncGenerator<Uint8Array | string>,
  { stop, stands }: Held,
  { restMs, pace }: Reading = usual,
): ReadableStream<Uint8Array> {
  let work: AsyncGenerator<Uint8Array | string> | undefined
  let resting: NodeJS.Timeout | undefined
  let since: number | undefined
  let rested = 0
  let sent = 0
  let stood = performance.now()
  const giveUp = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    stop()
    controller.error(new Error('nobody reads this any more'))
    void work?.return(undefined)
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(resting)
        if (since !== undefined) rested += performance.now() - since
        if (rested > restMs && sent < (pace * rested) / 1000) return giveUp(controller)
        if (stands && performance.now() - stood > beat) {
          stood = performance.now()
          if (!(await stands())) return giveUp(controller)
        }
        work ??= pieces()
        const { done, value } = await work.next()
        if (done) return controller.close()
        const bytes = typeof value === 'string' ? encoder.encode(value) : value
        sent += bytes.length
        controller.enqueue(bytes)
        since = performance.now()
        resting = setTimeout(() => giveUp(controller), restMs).unref()
      },
      async cancel() {
        clearTimeout(resting)
        stop()
        await work?.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
