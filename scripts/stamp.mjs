// A stamp is a hash of inputs kept beside what was made from them: same inputs, nothing to do.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const made = /^(node_modules|dist|coverage|\..*)$|\.tmp$|\.test\.tsx?$/

/**
 * SHA-256 in hex over the names and contents of files. A folder stands for every file below it, but for
 * what is installed, built, hidden or a test. A path that does not exist counts as absent. `extra` adds text
 * such as the Node version.
 * @param {string} root
 * @param {string[]} paths relative to root
 * @param {string[]} [extra]
 */
export function fingerprint(root, paths, extra = []) {
  const hash = createHash('sha256')
  for (const text of extra) hash.update(`${text}\0`)
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      const content = readFileSync(file)
      hash.update(`${relative(root, file).split(sep).join('/')}\0${content.length}\0`)
      hash.update(content)
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => !made.test(name))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

/**
 * Whether the stamp file holds exactly this fingerprint.
 * @param {string} file
 * @param {string} print
 */
export function isStamped(file, print) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true && readFileSync(file, 'utf8') === print
}

/**
 * Writes the stamp; do it last, after everything it vouches for is in place.
 * @param {string} file
 * @param {string} print
 */
export function stamp(file, print) {
  writeFileSync(file, print)
}
