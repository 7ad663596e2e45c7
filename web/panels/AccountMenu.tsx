import { FileSearchOutlined, LockOutlined, UserOutlined } from '@ant-design/icons'
import type { Session } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { Button, Modal, Popover } from 'antd'
import { useState } from 'react'
import { logOut, useMay, useSession } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './AccountMenu.module.css'
import { PasswordForm } from './PasswordForm.tsx'

/** Who is looking, what they may, and the way out; in a centre without logins, that it has none. */
export function AccountMenu() {
  const say = useSay()
  const { data: session } = useSession()
  const [open, setOpen] = useState(false)
  const [changing, setChanging] = useState(false)
  const caller = session?.caller
  if (!caller) return null
  if (caller.kind === 'local')
    return (
      <Mark tone="warn" title={say('account.open.what')}>
        {say('account.open')}
      </Mark>
    )
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open}
        onOpenChange={setOpen}
        content={
          <Menu
            caller={caller}
            onChoice={() => setOpen(false)}
            onPassword={() => {
              setOpen(false)
              setChanging(true)
            }}
          />
        }
      >
        <Button
          type="text"
          size="small"
          className={styles.button ?? ''}
          icon={<UserOutlined />}
          aria-haspopup="dialog"
          aria-expanded={open}
          aria-label={say('account.menu', { name: caller.name })}
        >
          <span className={styles.name}>{caller.name}</span>
        </Button>
      </Popover>
      <Modal
        title={say('account.password')}
        open={changing}
        footer={null}
        destroyOnHidden
        onCancel={() => setChanging(false)}
      >
        <PasswordForm />
      </Modal>
    </>
  )
}

function Menu(props: {
  caller: NonNullable<Session['caller']>
  onChoice: () => void
  onPassword: () => void
}) {
  const { name, role, scope, areas, tasks, password, kind } = props.caller
  const say = useSay()
  const lang = useLang()
  const mayAdminister = useMay('administer')
  const leave = async (everywhere: boolean) => {
    await logOut(everywhere).catch(() => undefined)
    location.assign('/login')
  }
  return (
    <div className={styles.menu}>
      <p className={styles.who}>
        <strong>{name}</strong> <Mark tone="accent">{say(`role.${role}`)}</Mark>
      </p>
      <dl className={styles.rights}>
        <dt>{say('account.areas')}</dt>
        <dd>
          {scope === 'all'
            ? say('account.areas.all')
            : areas
                .map((area) => (lang === 'en' ? (area.nameEn ?? area.name) : area.name))
                .join(lang === 'zh' ? '、' : ', ')}
        </dd>
        <dt>{say('account.may')}</dt>
        <dd>
          <ul>
            {tasks.map((task) => (
              <li key={task}>{say(`task.${task}`)}</li>
            ))}
          </ul>
        </dd>
      </dl>
      <div className={styles.actions}>
        {mayAdminister && (
          <Link to="/admin" onClick={props.onChoice}>
            <LockOutlined /> {say('account.admin')}
          </Link>
        )}
        {mayAdminister && (
          <Link to="/audit" onClick={props.onChoice}>
            <FileSearchOutlined /> {say('audit.title')}
          </Link>
        )}
        {password && (
          <Button size="small" onClick={props.onPassword}>
            {say('account.password')}
          </Button>
        )}
        {kind === 'person' && (
          <>
            <Button size="small" onClick={() => void leave(false)}>
              {say('account.logout')}
            </Button>
            <Button size="small" onClick={() => void leave(true)}>
              {say('account.logout.everywhere')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
