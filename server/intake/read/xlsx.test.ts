import Excel from 'exceljs'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFiles } from '../../../test/fixtures/intake/files.ts'
import { zipBytes } from '../../../test/fixtures/intake/zip.ts'
import { openSource, type SourceOptions } from './index.ts'
import { columnOf, isoOf } from './xlsx-cell.ts'

const files = temporaryFiles()
afterAll(files.remove)

async function read(path: string, options?: SourceOptions, columns?: string[]) {
  const source = await openSource(path, options)
  const rows = []
  for await (const batch of source.rows(columns ?? source.columns)) rows.push(...batch)
  return { source, rows, cells: rows.map((row) => row.cells) }
}

type Row = Excel.CellValue[]

/** A workbook of one or two sheets, written by exceljs. */
async function workbook(name: string, rows: Row[], second: Row[] = []): Promise<string> {
  const book = new Excel.Workbook()
  book.addWorksheet('工单').addRows(rows)
  if (second.length > 0) book.addWorksheet('另表').addRows(second)
  return files.write(name, new Uint8Array(await book.xlsx.writeBuffer()))
}

describe('xlsx', () => {
  it('reads texts, numbers, dates, formulas, rich text and truth values', async () => {
    const path = await workbook('a.xlsx', [
      ['id', 'at', 'day', 'n', 'formula', 'ok', 'rich', null, 'last'],
      [
        'A1',
        new Date('2024-07-01T08:05:09Z'),
        new Date('2024-07-02T00:00:00Z'),
        109.125,
        { formula: 'D2*2', result: 218.25 },
        true,
        { richText: [{ text: '环境' }, { text: '卫生' }] },
        null,
        'z',
      ],
      [
        'A2',
        null,
        null,
        610117001001,
        { formula: 'A1&"x"', result: 'A1x' },
        false,
        ' spaced ',
        null,
        '_x000D_',
      ],
    ])
    const { source, rows, cells } = await read(path)
    expect(source.columns).toEqual(['id', 'at', 'day', 'n', 'formula', 'ok', 'rich', 'column 8', 'last'])
    expect(cells).toEqual([
      ['A1', '2024-07-01T08:05:09', '2024-07-02', 109.125, 218.25, true, '环境卫生', null, 'z'],
      ['A2', null, null, 610117001001, 'A1x', false, ' spaced ', null, '\r'],
    ])
    expect(rows.map((row) => row.row)).toEqual([2, 3])
    expect(rows[0]?.raw()).toContain('A1\t2024-07-01T08:05:09\t2024-07-02')
  })

  it('reads what GDAL writes', async () => {
    const { source, cells } = await read('test/fixtures/intake/gdal.xlsx')
    expect(source.columns).toEqual(['id', 'reported', 'lon', 'code'])
    expect(cells).toEqual([
      ['A1', '2024-07-01T08:05:00', 109.1, 610117001001],
      ['A2', '2024-07-02', 109.2, 610117001002],
    ])
  })

  it('refuses codes that became numbers and error values, with row and column', async () => {
    const path = await workbook('codes.xlsx', [
      ['id', 'code'],
      ['A1', Number('610117001001001001')],
      ['A2', '6.10117E+17'],
      ['A3', { error: '#N/A' }],
      ['A4', '610117001001001001'],
      ['A5', 999999999999999],
    ])
    const { rows } = await read(path)
    expect(rows.map((row) => [row.row, row.problem?.column, row.problem?.reason.slice(0, 22)])).toEqual([
      [2, 'code', 'Excel, or a program li'],
      [3, 'code', 'Excel, or a program li'],
      [4, 'code', 'the cell holds an erro'],
      [5, undefined, undefined],
      [6, undefined, undefined],
    ])
    expect((await read(path, {}, ['id'])).rows.filter((row) => row.problem)).toEqual([])
  })

  it('skips a title above the header and rows without values', async () => {
    const path = await workbook('title.xlsx', [
      ['2024年工单'],
      [],
      ['id', 'n'],
      ['A1', 1],
      [],
      ['A2', 2],
      [],
      ['', null],
    ])
    const { source, rows } = await read(path)
    expect(source.columns).toEqual(['id', 'n'])
    expect(rows.map((row) => [row.row, ...row.cells])).toEqual([
      [4, 'A1', 1],
      [6, 'A2', 2],
    ])
  })

  it('reads the sheet that is named', async () => {
    const path = await workbook('two.xlsx', [['a'], [1]], [['b'], [2]])
    expect((await read(path)).cells).toEqual([[1]])
    expect((await read(path, { sheet: '另表' })).cells).toEqual([[2]])
    await expect(read(path, { sheet: 'none' })).rejects.toThrow('there is no sheet "none"')
  })

  it('refuses sheets without rows, other archives and damaged files', async () => {
    await expect(read(await workbook('empty.xlsx', []))).rejects.toThrow('the sheet is empty')
    await expect(read(await workbook('header.xlsx', [['a', 'b']]))).rejects.toThrow(
      'there is a header and no row',
    )
    const other = zipBytes([{ name: 'table.csv', content: Buffer.from('a,b\n') }])
    await expect(read(files.write('other.xlsx', other))).rejects.toThrow('a zip archive and not a workbook')
    await expect(read(files.write('cut.xlsx', other.subarray(0, 40)))).rejects.toThrow('damaged or cut short')
  })
})

describe('archives that attack', () => {
  const rels = (type: string, target: string) =>
    Buffer.from(
      `<Relationships><Relationship Id="r1" Type="http://x/${type}" Target="${target}"/></Relationships>`,
    )
  const book = Buffer.from(
    '<workbook xmlns:r="r"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
  )
  const around = [
    { name: '_rels/.rels', content: rels('officeDocument', 'xl/workbook.xml') },
    { name: 'xl/workbook.xml', content: book },
    { name: 'xl/_rels/workbook.xml.rels', content: rels('worksheet', 'worksheets/sheet1.xml') },
  ]
  const sheet = (content: Uint8Array, declared?: number) =>
    zipBytes([...around, { name: 'xl/worksheets/sheet1.xml', content, ...(declared ? { declared } : {}) }])
  const rows =
    '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row><row><c t="str"><v>b</v></c></row></sheetData></worksheet>'

  it('is read when it is honest', async () => {
    expect((await read(files.write('honest.xlsx', sheet(Buffer.from(rows))))).cells).toEqual([['b']])
  })

  it('is refused when it unpacks to far more than it holds', async () => {
    const bomb = sheet(Buffer.alloc(110 * 2 ** 20, ' '))
    expect(bomb.length).toBeLessThan(200_000)
    await expect(read(files.write('bomb.xlsx', bomb))).rejects.toThrow('unpacks to far more than it holds')
  })

  it('is stopped when it unpacks to more than it declares', async () => {
    const lying = sheet(Buffer.concat([Buffer.from(rows), Buffer.alloc(2 ** 20, ' ')]), rows.length)
    await expect(read(files.write('lying.xlsx', lying))).rejects.toThrow('damaged')
  })

  it('does not expand entities', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${rows.replace('<v>b', '<v>&b;')}`
    await expect(read(files.write('laughs.xlsx', sheet(Buffer.from(laughs))))).rejects.toThrow(
      'the sheet is damaged',
    )
  })
})

describe('serial days', () => {
  // as Excel shows them
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [45474, '2024-07-01'],
    [45474.5, '2024-07-01T12:00:00'],
    [45474.33690972222, '2024-07-01T08:05:09'],
    [0.5, '12:00:00'],
  ])('%f is %s', (serial, iso) => {
    expect(isoOf(serial, false)).toBe(iso)
  })

  it('counts from 1904 where the workbook says so', () => {
    expect(isoOf(44012, true)).toBe('2024-07-01')
  })

  it.each([
    ['A1', 0],
    ['Z9', 25],
    ['AA10', 26],
    ['AB12', 27],
    ['XFD1', 16_383],
  ])('%s is column %i', (reference, column) => {
    expect(columnOf(reference)).toBe(column)
  })
})
