import type { AcceptedFault, BoundaryReport } from '@grid/data/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'
import { failureFrom } from './failure.ts'

/** New boundaries as they are filled in. */
export interface BoundaryForm {
  file: File
  /** the file's mapping, the text of a *.map.json */
  map?: string
  crs?: string
  validFrom: string
  name?: string
  note?: string
  changesOnly: 'true' | 'false'
  accept: readonly AcceptedFault[]
}

/** The editions of the boundaries, the latest first. */
export function useEditions() {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['boundaries', version],
    queryFn: ({ signal }) => answer(api.boundaries.$get({ query: {} }, { init: { signal } })),
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What can be done with new boundaries: look what they would move, put them in force, take the last ones back. */
export function useBoundaryDeeds() {
  const queries = useQueryClient()
  const renewed = () => queries.invalidateQueries()
  const preview = useMutation({
    mutationFn: async (form: BoundaryForm) =>
      (await posted('/api/boundaries/preview', fieldsOf(form))).json() as Promise<BoundaryReport>,
  })
  const apply = useMutation({
    mutationFn: async ({ token, ...form }: BoundaryForm & { token: string }) =>
      (await posted('/api/boundaries', { ...fieldsOf(form), token })).json() as Promise<BoundaryReport>,
    onSuccess: renewed,
  })
  const withdraw = useMutation({
    mutationFn: (number: number) =>
      answer(api.boundaries[':number'].$delete({ param: { number: String(number) }, query: {} })),
    onSuccess: renewed,
  })
  return { preview, apply, withdraw }
}

/** Every ticket that new boundaries would move, as a CSV. */
export async function movedFile(form: BoundaryForm): Promise<Blob> {
  return await (await posted('/api/boundaries/preview/tickets.csv', fieldsOf(form))).blob()
}

function fieldsOf({ accept, ...form }: BoundaryForm): Record<string, string | File> {
  const given = Object.entries(form).filter(([, value]) => value !== undefined && value !== '')
  return { ...Object.fromEntries(given), accept: accept.join(',') }
}

async function posted(path: string, fields: Record<string, string | File>): Promise<Response> {
  const body = new FormData()
  for (const [key, value] of Object.entries(fields)) body.set(key, value)
  const response = await fetch(path, { method: 'POST', body })
  if (response.ok) return response
  const said: unknown = await response.json().catch(() => null)
  throw failureFrom(response.status, { data: said })
}
