import type { Clock } from '../clock.ts'
import type { OnProgress } from '../intake/index.ts'
import { grouped } from './table.ts'

/** Milliseconds between two updates: of the line on a terminal, of lines in a log. */
const onTerminal = 200
const inLog = 5000

/** Shows progress on `stream`: one line that changes on a terminal, a line now and then elsewhere. */
export function progressOn(stream: NodeJS.WriteStream, clock: Clock): { on: OnProgress; end(): void } {
  const every = stream.isTTY ? onTerminal : inLog
  let last = clock.now()
  let drawn = false
  return {
    on: ({ step, rows, share }) => {
      const now = clock.now()
      if (now - last < every) return
      last = now
      const line = `${step}: ${grouped(rows)} rows, ${Math.floor(share * 100)} %`
      if (stream.isTTY) stream.write(`\r\u001b[K${line}`)
      else stream.write(`${line}\n`)
      drawn = true
    },
    end: () => {
      if (drawn && stream.isTTY) stream.write('\r\u001b[K')
    },
  }
}
