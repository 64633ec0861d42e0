/** Where a screen is small and a finger points: what floats beside its button elsewhere comes from below. */
export const onPhone = (): boolean => window.matchMedia("(pointer: coarse) and (max-width: 767px)").matches;
