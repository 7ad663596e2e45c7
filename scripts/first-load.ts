// What a page loads before it has drawn, told from the list that the build leaves beside its files.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A page of the web and what it may load. */
export interface Page {
  /** modules that are fetched on their own, beside `main.tsx` */
  entries: readonly string[]
  /** whether it draws a map, whose worker is a script of its own */
  map: boolean
  /** thousands of bytes as brotli sends them: page, scripts, styles and the map's worker */
  most: number
  /** chunks and modules that it must not load: whoever needs them fetches them when they are needed */
  without: readonly string[]
}

/** A few hundredths above what each page takes. A page that needs more says why in the commit that raises it. */
export const pages: Readonly<Record<string, Page>> = {
  wall: {
    entries: ['screens/wall/open.tsx'],
    map: true,
    most: 640,
    without: ['antd', 'router', 'charts', 'map/drawing.ts', 'map/flowOverlay.ts', 'screens/open.tsx'],
  },
  login: {
    entries: ['screens/login/open.tsx'],
    map: false,
    most: 195,
    without: ['antd', 'router', 'charts', 'map', 'screens/open.tsx'],
  },
  area: {
    entries: ['screens/open.tsx', 'screens/area/AreaScreen.tsx'],
    map: true,
    most: 915,
    without: ['charts', 'map/drawing.ts', 'map/flowOverlay.ts', 'screens/plan/PlanScreen.tsx'],
  },
  plan: {
    entries: ['screens/open.tsx', 'screens/plan/PlanScreen.tsx', 'map/drawing.ts'],
    map: true,
    most: 925,
    without: ['charts', 'map/flowOverlay.ts', 'screens/area/AreaScreen.tsx'],
  },
  ticket: {
    entries: ['screens/open.tsx', 'screens/ticket/TicketScreen.tsx'],
    map: true,
    most: 880,
    without: ['charts', 'map/drawing.ts', 'map/flowOverlay.ts', 'screens/area/AreaScreen.tsx'],
  },
  flows: {
    entries: ['screens/open.tsx', 'screens/flows/FlowScreen.tsx', 'map/flowOverlay.ts'],
    map: true,
    most: 1120,
    without: ['charts', 'map/drawing.ts'],
  },
}

/** A chunk of the build, by vite's manifest. */
interface Chunk {
  file: string
  name?: string
  src?: string
  imports?: readonly string[]
  css?: readonly string[]
}

/** The files of a build, and what each needs. */
export class Build {
  readonly #folder: string
  readonly #chunks: Readonly<Record<string, Chunk>>

  /** Reads the list of a folder that the web was built into. */
  constructor(folder: string) {
    this.#folder = folder
    this.#chunks = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'))
  }

  /** Chunks that a page loads, each once, with all that they import. */
  chunksOf({ entries }: Page): Chunk[] {
    const found = new Map<string, Chunk>()
    const walk = (key: string) => {
      const chunk = this.#chunks[key]
      if (!chunk)
        throw new Error(`the build has no chunk ${key}: is it imported by somebody, and on its own?`)
      if (found.has(key)) return
      found.set(key, chunk)
      for (const next of chunk.imports ?? []) walk(next)
    }
    for (const entry of ['index.html', ...entries]) walk(entry)
    return [...found.values()]
  }

  /** Files that a page loads, with the bytes that brotli makes of each, the largest first. */
  filesOf(page: Page): { file: string; bytes: number }[] {
    const chunks = this.chunksOf(page)
    const files = new Set(['index.html', ...chunks.flatMap(({ file, css = [] }) => [file, ...css])])
    if (page.map) for (const file of this.#workers()) files.add(file)
    return [...files].map((file) => ({ file, bytes: this.#bytesOf(file) })).sort((a, b) => b.bytes - a.bytes)
  }

  /** Bytes of all that a page loads. */
  weightOf(page: Page): number {
    return this.filesOf(page).reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Scripts of workers stand in no list. */
  #workers(): string[] {
    return readdirSync(join(this.#folder, 'assets'))
      .filter((name) => /^maplibre-gl-worker.*\.js$/.test(name))
      .map((name) => `assets/${name}`)
  }

  #bytesOf(file: string): number {
    const path = join(this.#folder, file)
    return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size
  }
}

/** What is wrong with the first load of a build, a line each; none where every page keeps its budget. */
export function firstLoadProblems(build: Build): string[] {
  return Object.entries(pages).flatMap(([name, page]) => {
    const problems: string[] = []
    const bytes = build.weightOf(page)
    if (bytes > page.most * 1000) {
      const largest = build
        .filesOf(page)
        .slice(0, 6)
        .map(({ file, bytes }) => `${file} ${thousands(bytes)}`)
      problems.push(
        `${name}: loads ${thousands(bytes)}, may load ${thousands(page.most * 1000)}. Its largest: ${largest.join(', ')}`,
      )
    }
    for (const { file, name: chunk = '', src = '' } of build.chunksOf(page))
      if (page.without.some((other) => other === chunk || other === src))
        problems.push(
          `${name}: loads ${file} (${src || chunk}), which it is to do without until it is needed`,
        )
    return problems
  })
}

/** Bytes in thousands with a digit behind the point. */
export function thousands(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}
