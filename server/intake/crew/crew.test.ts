import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mapping } from '@grid/data/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BlockLayout } from '../../store/index.ts'
import { stagedEvent } from '../events/staging.ts'
import { openImport } from '../open.ts'
import { joined, type Piece, type PieceSource } from '../read/index.ts'
import { Crew } from './crew.ts'
import { type Taken, takenInOrder, type Work } from './index.ts'
import { taking } from './job.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crew-'))
})
afterAll(() => rm(folder, { recursive: true }))

const mapping: Mapping = {
  fields: {
    ticket: 'ticket',
    seq: 'seq',
    at: { column: 'at', format: ['yyyy-MM-dd HH:mm:ss', 'yyyy/M/d'] },
    kind: 'kind',
    to_unit: 'to_unit',
    reason: 'reason',
  },
}
const header = 'ticket,seq,at,kind,to_unit,reason,"left, out"\r\n'

/** Opens a file of these lines, cut where the test wants it. */
async function fileOf(text: string, size: number): Promise<{ source: PieceSource; work: Work }> {
  const path = join(folder, 'events.csv')
  const bytes = Buffer.from(header + text)
  await writeFile(path, bytes)
  const opened = await openImport({ path, mapping, place: 'the mapping' })
  if (!opened.inPieces) throw new Error('a csv file comes in pieces')
  const { layout } = opened.inPieces
  const file = { format: opened.format, columns: opened.columns }
  const by = { mapping, file, place: 'the mapping', name: 'events.csv', timeZone: 'Asia/Shanghai' }
  const source = {
    layout,
    async *pieces() {
      yield* piecesOf(bytes, Buffer.byteLength(header), size)
    },
  }
  return { source, work: { of: 'events', by, known: ['street'] } }
}

/** Cut at the first line end so many bytes on; the header stays whole. */
function* piecesOf(bytes: Buffer, first: number, size: number): Generator<Piece> {
  let line = 1
  for (let offset = 0; offset < bytes.length; ) {
    const end = bytes.indexOf(10, Math.max(first, offset) + size)
    const part = end < 0 ? bytes.subarray(offset) : bytes.subarray(offset, end + 1)
    yield { bytes: Uint8Array.from(part), offset, line, final: offset + part.length === bytes.length }
    line += part.filter((byte) => byte === 10).length
    offset += part.length
  }
}

/** What all pieces come to together: rejects, and the staged cells as numbers and texts. */
function told(taken: readonly Taken[]) {
  return {
    read: taken.reduce((sum, { read }) => sum + read, 0),
    rejects: taken.flatMap(({ rejects }) => rejects),
    flags: taken.reduce((sum, { flags }) => sum + (flags.get('unknown_unit') ?? 0), 0),
    rows: taken.flatMap((piece) => piece.blocks.flatMap((block) => rowsOf(block, piece.words))),
  }
}

function together(one: ReturnType<typeof told>, other: ReturnType<typeof told>) {
  return {
    read: one.read + other.read,
    rejects: [...one.rejects, ...other.rejects],
    flags: one.flags + other.flags,
    rows: [...one.rows, ...other.rows],
  }
}

const { columns } = new BlockLayout(Object.values(stagedEvent([])))

function rowsOf({ rows, fixed, texts }: Taken['blocks'][number], words: Taken['words']): unknown[][] {
  const view = new DataView(fixed)
  // row, ticket, seq, happened_at, kind, from_unit, to_unit, from_tier, to_tier, reason
  return Array.from({ length: rows }, (_, row) =>
    columns.slice(0, 10).map(({ at, cells, width, valid, text }) => {
      if (view.getUint8(at) === 1 && !(view.getUint8(valid + (row >> 3)) & (1 << (row & 7)))) return null
      if (width === 8) return view.getFloat64(cells + 8 * row, true)
      if (width === 1) return view.getUint8(cells + row)
      const number = view.getInt32(cells + 4 * row, true)
      if (text < 0) return at === 6 ? words.unit[number] : number
      const start = row === 0 ? 0 : view.getInt32(cells + 4 * row - 4, true)
      return Buffer.from(texts[text]!).toString('utf8', start, number)
    }),
  )
}

/** The file read as one piece, as text: the way every file was read before there were pieces. */
async function asText(text: string) {
  const { source, work } = await fileOf(text, Number.MAX_SAFE_INTEGER)
  const take = taking({ layout: source.layout, work })
  let whole: Piece | undefined
  for await (const piece of source.pieces()) whole = whole ? joined(whole, piece) : piece
  return told([take(whole!)!])
}

const value = fc.oneof(
  fc.constantFrom('street', 'police', '', ' ', '  street', '城管"大队', '多,行\r\n二', 'a\nb\nc', 'é', '1'),
  fc.string({ maxLength: 6 }),
)
const cell = value.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
const time = fc.constantFrom(
  '2024-02-29 08:05:09',
  '2024-02-30 08:05:09',
  '2024-13-01 00:00:00',
  '2024-01-01 24:00:00',
  '1980-01-01 00:00:00',
  '2024/7/1',
  '2024-01-01T00:00:00',
  'yesterday',
  '',
)
const seq = fc.constantFrom('0', '7', '007', '1.0', '1e3', '-1', '2000000001', '1.5', '.5', '5.', '', 'x')
const line = fc
  .tuple(
    fc.oneof(fc.constantFrom('T1', ' T2 ', '6.1E+14', '工单', ''), cell),
    seq,
    time,
    fc.constantFrom('signed', 'closed', ' handled', 'nothing', '"signed"'),
    cell,
    cell,
    cell,
  )
  .map((cells) => cells.join(','))
/** Lines that are no good records: values too few or too many, quotes that go wrong. */
const odd = fc.constantFrom(
  'T1,1',
  'a,b,c,d,e,f,g,h',
  'a,b,c,d,e,f,g,,',
  '"T1"x,1,,,,,',
  'T1,"1',
  '',
  '\t',
  '\ufdd0,,,,,,',
)
const file = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 6, arbitrary: line }, { weight: 1, arbitrary: odd }),
      fc.constantFrom('\n', '\r\n'),
    ),
    {
      minLength: 3,
      maxLength: 40,
    },
  )
  .map((lines) => lines.flat().join(''))

const lines = Array.from({ length: 3000 }, (_, index) => {
  const reason = index % 3 === 0 ? '"two\nlines"' : 'one'
  return `T${index},${index},2024-02-29 08:05:09,signed,unit${index % 7},${reason},\n`
}).join('')

describe('a file in pieces', () => {
  it('comes to what it comes to as a whole, wherever it is cut', async () => {
    let rows = 0
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 400 }), async (text, size) => {
        const { source, work } = await fileOf(text, size)
        const take = taking({ layout: source.layout, work })
        const found: Taken[] = []
        let before: Piece | undefined
        for await (const piece of source.pieces()) {
          const next = before ? joined(before, piece) : piece
          const taken = take(next)
          before = taken ? undefined : next
          if (taken) found.push(taken)
        }
        const pieces = told(found)
        expect(pieces).toEqual(await asText(text))
        rows += pieces.rows.length
      }),
      { numRuns: 300 },
    )
    expect(rows).toBeGreaterThan(200)
  }, 60_000)

  it('comes in its order, wherever a piece ends within a value', async () => {
    const { source, work } = await fileOf(lines, 3000)
    // told at once: the blocks are filled anew by the pieces that follow
    const found: ReturnType<typeof told>[] = []
    for await (const taken of takenInOrder(source, work, 2)) found.push(told([taken]))
    expect(found.length).toBeGreaterThan(20)
    expect(found.reduce(together)).toEqual(await asText(lines))
  }, 30_000)

  it('comes to the same in another thread, which tells what is wrong as this one does', async () => {
    const { source, work } = await fileOf(lines, 60_000)
    const crew = new Crew({ layout: source.layout, work }, 2)
    try {
      await crew.opened
      const pieces: Piece[] = []
      for await (const piece of source.pieces()) pieces.push(piece)
      const take = taking({ layout: source.layout, work })
      const found = await Promise.all(pieces.map((piece) => crew.take(piece)))
      const own = pieces.map((piece) => take(piece))
      expect(found.map((taken) => taken && told([taken]))).toEqual(own.map((taken) => taken && told([taken])))
      const bytes = Buffer.from([
        0xb5, 0xa4, 0xc0, 0xed, 0xd6, 0xd0, 0xd0, 0xc4, 0xb5, 0xa4, 0xc0, 0xed, 0x0a,
      ])
      const wrong = crew.take({ bytes, offset: 99, line: 9, final: false })
      await expect(wrong).rejects.toMatchObject({
        name: 'SourceError',
        place: expect.stringContaining('byte 99'),
      })
    } finally {
      await crew.end()
    }
  }, 30_000)

  it('is refused where a later piece is in another encoding, after what came before it', async () => {
    const good = 'T1,1,2024-02-29 08:05:09,signed,street,,\n'.repeat(200)
    const { source, work } = await fileOf(good, 900)
    const bad = Buffer.from([0xb5, 0xa4, 0xc0, 0xed, 0xd6, 0xd0, 0xd0, 0xc4])
    const pieces = async function* () {
      for await (const piece of source.pieces())
        yield piece.final ? { ...piece, bytes: Buffer.concat([bad, bad, bad, piece.bytes]) } : piece
    }
    let read = 0
    const all = async () => {
      for await (const taken of takenInOrder({ ...source, pieces }, work, 2)) read += taken.read
    }
    await expect(all()).rejects.toThrow(/from byte \d+ on it is something else/)
    expect(read).toBeGreaterThan(100)
  }, 30_000)
})
