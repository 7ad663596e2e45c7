import { Tabs } from 'antd'
import { type ReactNode, useId } from 'react'
import styles from './SideTabs.module.css'

/** The side of a page, of whose parts one is open at a time; only that one is drawn. */
export function SideTabs<Key extends string>(props: {
  /** what the side is, said where nothing else names it */
  title?: string
  tabs: readonly { key: Key; label: string }[]
  open: Key
  onOpen: (key: Key) => void
  children: ReactNode
  className?: string | undefined
  /** of the box around what is open */
  contentClassName?: string | undefined
}) {
  const { title, tabs, open } = props
  const id = useId()
  return (
    <section
      className={`${styles.side} ${props.className ?? ''}`}
      aria-labelledby={title === undefined ? undefined : id}
    >
      {title !== undefined && (
        <h2 className="visually-hidden" id={id}>
          {title}
        </h2>
      )}
      <Tabs
        size="small"
        tabBarGutter={16}
        className={styles.tabs ?? ''}
        classNames={{
          header: styles.bar ?? '',
          body: styles.body ?? '',
          content: `${styles.content} ${props.contentClassName ?? ''}`,
        }}
        activeKey={open}
        destroyOnHidden
        items={tabs.map((tab) => ({ ...tab, children: tab.key === open && props.children }))}
        onChange={(chosen) => {
          const tab = tabs.find(({ key }) => key === chosen)
          if (tab) props.onOpen(tab.key)
        }}
      />
    </section>
  )
}
