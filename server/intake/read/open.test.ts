import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFiles } from '../../../test/fixtures/intake/files.ts'
import { gbkBytes, utf16Bytes } from '../../../test/fixtures/intake/gb18030.ts'
import { EncodingError, openSource, SourceError, type SourceOptions } from './index.ts'

const files = temporaryFiles()
afterAll(files.remove)

const text = '工单编号,类别,地址\nA1,环境卫生,鹿苑街道水景社区\nA2,水电气暖,泾渭街道\n'
const table = [
  ['A1', '环境卫生', '鹿苑街道水景社区'],
  ['A2', '水电气暖', '泾渭街道'],
]

async function read(path: string, options?: SourceOptions) {
  const source = await openSource(path, options)
  const rows = []
  for await (const batch of source.rows(source.columns)) rows.push(...batch)
  return { source, cells: rows.map((row) => row.cells), rows }
}

/** Why a file cannot be read, as `message @ place: remedy`, the folder left out. */
async function refusal(name: string, content: string | Uint8Array, options?: SourceOptions): Promise<string> {
  const path = files.write(name, content)
  try {
    await read(path, options)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return `${error.message} @ ${error.place.replace(`${files.folder}/`, '')}: ${error.remedy}`
  }
  return 'no refusal'
}

describe('encodings', () => {
  it.each<[string, Uint8Array, SourceOptions]>([
    ['utf-8', Buffer.from(text), {}],
    ['utf-8 with mark', Buffer.from(`\ufeff${text}`), {}],
    ['utf-16le with mark', utf16Bytes(text, 'le'), {}],
    ['utf-16be with mark', utf16Bytes(text, 'be'), {}],
    ['utf-16le declared', utf16Bytes(text, 'le', false), { encoding: 'utf-16le' }],
    ['utf-16be declared', utf16Bytes(text, 'be', false), { encoding: 'utf-16be' }],
    ['gbk declared', gbkBytes(text), { encoding: 'gbk' }],
    ['gb18030 declared', gbkBytes(text), { encoding: 'gb18030' }],
    ['a mark against the declaration', Buffer.from(`\ufeff${text}`), { encoding: 'gbk' }],
    ['utf-8, packed', gzipSync(text), {}],
    ['gbk, packed', gzipSync(gbkBytes(text)), { encoding: 'gbk' }],
  ])('%s', async (_, bytes, options) => {
    const { source, cells } = await read(files.write('a.csv', bytes), options)
    expect(source.columns).toEqual(['工单编号', '类别', '地址'])
    expect(cells).toEqual(table)
  })

  it('writes GBK as iconv does', () => {
    // printf 高陵 | iconv -t GBK | xxd -p
    expect(Buffer.from(gbkBytes('高陵')).toString('hex')).toBe('b8dfc1ea')
  })

  it('reads the four-byte characters of GB18030', async () => {
    // printf 𠀀 | iconv -t GB18030 | xxd -p
    const bytes = Buffer.concat([gbkBytes('名,b\n'), Buffer.from('95328236', 'hex'), Buffer.from(',1\n')])
    const { cells } = await read(files.write('a.csv', bytes), { encoding: 'gb18030' })
    expect(cells).toEqual([['𠀀', '1']])
  })

  it('reads Western text, with the signs of windows-1252', async () => {
    const bytes = Buffer.concat([
      Buffer.from('name,b\nCaf'),
      Buffer.of(0xe9, 0x20, 0x80),
      Buffer.from(',1\n'),
    ])
    const { cells } = await read(files.write('a.csv', bytes), { encoding: 'windows-1252' })
    expect(cells).toEqual([['Café €', '1']])
  })

  it('does not read GBK as UTF-8, and says what it looks like', async () => {
    const remedy = 'it looks like gb18030: set "encoding": "gb18030"'
    expect(await refusal('a.csv', gbkBytes(text))).toBe(
      `the text is not UTF-8 and no encoding is declared @ a.csv, line 1, byte 0: ${remedy}`,
    )
    expect(await refusal('a.csv', gbkBytes(text), { encoding: 'utf-8' })).toBe(
      `the text is declared utf-8 @ a.csv, line 1, byte 0: ${remedy}`,
    )
    expect(await refusal('a.csv', gbkBytes('id,name\n1,x\n2,高陵\n3,鹿苑\n'))).toContain('line 3, byte 14')
  })

  it('does not read UTF-8 as something else either', async () => {
    const remedy = 'it looks like utf-8: set "encoding": "utf-8"'
    for (const encoding of ['gbk', 'gb18030', 'windows-1252', 'utf-16le'] as const) {
      expect(await refusal('a.csv', text, { encoding })).toContain(remedy)
    }
    expect(await refusal('a.csv', utf16Bytes(text, 'le', false))).toContain('it looks like utf-16le')
    expect(await refusal('a.csv', gbkBytes(text), { encoding: 'windows-1252' })).toContain(
      'it looks like gb18030',
    )
  })

  it('suggests windows-1252 for accented text', async () => {
    const french = 'nom,ville\nGénéral,Orléans\nFrançois,Évry\nHélène,Besançon\n'
    expect(await refusal('a.csv', Buffer.from(french, 'latin1'))).toContain('it looks like windows-1252')
  })

  it('notices GBK far behind a beginning that is plain ASCII', async () => {
    const ascii = `id,name\n${'1,plain\n'.repeat(150_000)}`
    const path = files.write('late.csv', Buffer.concat([Buffer.from(ascii), gbkBytes('2,鹿苑街道\n')]))
    const source = await openSource(path)
    await expect(async () => {
      for await (const _ of source.rows(['name']));
    }).rejects.toThrow(EncodingError)
  })
})

describe('formats by content and name', () => {
  it.each<[string, string, string]>([
    ['a.csv', 'a,b\n1,2\n', 'csv'],
    ['a.tsv', 'a\tb\n1\t2\n', 'tsv'],
    ['a.txt', 'a\tb\n1\t2\n', 'tsv'],
    ['a.json', '[{"a":1}]', 'json'],
    ['a', '{"data":[{"a":1}]}', 'json'],
    ['a.json', '{"a":1}\n{"a":2}\n', 'ndjson'],
    ['a.jsonl', '{"a":1}\n', 'ndjson'],
    ['a.json', '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{}}]}', 'geojson'],
    ['a.geojson', '{"features":[{"type":"Feature","properties":{}}],"type":"FeatureCollection"}', 'geojson'],
    ['a.geojsonl', '{"type":"Feature","properties":{}}\n{"type":"Feature","properties":{}}\n', 'geojson'],
  ])('%s with %s is %s', async (name, content, format) => {
    expect((await openSource(files.write(name, content))).format).toBe(format)
    expect((await openSource(files.write(`${name}.gz`, gzipSync(content)))).format).toBe(format)
  })
})

describe('files that cannot be read', () => {
  it('are missing, folders, or without rows', async () => {
    await expect(openSource(`${files.folder}/none.csv`)).rejects.toThrow('there is no such file')
    await expect(openSource(files.folder)).rejects.toThrow('this is a folder')
    expect(await refusal('a.csv', '')).toBe('the file is empty @ a.csv: export the file again')
    expect(await refusal('a.csv', 'a,b\n')).toContain('there is a header and no row @ a.csv, line 2')
    expect(await refusal('a.csv', '\ufeff')).toContain('the file is empty')
    expect(await refusal('a.csv.gz', gzipSync(''))).toContain('the packed file is empty')
  })

  it.each<[string, Uint8Array, string]>([
    ['a.csv', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'the file is a PNG picture'],
    ['a.csv', Buffer.from('ffd8ffe000104a464946', 'hex'), 'the file is a JPEG picture'],
    ['a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an old Excel file (xls) or one with a password'],
    [
      'a.xls',
      Buffer.from('<html><table><tr><td>工单编号</td></tr></table>'),
      'the file is a web page, not a table',
    ],
    ['a.csv', Buffer.from('a,b\0\0\n1,2\n'), 'the file holds NUL bytes'],
    [
      'a.csv',
      Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.alloc(5000)]),
      'NUL bytes: it is not text @ a.csv, line 3',
    ],
    ['a.xlsx', Buffer.from('a,b\n1,2\n'), 'the name says xlsx, the content is not'],
    ['a.parquet', Buffer.from('PAR1 and then nothing like it'), 'the parquet file is damaged or cut short'],
  ])('%s with %j', async (name, content, message) => {
    expect(await refusal(name, content)).toContain(message)
  })

  it('are packed and cut short or damaged', async () => {
    const random = Array.from({ length: 20_000 }, (_, index) => `${index},${(index * 7919) % 10_007}`).join(
      '\n',
    )
    const packed = gzipSync(`a,b\n${random}\n`)
    expect(await refusal('a.csv.gz', packed.subarray(0, packed.length - 2000))).toContain(
      'the gzip file is cut short',
    )
    const damaged = Buffer.from(packed)
    damaged.fill(0xff, 20_000, 20_050)
    expect(await refusal('a.csv.gz', damaged)).toContain('the gzip file is damaged')
  })

  it('spoils only its row when a NUL stands alone', async () => {
    const lines = Array.from({ length: 2000 }, (_, index) => (index === 1000 ? 'x\0,1' : `${index},1`))
    const { rows } = await read(files.write('a.csv', `a,b\n${lines.join('\n')}\n`))
    expect(rows.filter((row) => row.problem).map((row) => row.row)).toEqual([1002])
  })
})
