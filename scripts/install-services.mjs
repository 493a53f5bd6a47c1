// Real services and shells that tests need, from Debian's packages. Tests start their own instances on free ports.
import { existsSync } from 'node:fs'
import { run } from './run.mjs'

const services = [
  { name: 'openssl', found: () => existsSync('/usr/bin/openssl') },
  { name: 'redis-server', found: () => existsSync('/usr/bin/redis-server') },
  { name: 'postgresql', found: () => existsSync('/usr/lib/postgresql') },
  // Whatever is interactive is tested in a real terminal.
  { name: 'tmux', found: () => existsSync('/usr/bin/tmux') },
  // A session with a keyring, in which the command keeps its key.
  { name: 'dbus', found: () => existsSync('/usr/bin/dbus-run-session') },
  { name: 'gnome-keyring', found: () => existsSync('/usr/bin/gnome-keyring-daemon') },
  // Its units, in the guides and examples, are verified.
  { name: 'systemd', found: () => existsSync('/usr/bin/systemd-analyze') },
  // It shows the page that a login ends on.
  { name: 'chromium', found: () => existsSync('/usr/bin/chromium') },
  // Their completion is tested in them.
  { name: 'zsh', found: () => existsSync('/usr/bin/zsh') },
  { name: 'fish', found: () => existsSync('/usr/bin/fish') },
]

const missing = services.filter(({ found }) => !found()).map(({ name }) => name)
if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
  console.log(`Installing ${missing.join(', ')} for the tests …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], { env })
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env })
}
const still = services.filter(({ found }) => !found()).map(({ name }) => name)
if (still.length > 0) {
  console.error(
    `The tests need ${still.join(' and ')}. On Debian or Ubuntu: sudo apt-get install ${still.join(' ')}`,
  )
  if (process.env.CI) process.exit(1)
}
