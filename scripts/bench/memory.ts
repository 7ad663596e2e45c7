import { existsSync, readFileSync } from 'node:fs'

/** The clock of the system's accounts: a hundredth of a second on every Linux there is. */
const tick = 0.01

/** Seconds of processor that a process has had so far; null where the system does not tell or it has ended. */
export function processorSeconds(pid: number | undefined): number | null {
  const file = `/proc/${pid}/stat`
  if (pid === undefined || !existsSync(file)) return null
  try {
    // what follows the name, which may hold anything: user and system time are its 12th and 13th
    const told = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ')
    return (Number(told?.[11]) + Number(told?.[12])) * tick
  } catch {
    return null
  }
}

/** The most memory a process has had resident so far, in bytes; null where the system does not tell or it has ended. */
export function peakMemory(pid: number | undefined): number | null {
  const file = `/proc/${pid}/status`
  if (pid === undefined || !existsSync(file)) return null
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch {
    return null
  }
}
