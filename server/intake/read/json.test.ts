import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFiles } from '../../../test/fixtures/intake/files.ts'
import { openSource, SourceError, type SourceOptions } from './index.ts'

const files = temporaryFiles()
afterAll(files.remove)

async function read(name: string, text: string, options?: SourceOptions, columns?: string[]) {
  const source = await openSource(files.write(name, text), options)
  const rows = []
  for await (const batch of source.rows(columns ?? source.columns)) rows.push(...batch)
  return { source, rows, cells: rows.map((row) => row.cells) }
}

describe('json', () => {
  it('reaches nested values by dotted paths', async () => {
    const text =
      '[{"id":"a","place":{"lon":109.1,"tags":["x"]},"done":true},{"id":"b","place":null,"late":1}]'
    const { source, cells } = await read('a.json', text)
    expect(source.columns).toEqual(['id', 'place.lon', 'place.tags', 'done', 'place', 'late'])
    expect(cells[0]).toEqual(['a', 109.1, '["x"]', true, '{"lon":109.1,"tags":["x"]}', null])
    expect(cells[1]).toEqual(['b', null, null, null, null, 1])
  })

  it('takes a key with dots before a path, and nothing from prototypes', async () => {
    const { cells } = await read('a.json', '[{"a.b":1,"a":{"b":2}}]', {}, [
      'a.b',
      'constructor.name',
      '__proto__',
    ])
    expect(cells).toEqual([[1, null, null]])
  })

  it('finds the list of records, or takes the one named', async () => {
    const text = '{"meta":{"tags":[{"t":1}]},"data":{"items":[{"id":1,"sub":[{"x":1},{"x":2}]},{"id":2}]}}'
    expect((await read('a.json', text, {}, ['id'])).cells).toEqual([[1], [2]])
    expect((await read('a.json', text, { rows: 'meta.tags' }, ['t'])).cells).toEqual([[1]])
    await expect(read('a.json', text, { rows: 'data.none' })).rejects.toThrow(
      'no list of records at "data.none"',
    )
    await expect(read('a.json', text, { rows: 'data' })).rejects.toThrow('no list of records at "data"')
    await expect(read('a.json', '[]')).rejects.toThrow('or it is empty')
  })

  it('keeps the digits of long whole numbers', async () => {
    const text = '[{"id":610117001001001001,"n":-12345678901234567890,"x":109.1234567890123456,"s":"1"}]'
    expect((await read('a.json', text)).cells).toEqual([
      ['610117001001001001', '-12345678901234567890', 109.12345678901235, '1'],
    ])
    expect((await read('a.ndjson', text.slice(1, -1))).cells[0]?.[0]).toBe('610117001001001001')
  })

  it('refuses a number that has lost its digits, and records that are none', async () => {
    const { rows } = await read('a.json', '[{"id":6.10117001001001e17},{"id":1},5]', {}, ['id'])
    expect(rows.map((row) => row.problem?.reason)).toEqual([
      'Excel, or a program like it, has turned the code into a number and lost its digits',
      undefined,
      'the record is not an object with named values',
    ])
  })

  it('says where the file breaks', async () => {
    const broken = async (text: string) => {
      try {
        await read('a.json', text)
      } catch (error) {
        if (error instanceof SourceError) return `${error.message} @ ${error.place.replace(/.*\//, '')}`
      }
      return 'read'
    }
    expect(await broken('[{"a":1},{"a":2},{"a":')).toBe(
      'the file is cut short in the middle of its JSON @ a.json, after record 2',
    )
    expect(await broken('[{"a":1},{"a":2},{"a" 3}]')).toMatch(
      /^the file is not valid JSON.*@ a.json, after record 2$/,
    )
    expect(await broken('[{"a":1}] and more')).toMatch(/^the file is not valid JSON/)
  })

  it('reads any records back, as a list and as lines', async () => {
    const key = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[.]|^__proto__$|\ufdd0/u.test(text))
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\ufdd0')),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
    )
    const records = fc.array(fc.dictionary(key, value, { minKeys: 1, noNullPrototype: true }), {
      minLength: 1,
    })
    await fc.assert(
      fc.asyncProperty(records, async (given) => {
        const keys = [...new Set(given.flatMap((record) => Object.keys(record)))]
        const expected = given.map((record) =>
          keys.map((name) => (Object.hasOwn(record, name) ? record[name] : null)),
        )
        const list = await read('p.json', JSON.stringify(given), {}, keys)
        expect(list.cells.map(plain)).toEqual(expected.map(plain))
        const lines = await read(
          'p.ndjson',
          given.map((record) => JSON.stringify(record)).join('\n'),
          {},
          keys,
        )
        expect(lines.cells.map(plain)).toEqual(expected.map(plain))
      }),
      { numRuns: 100 },
    )
  })
})

/** -0 is 0 in JSON text. */
function plain(cells: readonly unknown[]): unknown[] {
  return cells.map((cell) => (cell === 0 ? 0 : cell))
}

describe('ndjson', () => {
  it('numbers rows by line and loses only the lines that are broken', async () => {
    const { rows } = await read('a.ndjson', '{"id":1}\n\n{"id":2\n{"id":3}\r\n[1]\n{"id":4}', {}, ['id'])
    expect(rows.map((row) => [row.row, row.cells[0], row.problem !== undefined])).toEqual([
      [1, 1, false],
      [3, null, true],
      [4, 3, false],
      [5, null, true],
      [6, 4, false],
    ])
    expect(rows[1]?.problem?.reason).toContain('the line is not a JSON object')
  })
})

describe('geojson', () => {
  const point =
    '{"type":"Feature","id":7,"properties":{"name":"x","at":{"k":1}},"geometry":{"type":"Point","coordinates":[109,34,5]}}'
  const area =
    '{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}'

  it.each([
    ['collection.geojson', `{"type":"FeatureCollection","features":[${point},${area}]}`],
    ['lines.geojsonl', `${point}\n${area}\n`],
    ['sequence.geojsons', `\u001e${point}\n\u001e${area}\n`],
  ])('reads points, shapes, ids and properties of %s', async (name, text) => {
    const { source, cells } = await read(name, text)
    expect(source.columns).toEqual(['@id', '@lon', '@lat', '@geometry', 'name', 'at.k'])
    expect(cells[0]).toEqual([7, 109, 34, { type: 'Point', coordinates: [109, 34, 5] }, 'x', 1])
    const polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    }
    expect(cells[1]).toEqual([null, null, null, polygon, null, null])
  })

  it('reads a single feature', async () => {
    const { cells } = await read('one.geojson', JSON.stringify(JSON.parse(area), null, 2), {}, ['@geometry'])
    expect(cells).toHaveLength(1)
  })
})
