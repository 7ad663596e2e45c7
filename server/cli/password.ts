import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { UsageError } from './export.ts'

/** A password: the first line of stdin where it is to come from there, else typed twice and not shown. */
export async function readPassword(fromStdin: boolean): Promise<string> {
  if (fromStdin) {
    for await (const line of createInterface({ input: process.stdin })) return line
    throw new UsageError(['--password-stdin: nothing came'])
  }
  if (!process.stdin.isTTY)
    throw new UsageError(['There is no terminal to type a password at: send it with --password-stdin'])
  const password = await typed('Password: ')
  if (password !== (await typed('Once more: '))) throw new UsageError(['The two are not the same'])
  return password
}

/** A line typed at the terminal without being shown. */
function typed(prompt: string): Promise<string> {
  process.stderr.write(prompt)
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  return new Promise((resolve, reject) => {
    reader.once('SIGINT', () => {
      reader.close()
      reject(new UsageError(['Nothing was changed.']))
    })
    reader.question('', (line) => {
      reader.close()
      process.stderr.write('\n')
      resolve(line)
    })
  })
}
