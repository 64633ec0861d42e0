/** For finding names as people type them: without case, and without the accents that not every keyboard has. */
export const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
