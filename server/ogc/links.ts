/** A link of the standards. */
export interface Link {
  href: string
  rel: string
  type?: string
  title?: string
  /** the address has parts in braces to fill in */
  templated?: boolean
}

export const types = {
  json: 'application/json',
  geojson: 'application/geo+json',
  html: 'text/html; charset=utf-8',
  schema: 'application/schema+json',
  openapi: 'application/vnd.oai.openapi+json;version=3.0',
  mvt: 'application/vnd.mapbox-vector-tile',
  tilejson: 'application/vnd.mapbox.tile+json',
} as const

/** The two forms of a resource: this one and the other. */
export type Form = 'json' | 'html'

/** This resource in the form at hand, and in the other. */
export function selfAndOther(href: string, form: Form, json: string = types.json): Link[] {
  const url = new URL(href)
  const as = (other: Form) => {
    const copy = new URL(url)
    copy.searchParams.set('f', other)
    return copy.href
  }
  const links: Record<Form, Link> = {
    json: { href: as('json'), rel: 'self', type: json, title: 'This as JSON' },
    html: { href: as('html'), rel: 'self', type: types.html, title: 'This as a page' },
  }
  const other = form === 'json' ? 'html' : 'json'
  return [links[form], { ...links[other], rel: 'alternate' }]
}

/**
 * The page after and the page before, as the address says it but for where they begin; `further` is how many the page
 * after may have.
 */
export function pageLinks(
  href: string,
  {
    offset,
    limit,
    further,
    matched,
    returned,
  }: { offset: number; limit: number; further: number; matched: number; returned: number },
  type: string,
): Link[] {
  const at = (place: number, size: number, rel: string): Link => {
    const url = new URL(href)
    url.searchParams.set('offset', String(place))
    url.searchParams.set('limit', String(size))
    return { href: url.href, rel, type }
  }
  return [
    ...(offset + returned < matched && returned > 0 ? [at(offset + returned, further, 'next')] : []),
    ...(offset > 0 ? [at(Math.max(0, offset - limit), limit, 'prev')] : []),
  ]
}
