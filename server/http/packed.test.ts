import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { packed } from './packed.ts'

const long = JSON.stringify(Array.from({ length: 40_000 }, (_, place) => ({ place, 名: '高陵' })))

async function answered(text: string, type: string, accepted: string) {
  const app = new Hono().get('/', async (c) => {
    const bytes = new TextEncoder().encode(text)
    const headers = new Headers({ 'Content-Type': type, 'Content-Length': `${bytes.length}`, ETag: 'W/"a"' })
    const copy = await packed(c, { status: 200, headers, body: bytes })
    return new Response(copy.body, copy)
  })
  return await app.request('/', { headers: { 'Accept-Encoding': accepted } })
}

describe('a long answer', () => {
  it.each(['application/json', 'application/geo+json; charset=utf-8'])(
    'of %s is packed and says so, for who accepts it',
    async (type) => {
      const answer = await answered(long, type, 'deflate, gzip;q=0.5')
      expect(Object.fromEntries(answer.headers)).toEqual({
        'content-encoding': 'gzip',
        'content-type': type,
        etag: 'W/"a"',
      })
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect(bytes.length).toBeLessThan(long.length / 4)
      expect(gunzipSync(bytes).toString()).toBe(long)
    },
  )

  it.each([
    ['is short', long.slice(0, 500_000), 'application/json', 'gzip'],
    ['is no JSON', long, 'application/octet-stream', 'gzip'],
    ['is for who cannot unpack it', long, 'application/json', 'gzip;q=0, identity'],
  ])('is left as it is where it %s', async (_, text, type, accepted) => {
    const answer = await answered(text, type, accepted)
    expect(answer.headers.get('Content-Encoding')).toBeNull()
    expect(await answer.text()).toBe(text)
  })
})
