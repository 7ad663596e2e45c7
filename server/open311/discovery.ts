import type { CentreRecord } from '../centre/index.ts'

/** The day the answers of these addresses last changed in form. */
const changeset = '2026-11-25T00:00:00Z'

/** The standard's own name. */
const specification = 'http://wiki.open311.org/GeoReport_v2'

/** What is served where, for programs that look for an endpoint; `base` is its address. */
export function discoveryOf(centre: CentreRecord, base: string) {
  return {
    changeset,
    contact: centre.pack.name.en,
    key_service: 'No key is asked for: who may read and send is settled before the endpoint.',
    endpoints: [
      {
        specification,
        url: base,
        changeset,
        type: centre.pack.synthetic ? 'test' : 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  }
}
