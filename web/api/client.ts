import type { App } from '@grid/server/app'
import { type ClientResponse, DetailedError, hc, parseResponse } from 'hono/client'
import { failureFrom } from './failure.ts'

/** The server's questions, typed by its routes. */
export const { api } = hc<App>('/')

/** The bytes of a good answer that is no JSON; what the server refused or failed is thrown as a `Failure`. */
export async function bytesOf(asked: Promise<Response | ClientResponse<unknown>>): Promise<ArrayBuffer> {
  const response = await asked
  if (response.ok) return await response.arrayBuffer()
  const said: unknown = await response.json().catch(() => null)
  throw failureFrom(response.status, { data: said }, response.headers.get('Retry-After'))
}

/** The good answer to a question; what the server refused or failed is thrown as a `Failure`. */
export async function answer<T extends ClientResponse<unknown>>(asked: Promise<T>) {
  const response = await asked
  try {
    return await parseResponse(response)
  } catch (thrown) {
    if (!(thrown instanceof DetailedError)) throw thrown
    throw failureFrom(thrown.statusCode, thrown.detail, response.headers.get('Retry-After'))
  }
}
