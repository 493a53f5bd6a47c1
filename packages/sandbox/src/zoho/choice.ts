/** What an account decides, about a client or about a device. */
export interface ZohoChoice {
  decision: 'allow' | 'deny'
  /** @default the first account */
  zuid?: string | undefined
}

/** The choice in a form, or in a query that plays the browser; undefined if there is none. */
export function choiceOf(params: URLSearchParams, decision: string | null): ZohoChoice | undefined {
  if (decision !== 'allow' && decision !== 'deny') return undefined
  return { decision, zuid: params.get('zuid') ?? undefined }
}
