import type { Centre } from '@grid/data/contract'
import { theme as antdThemes, ConfigProvider } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/en-gb'
import 'dayjs/locale/zh-cn'
import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo } from 'react'
import { useCentre, useRetry } from '../api/index.ts'
import { speak, useSay } from '../i18n/index.ts'
import { fontFamily, tokens } from '../lib/tokens.ts'
import { Failed } from '../panels/Answer.tsx'
import { Header } from '../panels/Header.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { SurfaceProvider } from '../ui/surface.tsx'
import { useDocumentLook } from '../ui/useDocumentLook.ts'
import { useViewLang, useViewTheme } from '../view/remembered.ts'
import { useView } from '../view/useView.ts'
import styles from './Shell.module.css'

const CentreContext = createContext<Centre | null>(null)

/** The centre the page is of; screens are drawn only once it is known. */
export function useShownCentre(): Centre {
  const centre = useContext(CentreContext)
  if (!centre) throw new Error('a screen was drawn outside the shell')
  return centre
}

/** Language, colours and header around every screen; stands in for it until the centre is known. */
export function Shell(props: { children: ReactNode }) {
  const { view } = useView()
  const lang = useViewLang(view)
  const theme = useViewTheme(view)
  const asked = useCentre()
  const centre = asked.data
  const timeZone = centre?.timeZone ?? 'UTC'
  const say = useSay()
  const retry = useRetry()
  const { dataUpdatedAt } = asked
  useEffect(() => {
    // the server answers: what failed while it did not can be asked again
    if (dataUpdatedAt > 0) void retry('passing')
  }, [dataUpdatedAt, retry])
  speak(lang)
  useDocumentLook(lang, theme)
  useLayoutEffect(() => {
    dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en-gb')
  }, [lang])
  const surface = useMemo(() => ({ lang, theme, timeZone }), [lang, theme, timeZone])
  return (
    <ConfigProvider
      locale={lang === 'zh' ? zhCN : enGB}
      theme={antdTheme(theme)}
      button={{ autoInsertSpace: false }}
      getPopupContainer={(trigger) => trigger?.closest<HTMLElement>('main, header') ?? document.body}
    >
      <SurfaceProvider value={surface}>
        <div className={styles.shell}>
          <a className="skip" href="#main">
            {say('app.skip')}
          </a>
          <Header centre={centre} />
          {centre ? (
            <CentreContext value={centre}>{props.children}</CentreContext>
          ) : (
            <main className={styles.waiting} id="main">
              {asked.error ? (
                <Failed error={asked.error} />
              ) : (
                <Skeleton lines={12} label={say('state.loading')} />
              )}
            </main>
          )}
        </div>
      </SurfaceProvider>
    </ConfigProvider>
  )
}

function antdTheme(theme: 'light' | 'dark') {
  const colours = tokens[theme]
  return {
    algorithm: theme === 'dark' ? antdThemes.darkAlgorithm : antdThemes.defaultAlgorithm,
    token: {
      fontFamily,
      fontSize: 13,
      borderRadius: 4,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      colorPrimary: theme === 'dark' ? '#3a86d0' : colours.accent,
      colorLink: colours.accent,
      colorText: colours.ink,
      colorTextDescription: colours.inkSoft,
      colorTextPlaceholder: colours.inkSoft,
      colorBgBase: colours.panel,
      colorBgContainer: colours.panel,
      colorBgElevated: colours.raised,
      colorBgLayout: colours.ground,
      colorBorder: colours.lineStrong,
      colorBorderSecondary: colours.line,
    },
    components: {
      Tabs: {
        itemSelectedColor: colours.accent,
        itemHoverColor: colours.accent,
        inkBarColor: colours.accent,
      },
      Segmented: { itemSelectedColor: colours.ink, itemColor: colours.inkSoft, trackBg: colours.raised },
    },
  }
}
