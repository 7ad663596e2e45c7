import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Store, sql } from '../../server/store/index.ts'
import { Operation } from '../drivers/requests.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const injections = [
  "'",
  "' OR '1'='1",
  "x'; DROP TABLE ticket; --",
  "x') UNION SELECT hash FROM audit --",
  "\"; ATTACH '/stolen.duckdb'; --",
  "1; COPY ticket TO '/stolen.csv'; --",
  "(SELECT content FROM read_text('/etc/passwd'))",
  "{'a': 1}",
  '$1',
  '?',
  '%',
  '\\',
  "\\'; --",
  '/* */',
  "x' || current_setting('home_directory') || '",
]

describe('statements in parameters', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']
  let gets: { path: string; operation: z.infer<typeof Operation> }[]

  beforeAll(async () => {
    store = await storeWith(twoStreets)
    ;({ get } = appOf(store))
    const document = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse((await get('/api/openapi.json')).json)
    gets = Object.entries(document.paths).flatMap(([path, { get: operation }]) =>
      operation && path !== '/api/live' ? [{ path, operation: Operation.parse(operation) }] : [],
    )
  })
  afterAll(() => store.close())

  const harmless = async () => {
    const [row] =
      await store.read(sql`SELECT (SELECT count(*) FROM ticket) AS tickets, (SELECT count(*) FROM audit)
      AS audit, (SELECT count(*) FROM duckdb_databases() WHERE NOT internal) AS databases`)
    return row
  }

  it('of every question, in every parameter, are text', async () => {
    const before = await harmless()
    let asked = 0
    for (const { path, operation } of gets) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path')
      const inQuery = operation.parameters.filter((parameter) => parameter.in === 'query')
      const plain = inPath.reduce((made, { name }) => made.replace(`{${name}}`, 'x'), path)
      for (const [index, injection] of injections.entries()) {
        const text = encodeURIComponent(injection)
        // each parameter meets every third statement; the whole is asked thousands of times otherwise
        const urls = [
          ...inPath.map(({ name }) => path.replace(`{${name}}`, text).replaceAll(/\{\w+\}/g, 'csv')),
          ...inQuery
            .filter((_, place) => (place + index) % 3 === 0)
            .map(({ name }) => `${plain}?${encodeURIComponent(name)}=${text}`),
        ]
        for (const url of urls) {
          const { status, text: body } = await get(url)
          asked++
          expect([url, status]).toEqual([
            url,
            expect.toSatisfy((one: number) => [200, 400, 403, 404].includes(one)),
          ])
          expect([url, body]).toEqual([
            url,
            expect.not.stringMatching(/Parser Error|Binder Error|Catalog Error|root:x/),
          ])
        }
      }
    }
    expect(asked).toBeGreaterThan(1500)
    expect(await harmless()).toMatchObject({ tickets: before?.tickets, databases: before?.databases })
  }, 120_000)

  it('of a filter choose what a text chooses: nothing', async () => {
    const all = (await get('/api/summary')).json as { tickets: number }
    for (const injection of injections) {
      const { status, json } = await get(`/api/tickets?q=${encodeURIComponent(injection)}`)
      // the one title of the fixture that holds a percent sign is found by it, and by nothing that means "anything"
      const most = injection === '%' ? 1 : 0
      if (status === 200)
        expect([injection, (json as { tickets: unknown[] }).tickets.length]).toEqual([injection, most])
      else Problem.parse(json)
    }
    expect(all.tickets).toBeGreaterThan(20)
  })

  it.each([
    'filter=',
    'filter-lang=cql2-json&filter=',
    'datetime=',
    'bbox=',
    'crs=',
    'sortby=',
    'title=',
    'unit=',
  ])('of a layer by the standard (%s) are text', async (parameter) => {
    for (const injection of [
      ...injections,
      "unit = 'x'' OR 1=1 --'",
      "CASEI(title) LIKE '%'; DROP TABLE ticket",
      '{"op":"=","args":[{"property":"unit) OR (1=1"},"x"]}',
      '{"op":"constructor","args":[]}',
      `${'('.repeat(5000)}unit = 'x'${')'.repeat(5000)}`,
      `${'NOT '.repeat(2500)}unit = 'x'`,
    ]) {
      const { status, text } = await get(
        `/ogc/collections/tickets/items?${parameter}${encodeURIComponent(injection)}`,
      )
      expect([injection.slice(0, 60), status]).toEqual([
        injection.slice(0, 60),
        expect.toSatisfy((one: number) => [200, 400].includes(one)),
      ])
      expect(text).not.toMatch(/Parser Error|Binder Error/)
    }
  })
})

describe('paths', () => {
  let store: Store
  let folder: string
  beforeAll(async () => {
    store = await storeWith(twoStreets)
    folder = mkdtempSync(join(tmpdir(), 'grid-paths-'))
    mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{"name":"outside"}')
    writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html>')
  })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it.each([
    '/api/export/../../../etc/passwd',
    '/api/export/..%2f..%2f..%2fetc%2fpasswd.csv',
    '/api/export/tickets.csv/../../centre.json',
    '/api/export/tickets.csv%00.geojson',
    '/api/export/%2e%2e/tickets.gpkg',
    '/api/export/tickets.gpkg-metadata.json',
    '/api/layers/..%2f..%2fcentre',
    '/ogc/collections/..%2f..%2fetc/items',
    '/open311/v2/requests/..%2f..%2fetc%2fpasswd.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/..%5c..%5cpackage.json',
    '/%c0%ae%c0%ae/package.json',
    '/index.html/../../package.json',
    '//etc/passwd',
    '/.grid/gaoling.duckdb',
    '/.git/config',
  ])('%s leads nowhere outside', async (path) => {
    const { status, text } = await appOf(store, { web: join(folder, 'dist') }).get(path)
    expect([path, status]).toEqual([path, expect.toSatisfy((one: number) => one === 404 || one === 400)])
    expect(text).not.toMatch(/"name":|root:x|\[core\]/)
  })
})
