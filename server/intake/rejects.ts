import { once } from 'node:events'
import {
  closeSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  type WriteStream,
} from 'node:fs'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { inert } from '../spreadsheet.ts'

/** A row that was not taken. */
export interface Reject {
  row: number
  column: string
  value: string
  reason: string
  remedy: string
  /** the row as read */
  raw: string
}

/** Where rows that were not taken go. */
export interface Rejects {
  /** where they can be found, null when there are none */
  readonly written: string | null
  add(reject: Reject): Promise<void>
}

const header = `\uFEFFrow,column,value,reason,remedy,row as read\r\n`

/**
 * The CSV of rows that were not taken: UTF-8 with BOM, so that spreadsheets read Chinese. It is made with the first
 * such row; a file left by an earlier import of the same name is removed.
 */
export class RejectsFile implements Rejects {
  private stream: WriteStream | undefined
  private failure: Error | undefined

  /** @param path null where there is no place to write to: rows are then counted only */
  constructor(readonly path: string | null) {
    if (path !== null && isOurs(path)) rmSync(path)
  }

  /** where the rows are, null when there are none */
  get written(): string | null {
    return this.stream ? this.path : null
  }

  /** Resolves once the writer can take more. */
  async add({ row, column, value, reason, remedy, raw }: Reject): Promise<void> {
    if (this.path === null) return
    this.stream ??= this.open(this.path)
    if (this.failure) throw this.failure
    const line = [String(row), ...[column, value, reason, remedy, raw].map(quoted)].join(',')
    if (!this.stream.write(`${line}\r\n`)) await once(this.stream, 'drain')
  }

  async close(): Promise<void> {
    if (!this.stream) return
    this.stream.end()
    await finished(this.stream)
  }

  private open(path: string): WriteStream {
    mkdirSync(dirname(path), { recursive: true })
    const stream = createWriteStream(path, { encoding: 'utf8', mode: 0o600 })
    stream.on('error', (error) => {
      this.failure = error
    })
    stream.write(header)
    return stream
  }
}

function isOurs(path: string): boolean {
  if (!existsSync(path)) return false
  const start = Buffer.alloc(Buffer.byteLength(header))
  const file = openSync(path, 'r')
  try {
    readSync(file, start)
  } finally {
    closeSync(file)
  }
  return start.toString('utf8') === header
}

/** A cell that a spreadsheet shows as text. */
function quoted(text: string): string {
  return `"${inert(text).replaceAll('"', '""')}"`
}
