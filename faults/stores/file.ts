import type { StoreColumn } from './store-column.ts'

export const file: StoreColumn = {
  name: 'file',
  missing: async () => undefined,
  async open(folder) {
    return { options: () => ({ store: `file:${folder}` }), close: async () => {} }
  },
  close: async () => {},
}
