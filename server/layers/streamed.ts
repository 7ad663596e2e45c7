/** How patient the work is with its reader. */
export interface Reading {
  /** milliseconds a reader may rest before the work for it is stopped */
  restMs: number
  /** bytes a second that it has to take after it has rested for `restMs` altogether: two connections serve all files */
  pace: number
}

const usual: Reading = { restMs: 120_000, pace: 2_000 }

/**
 * Bytes as the body of a response: made when they are asked for and not before, so that a slow reader slows the work
 * down. `stop` is called when the reader leaves, rests for too long, or takes a trickle for longer than that. What the
 * work itself takes is not held against the reader.
 */
export function streamed(
  bytes: () => AsyncGenerator<Uint8Array>,
  stop: () => void,
  { restMs, pace }: Reading = usual,
): ReadableStream<Uint8Array> {
  let work: AsyncGenerator<Uint8Array> | undefined
  let resting: NodeJS.Timeout | undefined
  let since: number | undefined
  let rested = 0
  let sent = 0
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
        work ??= bytes()
        const { done, value } = await work.next()
        if (done) return controller.close()
        sent += value.length
        controller.enqueue(value)
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
