import nodeModule from 'node:module'
import { join } from 'node:path'

/** Since Node 22.1. */
interface CompileCache {
  enableCompileCache?(folder: string): unknown
}

/**
 * Lets Node keep what it compiled for the next run, in this user's own cache folder: Node's own choice is a folder that
 * all users share, and what is found there is run.
 */
export function keepCompiledCode({ HOME, LOCALAPPDATA, XDG_CACHE_HOME }: NodeJS.ProcessEnv): void {
  const cache = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && join(HOME, '.cache'))
  if (cache) (nodeModule as CompileCache).enableCompileCache?.(join(cache, 'oauth-tokens', 'code'))
}
