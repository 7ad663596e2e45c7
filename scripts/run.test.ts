import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { run } from './run.mjs'

const node = (script: string) => run(process.execPath, ['-e', script], { capture: true })

describe('run', () => {
  it('collects both outputs and the exit code', async () => {
    const { code, output, signalled } = await node(
      'console.log("a b"); console.error("c"); process.exitCode = 3',
    )
    expect(code).toBe(3)
    expect(output).toContain('a b\n')
    expect(output).toContain('c\n')
    expect(signalled).toBe(false)
  })

  it('collects words, not the colours of a terminal', async () => {
    expect((await node(`console.log('\\u001b[31mred\\u001b[0m')`)).output).toBe('red\n')
  })

  it('tells a child that was killed by its signal', async () => {
    expect((await node('process.kill(process.pid, "SIGKILL")')).code).toBe(128 + 9)
  })

  it('answers 127 when there is no such program', async () => {
    const { code, output } = await run('no-such-program-of-the-grid', [], { capture: true })
    expect(code).toBe(127)
    expect(output).toContain('ENOENT')
  })

  it('passes arguments on as they are, without a shell', async () => {
    const args = ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', 'a b', '$HOME', '"']
    const { output } = await run(process.execPath, args, { capture: true })
    expect(JSON.parse(output)).toEqual(['a b', '$HOME', '"'])
  })

  it('passes SIGTERM on and lets the child finish in its own way', async () => {
    const parent = spawn(process.execPath, ['-e', running], { stdio: ['ignore', 'pipe', 'inherit'] })
    parent.stdout.once('data', () => parent.kill('SIGTERM'))
    const code = await new Promise((resolve) => parent.on('close', resolve))
    expect(code).toBe(42)
  })

  it.skipIf(process.platform === 'win32')('stops the child when npm is gone', async () => {
    const inherit = "{ stdio: 'inherit', env: { ...process.env, npm_lifecycle_event: 'start' } }"
    const npm = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(running)}], ${inherit})`
    const grandparent = spawn(process.execPath, ['-e', npm], { stdio: ['ignore', 'pipe', 'inherit'] })
    let printed = ''
    grandparent.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text
      if (text.includes('up')) grandparent.kill('SIGKILL')
    })
    await new Promise((resolve) => grandparent.stdout.on('end', resolve))
    expect(printed).toContain('stopped')
  })
})

const child = `
  process.on('SIGTERM', () => { console.log('stopped'); process.exit(42) })
  console.log('up')
  setInterval(() => {}, 1000)`

/** A process that runs `child` by run() and ends with its code. */
const running = `
  import('${new URL('./run.mjs', import.meta.url).href}').then(async ({ run }) => {
    const { code } = await run(process.execPath, ['-e', ${JSON.stringify(child)}])
    process.exit(code)
  })`
