import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { closeSlowReaders } from './slow-readers.ts'

class Answer extends EventEmitter {
  writableEnded = false
  destroy = vi.fn(() => this.emit('close'))
}

describe('an answer that is made', () => {
  it('is taken in time or not at all', () => {
    vi.useFakeTimers()
    try {
      const server = new EventEmitter()
      closeSlowReaders(server, { readingMs: 10_000, lookMs: 1000 })
      const [taken, trickling, unmade] = [new Answer(), new Answer(), new Answer()]
      for (const answer of [taken, trickling, unmade]) server.emit('request', {}, answer)
      taken.writableEnded = true
      trickling.writableEnded = true
      vi.advanceTimersByTime(9000)
      taken.emit('close')
      vi.advanceTimersByTime(1000)
      expect(trickling.destroy).not.toHaveBeenCalled()
      vi.advanceTimersByTime(2000)
      expect(trickling.destroy).toHaveBeenCalledOnce()
      vi.advanceTimersByTime(100_000)
      expect(trickling.destroy).toHaveBeenCalledOnce()
      expect(taken.destroy).not.toHaveBeenCalled()
      // what is still being made is somebody else's to limit
      expect(unmade.destroy).not.toHaveBeenCalled()
      server.emit('close')
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})
