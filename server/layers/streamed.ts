/** Milliseconds a reader may rest before the work for it is stopped. */
const patience = 120_000

/**
 * Bytes as the body of a response: made when they are asked for and not before, so that a slow reader slows the work
 * down. `stop` is called when the reader leaves or rests for too long.
 */
export function streamed(
  bytes: () => AsyncGenerator<Uint8Array>,
  stop: () => void,
): ReadableStream<Uint8Array> {
  let work: AsyncGenerator<Uint8Array> | undefined
  let resting: NodeJS.Timeout | undefined
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(resting)
        work ??= bytes()
        const { done, value } = await work.next()
        if (done) return controller.close()
        controller.enqueue(value)
        resting = setTimeout(() => {
          stop()
          controller.error(new Error('nobody reads this any more'))
          void work?.return(undefined)
        }, patience).unref()
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
