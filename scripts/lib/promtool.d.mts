export function ensurePromtool(): string;
