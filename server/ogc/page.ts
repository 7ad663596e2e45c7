import type { LayerDescription } from '@grid/data/contract'
import { html, raw } from 'hono/html'
import { localTimes } from '../centre/index.ts'
import type { Feature, Geometry, Position } from '../layers/index.ts'
import type { Link } from './links.ts'

type Markup = ReturnType<typeof html>

/** The one style sheet of these pages. */
export const style = `body{font:15px/1.5 system-ui,"Noto Sans SC",sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1c2733;background:#fff}
a{color:#0b5cad}table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{border-bottom:1px solid #d7dee6;padding:.25rem .6rem;text-align:left;vertical-align:top}
td{min-width:5em}.rows{overflow-x:auto}svg{width:100%;height:auto;max-height:26rem;background:#f3f6f9;border:1px solid #d7dee6}svg path{fill:#0b5cad33;stroke:#0b5cad;stroke-width:1;vector-effect:non-scaling-stroke}svg circle{fill:#0b5cad}svg .around path{fill:#e4eaf0;stroke:#93a4b5}
@media (prefers-color-scheme:dark){body{background:#10161d;color:#dbe4ee}a{color:#7db8f0}svg{background:#18212b;border-color:#2c3945}svg path{fill:#7db8f033;stroke:#7db8f0}svg circle{fill:#7db8f0}svg .around path{fill:#1f2a35;stroke:#4d5f70}th,td{border-color:#2c3945}}`

/** A page of a resource, below the ones that lead to it, the first one first. */
export function pageOf(
  title: string,
  body: Markup | Markup[],
  above: readonly Pick<Link, 'href' | 'title'>[] = [],
): Markup {
  const way = above.map(({ href, title }) => html`<a href="${href}">${title}</a> › `)

  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${raw(style)}</style></head>
<body>${way.length > 0 ? html`<nav>${way}</nav>` : ''}<main><h1>${title}</h1>${body}</main></body>
</html>`
}

/** Links as a list. */
export function listed(links: readonly Link[]): Markup {
  return html`<ul>${links.map(({ href, rel, title }) => html`<li><a href="${href}">${title ?? rel}</a></li>`)}</ul>`
}

/** Rows of a table under their headings. */
export function table(headings: readonly (string | Markup)[], rows: readonly (readonly unknown[])[]): Markup {
  return html`<div class="rows"><table><thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${typeof cell === 'boolean' ? String(cell) : (cell ?? '')}</td>`)}</tr>`)}</tbody></table></div>`
}

/** A heading in both languages, one below the other. */
export function inBoth({ en, zh }: { en: string; zh: string }): Markup {
  return html`${en}<br><span lang="zh">${zh}</span>`
}

/** The values of a feature as a person reads them: instants as local times. */
export function cellsOf({ properties, timeZone }: LayerDescription): (feature: Feature) => unknown[] {
  const local = localTimes(timeZone)
  return ({ values }) =>
    values.map((value, index) =>
      typeof value === 'number' && properties[index]?.kind === 'instant' ? local(value) : value,
    )
}

const width = 720

/**
 * Where features are, drawn on the server; nothing where none has a place. `around` is what they lie in: without it a
 * few points say nothing.
 */
export function drawn(
  features: readonly Feature[],
  label: string,
  around: readonly Geometry[] = [],
): Markup | '' {
  const geometries = features.flatMap(({ geometry }) => (geometry ? [geometry] : []))
  if (geometries.length === 0) return ''
  const positions = [...geometries, ...around].flatMap(positionsOf)
  if (positions.length === 0) return ''
  const [west, south, east, north] = positions.reduce(
    ([w, s, e, n], [lon, lat]) => [Math.min(w, lon), Math.min(s, lat), Math.max(e, lon), Math.max(n, lat)],
    [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number],
  )
  const span = Math.max(east - west, north - south, 0.001)
  const flat = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = width / (span * 1.1)
  const at = ([lon, lat]: Position) =>
    `${((lon - west + span * 0.05) * flat * scale).toFixed(1)} ${((north - lat + span * 0.05) * scale).toFixed(1)}`
  const box = `0 0 ${((east - west + span * 0.1) * flat * scale).toFixed(0)} ${((north - south + span * 0.1) * scale).toFixed(0)}`
  return html`<svg viewBox="${box}" role="img" aria-label="${label}"><g class="around">${around.map((geometry) => shape(geometry, at))}</g>${geometries.map((geometry) => shape(geometry, at))}</svg>`
}

function shape(geometry: Geometry, at: (position: Position) => string): Markup {
  if (geometry.type === 'Point') {
    const [x = '', y = ''] = at(geometry.coordinates).split(' ')
    return html`<circle cx="${x}" cy="${y}" r="3"/>`
  }
  const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates.flat()
  const end = geometry.type === 'LineString' ? '' : 'Z'
  const path = lines.map((line) => `M${line.map(at).join('L')}${end}`).join('')
  return html`<path d="${path}"/>`
}

function positionsOf(geometry: Geometry): readonly Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates]
    case 'LineString':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat(2)
  }
}
