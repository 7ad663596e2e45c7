import { describe, expect, it, vi } from 'vitest'
import { streamed } from './streamed.ts'

async function* pieces(size: number) {
  for (;;) yield new Uint8Array(size)
}

describe('a file that is read', () => {
  it('is not made before it is asked for, and ends when its reader leaves', async () => {
    const stop = vi.fn()
    const made = vi.fn(() => pieces(10))
    const reader = streamed(made, { stop }).getReader()
    expect(made).not.toHaveBeenCalled()
    expect((await reader.read()).value).toHaveLength(10)
    await reader.cancel()
    expect(stop).toHaveBeenCalledOnce()
  })

  it('may be made of texts', async () => {
    async function* texts() {
      yield '水'
      yield 'b'
    }
    expect(await new Response(streamed(texts, { stop: vi.fn() })).text()).toBe('水b')
  })

  it('is given up for a reader that rests, or takes a trickle, but not for one that waits for the work', async () => {
    vi.useFakeTimers()
    try {
      const stop = vi.fn()
      const slow = { restMs: 10_000, pace: 1000 }
      const resting = streamed(() => pieces(10), { stop: stop }, slow).getReader()
      await resting.read()
      await vi.advanceTimersByTimeAsync(10_001)
      await expect(resting.read()).rejects.toThrow('nobody reads')

      const trickling = streamed(() => pieces(10), { stop: stop }, slow).getReader()
      const trickle = async () => {
        for (let second = 0; second < 12; second++) {
          await trickling.read()
          await vi.advanceTimersByTimeAsync(1000)
        }
      }
      await expect(trickle()).rejects.toThrow('nobody reads')
      expect(stop).toHaveBeenCalledTimes(2)

      const hurried = vi.fn()
      const steady = streamed(() => pieces(2000), { stop: hurried }, slow).getReader()
      for (let second = 0; second < 30; second++) {
        await steady.read()
        await vi.advanceTimersByTimeAsync(1000)
      }
      expect(hurried).not.toHaveBeenCalled()
      async function* toilsome() {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 60_000))
          yield new Uint8Array(10)
        }
      }
      const waiting = streamed(toilsome, { stop: stop }, slow).getReader()
      for (let piece = 0; piece < 3; piece++) {
        const read = waiting.read()
        await vi.advanceTimersByTimeAsync(60_000)
        expect((await read).value).toHaveLength(10)
      }
      expect(stop).toHaveBeenCalledTimes(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('ends for who may it no more', async () => {
    vi.useFakeTimers()
    try {
      const stop = vi.fn()
      let may = true
      const reader = streamed(() => pieces(50_000), { stop, stands: async () => may }).getReader()
      await reader.read()
      await vi.advanceTimersByTimeAsync(16_000)
      await reader.read()
      may = false
      await vi.advanceTimersByTimeAsync(14_000)
      await reader.read()
      await vi.advanceTimersByTimeAsync(2000)
      await expect(reader.read()).rejects.toThrow('nobody reads')
      expect(stop).toHaveBeenCalledOnce()
    } finally {
      vi.useRealTimers()
    }
  })
})
