import type { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'

/** How long an answer that is made may be on its way, and how often that is looked at, in milliseconds. */
export interface ReadingLimit {
  readingMs: number
  lookMs: number
}

/**
 * Closes the connections of readers who take longer than that for an answer that is wholly made: who takes a byte now and
 * then would keep it in memory for ever. Answers that are made as they are read have `streamed`'s limits until their end.
 */
export function closeSlowReaders(
  server: Pick<EventEmitter, 'on' | 'once'>,
  { readingMs, lookMs }: ReadingLimit,
): void {
  /** answers that are not wholly taken, and since when they have been made */
  const answers = new Map<ServerResponse, number | undefined>()
  server.on('request', (_, answer: ServerResponse) => {
    answers.set(answer, undefined)
    answer.once('close', () => answers.delete(answer))
  })
  const looking = setInterval(() => {
    const now = performance.now()
    for (const [answer, since] of answers) {
      if (!answer.writableEnded) continue
      if (since === undefined) answers.set(answer, now)
      else if (now - since >= readingMs) answer.destroy()
    }
  }, lookMs).unref()
  server.once('close', () => clearInterval(looking))
}
