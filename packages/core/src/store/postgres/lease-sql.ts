/**
 * The transitions of `lease.ts` in SQL, so that each is one round trip; they must agree to the letter. In scope are
 * `lease` (jsonb), `tokens`, and `now` (numeric milliseconds by the server's clock, taken after the row was locked).
 * Of jsonb only a checked fence is cast: a damaged record must be refused, not fail somewhere inside.
 */

/** As `isLease`. */
export const isLease = `
  CASE WHEN jsonb_typeof(lease->'fence') = 'number' AND lease->>'fence' ~ '^-?[0-9]{1,16}$' THEN
    CASE lease->>'state' WHEN 'free' THEN true
      WHEN 'held' THEN jsonb_typeof(lease->'until') = 'number'
      WHEN 'spending' THEN jsonb_typeof(lease->'until') = 'number'
      ELSE false END
  ELSE false END`

const known = `(SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(lease)
  WHERE key IN ('spends', 'doubt', 'dead', 'backoff') AND value <> 'null')`

const from = (duration: string) => `jsonb_build_object('since', now, 'until', now + ${duration}::numeric)`

const hasFence = (fence: string) => `lease->'fence' = to_jsonb(${fence}::numeric)`

/** The doubt that an intent leaves behind, or NULL. */
const abandoned = `
  CASE WHEN lease->>'state' = 'spending' AND lease->'spending'->'singleUse' = 'true'
    AND NOT coalesce(lease->'doubt'->'lineage' = lease->'spending'->'lineage'
      AND lease->'doubt'->'generation' = lease->'spending'->'generation', false)
  THEN jsonb_build_object('lineage', lease->'spending'->'lineage', 'generation', lease->'spending'->'generation',
    'at', lease->'spending'->'at', 'host', coalesce(lease->'host', '"unknown"')) END`

export interface Transition {
  /** Whether it applies. */
  when: string
  lease: string
  tokens?: string
  /** Whether it concerns those who cache the connection. */
  announce?: string
  /** What readers may know the new tokens by. */
  mark?: string
}

/** $2 holder, $3 duration. */
export const acquire: Transition = {
  when: `lease->>'state' = 'free' OR (lease->>'state' = 'held' AND lease->'owner' = $2::jsonb->'owner')
    OR lease->'until' <= to_jsonb(now)`,
  lease: `${known} || $2::jsonb
    || jsonb_build_object('state', 'held', 'fence', (lease->>'fence')::numeric + 1)
    || CASE WHEN ${abandoned} IS NULL THEN '{}' ELSE jsonb_build_object('doubt', ${abandoned}) END
    || ${from('$3')}`,
  announce: `${abandoned} IS NOT NULL`,
}

/** $2 fence, $3 duration. */
export const extend: Transition = {
  when: `${hasFence('$2')} AND lease->>'state' = 'held'`,
  lease: `lease || jsonb_build_object('until', now + $3::numeric)`,
}

/** Redemptions that the provider still counts, and this one. */
const counted = `jsonb_build_object('spends', jsonb_build_object('lineage', $4::jsonb->'lineage', 'at', (
  SELECT coalesce(jsonb_agg(spend.at ORDER BY spend.n), '[]')
  FROM jsonb_array_elements(CASE WHEN lease->'spends'->'lineage' = $4::jsonb->'lineage' THEN lease->'spends'->'at' ELSE '[]' END)
    WITH ORDINALITY AS spend (at, n)
  WHERE spend.at > to_jsonb(now - ($4::jsonb->>'window')::numeric) AND spend.at <= to_jsonb(now)
) || to_jsonb(now)))`

/** $2 fence, $3 the tokens that were read, $4 intent, $5 duration. */
export const spend: Transition = {
  when: `tokens = $3 AND ${hasFence('$2')} AND lease->>'state' = 'held'`,
  lease: `lease || jsonb_build_object('state', 'spending', 'spending', $4::jsonb)
    || CASE WHEN $4::jsonb ? 'window' THEN ${counted} ELSE '{}' END
    || ${from('$5')}`,
}

/** $2 fence, $3 duration. */
export const withdraw: Transition = {
  when: `${hasFence('$2')} AND lease->>'state' = 'spending'`,
  lease: `CASE WHEN lease->'spending' ? 'window' AND lease ? 'spends'
      THEN jsonb_set(lease, '{spends,at}', (lease->'spends'->'at') - -1) ELSE lease END
    - 'spending' || jsonb_build_object('state', 'held') || ${from('$3')}`,
}

const released = (fence: string, set: string, cleared: string) => `
  (${known} - ${cleared}::text[]) || ${set}::jsonb || jsonb_build_object('state', 'free', 'fence', ${fence}::numeric)`

/** $2 fence, $3 facts to set, $4 names of facts to clear. */
export const release: Transition = {
  when: `${hasFence('$2')} AND lease->>'state' <> 'free'`,
  lease: released('$2', '$3', '$4'),
  announce: `$3::jsonb ?| '{doubt,dead}'`,
}

/**
 * $2 the tokens that were read, $3 the new ones; $4 fence or NULL, $5 facts to set, $6 names of facts to clear; $7 a
 * line of history or NULL, $8 the mark of the new tokens, or ''.
 */
export const save: Transition = {
  when: 'tokens IS NOT DISTINCT FROM $2',
  tokens: '$3::text',
  lease: `CASE WHEN ${hasFence('$4')} AND lease->>'state' <> 'free' THEN ${released('$4', '$5', '$6')} ELSE lease END`,
  announce: 'true',
  mark: '$8::text',
}
