import type { Session, Task } from '@grid/data/contract'
import { useQuery } from '@tanstack/react-query'
import { answer, api } from './client.ts'
import { asFailure } from './failure.ts'

const hour = 3_600_000

/** Who is asking, and what they may. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => answer(api.session.$get({ query: {} }, { init: { signal } })),
    staleTime: hour,
  })
}

/** Whether whoever is asking may do something; not as long as it is not known. */
export function useMay(task: Task): boolean {
  return useSession().data?.caller?.tasks.includes(task) ?? false
}

/** Logs in; throws a `Failure` where that is refused. */
export function logIn(name: string, password: string): Promise<Session> {
  return answer(api.session.$post({ query: {}, json: { name, password } }))
}

/** Logs out, here or everywhere. */
export function logOut(everywhere: boolean): Promise<Session> {
  return answer(api.session.$delete({ query: { everywhere: everywhere ? 'true' : 'false' } }))
}

/** Gives whoever is asking another password. */
export function changePassword(current: string, next: string): Promise<Session> {
  return answer(api.session.password.$put({ query: {}, json: { current, next } }))
}

/** The page to log in at, which leads back to where one was. */
export function loginAddress(from: Pick<Location, 'pathname' | 'search'>): string {
  const to = `${from.pathname}${from.search}`
  return to === '/' ? '/login' : `/login?to=${encodeURIComponent(to)}`
}

/** Where somebody goes after logging in: a page of ours, or the first one. */
export function pageAfterLogin(search: string, origin: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/'
  if (!to.startsWith('/') || !URL.canParse(to, origin)) return '/'
  const url = new URL(to, origin)
  return url.origin === origin && url.pathname !== '/login' ? `${url.pathname}${url.search}${url.hash}` : '/'
}

/** Leads to the login where an answer was refused because nobody is logged in; the address brings one back. */
export function mindLogin(thrown: unknown): void {
  if (asFailure(thrown).status === 401 && location.pathname !== '/login')
    location.assign(loginAddress(location))
}
