import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { packed } from './packed.ts'

const long = JSON.stringify(Array.from({ length: 40_000 }, (_, place) => ({ place, 名: '高陵' })))

async function answered(text: string, type: string, accepted: string) {
  const app = new Hono().get('/', async (c) => {
    const bytes = new TextEncoder().encode(text)
    const headers = new Headers({ 'Content-Type': type, ETag: 'W/"a"' })
    const copy = await packed(c, { status: 200, headers, body: bytes })
    return new Response(copy.body, copy)
  })
  return await app.request('/', { headers: { 'Accept-Encoding': accepted } })
}

describe('a whole answer', () => {
  it.each([
    ['application/json', long],
    ['application/geo+json; charset=utf-8', long],
    ['application/vnd.mapbox-vector-tile', long],
    // another thread packs these, but as well as may be
    ['application/json', long.slice(0, 500_000)],
    // these are packed at once
    ['application/json', long.slice(0, 1024)],
  ])('of %s is packed and says so, for who accepts it', async (type, text) => {
    const answer = await answered(text, type, 'deflate, gzip;q=0.5')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-encoding': 'gzip',
      'content-length': `${bytes.length}`,
      'content-type': type,
      etag: 'W/"a"',
    })
    expect(bytes.length).toBeLessThan(text.length / 2)
    expect(gunzipSync(bytes).toString()).toBe(text)
  })

  it.each([
    ['is short', long.slice(0, 700), 'application/json', 'gzip'],
    ['is nothing that packing makes shorter', long, 'image/png', 'gzip'],
    ['is for who cannot unpack it', long, 'application/json', 'gzip;q=0, identity'],
  ])('is left as it is where it %s', async (_, text, type, accepted) => {
    const answer = await answered(text, type, accepted)
    expect(answer.headers.get('Content-Encoding')).toBeNull()
    expect(answer.headers.get('Content-Length')).toBe(`${Buffer.byteLength(text)}`)
    expect(await answer.text()).toBe(text)
  })
})
