import { failureFrom } from './failure.ts'
import type { FileQuestion } from './fileQuestion.ts'
import { mindLogin } from './session.ts'

/** The address of a file, from the root of the server: the one that other tools take too. */
export function fileAddress(question: FileQuestion): string {
  return `/api/export/${encodeURIComponent(question.layer)}.${question.format}?${queryOf(question)}`
}

/** The address of the TileJSON of a layer's tiles, with the host: the map reads it in a worker. */
export function tilesAddress(question: Omit<FileQuestion, 'format'>): string {
  const query = queryOf(question)
  query.append('f', 'tilejson')
  const path = `/ogc/collections/${encodeURIComponent(question.layer)}/tiles/WebMercatorQuad`
  return `${window.location.origin}${path}?${query}`
}

function queryOf({ profile, filter, options }: Omit<FileQuestion, 'format'>): URLSearchParams {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...filter, ...options }))
    for (const one of Array.isArray(value) ? value : [value]) query.append(key, String(one))
  query.append('profile', profile)
  return query
}

/**
 * Fetches a file, telling how many bytes there are so far. Throws a `Failure` where the server refuses or breaks off,
 * and the signal's reason when it aborts: the server then stops its work too.
 */
export async function fetchFile(
  question: FileQuestion,
  told: { signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<Blob> {
  const response = await fetch(fileAddress(question), { signal: told.signal })
  if (!response.ok || !response.body) {
    const said: unknown = await response.json().catch(() => null)
    const failure = failureFrom(response.status, { data: said })
    mindLogin(failure)
    throw failure
  }
  const parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    bytes += value.byteLength
    told.onBytes(bytes)
  }
  return new Blob(parts, { type: response.headers.get('Content-Type') ?? '' })
}
