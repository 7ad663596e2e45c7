import { failureOf } from './failure.ts'
export async function get<T>(
  path: string,
  query: Record<string, string | number | readonly string[] | undefined>,
  signal: AbortSignal,
): Promise<T> {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const item of Array.isArray(value) ? value : [value]) params.append(key, String(item))
  }
  const response = await fetch(`${path}?${params}`, { signal })
  if (!response.ok) throw await failureOf(response)
  return response.json()
}
