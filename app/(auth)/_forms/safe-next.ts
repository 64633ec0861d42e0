/** Only a path of this very server: a `next` from elsewhere must not lead a freshly signed-in person away. */
export function safeNext(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return "/";
  return next;
}
