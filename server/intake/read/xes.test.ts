import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFiles } from '../../../test/fixtures/intake/files.ts'
import { openSource, SourceError } from './index.ts'

const files = temporaryFiles()
afterAll(files.remove)

async function read(content: string | Uint8Array, name = 'log.xes', columns?: string[]) {
  const source = await openSource(files.write(name, content))
  const rows = []
  for await (const batch of source.rows(columns ?? source.columns)) rows.push(...batch)
  return { source, rows, cells: rows.map((row) => row.cells) }
}

const attribute = (key: string, value: string, type = 'string') => `<${type} key="${key}" value="${value}"/>`
const event = (...inside: string[]) => `<event>${inside.join('')}</event>`
const trace = (name: string, ...inside: string[]) =>
  `<trace>${attribute('concept:name', name)}${inside.join('')}</trace>`
const log = (...inside: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n${inside.join('\n')}\n</log>`

/** A log with all that the standard has around its traces. */
const whole = log(
  '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>',
  `<global scope="event">${attribute('concept:name', 'never')}</global>`,
  '<classifier name="Activity" scope="event" keys="concept:name"/>',
  attribute('concept:name', 'the log itself'),
  trace(
    'a',
    event(
      attribute('concept:name', 'signed'),
      attribute('time:timestamp', '2026-01-01T08:00:00.5+08:00', 'date'),
    ),
    event(
      attribute('concept:name', 'handled'),
      attribute('cost', '1.5', 'float'),
      attribute('long', '610117001001001001', 'int'),
    ),
  ),
  trace(
    'b',
    attribute('vip', 'true', 'boolean'),
    event(attribute('concept:name', 'A &amp; B &lt;&#10;&quot;')),
  ),
)

describe('a log in XES', () => {
  it('is a table of events with what their traces say', async () => {
    const { source, rows } = await read(whole)
    expect(source).toMatchObject({ format: 'xes', encoding: 'utf-8' })
    const columns = ['trace.concept:name', 'concept:name', 'time:timestamp', 'cost', 'long', 'trace.vip']
    expect(new Set(source.columns)).toEqual(new Set(columns))
    expect((await read(whole, 'log.xes', columns)).cells).toEqual([
      ['a', 'signed', '2026-01-01T08:00:00.5+08:00', null, null, null],
      ['a', 'handled', null, '1.5', '610117001001001001', null],
      ['b', 'A & B <\n"', null, null, null, 'true'],
    ])
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 3])
  })

  it('takes of nested attributes the outer value, and passes lists and foreign elements over', async () => {
    const nested = `<string key="concept:name" value="outer">${attribute('concept:name', 'inner')}</string>`
    const list = `<list key="parts"><values>${attribute('concept:name', 'listed')}</values></list>`
    const odd = `<x:event xmlns:x="urn:x">${attribute('deep', '1')}</x:event>`
    const { cells, source } = await read(log(trace('a', event(nested, list, `<y>${odd}</y>`))))
    expect(source.columns).toEqual(['concept:name', 'trace.concept:name'])
    expect(cells).toEqual([['outer', 'a']])
  })

  it('is known by its name or its outermost element, packed or not', async () => {
    const commented = whole.replace('<log', '<!-- made -- by > a program --><log').replace(' -- ', ' - ')
    for (const [content, name] of [
      [whole, 'log.xml'],
      [commented, 'log.txt'],
      [gzipSync(whole), 'log.xes.gz'],
      [`\ufeff${whole.slice(39)}`, 'log.xes'],
    ] as const)
      expect((await read(content, name)).rows, name).toHaveLength(3)
  })

  it('is read in the encoding that it declares', async () => {
    const text = log(trace('a', event(attribute('concept:name', 'XX')))).replace('UTF-8', 'GBK')
    const [before = '', after = ''] = text.split('XX')
    // 高陵 in GBK
    const bytes = Buffer.concat([
      Buffer.from(before),
      Buffer.from([0xb8, 0xdf, 0xc1, 0xea]),
      Buffer.from(after),
    ])
    expect((await read(bytes)).cells).toEqual([['高陵', 'a']])
  })

  it('keeps keys that would be properties of every object', async () => {
    const { cells } = await read(
      log(trace('a', event(attribute('__proto__', 'x'), attribute('constructor', 'y')))),
      'log.xes',
      ['__proto__', 'constructor', 'toString'],
    )
    expect(cells).toEqual([['x', 'y', null]])
  })

  it('gives events outside a trace without one', async () => {
    expect(
      (
        await read(log(event(attribute('concept:name', 'x'))), 'l.xes', [
          'concept:name',
          'trace.concept:name',
        ])
      ).cells,
    ).toEqual([['x', null]])
  })

  const bomb = `<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa">${'bcdef'
    .split('')
    .map((name, i) => `<!ENTITY ${name} "${`&${'abcdef'[i]};`.repeat(10)}">`)
    .join('')}]>`
  it.each([
    [
      'entities that grow',
      whole.replace('<log', `${bomb}<log`).replace('signed', '&f;'),
      'line 2',
      'document type',
    ],
    [
      'an entity outside',
      whole.replace('<log', '<!DOCTYPE log SYSTEM "file:///etc/passwd"><log'),
      'line 2',
      'document type',
    ],
    ['an entity nobody declared', whole.replace('signed', '&xxe;'), 'line 7', 'undefined entity'],
    ['an end that is missing', whole.slice(0, -40), 'line 8', 'cut short'],
    ['tags that cross', whole.replace('</event>', '</trace>'), 'line 7', 'unexpected close tag'],
    ['another root', whole.replaceAll('log', 'ocel'), 'line 2', '<ocel>, not <log>'],
    ['no root', '   \n', 'line', 'cut short'],
    ['no event', log(trace('a')), 'log.xes', 'no event'],
    ['an attribute without a key', log(trace('a', event('<string value="x"/>'))), 'line 3', 'no key'],
    [
      'a trace told after its events',
      log(`<trace>${event(attribute('x', '1'))}${attribute('concept:name', 'a')}</trace>`),
      'line 3',
      'event before its attribute "concept:name"',
    ],
    ['elements without bottom', log('<a>'.repeat(100_000)), 'line 3', 'nested more than 50 deep'],
    [
      'attributes without end',
      log(trace('a', event(...Array.from({ length: 6000 }, (_, n) => attribute(`k${n}`, ''))))),
      'line 3',
      'more than 5000 attributes',
    ],
    [
      'a long value',
      log(trace('a', event(attribute('x', 'y'.repeat(1_000_001))))),
      'line 3',
      'a value is longer than a million characters',
    ],
    [
      'a value without end',
      log(trace('a', event(attribute('x', 'y '.repeat(3_000_000))))),
      'line 3',
      'no tag in 4 million',
    ],
  ])('is refused with its place for %s', async (_, content, place, message) => {
    const reading = read(content)
    await expect(reading).rejects.toThrow(SourceError)
    await expect(reading).rejects.toThrow(message)
    await expect(reading).rejects.toMatchObject({ place: expect.stringContaining(place) })
  })

  it('cut short when packed is refused', async () => {
    const packed = gzipSync(
      log(
        ...Array.from({ length: 50_000 }, (_, n) =>
          trace(`t${n}`, event(attribute('x', String(Math.sin(n))))),
        ),
      ),
    )
    await expect(read(packed.subarray(0, packed.length - 1000), 'log.xes.gz')).rejects.toThrow('cut short')
  })
})
