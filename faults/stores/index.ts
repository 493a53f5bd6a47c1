import type { StoreName } from '../bench/fault.ts'
import { file } from './file.ts'
import { postgres } from './postgres.ts'
import { redis } from './redis.ts'
import type { StoreColumn } from './store-column.ts'

export const storeColumns: Record<StoreName, StoreColumn> = { file, redis, postgres }
