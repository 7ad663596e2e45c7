import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Lang } from '../lib/lang.ts'
import { en, type Phrase } from './en.ts'
import { zh } from './zh.ts'

/** A key as it is asked for: a phrase with a plural is named without `_one`, `_other`. */
export type PhraseKey = Phrase extends infer Key
  ? Key extends `${infer Stem}_one` | `${infer Stem}_other`
    ? Stem
    : Key
  : never

/** Says a phrase; `count` chooses the plural, the other values fill its `{{places}}`. */
export type Say = (key: PhraseKey, values?: Record<string, string | number>) => string

const phrases = i18next.createInstance()
void phrases.use(initReactI18next).init({
  resources: { en: { translation: en }, zh: { translation: zh } },
  lng: 'en',
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
})

export { phrases }

/** Makes the whole interface speak a language. */
export function speak(lang: Lang): void {
  if (phrases.language !== lang) void phrases.changeLanguage(lang)
}

/** The phrases of the language in force, and the name of a reason where the centre uses a known one. */
export function useSay(): Say {
  const { t } = useTranslation(undefined, { i18n: phrases })
  return useCallback((key, values) => t(key, values ?? {}), [t])
}

const known: ReadonlySet<string> = new Set(Object.keys(en))
const isPhrase = (key: string): key is PhraseKey => known.has(key)

/** A reason of the log in the language, or as the file wrote it where it is not one of the usual. */
export function sayReason(say: Say, reason: string): string {
  const key = `reason.${reason
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')}`
  return isPhrase(key) ? say(key) : reason
}

/** A word of the server's under a stem, or the word itself where no phrase is known for it. */
export function sayKnown(say: Say, stem: string, word: string): string {
  const key = `${stem}.${word}`
  return isPhrase(key) ? say(key) : word
}
