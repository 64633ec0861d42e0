export function ensurePython(): { readonly python: string; readonly env: Readonly<Record<string, string>> };
export function ensureCurl(): void;
