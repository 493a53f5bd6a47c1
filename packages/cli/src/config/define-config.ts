import type { Config } from './config.ts'

/**
 * Gives a configuration file its types.
 * @example `export default defineConfig({ providers: [{ adapter: 'zalo-oa', … }] })`
 */
export function defineConfig(config: Config): Config {
  return config
}
