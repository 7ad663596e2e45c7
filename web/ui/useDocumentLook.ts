import { useLayoutEffect } from 'react'
import { type Lang, localeOf } from '../lib/lang.ts'
import { applyTheme, type Theme } from '../lib/tokens.ts'

/** Gives the document its language and colours before anything is painted. */
export function useDocumentLook(lang: Lang, theme: Theme): void {
  useLayoutEffect(() => {
    document.documentElement.lang = localeOf(lang)
  }, [lang])
  useLayoutEffect(() => applyTheme(theme, document.documentElement), [theme])
}
