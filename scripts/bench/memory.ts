import { existsSync, readFileSync } from 'node:fs'

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
