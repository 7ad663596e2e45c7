import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Store } from '../../server/store/index.ts'
import { type Asked, Operation, type Route, requestTo, Schema } from '../drivers/requests.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

/** Requests in all; GRID_FUZZ asks for more, or another seed: `GRID_FUZZ=100000:7`. */
const [runs = 10_000, seed = 1] = (process.env.GRID_FUZZ ?? '').split(':').filter(Boolean).map(Number)
/** Requests between two looks at the clock of the test runner. */
const atOnce = 8

const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
})
describe('generated requests', () => {
  let store: Store
  let app: ReturnType<typeof appOf>['app']
  let routes: Route[]
  let schemas: Record<string, Schema>
  let check: (route: Route, status: number, type: string, body: unknown) => string | undefined

  beforeAll(async () => {
    store = await storeWith(twoStreets)
    ;({ app } = appOf(store))
    const document = Document.parse(await (await app.request('/api/openapi.json')).json())
    routes = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, operation]) => {
        const parsed = Operation.safeParse(operation)
        return parsed.success ? [{ method, path, operation: parsed.data }] : []
      }),
    )
    schemas = document.components.schemas
    check = checker(document)
  })
  afterAll(() => store.close())

  it('reach every route of the document', () => {
    expect(routes.length).toBeGreaterThan(40)
    expect(routes.filter(({ method }) => method === 'post').length).toBeGreaterThan(3)
  })

  it('are answered by the document, and never fail the server', async () => {
    const seen = new Map<string, Set<number>>()
    const ask = async ({ route, url, body, type, headers }: Asked) => {
      const response = await app.request(url, {
        method: route.method.toUpperCase(),
        headers: { ...headers, ...(type ? { 'Content-Type': type } : {}) },
        ...(body === undefined ? {} : { body }),
      })
      const name = `${route.method} ${route.path}`
      seen.set(name, (seen.get(name) ?? new Set()).add(response.status))
      const mime = response.headers.get('Content-Type')?.split(';')[0] ?? ''
      if (mime === 'text/event-stream') {
        await response.body?.cancel()
        return undefined
      }
      const text = await response.text()
      if (!allowed(response.status)) return `${name} ${response.status}: ${text.slice(0, 300)}`
      const json: unknown =
        /json$/.test(mime) && !/csvm|ndjson/.test(mime) && text !== '' ? JSON.parse(text) : text
      return check(route, response.status, mime, json)
    }
    const faults = new Map<string, string>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(requestTo(routes, schemas), { minLength: atOnce, maxLength: atOnce }),
        async (asked) => {
          const found = await Promise.all(asked.map(ask))
          for (const [index, fault] of found.entries()) {
            const { url, body = '', headers } = asked[index]!
            if (fault) faults.set(fault, `${url} ${body.slice(0, 500)} ${JSON.stringify(headers)}`)
          }
        },
      ),
      { numRuns: Math.ceil(runs / atOnce), seed },
    )
    expect(Object.fromEntries(faults)).toEqual({})
    // a generator that never gets past the door proves nothing
    const answered = [...seen].filter(([, statuses]) => [200, 201, 202].some((good) => statuses.has(good)))
    expect(seen.size).toBe(routes.length)
    const never = [...seen.keys()].filter((name) => !answered.some(([one]) => one === name))
    if (runs >= 10_000) expect(never).toEqual(expect.toSatisfy(few))
  }, 900_000)
})

/** Routes that change what must be there, or take a password or a file: nothing that is generated fits them. */
const few = (names: readonly string[]) =>
  names.every((name) => /^(post|put|patch|delete) \/api\/(access|boundaries|session|warnings)\b/.test(name))

const allowed = (status: number) => status < 500 || status === 503

/** Holds answers against the document; says what is wrong. */
function checker(document: z.infer<typeof Document>) {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  addFormats(ajv)
  ajv.addSchema({ $id: 'document', components: document.components })
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>()
  const inDocument = (schema: unknown): unknown =>
    JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
      key === '$ref' && typeof value === 'string' ? `document${value}` : value,
    )
  return (
    { method, path, operation }: Route,
    status: number,
    type: string,
    body: unknown,
  ): string | undefined => {
    const where = `${method} ${path} ${status} ${type}`
    // nothing was changed: the copy that the asker has counts; what every address may be answered is not told one by one
    if (status === 304) return undefined
    const told = operation.responses[status]?.content
    if (!told)
      return [404, 405, 413, 414, 415, 431].includes(status) && type === 'application/problem+json'
        ? undefined
        : `${where}: not told of`
    const schema =
      told[type]?.schema ?? Object.entries(told).find(([name]) => name.startsWith(type))?.[1].schema
    if (!schema) return `${where}: of a kind that is not told of`
    const validate = compiled.get(where) ?? ajv.compile(inDocument(schema) as object)
    compiled.set(where, validate)
    if (typeof body === 'string' && !/json$/.test(type)) return undefined
    return validate(body) ? undefined : `${where}: ${ajv.errorsText(validate.errors)}`
  }
}
