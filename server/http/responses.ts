import { Problem } from '@grid/data/contract'
import type { z } from '@hono/zod-openapi'

const described = Problem.meta({
  id: 'Problem',
  description: 'RFC 9457 problem details; `errors` names each offending parameter',
  examples: [
    {
      type: 'about:blank',
      title: 'The question cannot be understood',
      status: 400,
      detail: 'Check status.',
      instance: '/api/summary',
      errors: [{ parameter: 'status', detail: 'write one of reported, filed, closed' }],
    },
  ],
})

const refusal = <const Description extends string>(description: Description) => ({
  description,
  content: { 'application/problem+json': { schema: described } },
})

/** A body that must be sent: JSON of this schema. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const
}

/** A good answer of this schema, and the refusals that every question may meet. */
export function answering<Schema extends z.ZodType>(schema: Schema, description: string) {
  return {
    200: { description, content: { 'application/json': { schema } } },
    400: refusal('A parameter is unknown or does not fit; `errors` names it'),
    401: refusal('Nobody is logged in, or the key is not good'),
    403: refusal('The caller may not ask this'),
    404: refusal('There is no such thing'),
    503: refusal('The question took too long; ask again later or for less'),
  }
}

/** Refusals of what cannot be done as things stand, beside those that every question may meet. */
export const conflict = { 409: refusal('Not possible as things stand') }

/** The same of what may be tried a few times only. */
export const tooOften = { 429: refusal('Too often: try again after `Retry-After` seconds') }

/** The same of a file that is sent. */
export const unfit = {
  413: refusal('The file is too large'),
  415: refusal('The message is not a form with a file'),
  422: refusal('What was sent cannot be taken; `errors` has a line for every fault'),
  507: refusal('The disk is full; nothing was changed'),
}

/** Answers to a message of rows, with this schema where any of them was taken. */
export function accepting<Schema extends z.ZodType>(schema: Schema) {
  const { 200: _, ...refusals } = answering(schema, '')
  const answer = { content: { 'application/json': { schema } } }
  return {
    200: { description: 'Nothing new: every row was known, or changed one that was', ...answer },
    201: { description: 'At least one row is new', ...answer },
    ...refusals,
    413: refusal('The message is too large'),
    415: refusal('The message is neither JSON nor NDJSON'),
    422: refusal('No row can be taken; `errors` names what is wrong'),
    429: refusal('More is arriving than can be written; send it again after `Retry-After` seconds'),
    507: refusal('The disk is full; nothing was taken'),
  }
}

/** The same for GeoJSON. */
export function answeringGeoJson<Schema extends z.ZodType>(schema: Schema, description: string) {
  const { 200: _, ...refusals } = answering(schema, description)
  return { 200: { description, content: { 'application/geo+json': { schema } } }, ...refusals }
}
