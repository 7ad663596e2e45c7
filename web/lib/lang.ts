/** The two languages of the product. */
export type Lang = 'zh' | 'en'

export const langs: readonly Lang[] = ['zh', 'en']

/** The BCP 47 tag that Intl and `<html lang>` take. */
export function localeOf(lang: Lang): string {
  return lang === 'zh' ? 'zh-CN' : 'en-GB'
}

export function isLang(value: unknown): value is Lang {
  return value === 'zh' || value === 'en'
}

/** A name of the pack, given in both languages. */
export function nameIn(name: { en: string; zh: string }, lang: Lang): string {
  return lang === 'zh' ? name.zh : name.en
}
