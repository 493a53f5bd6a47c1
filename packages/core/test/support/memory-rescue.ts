import type { Rescue, RescuedSet } from '../../src/rescue/rescue.ts'

export interface MemoryRescue extends Rescue {
  sets: RescuedSet[]
  /** A full disk: nothing more is taken. */
  full: boolean
}

/** A rescue folder that outlives managers, in memory. */
export function memoryRescue(): MemoryRescue {
  const same = (one: RescuedSet, other: RescuedSet) =>
    one.connection === other.connection &&
    one.lineage === other.lineage &&
    one.generation === other.generation
  const rescue: MemoryRescue = {
    sets: [],
    full: false,
    async keep(set) {
      if (rescue.full) throw new Error('no space left')
      rescue.sets = [...rescue.sets.filter((other) => !same(set, other)), set]
    },
    find: async (connection) => rescue.sets.filter((set) => set.connection === connection),
    all: async () => rescue.sets,
    async remove(set) {
      rescue.sets = rescue.sets.filter((other) => !same(set, other))
    },
  }
  return rescue
}
