export function cruise(folder?: string): Promise<{
  violations: { rule: string; from: string; to: string }[];
  typescript: number;
}>;
