/** Only a path of this very server: a `next` from elsewhere must not lead a freshly signed-in person away. */
export function safeNext(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return "/";
  return next;
}

/** Another page of those by which one comes in, which leads on to the same place. */
export const onTheWay = <Page extends "/sign-in" | "/sign-up">(
  page: Page,
  next: string,
): Page | `${Page}?next=${string}` => (next === "/" ? page : `${page}?next=${encodeURIComponent(next)}`);
