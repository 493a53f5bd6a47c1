import { join } from 'node:path'
import envPaths from 'env-paths'

/** The folders of this user where things lie that were given no other place. */
export function userFolders(): { config: string; data: string; rescue: string } {
  const paths = envPaths('oauth-tokens', { suffix: '' })
  // `log` is the state folder of the XDG base directory specification: what must outlive a restart, but is no data.
  return { config: paths.config, data: paths.data, rescue: join(paths.log, 'rescue') }
}
