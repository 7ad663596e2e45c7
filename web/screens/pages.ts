import type { ComponentType } from 'react'

/** The pages of the desk by the address that leads to them; each is fetched when it is opened. */
export const pages = {
  area: async () => (await import('./area/AreaScreen.tsx')).AreaScreen,
  brief: async () => (await import('./brief/BriefScreen.tsx')).BriefScreen,
  practice: async () => (await import('./practice/PracticeScreen.tsx')).PracticeScreen,
  compare: async () => (await import('./compare/CompareScreen.tsx')).CompareScreen,
  flows: async () => (await import('./flows/FlowScreen.tsx')).FlowScreen,
  plan: async () => (await import('./plan/PlanScreen.tsx')).PlanScreen,
  ticket: async () => (await import('./ticket/TicketScreen.tsx')).TicketScreen,
  admin: async () => (await import('./admin/AdminScreen.tsx')).AdminScreen,
  audit: async () => (await import('./audit/AuditScreen.tsx')).AuditScreen,
} satisfies Record<string, () => Promise<ComponentType<never>>>

/**
 * Fetches the page of an address beside what all pages need, so that it is there when they are. `/` leads most readers to
 * an area.
 */
export function fetchPage(path: string): void {
  const [first = '', , third = ''] = path.split('/').filter((part) => part !== '')
  const name = [third, first].find((part) => part in pages) ?? 'area'
  for (const [page, load] of Object.entries(pages)) if (page === name) void load()
}
