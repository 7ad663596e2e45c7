import fc from 'fast-check'
import { z } from 'zod'

/** A JSON Schema. */
export const Schema = z.record(z.string(), z.unknown())
export type Schema = z.infer<typeof Schema>
/** An operation of an OpenAPI document, as far as requests and answers are concerned. */
export const Operation = z.object({
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: Schema.optional(),
        examples: z.unknown().optional(),
      }),
    )
    .default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: Schema })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: Schema.optional() })).optional() }),
  ),
})
export type Operation = z.infer<typeof Operation>
/** An operation at its place. */
export interface Route {
  method: string
  path: string
  operation: Operation
}

/** Words of the fixture, so that requests reach beyond the first refusal. */
const words: Readonly<Record<string, readonly string[]>> = {
  area: ['D', 'S1', 'S2', 'C11', 'X'],
  code: ['D', 'S1', 'C11', 'X'],
  parent: ['D', 'S1'],
  a: ['S1'],
  b: ['S2'],
  category: ['water', 'sanitation', 'lift'],
  source: ['hotline', 'sensor'],
  status: ['closed', 'reported'],
  tier: ['department', 'street'],
  unit: ['housing', 'waterworks'],
  level: ['street', 'community', 'district'],
  layer: ['tickets', 'areas-street', 'cells', 'hotspots', 'flows', 'repeats', 'emerging'],
  id: ['M01', 'M05', 'overdue', 'closing_rate', 'hotline_count'],
  measure: ['open', 'closing_rate', 'handling_time', 'reported'],
  from: ['2026-03-01', '2025-01-01'],
  to: ['2026-04-01', '2026-03-15'],
  date: ['2026-03-10', '2025-06-01'],
  asOf: ['2026-03-31T12:00:00+08:00'],
  bbox: ['109,34.4,109.1,34.5'],
  within: ['{"type":"Polygon","coordinates":[[[109,34.4],[109.1,34.4],[109.1,34.5],[109,34.4]]]}'],
}

/** What breaks careless servers. */
const hostile = [
  '',
  ' ',
  '\0',
  '%00',
  '\ud800',
  '\uffff',
  '𠀀',
  '\u202e',
  "'",
  '"',
  "' OR 1=1 --",
  '"; DROP TABLE ticket; --',
  '$1',
  '?',
  '%',
  '_',
  '\\',
  '../../../../etc/passwd',
  '..%2f..%2f',
  'file:///etc/passwd',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '#{7*7}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '-1',
  '0x10',
  '9007199254740993',
  '99999999999999999999',
  '0000-00-00',
  '2026-02-30',
  '9999-12-31',
  '+010000-01-01',
  '2026-03-01T00:00:00+99:99',
  '[]',
  '{}',
  '[[[[[[[[',
  'a,b,c,d',
  '1,2,3',
  ',,,',
  '\r\nX-Injected: 1',
  'a'.repeat(5000),
  '1'.repeat(400),
]

/** A request to be sent. */
export interface Asked {
  route: Route
  url: string
  body: string | undefined
  type: string | undefined
  headers: Record<string, string>
}

/**
 * Requests to any of the routes: most parameters are words of the small fixture, so that the answer goes beyond the first
 * refusal; the others are what breaks careless servers, or anything at all.
 */
export function requestTo(
  routes: readonly Route[],
  schemas: Readonly<Record<string, Schema>>,
): fc.Arbitrary<Asked> {
  return fc.constantFrom(...routes).chain((route) => {
    const { parameters, requestBody } = route.operation
    const inside = (place: string) => parameters.filter((parameter) => parameter.in === place)
    const query = fc.tuple(
      ...inside('query').map(({ name, schema, required, examples }) =>
        maybe(
          required ? 8 : 0.25,
          fc.array(wordFor(name, schema, examples), {
            minLength: 1,
            maxLength: schema?.type === 'array' ? 2 : 1,
          }),
          [],
        ).map((values) => values.map((value) => [name, value] as const)),
      ),
    )
    const stray = fc.oneof(
      { weight: 12, arbitrary: fc.constant<(readonly [string, string])[]>([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.tuple(fc.oneof(fc.string(), fc.constantFrom(...hostile)), fc.string()), {
          maxLength: 2,
        }),
      },
    )
    const names = inside('path')
    const path = fc
      .tuple(...names.map(({ name, schema, examples }) => wordFor(name, schema, examples)))
      .map((values) =>
        names.reduce(
          (made, { name }, index) => made.replace(`{${name}}`, encoded(values[index] ?? '') || '%20'),
          route.path,
        ),
      )
    const bodies = Object.entries(requestBody?.content ?? {})
    const body =
      bodies.length === 0
        ? fc.constant({ body: undefined, type: undefined })
        : fc.oneof(
            {
              weight: 3,
              arbitrary: fc.constantFrom(...bodies).chain(([type, { schema }]) =>
                bodyOf(schemas[String(schema.$ref).split('/').at(-1) ?? ''] ?? schema).map((json) => ({
                  body: json,
                  type,
                })),
              ),
            },
            {
              weight: 1,
              arbitrary: fc.record({
                body: fc.oneof(fc.string(), fc.json(), fc.constantFrom(...hostile)),
                type: fc.constantFrom(
                  'application/json',
                  'text/plain',
                  'application/x-ndjson',
                  'multipart/form-data',
                  '',
                ),
              }),
            },
          )
    const headers = fc.dictionary(
      fc.constantFrom(
        'Accept',
        'Accept-Language',
        'Last-Event-ID',
        'If-None-Match',
        'Idempotency-Key',
        'Origin',
        'X-Forwarded-For',
        'Range',
      ),
      fc.oneof(
        fc.constantFrom('*/*', 'zh', '17', '*', 'https://elsewhere.example', 'bytes=0-1'),
        fc.string({ unit: 'grapheme-ascii' }),
      ),
      { maxKeys: 2 },
    )
    return fc
      .tuple(query, stray, path, body, headers)
      .map(([pairs, odd, address, { body, type }, headers]) => {
        const search = [...pairs.flat(), ...odd]
          .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
          .join('&')
        return { route, url: search ? `${address}?${search}` : address, body, type, headers }
      })
  })
}

/** `odds` to one for the arbitrary, else `without`. */
function maybe<T>(odds: number, arbitrary: fc.Arbitrary<T>, without: T): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: Math.round(odds * 100), arbitrary },
    { weight: 100, arbitrary: fc.constant(without) },
  )
}

/** A value that fits, by the schema, its examples or the fixture, or one that does not. */
function wordFor(name: string, schema: Schema | undefined, examples: unknown): fc.Arbitrary<string> {
  const known = [
    ...(words[name] ?? []),
    ...textsIn(schema?.enum),
    ...textsIn(schema?.examples),
    ...textsIn(examples),
    ...(schema?.default === undefined ? [] : [String(schema.default)]),
  ]
  const [first = 'x', ...rest] = known
  return fc.oneof(
    { weight: 14, arbitrary: fc.constantFrom(first, ...rest) },
    { weight: 2, arbitrary: fc.constantFrom(...hostile) },
    {
      weight: 1,
      arbitrary: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.integer().map(String),
        fc.double().map(String),
        fc.json(),
      ),
    },
  )
}

function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((one) => typeof one !== 'object').map(String) : []
}

/** A message by its schema, as far as the fixture knows its words, with parts that are wrong, odd or missing. */
function bodyOf(schema: Schema): fc.Arbitrary<string> {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(...hostile, null, true, -1, 1e308, {}, []),
    fc.jsonValue({ maxDepth: 3 }),
  )
  const required = textsIn(schema.required)
  const fields = Object.entries(Schema.catch({}).parse(schema.properties)).map(([name, field]) => ({
    name,
    odds: required.includes(name) ? 20 : 0.15,
    known: knownOf(name, Schema.catch({}).parse(field)),
  }))
  const one = fc
    .tuple(
      ...fields.map(({ odds, known }) =>
        maybe<unknown>(
          odds,
          fc.oneof(
            { weight: 20, arbitrary: fc.constantFrom<unknown>(...known) },
            { weight: 1, arbitrary: odd },
          ),
          undefined,
        ),
      ),
    )
    .map((values) =>
      JSON.stringify(
        Object.fromEntries(
          fields.flatMap(({ name }, index) => (values[index] === undefined ? [] : [[name, values[index]]])),
        ),
      ),
    )
  const polluted = one.map((json) =>
    json.replace('{', '{"__proto__":{"role":"administrator"},"constructor":{"prototype":{"x":1}},'),
  )
  return fc.oneof(
    { weight: 8, arbitrary: one },
    { weight: 2, arbitrary: fc.array(one, { minLength: 1, maxLength: 4 }).map((rows) => rows.join('\n')) },
    { weight: 1, arbitrary: polluted },
    { weight: 1, arbitrary: odd.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.constant(`${'['.repeat(20_000)}`) },
  )
}

const said: Readonly<Record<string, readonly unknown[]>> = {
  id: ['N1', 'N2', 'N3', 'M01'],
  area: ['C11', 'S1', 'nowhere'],
  lon: [109.05, 109.15, 0],
  lat: [34.45, 0],
  title: ['Lift', '<img src=x onerror=alert(1)>', '=1+1'],
}

/** Values that fit a field, as far as its schema and the fixture tell. */
function knownOf(name: string, schema: Schema): [unknown, ...unknown[]] {
  const moments = ['2026-03-31T08:00:00+08:00', '2026-03-30T08:00:00Z']
  const made = schema.format === 'date-time' ? moments : schema.type === 'boolean' ? [true, false] : []
  const numbers = schema.type === 'integer' || schema.type === 'number' ? [0, 1, 70_000] : []
  const chosen = Array.isArray(schema.enum) ? schema.enum : []
  const known = [
    ...(said[name] ?? words[name.replace(/^(to|from)_/, '')] ?? []),
    ...chosen,
    ...made,
    ...numbers,
  ]
  const [first = 'x', ...rest] = known
  return [first, ...rest]
}

/** Also of halves of characters, which addresses can carry and the standard function refuses. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}
