import { MoonOutlined, SunOutlined } from '@ant-design/icons'
import type { Centre } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useSay } from '../i18n/index.ts'
import { langs, nameIn } from '../lib/lang.ts'
import { Mark } from '../ui/Mark.tsx'
import { useSurface } from '../ui/surface.tsx'
import { remember } from '../view/remembered.ts'
import { searchFor, useView } from '../view/useView.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { AsOf } from './AsOf.tsx'
import styles from './Header.module.css'

/** Whose page this is, how old its data is, whether it is made up, and the reader's language and colours. */
export function Header(props: { centre: Centre | undefined }) {
  const { centre } = props
  const say = useSay()
  const { lang, theme } = useSurface()
  const { view, setView } = useView()
  const other = theme === 'light' ? 'dark' : 'light'
  return (
    <header className={styles.header}>
      <Link to="/" search={searchFor(view, { level: null, ticket: null })} className={styles.name}>
        <img src="/icon.svg" alt="" width="22" height="22" />
        {centre ? nameIn(centre.name, lang) : 'Grid Centre'}
      </Link>
      {centre?.synthetic && (
        <Mark tone="warn" title={say('app.made-up.what')}>
          {say('app.made-up')}
        </Mark>
      )}
      <span className={styles.gap} />
      {centre && <AsOf centre={centre} />}
      <Segmented
        size="small"
        aria-label={say('app.language')}
        value={lang}
        options={langs.map((value) => ({ value, label: say(`app.language.${value}`) }))}
        onChange={(value) => {
          remember('lang', value)
          if (view.lang !== null) setView({ lang: null }, { replace: true })
        }}
      />
      <Button
        type="text"
        size="small"
        aria-label={say(`app.theme.to-${other}`)}
        title={say(`app.theme.to-${other}`)}
        icon={theme === 'light' ? <MoonOutlined /> : <SunOutlined />}
        onClick={() => {
          remember('theme', other)
          if (view.theme !== null) setView({ theme: null }, { replace: true })
        }}
      />
      <AccountMenu />
    </header>
  )
}
