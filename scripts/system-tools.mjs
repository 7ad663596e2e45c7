// The programs outside npm that some tests drive: a browser, a font with Chinese glyphs, GDAL, OWSLib, QGIS.
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

/**
 * What is looked for, the Debian package it comes in, and what cannot run without it. What is large is not installed for
 * tests alone, only used where it is there.
 * @type {{ debian: string, needed: string, isThere: () => boolean, isLarge?: boolean }[]}
 */
const tools = [
  {
    debian: 'chromium',
    needed: 'the browser tests (test/e2e, test/drivers, test/visual)',
    isThere: () => findChromium() !== undefined,
  },
  {
    debian: 'fonts-noto-cjk',
    needed: 'the kept pictures (test/visual) and Chinese labels in screenshots',
    isThere: () => process.platform !== 'linux' || hasNotoCjk(),
  },
  {
    debian: 'gdal-bin',
    needed: 'the GDAL tests (test/clients)',
    isThere: () => findProgram(['ogrinfo']) !== undefined && findProgram(['ogr2ogr']) !== undefined,
  },
  {
    debian: 'python3-gdal',
    needed: "the GeoPackages' validation (test/clients)",
    isThere: () => findPython('osgeo_utils.samples.validate_gpkg') !== undefined,
  },
  {
    debian: 'python3-owslib',
    needed: 'the OWSLib tests (test/clients)',
    isThere: () => findPython('owslib.ogcapi.features') !== undefined,
  },
  {
    debian: 'python3-qgis',
    needed: 'the QGIS tests (test/clients)',
    isThere: () => findPython('qgis.core') !== undefined,
    isLarge: true,
  },
]

/** Whether the font is installed that Debian draws Chinese with. */
export function hasNotoCjk() {
  return [
    'opentype/noto/NotoSansCJK-Regular.ttc',
    'noto-cjk/NotoSansCJK-Regular.ttc',
    'google-noto-cjk',
  ].some((path) => existsSync(join('/usr/share/fonts', path)))
}

/**
 * The first of these programs found on the PATH, as a full path.
 * @param {string[]} names
 */
export function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
  const candidates = names.flatMap((name) =>
    endings.flatMap((end) => folders.map((folder) => join(folder, name + end))),
  )
  return candidates.find(isExecutable)
}

/**
 * A Python that has a module: the system's own first, since the packages of the system are there for it alone.
 * @param {string} module
 */
export function findPython(module) {
  const candidates = ['/usr/bin/python3', findProgram(['python3'])]
  return candidates.find((program) => {
    if (program === undefined || !isExecutable(program)) return false
    try {
      execFileSync(program, ['-c', `import ${module}`], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
}

/** Chromium or Chrome: CHROMIUM_PATH when set, else by name in the usual places; undefined when there is none. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) return isExecutable(given) ? given : undefined
  const onPath = findProgram(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'])
  const apps = ['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  return onPath ?? apps.find(isExecutable)
}

/**
 * Installs what is missing when this is root on Debian (or its kin); elsewhere says what to install. The suites
 * that need an absent tool skip themselves by name.
 * @param {(line: string) => void} say
 */
export async function installSystemTools(say) {
  let missing = tools.filter(({ isThere }) => !isThere())
  if (missing.length === 0) return
  const wanted = missing.filter(({ isLarge }) => !isLarge)
  if (canInstall() && wanted.length > 0) {
    const packages = wanted.map(({ debian }) => debian)
    say(`Installing ${packages.join(', ')} ...`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const update = await run('apt-get', ['update'], { env, capture: true })
    const options = ['install', '--yes', '--no-install-recommends']
    const added = await run('apt-get', [...options, ...packages], { env, capture: true })
    if (update.signalled || added.signalled) process.exit(130)
    if (added.code !== 0) say(`${update.output}${added.output}`.trimEnd().split('\n').slice(-20).join('\n'))
    missing = tools.filter(({ isThere }) => !isThere())
  }
  for (const { debian, needed } of missing) {
    say(
      `Not found: ${debian}. Without it ${needed} are skipped. Install the package ${debian}, or its like here.`,
    )
  }
}

function canInstall() {
  if (process.getuid?.() !== 0 || findProgram(['apt-get']) === undefined) return false
  return (
    existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  )
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
