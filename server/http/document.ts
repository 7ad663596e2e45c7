import type { OpenAPIHono } from '@hono/zod-openapi'
import { securitySchemes } from './needs.ts'
import type { Env } from './router.ts'

const about = {
  openapi: '3.1.0',
  info: {
    title: 'Grid Centre',
    version: '0.1.0',
    license: { name: 'MIT', identifier: 'MIT' },
    description:
      "Service tickets of a district's grid centre: areas, measures, tickets. One filter vocabulary everywhere; " +
      'unknown parameters and values are refused; days are the local ones of the centre; errors are problem details ' +
      '(RFC 9457). Every answer carries an ETag that changes with the data.',
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'Centre', description: 'What the centre is and what its data reaches over' },
    { name: 'Areas', description: 'Districts, streets, communities, grids, with their outlines' },
    { name: 'Measures', description: 'Figures by area, over time, and by property' },
    { name: 'Checklists', description: 'Checklists beside what happened, and mechanisms' },
    { name: 'Tickets', description: 'Tickets and their logs' },
    { name: 'Intake', description: 'Tickets and log lines as they arrive' },
    { name: 'Live', description: 'Changes as they happen' },
    { name: 'Access', description: 'Who is asking, and who may come in' },
    { name: 'Audit', description: 'Who saw, exported and changed what' },
    { name: 'Export', description: 'Layers as files for the tools that planners use' },
  ],
}

/** The OpenAPI 3.1 document of a whole API, made of the schemas that validate its requests. */
export function documentOf(api: OpenAPIHono<Env>) {
  const document = api.getOpenAPI31Document(about)
  const components = { ...document.components, securitySchemes }
  return mended({ ...document, components })
}

/** The generator writes a pattern with its flags, `^a$/u`; JSON Schema wants the pattern alone. */
function mended<T>(document: T): T {
  return JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === 'pattern' && typeof value === 'string' ? value.replace(/\/[a-z]+$/, '') : value,
  )
}
