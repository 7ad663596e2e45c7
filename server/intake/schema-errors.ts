import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { IntakeError } from './errors.ts'
import { didYouMean, listed } from './nearest.ts'

/** Reads a JSON file; throws IntakeError with the line and column of a slip. */
export async function parseJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new IntakeError([`${path}: cannot be read (${cause instanceof Error ? cause.message : cause})`], {
      cause,
    })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    const position = /at position (\d+)/.exec(message)?.[1]
    const before = text.slice(0, position === undefined ? text.length : Number(position))
    const line = before.split('\n').length
    const column = before.length - before.lastIndexOf('\n')
    throw new IntakeError([`${path}: line ${line}, column ${column}: is not JSON (${message})`], { cause })
  }
}

/** Every fault of a file against its schema as one line: file, path in it, what is wrong, what is allowed. */
export function schemaErrors(error: z.ZodError, schema: z.ZodType, file: string): string[] {
  const shape = JsonShape.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return error.issues.flatMap((issue) => issueLines(issue, shape)).map((line) => `${file}: ${line}`)
}

type Issue = z.core.$ZodIssue

function issueLines(issue: Issue, shape: JsonShape, above: readonly PropertyKey[] = []): string[] {
  const path = [...above, ...issue.path]
  const place = path.length === 0 ? 'the file' : path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(shape, path)
    return issue.keys.map(
      (key) =>
        `${[...path.map(String), key].join('.')}: there is no such key${didYouMean(key, known)} Allowed: ${listed(known)}`,
    )
  }
  if (issue.code === 'invalid_value') {
    return [`${place}: must be one of ${listed(issue.values.map(String))}`]
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // the reading that got farthest is the one that was meant
    const deepest = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a))[0] ?? []
    if (depthOf(deepest) > 0 || deepest.some(({ code }) => code === 'unrecognized_keys'))
      return deepest.flatMap((inner) => issueLines(inner, shape, path))
    const ways = issue.errors.flatMap((inner) => inner.map(({ message }) => message))
    return [`${place}: fits none of the allowed forms (${[...new Set(ways)].join('; ')})`]
  }
  if (issue.code === 'invalid_type' && issue.message.includes('received undefined')) {
    return [`${place}: is required (${issue.expected})`]
  }
  return [`${place}: ${issue.message.replace(/^Invalid input: /, '')}`]
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length))
}

/** As much of a JSON Schema as finding the keys of an object needs. */
interface JsonShape {
  properties?: Record<string, JsonShape> | undefined
  items?: JsonShape | undefined
  anyOf?: JsonShape[] | undefined
  additionalProperties?: boolean | JsonShape | undefined
}
const JsonShape: z.ZodType<JsonShape> = z.lazy(() =>
  z.object({
    properties: z.record(z.string(), JsonShape).optional(),
    items: JsonShape.optional(),
    anyOf: z.array(JsonShape).optional(),
    additionalProperties: z.union([z.boolean(), JsonShape]).optional(),
  }),
)

function keysAt(shape: JsonShape, path: readonly PropertyKey[]): string[] {
  let reached = [shape]
  for (const part of path) reached = reached.flatMap(readings).flatMap((at) => below(at, part))
  return [...new Set(reached.flatMap(readings).flatMap(({ properties }) => Object.keys(properties ?? {})))]
}

function readings(shape: JsonShape): JsonShape[] {
  return [shape, ...(shape.anyOf ?? []).flatMap(readings)]
}

function below(shape: JsonShape, part: PropertyKey): JsonShape[] {
  if (typeof part === 'number') return shape.items ? [shape.items] : []
  const own = shape.properties?.[String(part)]
  if (own) return [own]
  return typeof shape.additionalProperties === 'object' ? [shape.additionalProperties] : []
}
