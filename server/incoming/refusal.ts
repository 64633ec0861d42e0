/** What a post that is not said is answered with: Slack's words where it has one, as programs written for it log them. */
export const refusals = {
  invalid_payload: 400,
  no_text: 400,
  too_many_attachments: 400,
  action_prohibited: 403,
  no_service: 404,
  channel_not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  channel_is_archived: 410,
  payload_too_large: 413,
  rate_limited: 429,
  rollup_error: 500,
  overloaded: 503,
} as const;

export class Refusal extends Error {
  readonly word: keyof typeof refusals;
  readonly retryAfterMs: number | undefined;
  constructor(word: keyof typeof refusals, retryAfterMs?: number) {
    super(word);
    this.word = word;
    this.retryAfterMs = retryAfterMs;
  }
}
