import type { z } from '@hono/zod-openapi'
import type { Refusal } from '../problems.ts'

/** One refusal a parameter: the first thing wrong with it, in words that name what it may be. */
export function refusals(error: z.ZodError, unknown = 'is not a parameter of this question'): Refusal[] {
  const found = new Map<string, string>()
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) found.set(key.slice(0, 100), unknown)
    else {
      const parameter = String(issue.path[0] ?? 'query')
      if (!found.has(parameter)) found.set(parameter, said(issue))
    }
  }
  return [...found].map(([parameter, detail]) => ({ parameter, detail }))
}

function said(issue: z.ZodError['issues'][number]): string {
  const place = issue.path.slice(1).join('.')
  return place ? `${place}: ${rule(issue)}` : rule(issue)
}

function rule(issue: z.ZodError['issues'][number]): string {
  if (issue.code === 'invalid_value') return `write ${choice(issue.values)}`
  if (issue.code === 'invalid_format' && issue.format === 'date') return 'write a day as YYYY-MM-DD'
  if (issue.code === 'invalid_format' && issue.format === 'datetime')
    return 'write an instant with its offset, e.g. 2026-03-01T08:00:00+08:00'
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is required'
  if (issue.code === 'invalid_type' && issue.message.endsWith('received array'))
    return 'is given more than once'
  return issue.message
}

function choice(values: readonly unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`
}
