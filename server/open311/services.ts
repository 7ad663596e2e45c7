import type { GeoService } from '@grid/data/contract'
import { urgencyAttribute } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import { notFound } from '../problems.ts'

/** The languages that names are there in. */
export type Language = 'en' | 'zh'

/** The services of a centre: each category is one, the group is the category above it. */
export function servicesOf(centre: CentreRecord, language: Language): GeoService[] {
  const names = new Map(centre.categories.members.map(({ key, name }) => [key, name[language]]))
  return centre.categories.members.map(({ id, name, parent }) => ({
    service_code: id,
    service_name: name[language],
    description: null,
    metadata: true,
    type: 'realtime',
    keywords: null,
    group: parent === null ? null : (names.get(parent) ?? null),
  }))
}

const words = {
  en: {
    question: 'How urgent is it?',
    normal: 'Normal',
    urgent: 'Urgent',
    danger: 'Danger: gas, fire, collapse',
  },
  zh: { question: '紧急程度', normal: '一般', urgent: '紧急', danger: '危险：燃气、火情、坍塌' },
} as const

/** What may be said of a report to a service beside its place and text; 404 where there is no such service. */
export function definitionOf(centre: CentreRecord, code: string, language: Language) {
  if (!centre.categories.withId(code)) throw unknownService()
  const said = words[language]
  return {
    service_code: code,
    attributes: [
      {
        variable: true,
        code: urgencyAttribute,
        datatype: 'singlevaluelist',
        required: false,
        datatype_description: null,
        order: 1,
        description: said.question,
        values: (['normal', 'urgent', 'danger'] as const).map((key) => ({ key, name: said[key] })),
      },
    ],
  }
}

/** 404 as the standard words it. */
export function unknownService() {
  return notFound('service_code provided was not found')
}
