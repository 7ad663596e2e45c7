import { failureFrom } from './failure.ts'
import type { FileQuestion } from './layers.ts'
import { mindLogin } from './session.ts'

/** The address of a file, from the root of the server: the one that other tools take too. */
export function fileAddress({ layer, format, profile, filter }: FileQuestion): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(filter))
    for (const one of Array.isArray(value) ? value : [value]) query.append(key, String(one))
  query.append('profile', profile)
  return `/api/export/${encodeURIComponent(layer)}.${format}?${query}`
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
