// One installer, one builder at a time, also when two commands start together.
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const heartbeatMs = 2000
const silentMs = 30_000

/**
 * Runs `work` while holding the lock file at `path`; waits for another holder first and calls `onWait` once
 * when it has to. A lock whose process is gone (same host), or that nobody refreshed for 30 s, is taken over.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {{ onWait?: () => void, pollMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { onWait, pollMs = 250 } = {}) {
  mkdirSync(dirname(path), { recursive: true })
  for (let waited = false; !acquire(path); waited = true) {
    if (!waited) onWait?.()
    await wait(pollMs)
  }
  const release = () => rmSync(path, { force: true })
  const heartbeat = setInterval(() => touch(path), heartbeatMs)
  heartbeat.unref()
  process.on('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    process.off('exit', release)
    release()
  }
}

/** @param {string} path */
function acquire(path) {
  if (create(path)) return true
  if (!abandoned(path)) return false
  // Only one waiter may clear an abandoned lock, or two could each remove the other's fresh one.
  const clearing = `${path}.clearing`
  if (!create(clearing)) {
    if (abandoned(clearing)) rmSync(clearing, { force: true })
    return false
  }
  if (abandoned(path)) rmSync(path, { force: true })
  const acquired = create(path)
  rmSync(clearing, { force: true })
  return acquired
}

/** @param {string} path */
function create(path) {
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/** @param {string} path */
function abandoned(path) {
  try {
    const silent = Date.now() - statSync(path).mtimeMs > silentMs
    const { pid, host } = JSON.parse(readFileSync(path, 'utf8'))
    return silent || (host === hostname() && !alive(pid))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false
    // A lock that is being written is empty for a moment; one that stays so is judged by its age.
    if (error instanceof SyntaxError)
      return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > silentMs
    throw error
  }
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !isCode(error, 'ESRCH')
  }
}

/** @param {string} path */
function touch(path) {
  const now = new Date()
  try {
    utimesSync(path, now, now)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code
}
