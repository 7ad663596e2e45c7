import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFiles } from '../../../test/fixtures/intake/files.ts'
import { csvDialect } from './csv-dialect.ts'
import { CsvRows } from './csv-rows.ts'
import { MOST_QUOTED } from './csv-scan.ts'
import { openSource, type SourceOptions } from './index.ts'
import { columnPicker } from './pick.ts'

const files = temporaryFiles()
afterAll(files.remove)

async function read(text: string, options?: SourceOptions, name = 'a.csv') {
  const source = await openSource(files.write(name, text), options)
  const rows = []
  for await (const batch of source.rows(source.columns)) rows.push(...batch)
  return { source, rows, good: rows.filter((row) => !row.problem), bad: rows.filter((row) => row.problem) }
}

async function cells(text: string, options?: SourceOptions) {
  return (await read(text, options)).rows.map((row) => row.cells)
}

describe('delimited text', () => {
  it('reads quotes, doubled quotes and line breaks inside them, and counts physical lines', async () => {
    const { source, rows } = await read('id,text\n1,"a, ""b""\nc"\n2,plain\n\n3,"x"\n')
    expect(source.columns).toEqual(['id', 'text'])
    expect(rows.map((row) => [row.row, ...row.cells])).toEqual([
      [2, '1', 'a, "b"\nc'],
      [4, '2', 'plain'],
      [6, '3', 'x'],
    ])
    expect(rows[0]?.raw()).toBe('1,"a, ""b""\nc"')
  })

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('ends lines by %s', async (_, end) => {
    expect(await cells(['a,b', '1,2', '"3",""', '4,5'].join(end))).toEqual([
      ['1', '2'],
      ['3', ''],
      ['4', '5'],
    ])
  })

  it.each([
    [',', 'a,b;c,d|e\n1,2;2,3\n4,5;5,6\n'],
    [';', 'a;b,c;d\n1;2,5;3\n4;5,5;6\n'],
    ['\t', 'a\tb,c\td\n1\t2,5\t3\n'],
    ['|', 'a|b|c\n1|2,5|3\n'],
    [',', 'only\n1\n2\n'],
    [';', 'sep=;\na;b\n1;2\n'],
    [',', '"a;b;c",d\n"1;2;3",4\n'],
  ])('finds the delimiter %j', async (delimiter, text) => {
    const { source } = await read(text)
    expect(source.delimiter).toBe(delimiter)
  })

  it('takes a declared delimiter', async () => {
    expect(await cells('a^b\n1^2\n', { delimiter: '^' })).toEqual([['1', '2']])
  })

  it('names columns without a name or with the same name', async () => {
    const { source } = await read('id, name ,,name,name\n1,2,3,4,5\n')
    expect(source.columns).toEqual(['id', 'name', 'column 3', 'name (2)', 'name (3)'])
  })

  it('keeps the columns asked for, in the order asked for, also twice; others are null', async () => {
    const source = await openSource(files.write('a.csv', 'a,b,c\n1,2,3\n'))
    const rows = []
    for await (const batch of source.rows(['c', 'none', 'a', 'c'])) rows.push(...batch)
    expect(rows[0]?.cells).toEqual(['3', null, '1', '3'])
  })

  it('takes a quote inside a value for itself', async () => {
    expect(await cells('a,b\n5" pipe,x "y" z\n')).toEqual([['5" pipe', 'x "y" z']])
  })

  it('passes over rows without values and surplus empty values', async () => {
    expect(await cells('a,b\n,\n1,2,,\n\n,,,\n3,4\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })

  it('can be read again from the start', async () => {
    const { source } = await read('a\n1\n2\n')
    for (const _ of [1, 2]) {
      let count = 0
      for await (const batch of source.rows(['a'])) count += batch.length
      expect(count).toBe(2)
    }
  })

  it('gives back any cells that were written by RFC 4180', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', ';', '中', '\t', "'") })
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      )
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const header = rows[0]?.map((_, index) => `c${index}`) ?? []
        const text = [header, ...rows]
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join('\r\n')
        const filled = rows.filter((row) => row.some((value) => value !== ''))
        if (filled.length === 0) return
        expect(await cells(text, { delimiter: ',' })).toEqual(filled)
      }),
      { numRuns: 200 },
    )
  })

  it('gives the same rows whatever the pieces the text arrives in', () => {
    const text = fc.array(
      fc.constantFrom('a', '"', ',', '\n', '\r\n', '""', '"\n', ',"', 'é,中\n', '"x,y"\n'),
      {
        maxLength: 60,
      },
    )
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (parts, sizes) => {
        const whole = `h1,h2\n${parts.join('')}`
        const rowsOf = (pieces: string[]) => {
          const dialect = csvDialect('h1,h2\n', true, ',')
          const reader = new CsvRows(dialect, columnPicker(dialect.columns, dialect.columns))
          const rows: unknown[] = []
          const drain = () => {
            for (let row = reader.next(); row; row = reader.next()) {
              rows.push([row.row, row.cells, row.problem?.reason, row.raw()])
            }
          }
          for (const piece of pieces) {
            reader.feed(piece)
            drain()
          }
          reader.finish()
          drain()
          return rows
        }
        const pieces: string[] = []
        for (let at = 0, turn = 0; at < whole.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1
          pieces.push(whole.slice(at, at + size))
          at += size
        }
        expect(rowsOf(pieces)).toEqual(rowsOf([whole]))
      }),
      { numRuns: 500 },
    )
  })
})

describe('broken delimited text', () => {
  it('refuses rows with too few or too many values, and only these', async () => {
    const { good, bad } = await read('a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n')
    expect(good.map((row) => row.row)).toEqual([2, 5])
    expect(bad.map((row) => [row.row, row.problem?.reason, row.raw()])).toEqual([
      [3, 'the row has 2 values where the header has 3', '4,5'],
      [4, 'the row has 4 values where the header has 3', '6,7,8,9'],
    ])
    expect(bad.map((row) => row.cells)).toEqual([
      [null, null, null],
      [null, null, null],
    ])
  })

  it('loses only the last row of a file cut in the middle of a quoted value', async () => {
    const { good, bad } = await read('a,b,c\n1,2,3\n4,"five, and\nmore of it\n\nand mo')
    expect(good.map((row) => row.row)).toEqual([2])
    expect(bad.map((row) => [row.row, row.problem?.reason])).toEqual([
      [3, 'the quoted value that opens on line 3 is never closed'],
    ])
    expect(bad[0]?.raw()).toContain('and mo')
  })

  it('loses one row to a stray quote that nothing closes', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `${index},x,y`)
    lines[9] = '9,"x,y'
    const { good, bad } = await read(`a,b,c\n${lines.join('\n')}\n`)
    expect(good).toHaveLength(4999)
    expect(bad.map((row) => [row.row, row.problem?.reason, row.raw()])).toEqual([
      [
        11,
        'the quoted value that opens on line 11 is not closed within 2,000 lines and 4,000,000 characters',
        '9,"x,y',
      ],
    ])
  })

  it('loses one row to a stray quote that a later quoted value closes', async () => {
    const { good, bad } = await read('a,b,c\n1,"x,y\n2,p,q\n3,"r",s\n4,"t","u"\n')
    expect(good.map((row) => row.cells)).toEqual([
      ['2', 'p', 'q'],
      ['3', 'r', 's'],
      ['4', 't', 'u'],
    ])
    expect(bad.map((row) => [row.row, row.problem?.reason])).toEqual([
      [2, 'the quoted value that opens on line 2 has text after its closing quote'],
    ])
  })

  it('names the line on which the quote opens, not the one where the row starts', async () => {
    const { bad } = await read('a,b,c\n1,"x\ny","z\n')
    expect(bad.map((row) => [row.row, row.problem?.reason])).toEqual([
      [2, 'the quoted value that opens on line 3 is never closed'],
    ])
  })

  it('takes long quoted values over many lines, up to a bound', async () => {
    const long = Array.from({ length: MOST_QUOTED.lines - 1 }, () => 'line').join('\n')
    const { good } = await read(`a,b\n1,"${long}"\n2,x\n`)
    expect(good.map((row) => row.row)).toEqual([2, MOST_QUOTED.lines + 1])
  })

  it('refuses a value with bytes of no character, and keeps the rows around it', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n环境,1\n市容'),
      Buffer.of(0xe5, 0x8d),
      Buffer.from(',2\n街面,3\n'),
    ])
    const source = await openSource(files.write('cut.csv', bytes))
    const rows = []
    for await (const batch of source.rows(['a', 'b'])) rows.push(...batch)
    expect(rows.map((row) => [row.row, row.problem?.column, row.problem?.value])).toEqual([
      [2, undefined, undefined],
      [3, 'a', '市容\ufffd'],
      [4, undefined, undefined],
    ])
  })

  it('does not mind broken bytes in a column that nobody asks for', async () => {
    const bytes = Buffer.concat([Buffer.from('环境名称,b\n市容'), Buffer.of(0xe5), Buffer.from(',2\n')])
    const source = await openSource(files.write('cut.csv', bytes))
    for await (const batch of source.rows(['b'])) expect(batch.map((row) => row.cells)).toEqual([['2']])
  })

  it('reads a file piece by piece', async () => {
    const line = `${'x'.repeat(98)},1\n`
    const source = await openSource(files.write('long.csv', `a,b\n${line.repeat(100_000)}`))
    const rows = source.rows(['b'])[Symbol.asyncIterator]()
    await rows.next()
    expect(source.bytes.total).toBeGreaterThan(10_000_000)
    expect(source.bytes.read).toBeLessThan(2_000_000)
    await rows.return?.()
  })
})
